/** What one message, one connection and the whole exchange may cost. */
export const LIMITS = {
  /** Bytes of one WebSocket frame; a longer one ends its connection (1009). */
  frameBytes: 65_536,
  headerLines: 128,
  /** Characters of one header line. */
  lineLength: 8_192,
  uriLength: 512,
  connections: 32,
  /** Bytes that may wait for a peer which does not read. */
  sendBuffer: 1_048_576,
  /** Requests on their way at one time. */
  transactions: 512,
  contactsPerUser: 8,
} as const;
