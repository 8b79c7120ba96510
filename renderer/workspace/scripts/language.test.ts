// What the editor offers while a script is typed, and what it colours.
import { CompletionContext } from '@codemirror/autocomplete';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { checkScript } from '../../../shared/script/check.ts';
import { completeScript, scriptLanguage } from './language.ts';

const text = `Script: cooling
Title: Cooling
Languages: en

Step: greeting
Say: Hello {{ caller.name }}.
Ask: reason as choice
Answer fault: Broken -> visit
Next: end

Step: visit
Say: We come.
Next: end
`;
const script = checkScript(text).script;

/** What is offered at the end of `line`, typed below the script. */
function offered(line: string, explicit = false): string[] {
  const state = EditorState.create({ doc: `${text}\n${line}` });
  const context = new CompletionContext(state, state.doc.length, explicit);
  return completeScript(() => script)(context)?.options.map(({ label }) => label) ?? [];
}

test.each([
  ['S', 'Say: '],
  ['Next: v', 'visit'],
  ['Answer x: Y -> gr', 'greeting'],
  ['Next: e', 'end'],
  ['Say: {{ caller.n', 'caller.name'],
  ['Say: {{ rea', 'reason'],
  ['Say: {{ caller.name | d', 'default'],
  ['Say: {% i', 'if'],
  ['Ask: pay as r', 'rating'],
  ['Action: o', 'open case'],
  ['If: r', 'reason'],
  ['If: reason is n', 'is not'],
  ['When: s', 'start'],
  ['Direction: i', 'inbound'],
])('“%s” is offered “%s”', (line, wanted) => {
  expect(offered(line)).toContain(wanted);
});

test('nothing is offered in what is said, nor on an empty line unless it is asked for', () => {
  expect(offered('Say: Hello the')).toEqual([]);
  expect(offered('')).toEqual([]);
  expect(offered('', true)).toContain('Step: ');
});

test('steps, words, languages, names and what is filled in have colours of their own', () => {
  const doc = 'Step: greeting\nSay [ar]: مرحبا {{ caller.name }}\nAnswer fault: Broken -> visit\n';
  const state = EditorState.create({ doc, extensions: [scriptLanguage] });
  const seen: string[] = [];
  ensureSyntaxTree(state, doc.length, 5000)?.iterate({
    enter: ({ name, from, to }) =>
      void (name === 'Document' || seen.push(`${name}: ${doc.slice(from, to).trim()}`)),
  });
  for (const wanted of [
    'heading',
    'keyword: Say',
    'labelName: [ar]',
    'string: {{ caller.name }}',
    'variableName: fault',
    'link: -> visit',
  ])
    expect(
      seen.some(each => each.startsWith(wanted)),
      `${wanted} in ${seen.join(' | ')}`,
    ).toBe(true);
});
