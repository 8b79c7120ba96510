/** Keys of the telephone as RTP events (RFC 4733). */
import { FRAME, SAMPLES_PER_SECOND } from './g711.ts';

const KEYS = '0123456789*#ABCD';
const END = 0x80;
/** −10 dBm0, a usual level of a key. */
const VOLUME = 10;
/** The last packet of an event is sent three times (RFC 4733 2.5.1.4). */
const ENDS = 3;

export interface EventPacket {
  payload: Buffer;
  /** First of its event. */
  marker: boolean;
}

/** The packets of one key, one every 20 ms, all with the timestamp of the first. Unknown keys give none. */
export function keyPackets(key: string, ms: number): EventPacket[] {
  const code = key === '' ? -1 : KEYS.indexOf(key.toUpperCase());
  if (code < 0) return [];
  const steps = Math.max(Math.round((ms * SAMPLES_PER_SECOND) / 1000 / FRAME), 1);
  const lengths = [
    ...Array.from({ length: steps }, (_, step) => ({ duration: (step + 1) * FRAME, end: 0 })),
    ...Array.from({ length: ENDS }, () => ({ duration: steps * FRAME, end: END })),
  ];
  return lengths.map(({ duration, end }, index) => {
    const payload = Buffer.alloc(4);
    payload[0] = code;
    payload[1] = end | VOLUME;
    payload.writeUInt16BE(duration, 2);
    return { payload, marker: index === 0 };
  });
}

/** Collects the keys out of event packets: packets with one timestamp are one key. */
export class KeyReader {
  #timestamp: number | null = null;

  /** The key, at the first packet of its event. */
  read(payload: Uint8Array, timestamp: number): string | null {
    const code = payload[0];
    if (payload.length !== 4 || code === undefined || timestamp === this.#timestamp) return null;
    this.#timestamp = timestamp;
    return KEYS[code] ?? null;
  }
}
