import { describe, expect, it } from 'vitest';
import { check, unknownNames, type Values } from '../template/engine.ts';
import { blankHook, readyMade } from './ready-made.ts';
import { addressOf, fillRequest } from './request.ts';
import { hook } from './types.ts';
import { knownInHooks } from './values.ts';

/** What a hostile customer and a hurried agent may bring along. */
const values: Values = {
  subject: 'Alarm "E4"\\ {{ secret }} \u2028 عطل',
  body: 'line one\nline "two" <script>\t\\',
  to: '',
  contact: {
    name: 'Layla "H" Haddad',
    email: 'layla@example.org',
    number: '+966505550142',
    organisation: '',
  },
};
const secrets = { key: '0198-key', secret: 's3cret' };

describe.each([...readyMade, blankHook])('the ready-made hook for $readyId', made => {
  const complete = {
    ...made,
    name: made.name || 'Own',
    url: made.url === 'https://' ? 'https://own.example/hook' : made.url,
  };

  it('is a valid hook whose templates can be read and name nothing unknown', () => {
    expect(hook.safeParse({ ...complete, id: 'h', order: 0 }).error).toBeUndefined();
    expect(check(made.body)).toBeNull();
    expect(unknownNames(made.body, knownInHooks)).toEqual([]);
  });

  it.each([values, { ...values, contact: { name: '', email: '', number: '' } }])(
    'makes valid JSON of whatever a customer is called',
    given => {
      const filled = fillRequest(complete, given, secrets);
      if (!filled.ok) throw new Error(filled.fault.message);
      expect(JSON.stringify(JSON.parse(filled.request.body))).toContain('Alarm');
      expect(filled.request.url.href).toContain('https://');
      expect(filled.request.body).not.toContain('s3cret');
    },
  );
});

it('signs in as each system wants it', () => {
  const of = (id: string) => {
    const made = readyMade.find(each => each.readyId === id)!;
    const filled = fillRequest(made, values, secrets);
    return filled.ok ? filled.request.headers : {};
  };
  expect(of('zendesk')).toMatchObject({ authorization: 'Basic czNjcmV0', 'idempotency-key': '0198-key' });
  expect(of('freshdesk')['authorization']).toBe(`Basic ${btoa('s3cret:X')}`);
  expect(of('zammad')['authorization']).toBe('Token token=s3cret');
  expect(of('odoo')['authorization']).toBe('bearer s3cret');
  expect(of('espocrm')['x-api-key']).toBe('s3cret');
});

describe('a request', () => {
  const base = {
    method: 'POST',
    url: 'https://desk.example/t?who={{ contact.name | url_encode }}',
    headers: [{ name: 'X-Who', value: '{{ contact.number }}' }],
    body: '{"a": {{ subject | json }}}',
    keyHeader: null,
  } satisfies Parameters<typeof fillRequest>[0];

  it('keeps to the host that its template names', () => {
    const filled = fillRequest(base, values, secrets);
    expect(filled.ok && filled.request.url.search).toBe('?who=Layla+%22H%22+Haddad');
    for (const [source, text] of [
      ['https://{{ x }}/a', 'https://evil.example/a'],
      ['https://desk.example{{ x }}', 'https://desk.example.evil.example/'],
      ['https://desk.example@{{ x }}/', 'https://desk.example@evil.example/'],
      ['https://desk.example/{{ x }}', 'https://evil.example/'],
      ['ftp://desk.example/', 'ftp://desk.example/'],
      ['{{ x }}', 'https://desk.example/'],
      ['https://user:pw@desk.example/', 'https://user:pw@desk.example/'],
    ] as const)
      expect(addressOf(source, text), source).toBeNull();
    expect(
      addressOf('https://desk.example:8443/{{ x }}', 'https://desk.example:8443/../../y')?.pathname,
    ).toBe('/y');
  });

  it('has no header broken by what a caller sent', () => {
    const hostile = { ...values, contact: { number: '1\r\nX-Evil: 1', name: '' } };
    expect(fillRequest(base, hostile, secrets)).toMatchObject({ ok: false });
    expect(fillRequest({ ...base, headers: [{ name: 'X-Who', value: 'ليلى' }] }, values, secrets).ok).toBe(
      false,
    );
  });

  it('cannot show the secret in its body or its address', () => {
    const filled = fillRequest(
      { ...base, body: '{"a": "{{ secret }}"}', url: 'https://d.example/{{ secret }}' },
      values,
      secrets,
    );
    expect(filled.ok && `${filled.request.body}${filled.request.url.href}`).toBe(
      '{"a": ""}https://d.example/',
    );
  });

  it('is not sent when its body is not the JSON that it says it is', () => {
    expect(fillRequest({ ...base, body: '{"a": {{ subject }}}' }, values, secrets)).toMatchObject({
      ok: false,
    });
  });

  it('may not set the headers that say where it ends', () => {
    const bad = {
      ...blankHook,
      id: 'h',
      order: 0,
      name: 'x',
      headers: [{ name: 'Content-Length', value: '3' }],
    };
    expect(hook.safeParse(bad).success).toBe(false);
  });
});
