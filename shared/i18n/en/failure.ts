/** What failed and what to do: one sentence for each code that crosses the border. */
export const error = {
  forbidden: 'This window may not do that.',
  badInput: 'Hatif could not read what was entered.',
  notFound: 'That is no longer there.',
  wrongState: 'The call has moved on; nothing was changed.',
  noLine: 'No line is registered to call from. Look under Settings, Lines.',
  badNumber: 'This cannot be dialled. Check the number.',
  microphoneMissing: 'There is no microphone. Plug one in and try again.',
  microphoneDenied:
    'The microphone is not allowed. Allow it for Hatif in the privacy settings of your system.',
  microphoneBusy: 'The microphone is in use by another program. Close it and try again.',
  mediaGone: 'Sound is being restarted. Try again in a moment.',
  tooManyCalls: 'Both lines are in use. End or finish a call first.',
  storeUnavailable: 'Contacts and history cannot be reached now.',
  nameTaken: 'Something else has this name already.',
  changedMeanwhile: 'Somebody else changed this meanwhile: look at it as it is now, then change it again.',
  tooLate: 'Too late to undo: the ten seconds are over.',
  practiceFailed: 'The practice exchange did not start. Try again.',
  fileNotWritten: 'The file could not be written. Choose another place.',
  internal: 'Something went wrong inside Hatif. Try again.',
} as const;

/** Lines of news from main, shown in the title bar. */
export const notice = {
  microphoneReplaced: '{{lost}} was unplugged; {{replacedBy}} is used now.',
  microphoneLost: '{{lost}} was unplugged and no other microphone was found.',
  microphoneBack: '{{device}} is back and used again.',
  deviceGone: '{{device}} was unplugged; the system default is used.',
  mediaRestarted: 'Sound was restarted; your call goes on.',
  lineBack: '{{line}} is registered again.',
  interrupted_one: '{{count}} call was cut off when Hatif last closed; its notes are kept.',
  interrupted_other: '{{count}} calls were cut off when Hatif last closed; their notes are kept.',
  holdFailed: 'The phone system did not accept the hold. Your microphone stays off.',
  resumeFailed: 'The phone system did not accept the resume. Try again.',
  digitsFailed: 'The digits could not be sent.',
  storeRestored: 'The data file was damaged and restored from the last back-up.',
  sampleRemoved: 'The sample data was removed.',
  settingsReset: 'The settings could not be read and were set back.',
  practiceStopped: 'The practice exchange stopped.',
} as const;
