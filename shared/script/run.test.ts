import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScript } from './parse.ts';
import { progressOf } from './progress.ts';
import { recordOf } from './record.ts';
import { runState } from './run-state.ts';
import { beginRun, reduceRun, resumeRun, type RunEvent } from './run.ts';

const { script } = parseScript(`Script: service
Languages: en, ar

Step: greeting
Say: Hello
Ask: reason as choice
Question: What is it about?
Answer fault: A unit has failed -> fault
Answer fault [ar]: وحدة متعطّلة
Answer other: Something else -> close

Step: fault
Ask: temperature as number from -40 to 40
If: temperature is above -5 and caller.language is ar -> urgent
Next: close

Step: urgent
Say: We come at once.
Next: close

Step: close
Say: Goodbye
Ask: mail as text, optional
Next: end

Objection: no-time
Say: Two minutes.
Next: return
`);

const begun = beginRun(script, 3, 'ar', 1000);
const run = (events: readonly RunEvent[], values = {}, from = begun) =>
  events.reduce((state, event) => reduceRun(script, state, event, values), from);
const answer = (written: string, at = 2000): RunEvent => ({ kind: 'answer', written, at });

describe('a run', () => {
  test('begins at the first step in the customer’s language, if the script has it', () => {
    expect(begun).toMatchObject({ step: 'greeting', language: 'ar', version: 3, trail: [] });
    expect(beginRun(script, 3, 'fr', 0).language).toBe('en');
  });

  test('an answer is kept with its step and its time, and leads on', () => {
    expect(run([answer('fault', 4000)])).toMatchObject({
      step: 'fault',
      trail: ['greeting'],
      answers: { reason: { value: 'fault', at: 4000, step: 'greeting' } },
      times: { greeting: 3000 },
      shownAt: 4000,
    });
  });

  test('a condition goes before what is next, and needs all that it says', () => {
    const events = [answer('fault'), answer('٣')];
    expect(run(events, { 'caller.language': 'ar' }).step).toBe('urgent');
    expect(run(events, { 'caller.language': 'en' }).step).toBe('close');
    expect(run([answer('fault'), answer('-20')], { 'caller.language': 'ar' }).step).toBe('close');
  });

  test('an answer that the question does not take changes nothing', () => {
    const asked = run([answer('fault')]);
    for (const written of ['', 'cold', '41', '1e3']) expect(run([answer(written)], {}, asked)).toBe(asked);
    expect(run([answer('nothing-like-it')])).toBe(begun);
  });

  test('what must be answered cannot be passed over; what need not can', () => {
    expect(run([{ kind: 'go', at: 2000 }])).toBe(begun);
    expect(run([answer('other'), { kind: 'go', at: 3000 }])).toMatchObject({ step: 'end', endedAt: 3000 });
  });

  test('Back leads to the step before, with its answer still there, also from the end', () => {
    const ended = run([answer('other'), { kind: 'go', at: 3000 }]);
    const back = run([{ kind: 'back', at: 4000 }], {}, ended);
    expect(back).toMatchObject({ step: 'close', endedAt: null, trail: ['greeting'] });
    expect(run([{ kind: 'back', at: 4000 }], {}, back)).toMatchObject({
      step: 'greeting',
      answers: { reason: { value: 'other' } },
    });
    expect(run([{ kind: 'back', at: 2000 }])).toBe(begun);
  });

  test('an objection is raised anywhere and returns to where it was raised, as if it had not been', () => {
    const asked = run([answer('fault'), { kind: 'objection', step: 'no-time', at: 3000 }]);
    expect(asked).toMatchObject({ step: 'no-time', raised: ['fault'], trail: ['greeting', 'fault'] });
    expect(run([{ kind: 'go', at: 4000 }], {}, asked)).toMatchObject({
      step: 'fault',
      raised: [],
      trail: ['greeting'],
    });
    expect(run([{ kind: 'back', at: 4000 }], {}, asked)).toMatchObject({ step: 'fault', raised: [] });
    expect(run([{ kind: 'objection', step: 'fault', at: 3000 }])).toBe(begun);
  });

  test('a jump leads anywhere and back again', () => {
    const jumped = run([{ kind: 'jump', step: 'close', at: 3000 }]);
    expect(jumped).toMatchObject({ step: 'close', trail: ['greeting'] });
    expect(run([{ kind: 'jump', step: 'nowhere', at: 3000 }])).toBe(begun);
  });

  test('what is typed is kept until it is given', () => {
    const typed = run([answer('fault'), { kind: 'type', text: '-1' }]);
    expect(typed.typed).toEqual({ temperature: '-1' });
    expect(run([answer('-12')], {}, typed).typed).toEqual({});
  });

  test('only time on screen is counted', () => {
    const away = run([
      { kind: 'hide', at: 1500 },
      { kind: 'hide', at: 9000 },
    ]);
    expect(away).toMatchObject({ times: { greeting: 500 }, shownAt: null });
    expect(run([{ kind: 'show', at: 9000 }, answer('other', 9100)], {}, away).times).toEqual({
      greeting: 600,
    });
  });

  test('goes on at the same step from what was saved, and begins anew when that step is gone', () => {
    const saved: unknown = JSON.parse(JSON.stringify(run([answer('fault'), { kind: 'type', text: '-1' }])));
    const loaded = runState.parse(saved);
    expect(resumeRun(script, loaded)).toBe(loaded);
    expect(resumeRun(script, { ...loaded, step: 'gone' }).step).toBe('greeting');
  });

  test('its answers are told in words, in the language they were given in', () => {
    expect(recordOf(script, run([answer('fault', 2000), answer('3', 3000)]))).toEqual([
      {
        field: 'reason',
        label: 'What is it about?',
        value: 'fault',
        said: 'وحدة متعطّلة',
        step: 'greeting',
        at: 2000,
      },
      { field: 'temperature', label: 'temperature', value: '3', said: '3', step: 'fault', at: 3000 },
    ]);
  });
});

test('progress says where one is, and how far it is at least', () => {
  const at = (...events: RunEvent[]) => progressOf(script, run(events));
  expect(at()).toEqual({ n: 1, of: 2 });
  expect(at(answer('fault'))).toEqual({ n: 2, of: 3 });
  expect(at(answer('fault'), { kind: 'objection', step: 'no-time', at: 3000 })).toEqual({ n: 2, of: 3 });
  expect(at(answer('other'), { kind: 'go', at: 3000 })).toEqual({ n: 2, of: 2 });
});

test('no order of events leaves the script, loses an answer, or makes a state that cannot be saved', () => {
  const event: fc.Arbitrary<RunEvent> = fc.oneof(
    fc.record({
      kind: fc.constant('answer'),
      written: fc.constantFrom('fault', 'other', '3', '-9', 'x', ''),
      at: fc.nat(),
    }),
    fc.record({ kind: fc.constantFrom('go', 'back', 'show', 'hide'), at: fc.nat() }),
    fc.record({
      kind: fc.constantFrom('jump', 'objection'),
      step: fc.constantFrom('fault', 'close', 'no-time', 'x'),
      at: fc.nat(),
    }),
    fc.record({ kind: fc.constant('type'), text: fc.string({ maxLength: 5 }) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), events => {
      let state = begun;
      for (const each of events) {
        const before = Object.keys(state.answers).length;
        state = reduceRun(script, state, each, {});
        expect(Object.keys(state.answers).length).toBeGreaterThanOrEqual(before);
      }
      expect(runState.safeParse(state).success).toBe(true);
      expect(['end', ...script.steps.map(step => step.id)]).toContain(state.step);
    }),
    { numRuns: 500 },
  );
});
