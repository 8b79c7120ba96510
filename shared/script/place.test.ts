import { expect, test } from 'vitest';
import { decodeHandover, encodeHandover } from '../handover/codec.ts';
import { nothingAlong } from '../handover/types.ts';
import { parseScript } from './parse.ts';
import { placeOf, runAt } from './place.ts';
import { beginRun, reduceRun } from './run.ts';

const { script } = parseScript(`Script: s
Languages: en, ar

Step: why
Say: Why?
Ask: reason as choice
Answer fault: A fault -> cold
Answer other: Other -> end

Step: cold
Say: How cold?
Ask: degrees as number from -60 to 60
Next: close

Step: close
Say: Sure?
Ask: sure as yes/no
Next: end
`);
const print = '0123456789ab';
let at = 0;
const answered = (...written: string[]) =>
  written.reduce(
    (state, each) => reduceRun(script, state, { kind: 'answer', written: each, at: (at += 1) }, {}),
    beginRun(script, 7, 'ar', 0),
  );

test('a colleague goes on at the same step with the same answers', () => {
  const place = placeOf(script, answered('fault', '-18'), print);
  const [arrived] = [decodeHandover(encodeHandover({ ...nothingAlong, script: place }))];
  expect(arrived?.script).toEqual(place);
  const state = runAt(script, 7, arrived!.script!, 99);
  expect(state).toMatchObject({
    scriptId: 's',
    version: 7,
    language: 'ar',
    step: 'close',
    trail: [],
    startedAt: 99,
  });
  expect(state?.answers).toEqual({
    reason: { value: 'fault', at: 99, step: 'why' },
    degrees: { value: -18, at: 99, step: 'cold' },
  });
});

test('a finished script is no place to go on', () => {
  expect(placeOf(script, answered('other'), print)).toBeNull();
});

test('answers that no question takes, steps and languages that are not there are not believed', () => {
  const place = { print, language: 'xx', step: 2, answers: [[0, 9], [0, 'nonsense'], [1, '999'], [7, 'x'], [2, 'yes']] } as const; // prettier-ignore
  const state = runAt(script, 7, { ...place, answers: place.answers.map(([q, a]) => [q, a]) }, 5);
  expect(state?.answers).toEqual({ sure: { value: 'yes', at: 5, step: 'close' } });
  expect(state?.language).toBe('en');
  expect(runAt(script, 7, { print, language: 'en', step: 3, answers: [] }, 5)).toBeNull();
});
