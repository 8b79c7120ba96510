/** The calendar elsewhere that shows what is due. */
export const calendar = {
  title: 'Calendar',
  off: 'No calendar is kept in step.',
  leave: 'Keep it in step no more',
  hint: 'Callbacks, promises and tasks stand as to-dos in a calendar of your CalDAV server (Nextcloud, iCloud, Fastmail, Radicale and others) and follow every change. Ticked off there, they are done here when they next change. What stands there when you leave it stays.',
  kept_one: '{{count}} entry there',
  kept_other: '{{count}} entries there',
  waiting_one: '{{count}} waits',
  waiting_other: '{{count}} wait',
  url: 'Address of the calendar',
  urlHint: 'Of the calendar itself, as its settings show it. It begins with https://',
  needUrl: 'An address that begins with https:// is needed, without a password in it',
  what: 'What stands there',
  whatMine: 'What is mine',
  whatAll: 'All that is due',
  testing: 'Writing an entry and removing it again',
  works: 'It works: an entry was written, read and removed.',
} as const;
