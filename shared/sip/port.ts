/** What the guard between the socket and SIP.js says of one frame. */

/** Read by the header scan (a few microseconds) before anything parses the whole message. All of it is hostile text. */
export interface HeaderScan {
  /** Method of a request; null for a response. */
  method: string | null;
  /** Status of a response, 100–699; null for a request. */
  status: number | null;
  callId: string;
  cseq: { number: number; method: string };
  /** To has a tag: inside a dialog. */
  inDialog: boolean;
  from: { user: string; name: string | null };
  to: { user: string; name: string | null };
  /** First P-Asserted-Identity, when there is one. */
  asserted: { user: string; name: string | null } | null;
  /** Privacy: id (RFC 3323) asks us not to show who calls. */
  anonymous: boolean;
  /** First Diversion or the last History-Info target: what was called before it came to us. */
  diversion: { user: string; name: string | null } | null;
  /** It wants to take the place of a call that there is (RFC 3891), so it is no new one. */
  replaces: boolean;
}

export type Verdict =
  /** Hand `text` to SIP.js. */
  | { kind: 'pass'; text: string; scan: HeaderScan }
  /** Do not hand it over: send `response`, a complete SIP message that RFC 3261 or 4475 asks for. */
  | { kind: 'answer'; response: string; reason: string }
  /** Ignore it; `reason` goes to the log (never the message itself). */
  | { kind: 'drop'; reason: string }
  /** CRLF keep-alive from the far side (RFC 5626 4.4.1, 7118): `pong` is what to send back, null for nothing. */
  | { kind: 'keepAlive'; pong: string | null };

/** Pure and total: never throws, whatever the bytes. */
export type Guard = (frame: string | Uint8Array) => Verdict;
