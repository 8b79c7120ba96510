import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MediaConfig, MediaEvent, ToMedia } from '../../shared/media/protocol.ts';
import type { MediaHost } from './host.ts';
import { MediaError } from './port.ts';
import { superviseMedia, type SupervisedMedia } from './supervisor.ts';

/** A media window that does what the test says: it replies, stays silent, or dies. */
class FakeWindow implements MediaHost {
  readonly frames: ToMedia[] = [];
  destroyed = false;
  silent = false;
  #frame: (frame: unknown) => void = () => undefined;
  #gone: (reason: string) => void = () => undefined;

  post(frame: unknown): void {
    this.frames.push(frame as ToMedia);
    const { id, request } = frame as ToMedia;
    if (!this.silent && ['configure', 'warm', 'stats'].includes(request))
      this.send({ id, ok: true, output: null });
  }
  onFrame(listener: (frame: unknown) => void) {
    this.#frame = listener;
    return { dispose: () => void (this.#frame = () => undefined) };
  }
  onGone(listener: (reason: string) => void) {
    this.#gone = listener;
    return { dispose: () => void (this.#gone = () => undefined) };
  }
  destroy(): void {
    this.destroyed = true;
  }

  send(frame: unknown): void {
    this.#frame(frame);
  }
  reply(output: unknown): void {
    this.send({ id: this.frames.at(-1)?.id, ok: true, output });
  }
  die(): void {
    this.#gone('crashed');
  }
  get asked(): string[] {
    return this.frames.map(({ request }) => request);
  }
}

const config: MediaConfig = {
  lines: {},
  microphone: null,
  speaker: null,
  ringDevice: null,
  echoCancellation: true,
  noiseSuppression: 'browser',
  autoGainControl: true,
};
const offer = { session: 'c1', iceRestart: false, hold: false };
const described = { sdp: 'v=0', gatheredMs: 4, gatheredBy: 'complete' as const };

let windows: FakeWindow[];
let refuse: number;
let media: SupervisedMedia;
let told: string[];

/** The outcome of a request as one word, so that a story can compare it. */
const outcome = (request: Promise<unknown>): Promise<unknown> =>
  request.catch((thrown: unknown) => (thrown instanceof MediaError ? thrown.code : thrown));
const latest = (): FakeWindow => {
  const window = windows.at(-1);
  if (window === undefined) throw new Error('no window yet');
  return window;
};
const turn = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  windows = [];
  refuse = 0;
  told = [];
  media = superviseMedia({
    log: (_level, message) => void told.push(message),
    open: async () => {
      if (refuse > 0) {
        refuse -= 1;
        throw new Error('no display');
      }
      const window = new FakeWindow();
      windows.push(window);
      return window;
    },
  });
});
afterEach(() => {
  media.dispose();
  vi.useRealTimers();
});

describe('a request', () => {
  it('asked before there is a window waits for it', async () => {
    const asked = outcome(media.request('offer', offer));
    await turn();
    latest().reply(described);
    expect(await asked).toEqual(described);
  });

  it('that main itself makes wrong never leaves', async () => {
    await turn();
    expect(await outcome(media.request('dtmf', { session: 'c1', tones: '1\r\nX' }))).toBe('internal');
    expect(latest().frames).toEqual([]);
  });

  it('refused by the window keeps its code', async () => {
    await turn();
    const asked = outcome(media.request('offer', offer));
    const id = latest().frames[0]?.id;
    latest().send({ id, ok: false, code: 'microphoneDenied', message: 'NotAllowedError' });
    expect(await asked).toBe('microphoneDenied');
  });

  it('answered with something else fails, and so does not reach a call', async () => {
    await turn();
    const asked = outcome(media.request('offer', offer));
    latest().reply({ sdp: 7 });
    expect(await asked).toBe('internal');
  });

  it('to a window that only forgets this one ends at its deadline, and the window stays', async () => {
    await turn();
    const asked = outcome(media.request('accept', { session: 'c1', answer: 'v=0' }));
    await turn(10_000);
    expect(await asked).toBe('internal');
    expect(windows).toHaveLength(1);
    latest().reply(null); // too late, and nobody minds
  });

  it('that waits for a person to allow the microphone has a minute', async () => {
    await turn();
    const asked = outcome(media.request('offer', offer));
    await turn(45_000);
    latest().send({ id: latest().frames[0]?.id, ok: true, output: described });
    expect(await asked).toEqual(described);
  });
});

describe('when the media window dies in mid-call', () => {
  it('every open request ends with `closed`', async () => {
    await turn();
    const asked = [
      outcome(media.request('offer', offer)),
      outcome(media.request('accept', { session: 'c2', answer: 'v=0' })),
    ];
    latest().die();
    expect(await Promise.all(asked)).toEqual(['closed', 'closed']);
  });

  it('a new one is configured and warmed before the calls are told', async () => {
    await turn();
    await media.request('configure', config);
    media.onReborn(() => void outcome(media.request('offer', { ...offer, iceRestart: true })));
    latest().die();
    await turn(1_000);
    expect(windows).toHaveLength(2);
    expect(windows[0]?.destroyed).toBe(true);
    expect(latest().asked).toEqual(['configure', 'warm', 'offer']);
    expect(latest().frames[0]?.input).toEqual(config);
  });

  it('what is asked meanwhile is done by the new one', async () => {
    await turn();
    latest().die();
    const asked = outcome(media.request('offer', offer));
    await turn(1_000);
    latest().reply(described);
    expect(await asked).toEqual(described);
  });

  it('it is told once that it is gone and once that it is back', async () => {
    const heard: string[] = [];
    media.onGone(reason => void heard.push(reason));
    media.onReborn(() => void heard.push('reborn'));
    await turn();
    expect(heard).toEqual([]);
    latest().die();
    await turn(1_000);
    expect(heard).toEqual(['crashed', 'reborn']);
  });

  it('and again and again, it is opened more and more slowly', async () => {
    await turn();
    for (let i = 0; i < 20; i += 1) {
      const before = windows.length;
      latest().die();
      await turn(5_000);
      expect(windows).toHaveLength(before + 1);
    }
    latest().die();
    await turn(4_900);
    expect(windows).toHaveLength(21);
    await turn(200);
    expect(windows).toHaveLength(22);
  });
});

it('a window that answers nothing is replaced, and its calls are told', async () => {
  let reborn = 0;
  media.onReborn(() => void (reborn += 1));
  await turn();
  latest().silent = true;
  const asked = outcome(media.request('offer', offer));
  await turn(12_000);
  expect(await asked).toBe('closed');
  expect(windows[0]?.destroyed).toBe(true);
  expect(windows).toHaveLength(2);
  expect(reborn).toBe(1);
});

it('a window that cannot be opened is tried again', async () => {
  media.dispose();
  refuse = 2;
  media = superviseMedia({
    log: () => undefined,
    open: async () => {
      if (refuse > 0) {
        refuse -= 1;
        throw new Error('no display');
      }
      const window = new FakeWindow();
      windows.push(window);
      return window;
    },
  });
  const asked = outcome(media.request('offer', offer));
  await turn(1_000);
  latest().reply(described);
  expect(await asked).toEqual(described);
});

describe('an event', () => {
  it('reaches every listener until it ends', async () => {
    const first: MediaEvent[] = [];
    const second: MediaEvent[] = [];
    const end = media.onEvent(event => void first.push(event));
    media.onEvent(event => void second.push(event));
    await turn();
    const event = { kind: 'ice', session: 'c1', state: 'connected' } as const;
    latest().send({ event });
    end.dispose();
    latest().send({ event });
    expect(first).toEqual([event]);
    expect(second).toEqual([event, event]);
  });

  it.each([
    ['no frame', 'hello'],
    ['an unknown kind', { event: { kind: 'video', session: 'c1' } }],
    ['a level that is none', { event: { kind: 'levels', session: 'c1', in: 'loud', out: 0 } }],
  ])('that is %s goes no further than the log', async (_what, frame) => {
    const heard: MediaEvent[] = [];
    media.onEvent(event => void heard.push(event));
    await turn();
    latest().send(frame);
    expect(heard).toEqual([]);
    expect(told).toHaveLength(1);
  });
});

it('ends what is open when it is disposed, and opens no more windows', async () => {
  await turn();
  const asked = outcome(media.request('offer', offer));
  media.dispose();
  expect(await asked).toBe('closed');
  expect(await outcome(media.request('offer', offer))).toBe('closed');
  await turn(60_000);
  expect(windows).toHaveLength(1);
  expect(latest().destroyed).toBe(true);
});
