/**
 * What may be repeated of a message that somebody else wrote. Names, numbers and passwords can stand anywhere in SIP, in
 * a reason phrase, an unknown header or a codec's name; therefore nothing is struck out: only what is listed here, or has
 * a shape that says nothing of a person, is let through.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

export const methods = words(
  'ACK BYE CANCEL INFO INVITE MESSAGE NOTIFY OPTIONS PRACK PUBLISH REFER REGISTER SUBSCRIBE UPDATE',
);

/** Compact forms (RFC 3261 7.3.3 and its successors). */
export const compact: Readonly<Record<string, string>> = {
  b: 'referred-by',
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
};

export const addressHeaders = words(
  'contact diversion from history-info p-asserted-identity p-associated-uri p-called-party-id p-preferred-identity path record-route refer-to referred-by remote-party-id reply-to route service-route to',
);

export const numberHeaders = words(
  'content-length expires max-forwards min-expires min-se retry-after rseq session-expires',
);

export const wordHeaders = words(
  'accept allow allow-events content-disposition content-encoding content-type event privacy proxy-require require subscription-state supported unsupported',
);

export const credentialHeaders = words(
  'authentication-info authorization proxy-authenticate proxy-authorization www-authenticate',
);

/** Headers that are named, with nothing of what they say. */
export const namedHeaders = words(
  'accept-language alert-info answer-mode call-info date error-info in-reply-to mime-version organization p-access-network-info priority sip-etag sip-if-match subject target-dialog timestamp user-to-user',
);

/** Of the headers that are lists of words. */
export const knownWords = words(
  `100rel active application/conference-info+xml application/dialog-info+xml application/dtmf-relay application/pidf+xml
  application/resource-lists+xml application/sdp application/simple-message-summary application/xml as-feature-event
  conference deactivated dialog early-session eventlist expires from-change giveup gruu header histinfo id identity
  join keep message-summary message/sipfrag multipart/mixed multiple-refer none norefersub noresource outbound path
  pending precondition presence probation reason recipient-list-invite refer reg rejected render replaces resource-priority
  retry-after sec-agree session tdialog terminated text/plain timeout timer tls-ping tokens ua-profile user version
  ${[...methods].join(' ').toLowerCase()}`.trim(),
);

/** Programs, which are named with their version, whatever else their header holds. */
export const programs = words(
  '3cx aastra asterisk audiocodes avaya baresip cisco drachtio fanvil flexisip freepbx freeswitch fusionpbx genesys grandstream grandstream-ucm hatif innovaphone issabel jssip kamailio linphone mitel nethserver opensips oversip patton pjsip pjsua plivo polycom rtpengine sangoma sip.js sipp snom starface telnyx twilio vonage wildix yealink yeastar zoiper',
);

export const directions = words('sendrecv sendonly recvonly inactive rtcp-mux rtcp-rsize ice-lite');
export const codecs = words(
  'opus g722 pcmu pcma g729 gsm ilbc speex red cn telephone-event isac amr amr-wb silk l16',
);

/** Makers and words of audio devices; a device's name is otherwise often its owner's. */
export const deviceWords = words(
  `airpods analog analogue audio bluetooth bose built-in builtin card communications conference controller default device
  digital display duplex earphone earphones easytalk echo elite engage epos evolve evolve2 fake focus generic hands-free
  hd hda hdmi headphones headset high-definition input internal intel jabra line logi logitech loopback
  mic microphone mono monitor multichannel nvidia output plantronics poly polycom pro realtek savi sennheiser sony
  soundcore speaker speakerphone speakers stereo system tone usb voyager webcam yamaha yealink zone`.trim(),
);
