/** The card of a call that rings while another program is in front. */
export const ringing = {
  title: 'Incoming call',
  send: 'To voicemail',
  open: 'Open Hatif',
  more: 'Another call rings too',
} as const;
