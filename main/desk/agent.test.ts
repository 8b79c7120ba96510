// What the agent is: told to the phone and the window, kept in the store, gone on with after a crash.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AgentChoice, AgentSpan, AgentView } from '../../shared/agent/types.ts';
import { Agent } from './agent.ts';
import { callOf, FakePhone, FakeWindow } from './testing.ts';

const noon = new Date(2026, 10, 24, 12).getTime();
const lunch = { status: 'break', reason: 'meal' } as const;
const ready = { status: 'ready' } as const;
let phone: FakePhone;
let window: FakeWindow;
let refusals: (480 | 486 | null)[];
let kept: AgentSpan[];
let chosen: AgentChoice[];
let broken: boolean;
let agent: Agent;

const start = (): Agent =>
  new Agent({
    telephony: Object.assign(phone.telephony, {
      setDoNotDisturb: (refusal: 480 | 486 | null) => void refusals.push(refusal),
    }),
    store: {
      beginAgentSpan: async span => {
        if (broken) throw new Error('no store');
        const last = kept.at(-1);
        if (last?.to === null) last.to = span.from;
        kept.push({ ...span, to: null });
      },
      endAgentSpan: async at => {
        const last = kept.at(-1);
        if (last?.to === null) last.to = at;
      },
      agentSpans: async since => kept.filter(({ from }) => from >= since).map(span => ({ ...span })),
    },
    emit: window.emit,
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
    now: () => Date.now(),
    refusal: () => 486,
    chosen: choice => void chosen.push(choice),
  });
const shown = () => window.last('agent') as AgentView;

beforeEach(() => {
  vi.useFakeTimers({ now: noon });
  [phone, window, refusals, kept, chosen] = [new FakePhone(), new FakeWindow(), [], [], []];
  broken = false;
  agent = start();
});
afterEach(() => {
  agent.dispose();
  vi.useRealTimers();
});

describe('a break', () => {
  it('keeps calls from ringing, with the status that is set, and lets them ring after it', async () => {
    await agent.load();
    agent.choose(lunch);
    expect(refusals.at(-1)).toBe(486);
    expect(shown()).toMatchObject({ choice: lunch, since: noon, refusing: 'break' });
    vi.setSystemTime(noon + 60_000);
    agent.choose(ready);
    expect(refusals.at(-1)).toBeNull();
    expect(shown()).toMatchObject({ refusing: null, used: { meal: 60_000 } });
  });

  it('that was chosen in a call begins when the call is wrapped up', async () => {
    await agent.load();
    phone.shows(callOf('c1', { phase: 'established', answeredAt: noon }));
    agent.choose(lunch);
    expect(shown()).toMatchObject({ choice: ready, next: lunch, refusing: null });
    phone.shows(callOf('c1', { phase: 'ended', answeredAt: noon }));
    expect(shown().next).toEqual(lunch);
    phone.port.dismiss('c1');
    expect(shown()).toMatchObject({ choice: lunch, next: null, refusing: 'break' });
    expect(chosen, 'other systems hear of what holds, not of what waits').toEqual([ready, lunch]);
  });

  it('does not wait for a call that only rings, nor for one that nobody answered', async () => {
    await agent.load();
    phone.shows(callOf('c1'));
    agent.choose(lunch);
    expect(shown().choice).toEqual(lunch);
    agent.choose(ready);
    phone.shows(callOf('c1', { phase: 'ended' }));
    agent.choose(lunch);
    expect(shown().choice).toEqual(lunch);
  });

  it('goes on after a crash, and ends with the run that was ended', async () => {
    await agent.load();
    agent.choose(lunch);
    await vi.advanceTimersByTimeAsync(0);
    agent.dispose();
    agent = start();
    await agent.load();
    expect(shown()).toMatchObject({ choice: lunch, since: noon });
    await agent.end();
    agent = start();
    await agent.load();
    expect(shown().choice).toEqual(ready);
  });

  it('is kept away from nobody by a store that fails: the phone is told all the same', async () => {
    await agent.load();
    broken = true;
    agent.choose(lunch);
    await vi.advanceTimersByTimeAsync(0);
    broken = false;
    expect(refusals.at(-1)).toBe(486);
    agent.choose(ready);
    await agent.end();
    expect(kept.at(-1)).toMatchObject({ status: 'ready' });
  });

  it('of a clock that was set back never lasted less than nothing', async () => {
    await agent.load();
    agent.choose(lunch);
    vi.setSystemTime(noon - 3_600_000);
    agent.choose(ready);
    expect(shown().used).toEqual({ meal: 0 });
  });
});

describe('a wrap-up that may not be left early', () => {
  it('keeps calls away until its time, whatever was finished, and then lets the next choice in', async () => {
    await agent.load();
    agent.holdUntil(noon + 30_000);
    expect(shown()).toMatchObject({ refusing: 'wrapUp', next: null });
    agent.choose(lunch);
    expect(refusals.at(-1)).toBe(486);
    expect(shown()).toMatchObject({ refusing: 'wrapUp', next: lunch });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(shown()).toMatchObject({ choice: lunch, refusing: 'break' });
  });
});
