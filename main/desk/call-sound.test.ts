import { beforeEach, describe, expect, it } from 'vitest';
import type { MediaStats } from '../../shared/media/protocol.ts';
import type { MediaPort } from '../media/port.ts';
import { CallSound } from './call-sound.ts';
import { callOf, FakePhone, FakeStore } from './testing.ts';

const stats = (change: Partial<MediaStats>): MediaStats => ({
  at: 0,
  packetsReceived: 0,
  packetsSent: 0,
  packetsLost: 0,
  jitterMs: 5,
  roundTripMs: 40,
  levelIn: 0.1,
  levelOut: 0.1,
  energyIn: 0,
  energyOut: 0,
  concealedSamples: 0,
  codec: 'opus',
  ice: 'connected',
  dtls: 'connected',
  ...change,
});

let phone: FakePhone;
let store: FakeStore;
let sound: CallSound;
let readings: (MediaStats | null)[];
let saved: unknown[];
let tick: (() => void) | null;

beforeEach(() => {
  phone = new FakePhone();
  store = new FakeStore();
  readings = [];
  saved = [];
  tick = null;
  sound = new CallSound({
    telephony: phone.telephony,
    media: { request: () => Promise.resolve(readings.shift() ?? null) } as unknown as MediaPort,
    store: Object.assign(store.port, {
      saveQuality: (id: string, quality: unknown) => Promise.resolve(void saved.push([id, quality])),
    }) as never,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    every: (_ms, run) => {
      tick = run;
      return { dispose: () => (tick = null) };
    },
  });
});

const up = () => phone.shows(callOf('c', { phase: 'established', media: 'flowing', answeredAt: 1000 }));
const over = () =>
  phone.shows(callOf('c', { phase: 'ended', media: 'none', answeredAt: 1000, endedAt: 9000 }));
async function reads(...given: (MediaStats | null)[]): Promise<void> {
  for (const reading of given) {
    readings = [reading];
    tick?.();
    await new Promise(setImmediate);
  }
}

describe('how a call sounded', () => {
  it('is kept with it when it ends: the verdict and the figures', async () => {
    up();
    await reads(
      stats({ at: 0 }),
      stats({ at: 4000, packetsReceived: 200, packetsSent: 200, energyOut: 1 }),
      stats({
        at: 8000,
        packetsReceived: 380,
        packetsSent: 400,
        packetsLost: 20,
        energyOut: 2,
        jitterMs: 15,
      }),
    );
    over();
    expect(saved).toEqual([
      [
        'c',
        {
          verdict: 'losing',
          seconds: 8,
          loss: { usual: 5, worst: 10 },
          jitter: { usual: 10, worst: 15 },
          roundTrip: { usual: 40, worst: 40 },
          mos: { usual: 3.9, worst: 3.5 },
          codec: 'opus',
        },
      ],
    ]);
    expect(tick).toBeNull();
  });

  it('is told in its record when it changes, once', async () => {
    up();
    await reads(
      stats({ at: 0 }),
      stats({ at: 4000, packetsReceived: 200, packetsSent: 200, energyOut: 1 }),
      stats({ at: 8000, packetsReceived: 400, packetsSent: 400, energyOut: 2 }),
      stats({ at: 12000, packetsReceived: 400, packetsSent: 600, energyOut: 3 }),
    );
    expect(store.written).toEqual([
      { interactionId: 'c', at: 4000, kind: 'quality', phase: null, data: { word: 'clear' } },
      { interactionId: 'c', at: 12000, kind: 'quality', phase: null, data: { word: 'cannotHearThem' } },
    ]);
  });

  it('says nothing of a call too short to say, and none of a media window that is away', async () => {
    up();
    await reads(stats({ at: 0 }), null);
    over();
    expect(saved).toEqual([]);
    expect(sound.heard).toMatchObject([{ callId: 'c', quality: null, readings: [{ at: 0 }] }]);
  });

  it('goes on after another connection took over, whose packets count from nothing', async () => {
    up();
    await reads(
      stats({ at: 0 }),
      stats({ at: 4000, packetsReceived: 200, packetsSent: 200, energyOut: 1 }),
      stats({ at: 8000, packetsReceived: 10, packetsSent: 10, energyOut: 0.1 }),
      stats({ at: 12000, packetsReceived: 210, packetsSent: 210, energyOut: 1 }),
    );
    over();
    expect(saved).toMatchObject([['c', { verdict: 'clear', seconds: 8, loss: { usual: 0 } }]]);
  });
});
