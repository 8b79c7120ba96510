import { expect, test } from 'vitest';
import { surveyLink } from '../followups/values.ts';
import { parseScript } from '../script/parse.ts';
import { beginRun, reduceRun } from '../script/run.ts';
import { ratingIn, surveyAnswer } from './types.ts';

const text = (when: string) => `Script: s
When: ${when}

Step: a
Say: How was it?
Ask: score as rating from 0 to 10
Next: b

Step: b
Say: Why?
Ask: why as text
Next: end
`;
const after = (when: string, ...written: string[]) => {
  const { script } = parseScript(text(when));
  const state = written.reduce(
    (run, each) => reduceRun(script, run, { kind: 'answer', written: each, at: 1 }, {}),
    beginRun(script, 1, 'en', 0),
  );
  return ratingIn(script, state);
};

test('the closing script’s rating and what was said to it are the customer’s word on the call', () => {
  expect(after('end')).toBeNull();
  expect(after('end', '7')).toEqual({ rating: 7, best: 10, comment: null });
  expect(after('end', '7', 'Late')).toEqual({ rating: 7, best: 10, comment: 'Late' });
  expect(after('start', '7')).toBeNull();
});

test('a rating lies between nothing and the best there is', () => {
  const fits = (rating: number, best: number) =>
    surveyAnswer.safeParse({ rating, best, comment: null }).success;
  expect([fits(0, 5), fits(5, 5), fits(6, 5), fits(-1, 5), fits(1.5, 5), fits(1, 0)]).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test.each([
  ['https://survey.example/?call={{ survey.code }}', 'https://survey.example/?call=ab'],
  ['https://{{ survey.code }}.example/', ''],
  ['http://survey.example/{{ survey.code }}', ''],
  ['javascript:alert(1)', ''],
  ['{{ nobody', ''],
  ['', ''],
])('the link %s becomes %s', (source, link) => {
  expect(surveyLink(source, 'ab')).toBe(link);
});
