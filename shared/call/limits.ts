/** How long the call machine waits for what. Milliseconds. */
export const callLimits = {
  /** A BYE this soon after the 200, with nothing heard, is a PBX that found no common codec. */
  noCodec: 1_000,
  /** How long a ringing call waits for the socket to come back. */
  ringGrace: 10_000,
  /** ICE may mend a short break by itself. */
  iceGrace: 2_000,
  /** From the answer to an ICE restart until a lost path has to stand again. */
  recovery: 8_000,
  /** Neither signalling nor media for so long: nobody is there. */
  gone: 60_000,
  /** How long a CANCEL may stay unanswered (the far end need not honour it, RFC 3261 9.1). */
  ending: 5_000,
} as const;
