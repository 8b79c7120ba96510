/** How a call sounded, as its history says it. */
export const soundWas = {
  clear: 'Clear both ways',
  cannotHearYou: 'They could not hear you: nothing was sent',
  microphoneSilent: 'Your microphone gave no sound',
  cannotHearThem: 'You could not hear them: nothing arrived',
  losing: 'The network lost {{loss}} % of their voice',
  delayed: 'There was a long delay: {{roundTrip}} ms there and back',
  unsteady: 'The network was unsteady',
  recovering: 'The sound had to be restored',
  lost: 'The sound was lost',
} as const;

export const sound = {
  score: 'sound {{score}}',
  figures: 'Estimated score {{score}} of 4.5 (worst {{worst}}). Lost {{loss}} % (worst {{worstLoss}} %)',
  jitter: 'jitter {{ms}} ms (worst {{worst}} ms)',
  roundTrip: 'there and back {{ms}} ms (worst {{worst}} ms)',
} as const;
