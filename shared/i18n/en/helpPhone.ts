/** In-app help on ringing, sound, headsets, other programs and the line itself. */
export const helpPhone = {
  ringTitle: 'When it rings',
  ring1:
    'While another program is in front, a full-screen one too, a small card shows who calls. It takes no focus: you go on typing where you typed. It can be switched off under Settings, Phone and colleagues.',
  ring2:
    'From the card or the call row: answer, silence the ringing (the caller notices nothing), decline, or send the caller where messages are taken (V).',
  ring3:
    'Where messages are taken, and whether calls are sent on always, when busy or when nobody answers, is set under Settings, Phone and colleagues. A call that was sent on or refused stands under Recent.',
  lampsTitle: 'Lamps, voice messages, codes',
  lamps1:
    'A lamp beside each colleague: free, ringing, on the phone, away. Grey means that the phone system says nothing. Press for what can be done then: call, pick up, transfer, send here.',
  lamps2:
    'A parking place lights while a call waits there; press to take it. New voice messages are counted; Listen calls the mailbox.',
  lamps3:
    'Codes that your phone system knows (log in to a queue, park, listen in) become buttons; ask its administrator which there are.',
  soundTitle: 'Sound and headsets',
  sound1:
    'Microphone, speaker and the device that rings are chosen under Settings, Sound and devices. A headset that is pulled is replaced at once, in a call too; when it is back it is used again. Both are said.',
  sound2:
    'Strong noise suppression takes a fan, a street or a full room out of what callers hear. It can be switched in mid-call.',
  sound3:
    'The buttons of Jabra, Poly, EPOS, Logitech and other telephone headsets answer, hang up, mute and hold, and their lamps follow. Another program that holds the headset keeps it; sound works all the same.',
  sound4:
    'Beside a call stands how it sounds and what to do about it. Afterwards the verdict is kept in the history.',
  checkTitle: 'When a line does not work',
  check1:
    'Settings, Test and report, tries one thing after another: the name of the phone system, the connection, its certificate, the WebSocket, the sign-in, the way through the network, your microphone, an echo call. The first that fails is named, with what to do.',
  check2:
    'A report, made there, holds what whoever helps you needs. You see it before it is saved; names, numbers and passwords are not in it.',
  reachTitle: 'Links and keys',
  reach1:
    'Links of the kinds tel:, sip: and callto: show their number here once that is switched on under Settings, Other programs and keys. Nothing is dialled until you press Enter.',
  reach2:
    'Keys that work in every program are chosen there: answer, hang up, mute, hold, and show what is marked as a number.',
  reach3:
    'From a command line: hatif --dial and a number shows it, hatif --answer and hatif --hang-up act at once.',
  apiTitle: 'For programs: the local API',
  api1: 'Switched on under Settings, Other programs and keys, it listens on 127.0.0.1 alone. Every request carries the token that is made there: Authorization: Bearer …',
  api2: 'GET /v1/lines and GET /v1/calls say what there is.',
  api3: 'POST /v1/dial with { "target": "+966…" } calls. POST /v1/calls/<id>/answer, /hangUp, /hold with { "hold": true } and /mute with { "muted": true } act on a call.',
  api4: 'A WebSocket to /v1/events first gets everything there is, then every change of calls and lines.',
  api5: 'A refusal says why: 401 without the token, 403 for web pages, 409 for a call that has moved on, 422 for a number that cannot be called, 429 for too many, 503 without a line.',
} as const;
