/** The line test and the report. */
export const check = {
  title: 'Test a line',
  hint: 'Tries every leg of a call by itself and names the one that is broken. Calls that are going on are not disturbed.',
  line: 'Line',
  start: 'Test this line',
  again: 'Test again',
  cancel: 'Stop the test',
  noLine: 'No line is set up yet.',
  dns: 'Name of the phone system',
  tcp: 'Connection to it',
  tls: 'Encryption and certificate',
  webSocket: 'WebSocket for SIP',
  register: 'User and password',
  ice: 'STUN and TURN servers',
  microphone: 'Microphone: say something',
  echo: 'Echo call, there and back',
  waiting: 'Waiting',
  running: 'Being tried',
  passed: 'In order',
  failed: 'Broken',
  skipped: 'Left out',
  took: '{{ms}} ms',
  allWell: 'Everything that was tried is in order.',
  broken: 'Broken: {{leg}}.',
  stopped: 'The test was stopped.',
} as const;

export const checkSkipped = {
  isAddress: 'The address is a number; there is no name to look up.',
  onThisMachine: 'The phone system is on this computer and needs no encryption.',
  before: 'It needs a leg above that is broken.',
  noIceServer: 'This line has none.',
  noEchoNumber: 'No echo number is set. You can enter one under Lines, More settings.',
  inCall: 'You are on a call. Test again afterwards.',
  interrupted: 'Somebody called. Test again afterwards.',
  cancelled: 'Stopped.',
} as const;

/** What is broken, and what to do. */
export const checkFault = {
  badUrl: 'The address cannot be read. It should look like wss://pbx.example.com:8089/ws.',
  insecureUrl: 'The address is not secure. Use wss:// instead of ws://.',
  hostNotFound:
    'There is no host of this name ({{detail}}). Check the address; without any name being found, check your network or VPN.',
  refused:
    'The host is there but takes no connection on this port ({{detail}}). Check the port, and that the web socket is switched on in the phone system.',
  timeout:
    'No answer came in time ({{detail}}). A firewall may be in the way, or the VPN is off. Ask whoever runs the network.',
  certificate:
    'The certificate of the phone system is not trusted ({{detail}}). Ask its administrator for a valid one for this name.',
  notSip:
    'Something else than a SIP web socket answers here ({{detail}}). The path is often /ws; ask the administrator.',
  lost: 'The connection broke while it was made ({{detail}}). Try again; if it goes on, ask whoever runs the network.',
  wrongPassword:
    'The phone system does not accept this user and password. Enter the password again under Lines.',
  challengeRefused:
    'The phone system asks for the password in a way that Hatif does not answer ({{detail}}). Show this to its administrator.',
  forbidden: 'The phone system refuses this line ({{detail}}). Ask its administrator to allow it.',
  unknownUser: 'The phone system knows no such user. Check user and domain.',
  serverBusy: 'The phone system is busy ({{detail}}). Test again in a few minutes.',
  serverError: 'The phone system failed ({{detail}}). Tell its administrator.',
  rejected: 'The phone system said no ({{detail}}). Show this to its administrator.',
  iceUnreachable:
    'This server does not answer ({{detail}}). Check its address; a firewall may keep UDP out. Without it calls from outside may stay silent.',
  icePassword: 'The TURN server refuses user and password ({{detail}}). Enter them again under Lines.',
  microphoneMissing: 'There is no microphone. Plug one in and test again.',
  microphoneDenied:
    'The microphone is not allowed. Allow it for Hatif in the privacy settings of your system.',
  microphoneBusy: 'The microphone is in use by another program. Close it and test again.',
  microphoneSilent:
    'Nothing was heard from {{detail}}. Is it muted at the headset? Choose another under Sound and devices.',
  echoRefused: 'The echo number did not take the call ({{detail}}). Check it under Lines, More settings.',
  echoDeaf:
    'The call was answered but no sound came. A firewall keeps the sound out: ask for a STUN or TURN server.',
  echoNotReturned: 'Sound came, but not yours: it does not get through from here, or this number is no echo.',
  internal: 'Something in Hatif went wrong. Test again.',
} as const;

export const report = {
  title: 'Report for whoever helps you',
  hint: 'One file with the last SIP messages, sound statistics, devices, versions and what the lines went through. Names, numbers and passwords are left out.',
  make: 'Make a report',
  again: 'Make it anew',
  save: 'Save it',
  saved: 'The report was saved.',
  parts: 'What is in it',
  size: '{{size}} kB',
} as const;
