/** What the program says outside the page: window title, questions of the system. */
export const app = {
  title: 'Hatif',
  titleWith: '{{who}} – Hatif',
  quitTitle: 'Quit Hatif?',
  quitInCall: 'A call is going on. Quitting ends it.',
  quitNow: 'End the call and quit',
  stay: 'Stay',
  backToCall: 'Back to the call',
  quit: 'Quit Hatif',
} as const;
