import { describe, expect, it } from 'vitest';
import { mediaStats as schema } from '../../shared/media/protocol.ts';
import { mediaStats } from './stats.ts';

const reading = [
  { type: 'codec', id: 'C1', mimeType: 'audio/G722' },
  {
    type: 'inbound-rtp',
    kind: 'audio',
    id: 'I1',
    codecId: 'C1',
    packetsReceived: 426,
    packetsLost: 3,
    jitter: 0.004,
    audioLevel: 0.51,
    totalAudioEnergy: 1.25,
    concealedSamples: 960,
  },
  { type: 'outbound-rtp', kind: 'audio', id: 'O1', packetsSent: 430 },
  { type: 'media-source', kind: 'audio', id: 'S1', audioLevel: 0.2, totalAudioEnergy: 0.75 },
  { type: 'remote-inbound-rtp', kind: 'audio', id: 'R1', roundTripTime: 0.032 },
  {
    type: 'transport',
    id: 'T1',
    iceState: 'connected',
    dtlsState: 'connected',
    selectedCandidatePairId: 'P1',
  },
  { type: 'candidate-pair', id: 'P1', currentRoundTripTime: 0.5 },
];

describe('one reading', () => {
  it('is told in packets, milliseconds and levels', () => {
    expect(mediaStats(reading, 1_795_000_000_000)).toEqual({
      at: 1_795_000_000_000,
      packetsReceived: 426,
      packetsSent: 430,
      packetsLost: 3,
      jitterMs: 4,
      roundTripMs: 32,
      levelIn: 0.51,
      levelOut: 0.2,
      energyIn: 1.25,
      energyOut: 0.75,
      concealedSamples: 960,
      codec: 'G722',
      ice: 'connected',
      dtls: 'connected',
    });
  });
  it('takes the round trip of ICE until RTCP has one', () => {
    const early = reading.filter(({ type }) => type !== 'remote-inbound-rtp');
    expect(mediaStats(early, 0).roundTripMs).toBe(500);
  });
  it('of a connection that has not begun is still one', () => {
    expect(schema.parse(mediaStats([], 0))).toMatchObject({ packetsReceived: 0, codec: null, dtls: null });
  });
});
