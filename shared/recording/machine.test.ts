import { describe, expect, test } from 'vitest';
import { beginRun, reduceRun } from '../script/run.ts';
import { parseScript } from '../script/parse.ts';
import {
  notRecorded,
  refusalOf,
  stepRecording,
  viewOf,
  type RecordingEvent,
  type RecordingState,
} from './machine.ts';
import { modeFor, type RecordedCall } from './rules.ts';
import { isSilentAt, resumesAt } from './script-pause.ts';
import { usualRecording, type RecordingRule } from './types.ts';

/** Tells events one after the other, and what came of them in short. */
function told(...events: RecordingEvent[]): { state: RecordingState; did: string[] } {
  let state = notRecorded;
  const did: string[] = [];
  let ids = 0;
  for (const [at, event] of events.entries()) {
    const step = stepRecording(state, event, { newId: () => `r${(ids += 1)}`, at });
    state = step.state;
    for (const effect of step.effects)
      did.push(
        effect.do === 'begin'
          ? `begin ${effect.id} by ${effect.startedBy}${effect.silent ? ', silent' : ''}`
          : effect.do === 'end'
            ? `end ${effect.id}: ${effect.why}`
            : `${effect.silent ? 'silence' : 'hear'} ${effect.id}`,
      );
  }
  return { state, did };
}
const judged = (mode: RecordingState['mode'], refused = false, known = true): RecordingEvent => ({
  kind: 'judged',
  mode,
  refused,
  known,
});
const up: RecordingEvent = { kind: 'up', up: true };
const down: RecordingEvent = { kind: 'up', up: false };
const on: RecordingEvent = { kind: 'wished', on: true };
const off: RecordingEvent = { kind: 'wished', on: false };
const script = (paused: boolean): RecordingEvent => ({ kind: 'paused', by: 'script', paused });
const agent = (paused: boolean): RecordingEvent => ({ kind: 'paused', by: 'agent', paused });

describe('a call is recorded', () => {
  test('from its answer to its end when a rule says always', () => {
    expect(told(judged('always'), up, down).did).toEqual(['begin r1 by rule', 'end r1: call']);
  });
  test('only when the agent says so, where the rule leaves it to them', () => {
    expect(told(judged('onDemand'), up, down).did).toEqual([]);
    expect(told(judged('onDemand'), up, on, off).did).toEqual(['begin r1 by agent', 'end r1: agent']);
  });
  test('never where a rule says never, whatever the agent presses', () => {
    const { state, did } = told(judged('never'), up, on);
    expect(did).toEqual([]);
    expect(refusalOf(state)).toBe('rule');
  });
  test('not before it is known who it is, and never when they refused', () => {
    expect(told(up, on).did).toEqual([]);
    expect(told(up, judged('always', false, false), on).did).toEqual([]);
    const { state, did } = told(up, judged('always', true), on);
    expect(did).toEqual([]);
    expect(refusalOf(state)).toBe('consent');
  });
  test('no longer once they say that they do not want it, and not again by a key', () => {
    expect(told(judged('always'), up, judged('always', true), on).did).toEqual([
      'begin r1 by rule',
      'end r1: refused',
    ]);
  });
  test('no longer than the agent wants, also where the rule says always', () => {
    expect(told(judged('always'), up, off, judged('always')).did).toEqual([
      'begin r1 by rule',
      'end r1: agent',
    ]);
  });
});

describe('a pause', () => {
  test('of the script and one of the agent end each by themselves', () => {
    const { did, state } = told(judged('always'), up, agent(true), script(true), script(false));
    expect(did).toEqual(['begin r1 by rule', 'silence r1']);
    expect(viewOf('c', state)).toMatchObject({ state: 'paused', pausedBy: ['agent'] });
    expect(told(judged('always'), up, script(true), script(false)).did).toEqual([
      'begin r1 by rule',
      'silence r1',
      'hear r1',
    ]);
  });
  test('of the script holds a recording that begins in it', () => {
    expect(told(judged('onDemand'), up, script(true), on, script(false)).did).toEqual([
      'begin r1 by agent, silent',
      'hear r1',
    ]);
  });
});

describe('trouble', () => {
  test('of the disk ends the recording, and it begins again only when the agent asks', () => {
    const full: RecordingEvent = { kind: 'failed', why: 'diskFull' };
    const { did, state } = told(judged('always'), up, full, judged('always'), script(true));
    expect(did).toEqual(['begin r1 by rule', 'end r1: diskFull']);
    expect(viewOf('c', state).refusal).toBe('diskFull');
    expect(told(judged('always'), up, full, on).did.at(-1)).toBe('begin r2 by agent');
  });
  test('of the media window cuts it off; the next one goes on when there is sound again, as silent as it was', () => {
    const gone: RecordingEvent = { kind: 'mediaGone' };
    expect(told(judged('always'), up, script(true), gone, judged('always')).did).toEqual([
      'begin r1 by rule',
      'silence r1',
      'end r1: cut',
    ]);
    expect(told(judged('always'), up, script(true), gone, { kind: 'mediaBack' }).did.at(-1)).toBe(
      'begin r2 by rule, silent',
    );
  });
});

describe('rules', () => {
  const call: RecordedCall = {
    accountId: 'a1',
    direction: 'inbound',
    called: ['Service', 'Cedar'],
    lists: ['VIP'],
    campaigns: [],
  };
  const rule = (change: Partial<RecordingRule>): RecordingRule => ({
    id: 'x',
    mode: 'always',
    direction: 'both',
    lines: [],
    called: [],
    lists: [],
    campaigns: [],
    ...change,
  });
  const mode = (...rules: Partial<RecordingRule>[]): string =>
    modeFor(call, { rules: rules.map(rule), otherwise: 'onDemand' });

  test('a call without a rule is as all others are', () => {
    expect(modeFor(call, usualRecording)).toBe('onDemand');
  });
  test.each([
    [{ lines: ['a1'] }, true],
    [{ lines: ['a2'] }, false],
    [{ direction: 'outbound' as const }, false],
    [{ called: ['  service '] }, true],
    [{ called: ['Sales'] }, false],
    [{ lists: ['vip', 'Others'] }, true],
    [{ campaigns: ['Spring'] }, false],
    [{ called: ['Cedar'], lists: ['VIP'], lines: ['a1'], direction: 'inbound' as const }, true],
    [{ called: ['Cedar'], lists: ['Others'] }, false],
  ])('%j holds: %s', (change, holds) => {
    expect(mode(change)).toBe(holds ? 'always' : 'onDemand');
  });
  test('the first that holds counts', () => {
    expect(mode({ lists: ['Others'] }, { mode: 'never', called: ['Service'] }, {})).toBe('never');
  });
});

describe('a script', () => {
  const { script: payment } = parseScript(`Script: p
Title: P
Languages: en

Step: amount
Title: Amount
Say: How much?
Ask: amount as number
Next: card

Step: card
Title: Card
Say: The number?
Ask: paid as choice
Answer yes: Yes -> done
Action: pause recording

Objection: worried
Title: Worried
Say: It is safe.
Next: return

Step: done
Title: Done
Say: Thank you.
Action: resume recording
Next: end
`);
  test('pauses at its step, and at an objection that was raised there', () => {
    let run = beginRun(payment, 1, 'en', 0);
    const silent: Record<string, boolean> = {};
    const note = (): void => void (silent[run.step] = isSilentAt(payment, run));
    note();
    run = { ...run, step: 'card' };
    note();
    run = reduceRun(payment, run, { kind: 'objection', step: 'worried', at: 1 }, {});
    expect(run.step).toBe('worried');
    note();
    run = { ...run, step: 'done', raised: [] };
    note();
    expect(silent).toEqual({ amount: false, card: true, worried: true, done: false });
    expect(resumesAt(payment, run)).toBe(true);
    expect(resumesAt(payment, { step: 'card' })).toBe(false);
  });
});
