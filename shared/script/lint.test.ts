import { describe, expect, test } from 'vitest';
import { checkScript } from './check.ts';

const told = (text: string) =>
  checkScript(text).findings.map(({ code, at, suggestion }) => [code, at.line, at.column, suggestion]);
const head = 'Script: s\n';
const codes = (text: string) => checkScript(text).findings.map(({ code }) => code);

test('a sound script has nothing to tell', () => {
  const text = `${head}Step: a\nSay: Hello {{ caller.name }}\nNext: end\n`;
  expect(checkScript(text)).toMatchObject({ findings: [], sound: true });
});

describe('finds', () => {
  test.each([
    ['a dead end', 'Step: a\nSay: x', [['deadEnd', 2, 7, null]]],
    [
      'a dead end behind an answer',
      'Step: a\nAsk: q as choice\nAnswer x: X -> end\nAnswer y: Y',
      [['deadEnd', 2, 7, null]],
    ],
    [
      'no dead end when every answer leads on',
      'Step: a\nAsk: q as yes/no\nAnswer yes: -> end\nAnswer no: -> end',
      [],
    ],
    [
      'a dead end when one need not answer',
      'Step: a\nAsk: q as yes/no, optional\nAnswer yes: -> end\nAnswer no: -> end',
      [['deadEnd', 2, 7, null]],
    ],
    [
      'a step that nothing leads to',
      'Step: a\nSay: x\nNext: end\nStep: b\nSay: y\nNext: end',
      [['unreachable', 5, 7, null]],
    ],
    ['a step that is not there', 'Step: ask\nSay: x\nNext: aks', [['unknownStep', 4, 7, 'ask']]],
    [
      'two steps of one name',
      'Step: a\nSay: x\nNext: end\nStep: a\nSay: y\nNext: end',
      [['sameStep', 5, 7, null]],
    ],
    [
      'a loop without a way out',
      'Step: a\nSay: x\nNext: b\nStep: b\nSay: y\nNext: a',
      [['endlessLoop', 2, 7, null]],
    ],
    [
      'no loop when an answer leads out',
      'Step: a\nAsk: q as choice\nAnswer x: X -> a\nAnswer y: Y -> end',
      [],
    ],
    ['a return outside an objection', 'Step: a\nSay: x\nNext: return', [['returnOutside', 4, 7, 'end']]],
    [
      'an unknown variable',
      'Step: a\nSay: Dear {{ caller.nmae }}\nNext: end',
      [['unknownVariable', 3, 14, 'caller.name']],
    ],
    [
      'an unknown answer in a text',
      'Step: a\nSay: {{ reson }}\nAsk: reason as text\nNext: end',
      [['unknownField', 3, 9, 'reason']],
    ],
    [
      'an unknown field in a condition',
      'Step: a\nAsk: reason as text\nIf: reazon is x -> end\nNext: end',
      [['unknownField', 4, 5, 'reason']],
    ],
    [
      'an answer that is not offered',
      'Step: a\nAsk: q as choice\nAnswer x: X\nIf: q is z -> end\nNext: end',
      [['unknownAnswer', 5, 5, null]],
    ],
    ['a choice without answers', 'Step: a\nAsk: q as choice\nNext: end', [['noAnswers', 3, 6, null]]],
    [
      'a text that cannot be filled',
      'Step: a\nSay: {{ caller.name | defualt: "x" }}\nNext: end',
      [['badTemplate', 3, 6, null]],
    ],
    [
      'an action without a target',
      'Step: a\nAction: transfer to\nNext: end',
      [['actionNeedsTarget', 3, 9, null]],
    ],
    ['a step with nothing in it', 'Step: a\nNext: end', [['nothingToSay', 2, 7, null]]],
    ['a hidden character', 'Step: a\nSay: x\u202Ey\nNext: end', [['hiddenCharacters', 3, 6, null]]],
    [
      'a field asked in two ways',
      'Step: a\nAsk: q as text\nNext: b\nStep: b\nAsk: q as date\nNext: end',
      [['askedDifferently', 6, 6, null]],
    ],
    ['a first step that is not there', 'First: b\nStep: a\nSay: x\nNext: end', [['unknownStep', 2, 8, null]]],
    ['no step at all', 'Objection: o\nSay: x\nNext: return', [['noSteps', 1, 9, null]]],
  ])('%s', (_what, text, expected) => {
    expect(told(head + text)).toEqual(expected);
  });

  test('a passage that is not said in every language', () => {
    const text = `${head}Languages: en, ar\nTitle: S\nTitle [ar]: س\nStep: a\nSay: x\nNext: end`;
    expect(told(text)).toEqual([['missingTranslation', 6, 6, null]]);
  });

  test('more answers than keys', () => {
    const answers = Array.from({ length: 10 }, (_, i) => `Answer a${i}: A${i}`).join('\n');
    expect(codes(`${head}Step: a\nAsk: q as choice\n${answers}\nNext: end`)).toEqual(['tooManyAnswers']);
  });

  test('a fault in the second row of a text, at its own place', () => {
    expect(told(`${head}Step: a\nSay: x\n  y {{ caller.nam }}\nNext: end`)).toEqual([
      ['unknownVariable', 4, 8, 'caller.name'],
    ]);
  });
});

test('a warning does not stand in the way of publishing, an error does', () => {
  const orphan = `${head}Step: a\nSay: x\nNext: end\nStep: b\nSay: y\nNext: end`;
  expect(checkScript(orphan).sound).toBe(true);
  expect(checkScript(`${head}Step: a\nSay: x`).sound).toBe(false);
});
