import { describe, expect, it } from 'vitest';
import type { FromMedia } from '../../shared/media/protocol.ts';
import { MediaFault, microphoneFault } from './fault.ts';
import { dispatcher, type Handlers } from './port.ts';

const stub: Handlers = {
  configure: async () => null,
  offer: async () => ({ sdp: 'v=0', gatheredMs: 4, gatheredBy: 'complete' }),
  prepare: async () => null,
  answer: async () => ({ sdp: 'v=0', gatheredMs: 4, gatheredBy: 'complete' }),
  accept: async () => null,
  rollback: async () => null,
  mute: async () => null,
  dtmf: async () => true,
  close: async () => null,
  play: async () => null,
  stopTone: async () => null,
  stats: async () => null,
  devices: async () => [],
  warm: async () => null,
  mix: async () => null,
  renew: async () => null,
  lamps: async () => null,
  tryIce: async () => ({ reached: true, refused: false }),
  listen: async () => ({ heard: true, label: 'Headset' }),
  echo: async () => ({ arrived: true, returned: true }),
  record: async () => null,
  pauseRecording: async () => null,
  stopRecording: async () => null,
};

async function replies(frame: unknown, handlers: Partial<Handlers> = {}): Promise<FromMedia[]> {
  const sent: FromMedia[] = [];
  const serve = dispatcher({ postMessage: reply => void sent.push(reply) }, { ...stub, ...handlers });
  await serve(frame);
  return sent;
}
const offer = { session: 'c1', iceRestart: false, hold: false };

describe('a request', () => {
  it('gets its reply, once', async () => {
    expect(await replies({ id: 7, request: 'offer', input: offer })).toEqual([
      { id: 7, ok: true, output: { sdp: 'v=0', gatheredMs: 4, gatheredBy: 'complete' } },
    ]);
  });
  it('that fails keeps the reason’s code', async () => {
    const denied = async () => {
      throw new MediaFault('microphoneDenied', 'NotAllowedError: no');
    };
    expect(await replies({ id: 7, request: 'offer', input: offer }, { offer: denied })).toEqual([
      { id: 7, ok: false, code: 'microphoneDenied', message: 'NotAllowedError: no' },
    ]);
  });
  it.each([
    ['of a kind that does not exist', { id: 7, request: 'record', input: null }],
    ['named after what every object has', { id: 7, request: 'constructor', input: null }],
    ['with a field of the wrong kind', { id: 7, request: 'offer', input: { ...offer, hold: 'yes' } }],
    ['with keys that are no digits', { id: 7, request: 'dtmf', input: { session: 'c1', tones: '1\r\n2' } }],
  ])('%s is refused', async (_what, frame) => {
    expect(await replies(frame)).toMatchObject([{ id: 7, ok: false, code: 'internal' }]);
  });
  it('is never answered with what the protocol does not know', async () => {
    const wrong = (async () => ({ sdp: 7 })) as unknown as Handlers['offer'];
    const sent = await replies({ id: 7, request: 'offer', input: offer }, { offer: wrong });
    expect(sent).toMatchObject([{ id: 7, ok: false, code: 'internal' }]);
  });
  it('may fail with a novel; main gets its beginning', async () => {
    const long = async () => {
      throw new MediaFault('internal', 'x'.repeat(100_000));
    };
    const [reply] = await replies({ id: 7, request: 'offer', input: offer }, { offer: long });
    expect(JSON.stringify(reply).length).toBeLessThan(1_200);
  });
});

it.each([null, 'offer', { id: 'seven', request: 'offer' }, { request: 'offer', input: offer }])(
  'ignores %j, which has no id to answer to',
  async frame => {
    expect(await replies(frame)).toEqual([]);
  },
);

describe('a microphone', () => {
  it.each([
    ['NotFoundError', 'microphoneMissing'],
    ['OverconstrainedError', 'microphoneMissing'],
    ['NotAllowedError', 'microphoneDenied'],
    ['NotReadableError', 'microphoneBusy'],
    ['TypeError', 'internal'],
  ])('that fails with %s is %s', (name, code) => {
    expect(microphoneFault(Object.assign(new Error('no'), { name })).code).toBe(code);
  });
});
