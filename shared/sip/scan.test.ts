import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanText } from './scan.ts';

/** What is read from an INVITE with these header lines, beside the ones that every message has. */
function scanOf(lines: readonly string[], change: { from?: string; to?: string; line?: string } = {}) {
  return scanText(
    [
      change.line ?? 'INVITE sip:agent@x.invalid SIP/2.0',
      'Via: SIP/2.0/WSS pbx.example.org;branch=z9hG4bK1',
      change.from ?? 'From: "Layla" <sip:1001@pbx.example.org>;tag=1',
      change.to ?? 'To: <sip:agent@pbx.example.org>',
      'Call-ID: abc',
      'CSeq: 1 INVITE',
      ...lines,
      '',
      'v=0',
    ].join('\r\n'),
  );
}

describe('who calls', () => {
  it.each([
    ['From: <sip:+966501234567@pbx.example.org>;tag=1', '+966501234567', null],
    ['From: "Haddad, Layla" <sip:1001@pbx.example.org>;tag=1', '1001', 'Haddad, Layla'],
    ['From: "a \\"b\\" <sip:x@y>" <sip:1001@pbx.example.org>;tag=1', '1001', 'a "b" <sip:x@y>'],
    ['From: Layla Haddad <sip:1001@pbx.example.org>;tag=1', '1001', 'Layla Haddad'],
    ['From: ليلى <sip:1001@pbx.example.org>;tag=1', '1001', 'ليلى'],
    ['from: sip:1001@pbx.example.org;tag=1', '1001', null],
    ['f :"Layla"\r\n\t<sip:1001@pbx.example.org>;tag=1', '1001', 'Layla'],
    ['From: <tel:+966501234567;phone-context=x>;tag=1', '+966501234567', null],
    ['From: <sip:+966501234567;npdi@pbx.example.org;user=phone>;tag=1', '+966501234567', null],
    ['From: <sip:1001:secret@pbx.example.org>;tag=1', '1001', null],
    ['From: <sip:l%C3%A9a@pbx.example.org>;tag=1', 'léa', null],
    ['From: <sip:%ff@pbx.example.org>;tag=1', '%ff', null],
    ['From: <sip:pbx.example.org>;tag=1', '', null],
    ['From: "a\u0085b\u2028c" <sip:10%0d%0a01@pbx.example.org>;tag=1', '10 01', 'a b c'],
    ['From: "" <sip:1001@pbx.example.org>;tag=1', '1001', null],
    ['From: "open <sip:1001@pbx.example.org>;tag=1', '', null],
  ])('is read from %j', (from, user, name) => {
    expect(scanOf([], { from })?.from).toEqual({ user, name });
  });

  it('is bounded, and never half a character', () => {
    const from = `From: "${'\u{1f4de}'.repeat(200)}x" <sip:${'1'.repeat(300)}@x>;tag=1`;
    const scan = scanOf([], { from: from.replace('"', '"y') });
    expect(scan?.from.user).toHaveLength(128);
    expect(scan?.from.name).toBe(`y${'\u{1f4de}'.repeat(127)}`);
  });

  it('is what the exchange asserts, first of several', () => {
    expect(scanOf(['P-Asserted-Identity: "L, H" <sip:1@x>, <tel:+2>'])?.asserted).toEqual({
      user: '1',
      name: 'L, H',
    });
    expect(scanOf([])?.asserted).toBeNull();
  });

  it('is not to be shown when privacy is asked for', () => {
    expect(scanOf(['Privacy: id;critical'])?.anonymous).toBe(true);
    expect(scanOf(['Privacy: none'])?.anonymous).toBe(false);
    expect(scanOf(['P-Access: id'])?.anonymous).toBe(false);
  });
});

it('says that it takes the place of another call', () => {
  expect(scanOf(['Replaces: a@b;to-tag=1;from-tag=2'])?.replaces).toBe(true);
  expect(scanOf(['Replaced: a@b', 'Reply-To: <sip:a@b>'])?.replaces).toBe(false);
});

describe('what was called before it came to us', () => {
  it('is the first Diversion', () => {
    const lines = ['Diversion: "Sales" <sip:800@x>;reason=no-answer', 'Diversion: <sip:900@x>'];
    expect(scanOf(lines)?.diversion).toEqual({ user: '800', name: 'Sales' });
  });

  it('is the last entry of the history that is not our own address', () => {
    const lines = [
      'History-Info: <sip:800@x>;index=1',
      'History-Info: <sip:900@x>;index=1.1,<sip:agent@x>;index=1.2',
    ];
    expect(scanOf(lines)?.diversion).toEqual({ user: '900', name: null });
    expect(scanOf(['History-Info: <sip:agent@x>;index=1'])?.diversion).toBeNull();
  });
});

describe('a dialog', () => {
  it.each([
    ['To: <sip:agent@x>', false],
    ['To: <sip:agent@x>;tag=1', true],
    ['t: sip:agent@x;tag=1', true],
    ['To: <sip:agent@x;tag=1>', false],
    ['To: ";tag=1" <sip:agent@x>', false],
    ['To: "a;b" <sip:agent@x;c>;tag=1', true],
    ['To: <sip:agent@x>;y=">";tag=1', true],
    ['To: <sip:agent@x>;y=";tag=1"', false],
  ])('is told by the tag of %s', (to, inDialog) => {
    expect(scanOf([], { to })?.inDialog).toBe(inDialog);
  });
});

describe('a response', () => {
  it('has a status and no method', () => {
    expect(scanOf([], { line: 'SIP/2.0 180 Ringing' })).toMatchObject({ method: null, status: 180 });
  });
});

describe('anything else', () => {
  it.each([
    '',
    '\r\n',
    'x\r\n\r\n',
    'INVITE sip:x SIP/2.0\r\nFrom: <sip:a@b>\r\nTo: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: x\r\n\r\n',
  ])('is not scanned: %j', text => {
    expect(scanText(text)).toBeNull();
  });

  it('does not throw', () => {
    const piece = fc.constantFrom(
      'From',
      ':',
      '"',
      '<',
      '>',
      'sip:',
      '@',
      ';tag=',
      '\r\n',
      ' ',
      'To',
      'CSeq: 1 A',
      'Call-ID: 1',
      '%',
      '\\',
      ',',
    );
    const lines = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(''));
    const property = fc.property(lines, text => {
      const scan = scanText(text);
      return scan === null || scan.callId !== '';
    });
    expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow();
  });
});
