/** Session descriptions as browsers write them, short. */
import type { Direction } from '../../../shared/call/direction.ts';

export interface SdpOptions {
  direction?: Direction;
  /** Rises with every ICE restart. */
  ice?: number;
  /** Payload number of telephone-event; null leaves it out. */
  events?: number | null;
  /** Payload number of Opus. */
  opus?: number;
  version?: number;
}

export function sdp(options: SdpOptions = {}): string {
  const { direction = 'sendrecv', events = 101, ice = 1, opus = 111, version = 1 } = options;
  const payloads = [opus, 0, ...(events === null ? [] : [events])];
  return [
    'v=0',
    `o=- 4611731400430051336 ${version} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    `m=audio 40000 UDP/TLS/RTP/SAVPF ${payloads.join(' ')}`,
    'c=IN IP4 127.0.0.1',
    'a=mid:0',
    'a=rtcp-mux',
    'a=candidate:1 1 udp 2122260223 127.0.0.1 40000 typ host',
    `a=ice-ufrag:uf${ice}`,
    `a=ice-pwd:0123456789012345678901${ice}`,
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
    'a=setup:actpass',
    `a=${direction}`,
    `a=rtpmap:${opus} opus/48000/2`,
    'a=rtpmap:0 PCMU/8000',
    ...(events === null ? [] : [`a=rtpmap:${events} telephone-event/8000`]),
    '',
  ].join('\r\n');
}

/** The answer's direction that an offer of `direction` calls for (RFC 3264 section 6.1). */
export function answering(direction: Direction, hold: boolean): Direction {
  const receives = direction === 'sendrecv' || direction === 'sendonly';
  const sends = direction === 'sendrecv' || direction === 'recvonly';
  if (hold) return sends ? 'sendonly' : 'inactive';
  if (receives && sends) return 'sendrecv';
  if (receives) return 'recvonly';
  return sends ? 'sendonly' : 'inactive';
}
