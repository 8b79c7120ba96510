/** Banners of the Who region: what is wrong, what still works, what to do. */
export const banner = {
  noLine: 'No line is registered',
  noLineNext: 'next try in {{time}}',
  noLineTrying: 'trying now',
  noLineSetUp: 'No line is set up yet: you cannot be called.',
  noLineCallGoesOn: 'Your call goes on: its sound takes another way.',
  addLine: 'Add a line',
  startPractice: 'Start practice',
  tryNow: 'Try now',
  lineSettings: 'Line settings',
  storeNewer: 'Your data was written by a newer Hatif',
  storeNewerMore: 'Install that version to see it. Calls work meanwhile, but nothing is kept.',
  storeCorrupt: 'The file with your contacts and history is damaged',
  storeCorruptMore:
    'Calls work meanwhile. What you do now is kept only if you start with an empty file before Hatif closes.',
  storeLocked: 'The file with your contacts and history cannot be unlocked',
  storeLockedMore:
    'Its key is not in the key chain of this computer. Calls work meanwhile. What you do now is kept only if you start with an empty file.',
  storeMemory: 'Contacts and history are not kept now',
  storeMemoryMore: 'The file could not be used. Calls work; what you type is lost when Hatif closes.',
  diskFull: 'The disk is full',
  diskFullMore: 'Delete or move some files on the disk where Hatif keeps its data. Calls go on meanwhile.',
  diskFailing: 'The disk does not take what Hatif writes',
  diskFailingMore: 'Have the disk looked at, and make a back-up on another one. Calls go on meanwhile.',
  diskSafe_one:
    '{{count}} entry waits in the emergency journal. It is written by itself as soon as that works again.',
  diskSafe_other:
    '{{count}} entries wait in the emergency journal. They are written by themselves as soon as that works again.',
  diskUnsafe_one:
    '{{count}} entry waits in memory alone: do not close Hatif before there is room. It is written by itself then.',
  diskUnsafe_other:
    '{{count}} entries wait in memory alone: do not close Hatif before there is room. They are written by themselves then.',
  startFresh: 'Start with an empty file',
  startFreshHint: 'The old file is put aside, not deleted.',
  startFreshAsk: 'Start with an empty file? The old one is put aside beside it, not deleted.',
  mediaRecovering: 'Sound is being restored',
  mediaRecoveringMore: 'The call is still up. Please wait a moment, do not hang up.',
  mediaLost: 'Sound is lost',
  mediaLostMore: 'The call is still up. Hatif is trying to bring the sound back.',
  microphoneMissing: 'No microphone',
  microphoneMissingMore: 'Plug one in: it is used at once.',
  microphoneDenied: 'The microphone is not allowed',
  microphoneDeniedMore: 'Allow it for Hatif in the privacy settings of your system, then call again.',
  microphoneBusy: 'The microphone is in use by another program',
  microphoneBusyMore: 'Close that program, or choose another microphone.',
  soundSettings: 'Sound settings',
} as const;
