/** Words that many places share. */
export const common = {
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  edit: 'Edit',
  remove: 'Remove',
  call: 'Call',
  callName: 'Call {{who}}',
  callNumber: 'Call {{number}}',
  next: 'Continue',
  unknown: 'Unknown',
  notAsked: 'Not asked yet',
  never: 'Never',
  today: 'Today',
  tomorrow: 'Tomorrow',
  overdue: 'Overdue',
} as const;
