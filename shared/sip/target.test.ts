import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HatifError } from '../errors.ts';
import { readTarget, targetUri } from './target.ts';

const number = (user: string, host: string | null = null) => ({ user, host, isNumber: true });
const name = (user: string, host: string | null = null) => ({ user, host, isNumber: false });

describe('whom to call', () => {
  it.each([
    ['+966 50 123 4567', number('+966501234567')],
    ['(050) 123-4567', number('0501234567')],
    ['٠٥٠١٢٣٤٥٦٧', number('0501234567')],
    ['۰۵۰۱۲۳', number('050123')],
    ['\u200e+966 50\u202c', number('+96650')],
    ['\uff0b９６６', number('+966')],
    ['*98', number('*98')],
    ['**123#', number('**123#')],
    ['1001', number('1001')],
    ['layla.haddad', name('layla.haddad')],
    ['ليلى', name('ليلى')],
    ['layla@example.org', name('layla', 'example.org')],
    ['1001@192.0.2.1:5061', number('1001', '192.0.2.1:5061')],
    ['sip:1001@[2001:db8::1]', number('1001', '[2001:db8::1]')],
    ['SIP:layla@Example.ORG', name('layla', 'example.org')],
    ['sips:layla@example.org', name('layla', 'example.org')],
    ['sip:1001', number('1001')],
    ['tel:+1-201-555-0123', number('+12015550123')],
    ['tel:0123;phone-context=+966', number('0123')],
    ['tel:%2B966501234567', number('+966501234567')],
    ['callto://+966501234567', number('+966501234567')],
    ['callto:layla@example.org', name('layla', 'example.org')],
  ])('%s', (text, target) => {
    expect(readTarget(text)).toEqual(target);
  });

  it.each([
    ['sip:x@example.org?X-Evil=1&Replaces=abc', name('x', 'example.org')],
    ['sip:x@example.org;transport=udp;maddr=evil.example', name('x', 'example.org')],
    ['sip:x;postd=1@example.org', name('x', 'example.org')],
    ['sip:x:password@example.org', name('x', 'example.org')],
    ['sip:x@example.org;lr?Route=%3Csip:evil%3E', name('x', 'example.org')],
    ['tel:+966501234567?body=x', number('+966501234567')],
  ])('of %s keeps nothing but that', (text, target) => {
    expect(readTarget(text)).toEqual(target);
  });

  it('reads letters as keys only when asked', () => {
    expect(readTarget('1-800-FLOWERS')).toEqual(name('1-800-FLOWERS'));
    expect(readTarget('1-800-FLOWERS', { lettersAsDigits: true })).toEqual(number('18003569377'));
  });

  it.each([
    '',
    ' ',
    'sip:',
    '@example.org',
    'sip:@example.org',
    'sip:x@',
    'sip:x@exa mple.org',
    'sip:x@example.org:99999',
    'sip:x%0d%0aX-Evil:1@example.org',
    'sip:x%00@example.org',
    'sip:%ff@example.org',
    'sip:%2500@example.org',
    'x\r\ny',
    '1\r\n2',
    'tel:1%0d%0a2',
    'layla haddad',
    '"x" <sip:x@example.org>',
    '+966,,123',
    'javascript:alert(1)',
    'a'.repeat(65),
    '1'.repeat(257),
    '\ud800',
  ])('refuses %j', text => {
    expect(() => readTarget(text)).toThrow(HatifError);
  });

  it('becomes a SIP URI in our domain unless it names another', () => {
    expect(targetUri(number('*98#'), 'pbx.example.org')).toBe('sip:*98%23@pbx.example.org');
    expect(targetUri(number('+966501234567'), 'pbx.example.org')).toBe('sip:+966501234567@pbx.example.org');
    expect(targetUri(name('ليلى', 'example.org'), 'pbx.example.org')).toBe(
      'sip:%D9%84%D9%8A%D9%84%D9%89@example.org',
    );
  });

  it('is one URI without headers or parameters, or nothing, whatever comes in', () => {
    const text = fc.oneof(
      fc.array(fc.nat(0xffff), { maxLength: 60 }).map(units => String.fromCharCode(...units)),
      fc.string({
        unit: fc.constantFrom('sip:', 'tel:', '@', ';', '?', '%0d', '%25', 'a', '1', '+', '\r\n', '<', ' '),
      }),
    );
    const property = fc.property(text, input => {
      try {
        const uri = targetUri(readTarget(input), 'pbx.example.org');
        return /^sip:[^@;?<>\s\p{Cc}]+@[a-z0-9_.[\]:-]+$/u.test(uri);
      } catch (error) {
        return error instanceof HatifError && error.code === 'badNumber';
      }
    });
    expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow();
  });
});
