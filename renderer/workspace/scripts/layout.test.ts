import { expect, test } from 'vitest';
import { parseScript } from '../../../shared/script/parse.ts';
import { layOut } from './layout.ts';

const drawingOf = (text: string, around: string | null = null) =>
  layOut(parseScript(text).script, 'en', around, { yes: 'Yes', no: 'No' });
const text = `Script: s
Step: a
Title: First
Ask: q as choice
Answer x: To b -> b
Answer y: Also -> b
Answer z: Done -> end
Step: b
Say: y
If: q is x -> a
Next: end
Objection: o
Say: z
Next: return
`;

test('has a box for each step, each objection and both ends, none over another', () => {
  const { boxes, width, height } = drawingOf(text);
  expect(boxes.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual([
    'end end',
    'objection o',
    'start start',
    'step a',
    'step b',
  ]);
  for (const box of boxes) {
    expect(box.x - box.width / 2).toBeGreaterThanOrEqual(0);
    expect(box.y - box.height / 2).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width / 2).toBeLessThanOrEqual(width);
    expect(box.y + box.height / 2).toBeLessThanOrEqual(height);
    for (const other of boxes)
      if (other !== box)
        expect(
          Math.abs(box.x - other.x) >= (box.width + other.width) / 2 ||
            Math.abs(box.y - other.y) >= (box.height + other.height) / 2,
        ).toBe(true);
  }
});

test('several answers that lead to one step share an arrow', () => {
  const arrows = drawingOf(text).arrows.map(({ from, to, kind, label }) => [from, to, kind, label]);
  expect(arrows).toEqual([
    [':start', 'a', 'next', ''],
    ['a', 'b', 'answer', 'To b / Also'],
    ['a', ':end', 'answer', 'Done'],
    ['b', 'a', 'branch', ''],
    ['b', ':end', 'next', ''],
  ]);
});

test('an arrow to a step that is not there is not drawn, nor anything of an empty script', () => {
  expect(drawingOf('Script: s\nStep: a\nSay: x\nNext: b').arrows).toHaveLength(1);
  expect(drawingOf('').boxes).toEqual([]);
});

test('of a long script the steps around the one in hand are drawn, and the rest is counted', () => {
  const steps = Array.from(
    { length: 400 },
    (_, i) => `Step: s${i}\nSay: x\nNext: ${i < 399 ? `s${i + 1}` : 'end'}\n`,
  );
  const { boxes, hidden } = drawingOf(`Script: s\n${steps.join('')}`, 's200');
  expect(hidden).toBe(280);
  expect(boxes.map(({ id }) => id)).toContain('s200');
});

test('yes and no are said as everywhere else, not as the text has them', () => {
  const { arrows } = drawingOf(`Script: s
Step: a
Ask: more as yes/no
Answer yes: -> b
Answer no: -> end
Step: b
Next: end
`);
  expect(arrows.map(({ label }) => label)).toEqual(expect.arrayContaining(['Yes', 'No']));
});
