import { expect, test } from 'vitest';
import { checkScript } from './check.ts';
import { joinScripts, splitScripts } from './file.ts';

const script = (id: string) =>
  `Script: ${id}\n\nStep: a\nSay: Hello\n  Script: not one, it goes on\nNext: end\n`;

test('scripts that were written into one file come out as they were, each with its line', () => {
  const texts = ['one', 'two', 'three'].map(script);
  const parts = splitScripts(joinScripts(texts));
  expect(parts.map(({ text }) => text)).toEqual(texts);
  expect(parts.map(({ line }) => line)).toEqual([1, 8, 15]);
  for (const { text } of parts) expect(checkScript(text).sound).toBe(true);
});

test.each([
  ['a mark of the encoding and Windows lines', `\uFEFF${script('one').replaceAll('\n', '\r\n')}`, ['one']],
  ['remarks before the first', `Remark: ours\n${script('one')}`, ['one']],
  ['capitals', script('one').replace('Script:', 'SCRIPT :'), ['one']],
  ['no script at all', 'Dear colleagues', ['']],
  ['nothing', '  \n', []],
])('a file with %s', (_what, file, ids) => {
  expect(splitScripts(file).map(({ text }) => checkScript(text).script.id)).toEqual(ids);
});
