/** The card of a call that rings while another program is in front. */
export const ringing = {
  title: 'Incoming call',
  send: 'To voicemail',
  open: 'Open Hatif',
  more: 'Another call rings too',
  settings: 'When it rings',
  cardOn: 'Show a card above other programs',
  cardHint:
    'It says who calls while you work elsewhere, and takes no focus. Without it you hear the ringing; the call waits in Hatif.',
} as const;
