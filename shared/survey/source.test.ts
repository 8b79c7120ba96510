import { describe, expect, it } from 'vitest';
import { answersIn } from './source.ts';

const source = { list: 'data.items', code: 'call', rating: 'score.value', comment: 'text', best: 5 };
const of = (items: unknown) => answersIn(JSON.stringify({ data: { items } }), source);
const answer = (value: unknown, more: object = {}) => ({ call: 'abc', score: { value }, ...more });

describe('answers of a survey elsewhere', () => {
  it('are read where the names say, numbers also when they come as text', () => {
    expect(of([answer(4, { text: ' Kind ' }), answer('5')])).toEqual({
      answers: [
        { code: 'abc', rating: 4, best: 5, comment: 'Kind' },
        { code: 'abc', rating: 5, best: 5, comment: null },
      ],
      unread: 0,
    });
    expect(answersIn('[{"c":"x","r":1}]', { ...source, list: '', code: 'c', rating: 'r' })?.answers).toEqual([
      { code: 'x', rating: 1, best: 5, comment: null },
    ]);
  });

  it.each([
    answer(6),
    answer(-1),
    answer(4.5),
    answer('4 of 5'),
    answer(null),
    answer(true),
    { ...answer(4), call: 7 },
    { ...answer(4), call: '' },
    { ...answer(4), call: 'x'.repeat(65) },
    null,
    'text',
    [],
  ])('that make no sense are counted, not believed: %j', each => {
    expect(of([each, answer(3)])).toMatchObject({ answers: [{ rating: 3 }], unread: 1 });
  });

  it('are cut where somebody writes a book, and where there are too many', () => {
    expect(of([answer(3, { text: 'ط'.repeat(9000) })])?.answers[0]?.comment).toHaveLength(2000);
    expect(of(Array.from({ length: 6000 }, () => answer(1)))?.answers).toHaveLength(5000);
  });

  it.each(['', 'null', '<html>', '{"data":{"items":{}}}', '{"__proto__":[]}', '{"data":[]}'])(
    'are none in %j',
    text => {
      expect(answersIn(text, source)).toBeNull();
    },
  );
});
