/**
 * What RFC 4475 and RFC 5118 want of a user agent that is no registrar, message by message. Where the standard leaves a
 * choice, `why` says which one was taken.
 */
export interface Expected {
  /** File without `.dat`. */
  file: string;
  /** Section of the standard. */
  section: string;
  guard: 'pass' | 'answer' | 'drop';
  /** Final status that leaves the phone; null for none. 486 stands for a call that rings and is declined. */
  reply: number | null;
  why: string;
}

function row(
  file: string,
  section: string,
  guard: Expected['guard'],
  reply: number | null,
  why: string,
): Expected {
  return { file, section, guard, reply, why };
}

export const expectations: readonly Expected[] = [
  row('rfc4475-wsinv', '3.1.1.1', 'pass', 481, 'valid, in a dialog that we do not have'),
  row('rfc4475-intmeth', '3.1.1.2', 'answer', 501, 'valid, with a method nobody implements'),
  row('rfc4475-esc01', '3.1.1.3', 'pass', 486, 'valid'),
  row('rfc4475-escnull', '3.1.1.4', 'answer', 405, 'valid, but we are no registrar'),
  row('rfc4475-esc02', '3.1.1.5', 'answer', 501, '"an endpoint would reject this message with a 501"'),
  row('rfc4475-lwsdisp', '3.1.1.6', 'pass', 200, 'valid'),
  row('rfc4475-longreq', '3.1.1.7', 'pass', 486, 'valid, though long'),
  row('rfc4475-dblreq', '3.1.1.8', 'answer', 405, 'the REGISTER is handled, the trailing INVITE ignored'),
  row('rfc4475-semiuri', '3.1.1.9', 'pass', 200, 'valid'),
  row('rfc4475-transports', '3.1.1.10', 'pass', 200, 'valid'),
  row('rfc4475-mpart01', '3.1.1.11', 'pass', 200, 'valid, with bytes in its body that are no text'),
  row('rfc4475-unreason', '3.1.1.12', 'pass', null, 'valid response'),
  row('rfc4475-noreason', '3.1.1.13', 'pass', null, 'valid response'),
  row('rfc4475-badinv01', '3.1.2.1', 'answer', 400, 'extraneous separators'),
  row('rfc4475-clerr', '3.1.2.2', 'answer', 400, 'Content-Length larger than the message'),
  row('rfc4475-ncl', '3.1.2.3', 'answer', 400, 'negative Content-Length'),
  row('rfc4475-scalar02', '3.1.2.4', 'answer', 400, 'CSeq above 2^31'),
  row('rfc4475-scalarlg', '3.1.2.5', 'drop', null, 'response with overlarge values: discarded'),
  row('rfc4475-quotbal', '3.1.2.6', 'answer', 400, 'unterminated quote'),
  row(
    'rfc4475-ltgtruri',
    '3.1.2.7',
    'answer',
    400,
    'brackets around the Request-URI: always reasonable to reject',
  ),
  row('rfc4475-lwsruri', '3.1.2.8', 'answer', 400, 'white space in the Request-URI'),
  row(
    'rfc4475-lwsstart',
    '3.1.2.9',
    'answer',
    400,
    'several spaces in the request line: acceptable to reject',
  ),
  row('rfc4475-trws', '3.1.2.10', 'answer', 400, 'trailing space in the request line: acceptable to reject'),
  row('rfc4475-escruri', '3.1.2.11', 'answer', 400, 'headers in the Request-URI: acceptable to reject'),
  row('rfc4475-baddate', '3.1.2.12', 'pass', 486, 'an unused Date should not cost a call'),
  row('rfc4475-regbadct', '3.1.2.13', 'answer', 400, 'unbracketed Contact with headers'),
  row('rfc4475-badaspec', '3.1.2.14', 'answer', 400, 'spaces within an addr-spec'),
  row('rfc4475-baddn', '3.1.2.15', 'answer', 400, 'unquoted display name that is no token'),
  row('rfc4475-badvers', '3.1.2.16', 'answer', 505, 'SIP/7.0'),
  row('rfc4475-mismatch01', '3.1.2.17', 'answer', 400, 'method and CSeq differ'),
  row(
    'rfc4475-mismatch02',
    '3.1.2.18',
    'answer',
    501,
    'the same with an unknown method: 501 is the better answer',
  ),
  row('rfc4475-bigcode', '3.1.2.19', 'drop', null, 'response code above 699'),
  row('rfc4475-badbranch', '3.2.1', 'answer', 400, 'cookie without an identifier: rejected statelessly'),
  row('rfc4475-insuf', '3.3.1', 'answer', 400, 'From, To and Call-ID are missing'),
  row('rfc4475-unkscm', '3.3.2', 'answer', 416, 'unknown scheme in the Request-URI'),
  row('rfc4475-novelsc', '3.3.3', 'answer', 416, 'known scheme that is not ours'),
  row('rfc4475-unksm2', '3.3.4', 'answer', 400, 'a REGISTER whose To is no SIP URI'),
  row('rfc4475-bext01', '3.3.5', 'answer', 420, 'unknown Require'),
  row('rfc4475-invut', '3.3.6', 'answer', 415, 'unknown body'),
  row('rfc4475-regaut01', '3.3.7', 'answer', 405, 'valid, but we are no registrar'),
  row('rfc4475-multi01', '3.3.8', 'answer', 400, 'several values where one belongs'),
  row('rfc4475-mcl01', '3.3.9', 'answer', 400, 'several Content-Length'),
  row('rfc4475-bcast', '3.3.10', 'drop', null, 'response that another element should have got'),
  row('rfc4475-zeromf', '3.3.11', 'pass', 200, 'an endpoint answers as if Max-Forwards were larger'),
  row('rfc4475-cparam01', '3.3.12', 'answer', 405, 'valid, but we are no registrar'),
  row('rfc4475-cparam02', '3.3.13', 'answer', 405, 'valid, but we are no registrar'),
  row('rfc4475-regescrt', '3.3.14', 'answer', 405, 'valid, but we are no registrar'),
  row('rfc4475-sdp01', '3.3.15', 'answer', 406, 'no SDP accepted in the answer'),
  row('rfc4475-inv2543', '3.4.1', 'pass', 486, 'RFC 2543 syntax, without tag, branch and Contact'),

  row('rfc5118-ipv6-good', '4.1', 'answer', 405, 'valid, but we are no registrar'),
  row('rfc5118-ipv6-bad', '4.2', 'answer', 400, 'IPv6 reference without brackets'),
  row('rfc5118-port-ambiguous', '4.3', 'answer', 405, 'valid, whatever was meant'),
  row('rfc5118-port-unambiguous', '4.4', 'answer', 405, 'valid, but we are no registrar'),
  row('rfc5118-via-received-param-with-delim', '4.5', 'pass', 481, 'brackets in received must be tolerated'),
  row('rfc5118-via-received-param-no-delim', '4.5', 'pass', 200, 'valid'),
  row('rfc5118-ipv6-in-sdp', '4.6', 'pass', 486, 'valid'),
  row('rfc5118-mult-ip-in-header', '4.7', 'pass', 481, 'valid, in a dialog that we do not have'),
  row('rfc5118-mult-ip-in-sdp', '4.8', 'pass', 486, 'valid'),
  row('rfc5118-ipv4-mapped-ipv6', '4.9', 'pass', 486, 'valid'),
  row(
    'rfc5118-ipv6-bug-abnf-3-colons',
    '4.10',
    'answer',
    400,
    'three colons: robustness is optional, silence is not',
  ),
  row('rfc5118-ipv6-correct-abnf-2-colons', '4.10', 'pass', 200, 'valid'),
];
