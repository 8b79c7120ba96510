import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StepMemory } from './blocks.ts';
import { parseScript } from './parse.ts';
import { printScript } from './print.ts';
import { placedAt, type Place, type Script } from './types.ts';

/** Without places: two scripts are the same when they say the same. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaning);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['at', 'rows', 'lines'].includes(key))
      .map(([key, inner]) => [key, meaning(inner)]),
  );
}
const again = (script: Script): unknown => meaning(parseScript(printScript(script)).script);
const found = (text: string) =>
  parseScript(text).findings.map(({ code, at, suggestion }) => [code, at.line, at.column, suggestion]);
const head = 'Script: cooling\n';

describe('a script', () => {
  const text = `Script: Cooling-Fault
Title: Cooling fault
Title [ar]: عطل تبريد
Languages: en, ar
When: start
Direction: inbound
Queue: Service, Masar Cooling
First: greeting
Remark: Agreed with the service desk.

Step: greeting
Title: Greeting
Say: Masar Cooling, {{ agent.name }} speaking.
  How can I help?

  Take your time.
Say [ar]: مسار للتبريد، كيف أساعدك؟
Note: Let them finish.
Ask: reason as choice
Question: What is it about?
Answer fault: A unit has failed -> fault
Answer fault [ar]: وحدة متعطّلة
Answer other: Something else -> end

Step: fault
Ask: temperature as number from -40 to 40, optional
Action: transfer to Technical support
If: temperature is above -5 and caller.language is ar or unit is unknown -> greeting
Next: end

Objection: no-time
Say: It takes two minutes.
Next: return
`;
  const { script, findings } = parseScript(text);

  test('is read whole', () => {
    expect(findings).toEqual([]);
    expect(script).toMatchObject({
      id: 'cooling-fault',
      languages: ['en', 'ar'],
      direction: 'inbound',
      chosenBy: { queue: ['Service', 'Masar Cooling'] },
    });
    expect(script.steps.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'step greeting',
      'step fault',
      'objection no-time',
    ]);
    const [greeting, fault] = script.steps;
    expect(greeting?.say['en']?.text).toBe(
      'Masar Cooling, {{ agent.name }} speaking.\nHow can I help?\n\nTake your time.',
    );
    expect(greeting?.question?.answers[0]).toMatchObject({
      id: 'fault',
      label: { en: { text: 'A unit has failed' }, ar: { text: 'وحدة متعطّلة' } },
      target: { step: 'fault' },
    });
    expect(fault?.question).toMatchObject({ kind: 'number', range: { from: -40, to: 40 }, optional: true });
    expect(fault?.branches[0]?.condition).toMatchObject([
      [
        { name: 'temperature', operator: 'above', value: -5 },
        { name: 'caller.language', operator: 'is', value: 'ar' },
      ],
      [{ name: 'unit', operator: 'is unknown', value: null }],
    ]);
    expect(fault?.actions).toMatchObject([{ kind: 'transfer', target: 'Technical support' }]);
  });

  test('is printed as it was written, when it was written in order', () => {
    expect(printScript(script)).toBe(text.replace('Cooling-Fault', 'cooling-fault'));
  });

  test('knows where everything stands', () => {
    const lines = text.split('\n');
    const at = (step: number, place: Place | undefined) => {
      const { line, column, length } = placedAt(place ?? script.at, script.lines[step] ?? 1);
      return lines[line - 1]?.slice(column - 1, column - 1 + length);
    };
    const [greeting, fault] = script.steps;
    expect(at(0, greeting?.at)).toBe('greeting');
    expect(at(0, greeting?.question?.answers[0]?.target?.at)).toBe('fault');
    expect(at(0, greeting?.question?.answers[0]?.at)).toBe('fault');
    expect(at(1, fault?.branches[0]?.condition[1]?.[0]?.at)).toBe('unit');
    expect(at(0, greeting?.say['en']?.rows[1])).toBe('How can I help?');
  });
});

describe('a mistake is said with its line, its column, and what may have been meant', () => {
  test.each([
    ['Scrpt: cooling', ['unknownWord', 1, 1, 'Script'], ['noScript', 1, 1, null]],
    ['Hello there', ['noColon', 1, 1, null], ['noScript', 1, 1, null]],
    ['   indented', ['strayLine', 1, 4, null], ['noScript', 1, 1, null]],
    [`${head}Step: my first step`, ['badId', 2, 7, 'my-first-step']],
    [`${head}Step: constructor`, ['badId', 2, 7, null]],
    [`${head}Step: end`, ['reservedId', 2, 7, null]],
    [`${head}Step:`, ['valueNeeded', 2, 1, null]],
    [`${head}Direction: inbuond`, ['badChoice', 2, 12, 'inbound']],
    [`${head}Languages: en, ar\nTitle [at]: x`, ['unknownLanguage', 3, 8, 'ar']],
    [`${head}Step: a\nQueue: x`, ['misplaced', 3, 1, null]],
    [`${head}Step: a\nAsk: b as choise`, ['badQuestion', 3, 6, 'b as choice']],
    [`${head}Step: a\nAsk: caller as text`, ['reservedId', 3, 6, null]],
    [`${head}Step: a\nAsk: b as rating from 0 to 20`, ['badRange', 3, 6, null]],
    [`${head}Step: a\nAnswer x: y`, ['misplaced', 3, 1, null]],
    [`${head}Step: a\nAsk: b as yes/no\nAnswer yse: y`, ['unknownAnswer', 4, 8, 'yes']],
    [`${head}Step: a\nAsk: b as choice\nAnswer x: y -> 5 degrees`, ['badTarget', 4, 16, 'degrees']],
    [`${head}Step: a\nAction: transfr to Desk`, ['badAction', 3, 9, 'transfer to Desk']],
    [`${head}Step: a\nIf: b like 5 -> a`, ['badCondition', 3, 5, null]],
    [`${head}Step: a\nIf: b is 5`, ['targetNeeded', 3, 5, null]],
    [`${head}Step: a\nSay: x\nSay: y`, ['twice', 4, 1, null]],
    [`${head}Step: a\nSay:`, ['valueNeeded', 3, 1, null]],
    [`${head}Step: a\nNext: a\nNext: end`, ['twice', 4, 1, null]],
  ])('%s', (text, ...expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('too much text is not read at all', () => {
    expect(found('x'.repeat(2_000_001)).map(([code]) => code)).toEqual(['tooLong']);
  });
});

/** Text that is likely to meet the grammar, and text that is not. */
const words = fc.constantFrom(
  'Script', 'Title', 'Languages', 'When', 'Direction', 'Queue', 'First', 'Remark', 'Step', 'Objection',
  'Say', 'Note', 'Ask', 'Question', 'Answer', 'Answer yes', 'Answer b', 'Action', 'If', 'Next', 'Say [ar]', 'Title [en]',
); // prettier-ignore
const pieces = fc.constantFrom(
  'a', 'b', 'end', 'return', 'en, ar', 'start', 'both', 'b as choice', 'c as yes/no', 'n as number from -0 to 5',
  'r as rating, optional', 'x -> a', '-> b', 'x -> y -> b', 'x → a', 'b is a -> a', 'b is "not" or b is known -> b', 'İx',
  'b at least 5 and c.d contains “->” -> a', 'transfer to Desk', 'transfer', 'pause recording', 'open case  x', '', 'ΑΣ',
  'x is -0 -> a', 'b is more -> b', 'b = is -> a', '{{ caller.name }}', '\u202E', '__proto__', 'constructor',
); // prettier-ignore
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(words, pieces).map(([word, piece]) => `${word}: ${piece}`) },
  { weight: 2, arbitrary: pieces.map(piece => `  ${piece}`) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constant('') },
);
const anyScript = fc.array(line, { maxLength: 40 }).map(lines => lines.join('\n'));

test('what is wrong in a line that goes on is found where it stands', () => {
  const { findings } = parseScript('Step: a\nIf: a is\n  b -> not a name\n');
  expect(findings.find(each => each.code === 'badTarget')?.at).toEqual({ line: 3, column: 8, length: 10 });
});

describe('for any text at all', () => {
  test('parsing never throws, and every place is inside the text', () => {
    fc.assert(
      fc.property(fc.oneof(anyScript, fc.string({ unit: 'binary', maxLength: 200 })), text => {
        const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
        for (const { at } of parseScript(text).findings) {
          expect(at.line).toBeLessThanOrEqual(lines.length);
          expect(at.column - 1).toBeLessThanOrEqual(lines[at.line - 1]?.length ?? 0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('with what is remembered of the text before, it is read as if it were new', () => {
    fc.assert(
      fc.property(anyScript, anyScript, fc.nat(20), (before, text, n) => {
        const memory = new StepMemory();
        const shifted = `${'\n'.repeat(n)}${text}`;
        for (const each of [before, text, shifted, `${before}\n${text}`])
          expect(parseScript(each, memory)).toEqual(parseScript(each));
      }),
      { numRuns: 500 },
    );
  });

  test('typing anywhere, and taking away, leaves nothing remembered wrongly', () => {
    const typed = fc.constantFrom('x', '\n', '\r', '  ', 'Step: z\n', '\nNext: end', ': ', '\u2028');
    fc.assert(
      fc.property(
        anyScript,
        fc.array(fc.tuple(fc.nat(), typed, fc.nat(3)), { maxLength: 6 }),
        (text, edits) => {
          const memory = new StepMemory();
          let now = text;
          for (const [place, piece, gone] of edits) {
            parseScript(now, memory);
            // Most of it happens at the end, as when somebody writes.
            const at = place % 3 === 0 ? now.length : place % (now.length + 1);
            now = now.slice(0, at) + piece + now.slice(at + gone);
            expect(parseScript(now, memory)).toEqual(parseScript(now));
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('what was understood survives printing and parsing, and printing settles at once', () => {
    fc.assert(
      fc.property(anyScript, text => {
        const { script } = parseScript(text);
        expect(again(script)).toEqual(meaning(script));
        const printed = printScript(script);
        expect(printScript(parseScript(printed).script)).toBe(printed);
      }),
      { numRuns: 3000 },
    );
  });
});
