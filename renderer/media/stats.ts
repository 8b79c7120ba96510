/** One reading of getStats() (webrtc-stats) in the terms of the protocol. Pure. */
import type { MediaStats } from '../../shared/media/protocol.ts';

type Entry = Readonly<Record<string, unknown>>;

const number = (entry: Entry | undefined, key: string): number | null => {
  const value = entry?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};
const text = (entry: Entry | undefined, key: string): string | null => {
  const value = entry?.[key];
  return typeof value === 'string' ? value : null;
};
const milliseconds = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1_000);

/** `at` is milliseconds since the epoch. */
export function mediaStats(entries: Iterable<Entry>, at: number): MediaStats {
  const all = [...entries];
  const one = (type: string): Entry | undefined =>
    all.find(each => each['type'] === type && (each['kind'] === undefined || each['kind'] === 'audio'));
  const inbound = one('inbound-rtp');
  const outbound = one('outbound-rtp');
  const source = one('media-source');
  const remote = one('remote-inbound-rtp');
  const transport = one('transport');
  const pairId = text(transport, 'selectedCandidatePairId');
  const pair = all.find(each => each['type'] === 'candidate-pair' && each['id'] === pairId);
  const codecId = text(inbound, 'codecId') ?? text(outbound, 'codecId');
  const codec = all.find(each => each['type'] === 'codec' && each['id'] === codecId);
  return {
    at,
    packetsReceived: number(inbound, 'packetsReceived') ?? 0,
    packetsSent: number(outbound, 'packetsSent') ?? 0,
    packetsLost: number(inbound, 'packetsLost') ?? 0,
    jitterMs: milliseconds(number(inbound, 'jitter')),
    roundTripMs: milliseconds(number(remote, 'roundTripTime') ?? number(pair, 'currentRoundTripTime')),
    levelIn: number(inbound, 'audioLevel'),
    levelOut: number(source, 'audioLevel'),
    energyIn: number(inbound, 'totalAudioEnergy') ?? 0,
    energyOut: number(source, 'totalAudioEnergy') ?? 0,
    concealedSamples: number(inbound, 'concealedSamples') ?? 0,
    // audio/opus → opus
    codec: text(codec, 'mimeType')?.split('/')[1] ?? null,
    ice: text(transport, 'iceState') ?? 'new',
    dtls: text(transport, 'dtlsState'),
  };
}
