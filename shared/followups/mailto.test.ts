import { expect, it } from 'vitest';
import { mailto } from './mailto.ts';

const mail = { to: 'layla@example.org', subject: 'Your call & more', body: 'Dear Layla,\nمرحبا' };

it('says all of the mail in one address', () => {
  const address = mailto(mail) ?? '';
  expect(address).toMatch(
    /^mailto:layla@example\.org\?subject=Your%20call%20%26%20more&body=Dear%20Layla%2C%0D%0A/,
  );
  const url = new URL(address);
  expect(url.searchParams.get('body')).toBe('Dear Layla,\r\nمرحبا');
});

it.each([
  { to: 'layla@example.org?bcc=all@x' },
  { to: 'a@b,c@d' },
  { to: 'a@b%0ABcc:x@y' },
  { to: 'a@b\r\nBcc: x@y' },
  { subject: 'a\nBcc: x@y' },
])('cannot be given another header or recipient: %j', change => {
  const address = mailto({ ...mail, ...change });
  if (address !== null) expect(new URL(address).pathname).not.toMatch(/[\r\n,?]|%0a/i);
});

it('a body cannot begin another field', () => {
  const url = new URL(mailto({ ...mail, body: '&bcc=all@x&subject=y#z' }) ?? '');
  expect([...url.searchParams.keys()]).toEqual(['subject', 'body']);
  expect(url.hash).toBe('');
});

it('is as long as systems pass on, and says that it was cut', () => {
  const address = mailto({ ...mail, body: 'ملاحظة \ud83d '.repeat(2000) }) ?? '';
  expect(address.length).toBeLessThanOrEqual(2000);
  expect(new URL(address).searchParams.get('body')?.endsWith('…')).toBe(true);
});
