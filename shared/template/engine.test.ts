import { describe, expect, it } from 'vitest';
import { check, render, unknownNames, type Values } from './engine.ts';
import { mostSource } from './limits.ts';

const values: Values = {
  contact: { name: 'Layla Haddad', tags: ['vip', 'cold'], email: null },
  call: { minutes: 4 },
};
const filled = (source: string): string => {
  const done = render(source, values);
  if (!done.ok) throw new Error(done.fault.message);
  return done.text;
};

describe('a template', () => {
  it.each([
    ['Dear {{ contact.name }},', 'Dear Layla Haddad,'],
    ['{% if contact.email %}yes{% else %}no{% endif %}', 'no'],
    ['{% for tag in contact.tags %}[{{ tag | upcase }}]{% endfor %}', '[VIP][COLD]'],
    ['{"name": {{ contact.name | json }}}', '{"name": "Layla Haddad"}'],
    ['{{ nobody.name }}|{{ contact.email | default: "none" }}', '|none'],
    ['{{ "a b&c" | url_encode }}', 'a+b%26c'],
    ['{{ "agent:X" | base64_encode }}', 'YWdlbnQ6WA=='],
  ])('%s becomes %s', (source, text) => {
    expect(filled(source)).toBe(text);
  });

  it('leaves what a customer wrote as it is: a name is never a template', () => {
    expect(render('{{ name }}', { name: '{{ 7 | times: 6 }}{% raw %}' })).toEqual({
      ok: true,
      text: '{{ 7 | times: 6 }}{% raw %}',
    });
  });

  it('says where it is wrong', () => {
    expect(check('fine\n{% if x %}')).toMatchObject({ line: 2 });
    expect(check('a\n{{ x | no_such_filter }}')).toMatchObject({ line: 2, column: 1 });
    expect(render('{{ x', {})).toMatchObject({ ok: false, fault: { line: 1 } });
    expect(check('{{ contact.name }}')).toBeNull();
  });

  it('knows the names that nobody gives', () => {
    const source =
      '{% assign x = contact.name %}{{ x }} {{ contct.name }} {% for t in contact.tags %}{{ t }}{% endfor %}';
    expect(unknownNames(source, ['contact.name', 'contact.tags'])).toEqual(['contct.name']);
  });
});

describe('a hostile template', () => {
  it.each([
    ['{% include "/etc/passwd" %}'],
    ['{% render "x" %}'],
    ['{% layout "x" %}'],
    ['{% block x %}{% endblock %}'],
    ['{% tablerow x in y %}{% endtablerow %}'],
    ['{{ "x" | where_exp: "a", "b" }}'],
  ])('%s is refused', source => {
    expect(render(source, values).ok).toBe(false);
  });

  it('is not read when it is too long', () => {
    expect(check('x'.repeat(mostSource + 1))).not.toBeNull();
  });

  it.each([
    ['{{ contact.constructor }}{{ contact.__proto__ }}{{ contact.toString }}'],
    ['{{ constructor.constructor }}{{ globalThis.process }}{{ process.env }}'],
    ['{{ "x".constructor }}{{ contact.tags.constructor }}'],
  ])('%s reaches nothing', source => {
    expect(filled(source)).toBe('');
  });

  it.each([
    ['{% for a in (1..100000000) %}{{ a }}{% endfor %}'],
    [
      '{% for a in (1..9999) %}{% for b in (1..9999) %}{% for c in (1..9999) %}{% endfor %}{% endfor %}{% endfor %}',
    ],
    [
      '{% assign x = "aaaaaaaaaaaaaaaa" %}{% for i in (1..40) %}{% assign x = x | append: x %}{% endfor %}{{ x }}',
    ],
  ])('%s is stopped', source => {
    expect(render(source, values).ok).toBe(false);
  });
});
