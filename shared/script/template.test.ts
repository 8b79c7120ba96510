import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutIsolates } from '../i18n/isolate.ts';
import { analyse, fill } from './template.ts';

const say = (text: string, scope: Record<string, unknown> = {}) => withoutIsolates(fill(text, scope));
const caller = { name: 'Layla Haddad', language: 'ar', mood: 'cross' };

test.each([
  ['Good day, {{ caller.name }}.', 'Good day, Layla Haddad.'],
  ['Good day, {{ caller.name | first_word }}.', 'Good day, Layla.'],
  ['Good day, {{ caller.title | default: "friend" }}.', 'Good day, friend.'],
  ['{% if caller.language == "ar" %}أهلًا{% else %}Hello{% endif %}', 'أهلًا'],
  ['{% unless caller.known %}Who is calling?{% endunless %}', 'Who is calling?'],
  ['Nothing to fill: 5 { } %', 'Nothing to fill: 5 { } %'],
])('%s', (text, said) => {
  expect(say(text, { caller })).toBe(said);
});

test('what is filled in is isolated and is text, whatever it holds', () => {
  expect(fill('{{ x }}', { x: 'a\u202E{{ secret }}<b>' })).toBe('\u2068a{{ secret }}<b>\u2069');
});

test.each([
  ['{% include "x" %}', 'include'],
  ['{% render "x" %}', 'render'],
  ['{% for i in (1..99999999) %}x{% endfor %}', 'for'],
  ['{% layout "x" %}', 'layout'],
  ['{% assign a = 1 %}', 'assign'],
  ['{{ x | jsonify }}', 'jsonify'],
  ['{{ x | hmac_sha256: "k" }}', 'hmac_sha256'],
])('%s is refused by name', (text, name) => {
  expect(analyse(text)).toMatchObject({ ok: false, fault: { unknown: name } });
  expect(fill(text, {})).toBe(text);
});

test('inherited properties are not there', () => {
  expect(say('[{{ x.constructor }}{{ x.length }}{{ toString }}{{ __proto__ }}]', { x: {} })).toBe('[]');
});

test('says what a text speaks of, and where', () => {
  expect(analyse('Hi {{ caller.name }}\n{% if temperature > 2 %}{{ سبب }}{% endif %}')).toMatchObject({
    mentions: [
      { name: 'caller.name', row: 1, column: 7 },
      { name: 'temperature', row: 2, column: 7 },
      { name: 'سبب', row: 2, column: 28 },
    ],
  });
});

test('never throws, whatever is written', () => {
  const bits = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    ' if ',
    ' endif ',
    'a',
    '|',
    'default:',
    '"',
    '.',
    '[',
    ']',
    '(1..9)',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 25 }), parts => {
      expect(typeof fill(parts.join(''), { a: 'b' })).toBe('string');
    }),
    { numRuns: 1000 },
  );
});
