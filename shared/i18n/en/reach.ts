/** Links, keys of the whole computer, the local API. */
export const reach = {
  links: 'Telephone links',
  linksOn: 'tel:, sip: and callto: links of this computer open Hatif',
  linksHint: 'A link shows its number in the dial field; nothing is dialled until you press Enter.',
  linksElsewhere: 'The system still sends these links to another program. Choose Hatif in its settings.',
  keys: 'Keys that work in every program',
  keysHint:
    'None works until you choose it. Press the keys together in the field: Control, Alt or Command and one more.',
  press: 'Press the keys',
  none: 'Not chosen',
  clear: 'Clear',
  taken: 'Another program has these keys. Choose others.',
  badKeys: 'Use Control, Alt or Command and one more key.',
  nothingToDial: 'What is marked or copied is no number that can be called.',
  api: 'Local API',
  apiOn: 'Programs on this computer may dial, answer, hang up and hold, and hear of calls',
  apiHint: 'Over HTTP and WebSocket on 127.0.0.1 alone, for whoever has the token. The help says how.',
  port: 'Port',
  portTaken: 'Another program uses this port. Choose another one.',
  token: 'Token',
  newToken: 'Make a token',
  newTokenAgain: 'Make another token',
  tokenOnce: 'Copy it now: it is not shown again. The one before is worth nothing from now on.',
  noToken: 'There is no token yet, so nobody is let in.',
  headsets: 'The buttons of {{names}} work: answer, hang up, mute, hold.',
  noHeadset: 'No headset with buttons is plugged in; sound works without them.',
  tokenThere: 'A token was made. Only its fingerprint is kept.',
} as const;

export const reachKey = {
  answer: 'Answer',
  hangUp: 'Hang up or decline',
  mute: 'Mute, and off',
  hold: 'Hold, and resume',
  dial: 'Show what is marked or copied as a number to call',
} as const;
