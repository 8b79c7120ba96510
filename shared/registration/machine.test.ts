import { describe, expect, test } from 'vitest';
import {
  backOff,
  refreshDelay,
  registrationLimits,
  registrationOff,
  registrationStep,
  type RegistrationEffect,
  type RegistrationEvent,
  type RegistrationState,
} from './machine.ts';

type DistributiveOmit<T, K extends keyof never> = T extends unknown ? Omit<T, K> : never;
type Happening = DistributiveOmit<RegistrationEvent, 'at' | 'random'>;

/** A line that remembers; its clock is ours, chance is always `random`. */
class Line {
  state: RegistrationState = registrationOff;
  effects: RegistrationEffect[] = [];
  now = 1_000_000;
  random = 0;

  on(...events: Happening[]): this {
    for (const event of events) {
      const step = registrationStep(this.state, {
        ...event,
        at: this.now,
        random: this.random,
      } as RegistrationEvent);
      this.state = step.state;
      this.effects = step.effects;
    }
    return this;
  }

  get wait(): number | undefined {
    return this.effects.find(effect => effect.kind === 'startTimer')?.ms;
  }
}

const refused = (status: number, more: { retryAfter?: number; minExpires?: number } = {}): Happening => ({
  kind: 'refused',
  status,
  retryAfter: more.retryAfter ?? null,
  minExpires: more.minExpires ?? null,
});
const granted = (seconds: number): Happening => ({ kind: 'accepted', granted: seconds });
const lost: Happening = { kind: 'socketLost', fault: 'lost', detail: null };

const connecting = () => new Line().on({ kind: 'start' });
const registering = () => connecting().on({ kind: 'connected' });
const registered = () => registering().on(granted(300));

test('connect, register, stay registered', () => {
  expect(connecting().effects).toContainEqual({ kind: 'connect' });
  expect(registering().effects).toEqual([{ kind: 'register', expires: registrationLimits.expires }]);
  const line = registered();
  expect(line.state).toMatchObject({ phase: 'registered', registeredAt: line.now, fault: null });
});

test.each([
  [0, 150_000],
  [0.9999, 225_000],
])('refresh at 50 to 75 % of what was granted (chance %s)', (random, ms) => {
  const line = registering();
  line.random = random;
  expect(Math.abs((line.on(granted(300)).wait ?? 0) - ms)).toBeLessThan(10);
  expect(line.on({ kind: 'timer' }).effects).toEqual([{ kind: 'register', expires: 300 }]);
  expect(line.state.phase, 'a refresh under way is not a loss').toBe('registered');
});

test('a grant of nothing does not make us spin', () => {
  expect(refreshDelay(0, 0)).toBeGreaterThanOrEqual(500);
});

describe('back-off', () => {
  test('1, 2, 4 … 30 s, never longer, for ever', () => {
    const line = connecting();
    const waits: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 50; attempt++) {
      line.on({ kind: 'connectFailed', fault: 'refused', detail: null });
      waits.push(line.wait);
      expect(line.state.retryAt).toBe(line.now + (line.wait ?? 0));
      line.on({ kind: 'timer' });
      expect(line.state.phase).toBe('connecting');
    }
    expect(waits.slice(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(waits.at(-1)).toBe(30_000);
  });

  test('jitter takes away up to half', () => {
    expect(backOff(3, 0.9999, 1_000, 30_000)).toBeLessThan(4_010);
    expect(backOff(3, 0, 1_000, 30_000)).toBe(8_000);
  });

  test('once registered, the next loss starts from the shortest wait', () => {
    const line = connecting();
    line.on({ kind: 'connectFailed', fault: 'timeout', detail: null }, { kind: 'timer' });
    line.on({ kind: 'connected' }, granted(60), lost);
    expect(line.wait).toBe(1_000);
  });
});

describe('another server of the line', () => {
  test('is tried within half a second when one cannot be reached', () => {
    const line = connecting();
    line.random = 0.5;
    line.on({ kind: 'connectFailed', fault: 'refused', detail: null, other: true });
    expect(line.wait).toBe(registrationLimits.otherServerWait / 2);
    expect(line.on({ kind: 'timer' }).effects).toContainEqual({ kind: 'connect' });
  });

  test.each([
    [408, 'timeout'],
    [500, 'serverError'],
    [503, 'serverBusy'],
  ] as const)('is tried at once after %s, whatever this one asked for', (status, fault) => {
    const line = registering().on({ ...refused(status, { retryAfter: 600 }), other: true } as Happening);
    expect(line.effects).toContainEqual({ kind: 'closeSocket' });
    expect(line.wait).toBe(0);
    expect(line.state).toMatchObject({ phase: 'retrying', connected: false, fault });
  });

  test('is not tried for what it would answer the same', () => {
    expect(registering().on({ ...refused(403), other: true } as Happening).wait).toBe(
      registrationLimits.refusedWait,
    );
    expect(registering().on({ ...refused(401), other: true } as Happening).state.phase).toBe('failed');
  });
});

test('a challenge that we do not answer is no wrong password: it is tried again, slowly', () => {
  const challenge = { detail: 'thief.test' };
  const line = registering().on({ ...refused(401), challenge } as Happening);
  expect(line.state).toMatchObject({
    phase: 'retrying',
    fault: 'challengeRefused',
    faultDetail: 'thief.test',
  });
  expect(line.wait).toBe(registrationLimits.refusedWait);
});

test('the socket breaks: not registered from that moment, a new REGISTER after the reconnect', () => {
  const line = registered().on(lost);
  expect(line.state).toMatchObject({ phase: 'retrying', fault: 'lost', registeredAt: null });
  line.on({ kind: 'timer' }, { kind: 'connected' });
  expect(line.effects).toEqual([{ kind: 'register', expires: 300 }]);
});

test.each([401, 407])('%s after our digest: the password is wrong, and we stop', status => {
  const line = registering().on(refused(status));
  expect(line.state).toMatchObject({ phase: 'failed', fault: 'wrongPassword', retryAt: null });
  expect(line.on(lost, { kind: 'timer' }, { kind: 'networkChanged' }).state.phase).toBe('failed');
  expect(line.on({ kind: 'retryNow' }).state.phase, 'until the agent says so').toBe('connecting');
});

test('403 need not be the password: retried, slowly', () => {
  const line = registering().on(refused(403));
  expect(line.state).toMatchObject({ phase: 'retrying', fault: 'forbidden' });
  expect(line.wait).toBe(registrationLimits.refusedWait);
  line.on({ kind: 'timer' });
  expect(line.effects, 'the socket stands').toContainEqual({ kind: 'register', expires: 300 });
});

test('404: the server knows no such user', () => {
  expect(registering().on(refused(404)).state.fault).toBe('unknownUser');
});

describe('423', () => {
  test('asks again at once for as long as the server wants', () => {
    const line = registering().on(refused(423, { minExpires: 1_800 }));
    expect(line.effects).toEqual([{ kind: 'register', expires: 1_800 }]);
    expect(line.on(granted(1_800)).state.expires).toBe(1_800);
  });

  test.each([undefined, 60, 10_000_000])('nonsense (%s) is an ordinary refusal, not a loop', minExpires => {
    const line = registering().on(refused(423, minExpires === undefined ? {} : { minExpires }));
    expect(line.state).toMatchObject({ phase: 'retrying', fault: 'rejected', faultDetail: '423' });
  });
});

describe('503', () => {
  test('Retry-After is honoured', () => {
    const line = registering().on(refused(503, { retryAfter: 120 }));
    expect(line.state).toMatchObject({ phase: 'retrying', fault: 'serverBusy' });
    expect(line.wait).toBe(120_000);
  });

  test('clients come back spread out', () => {
    const line = registering();
    line.random = 0.5;
    expect(line.on(refused(503, { retryAfter: 120 })).wait).toBe(126_000);
  });

  test('an absurd one is cut to an hour', () => {
    expect(registering().on(refused(503, { retryAfter: 1e9 })).wait).toBe(
      registrationLimits.longestRetryAfter,
    );
  });

  test('without it: back-off', () => {
    expect(registering().on(refused(503)).wait).toBe(1_000);
  });
});

test('a registrar that says nothing: the socket may be half open, so it goes', () => {
  const line = registering().on(refused(408));
  expect(line.state).toMatchObject({ phase: 'retrying', fault: 'timeout', connected: false });
  expect(line.effects).toContainEqual({ kind: 'closeSocket' });
  expect(line.on({ kind: 'timer' }).effects).toContainEqual({ kind: 'connect' });
});

test.each([
  ['registered', registered],
  ['retrying', () => registered().on(lost)],
  ['connecting', connecting],
] as const)('the machine wakes while %s: a new socket at once', (_name, line) => {
  const awake = line().on({ kind: 'networkChanged' });
  expect(awake.state).toMatchObject({ phase: 'connecting', attempt: 0 });
  expect(awake.effects.map(effect => effect.kind)).toEqual(['closeSocket', 'stopTimer', 'connect']);
});

test('stop unregisters and forgets; what comes late changes nothing', () => {
  const line = registered().on({ kind: 'stop' });
  expect(line.effects).toContainEqual({ kind: 'unregister' });
  expect(line.state).toBe(registrationOff);
  for (const late of [
    granted(60),
    lost,
    refused(401),
    { kind: 'timer' } as const,
    { kind: 'retryNow' } as const,
  ]) {
    expect(line.on(late).effects).toEqual([]);
    expect(line.state).toBe(registrationOff);
  }
});

test('events that do not fit the phase leave it alone', () => {
  for (const line of [connecting(), registered().on(lost)]) {
    const before = line.state;
    expect(line.on(granted(60)).state).toBe(before);
    expect(line.on(refused(401)).state).toBe(before);
  }
  expect(registered().on({ kind: 'retryNow' }).state.phase).toBe('registered');
  expect(registered().on({ kind: 'start' }).effects).toEqual([]);
});
