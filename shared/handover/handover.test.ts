import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLink, writeLink } from './call-info.ts';
import { decodeHandover, encodeHandover } from './codec.ts';
import { nothingAlong, type Handover } from './types.ts';
import { mostOctets, readUserToUser, writeUserToUser } from './user-to-user.ts';

const layla: Handover = {
  by: 'Sara',
  who: 'Layla Haddad',
  why: 'Cooling fault',
  note: 'Alarm E4 is back.',
  link: null,
  script: { print: '00ff12ab34cd', language: 'en', step: 3, answers: [[0, 1], [1, '-18'], [4, 'yes']] }, // prettier-ignore
};
const octets = (text: string) => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array) => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
const sent = (handed: Handover) =>
  readUserToUser(writeUserToUser(encodeHandover(handed))).map(decodeHandover);

describe('what goes along with a call', () => {
  it('arrives as it was, in a header of the usual package', () => {
    expect(sent(layla)).toEqual([layla]);
    expect(writeUserToUser(encodeHandover(layla))).toMatch(
      /^00486601[0-9a-f]+;purpose=isdn-uui;content=isdn-uui;encoding=hex$/,
    );
  });

  it('is cut where there is no room: whole characters, whole answers, the script and the person first', () => {
    const long: Handover = {
      ...layla,
      who: 'ليلى حداد من مخازن حداد المبرّدة',
      note: 'عاد الإنذار '.repeat(20),
      script: { ...layla.script!, answers: Array.from({ length: 30 }, (_, i) => [i, 'x'.repeat(9)]) },
    };
    const [back] = sent(long);
    expect(encodeHandover(long).length).toBeLessThanOrEqual(mostOctets + 1);
    expect(back?.who).toBe('ليلى حداد من م…');
    expect(back?.note).toMatch(/^عاد.*…$/);
    expect(back?.script).toMatchObject({ step: 3, answers: [[0, 'x'.repeat(9)], [1, 'x'.repeat(9)], [2, 'x'.repeat(9)]] }); // prettier-ignore
  });

  it('never grows beyond its bounds, and always arrives readable, whatever is written', () => {
    const text = fc.option(fc.string({ unit: 'binary', maxLength: 300 }));
    const answers = fc.array(
      fc.tuple(fc.nat(255), fc.oneof(fc.nat(300), fc.string({ unit: 'binary', maxLength: 300 }))),
      { maxLength: 64 },
    );
    const script = fc.option(fc.record({ print: fc.constant('00ff12ab34cd'), language: fc.constant('ar'), step: fc.nat(0xffff), answers })); // prettier-ignore
    const any = fc.record({ by: text, who: text, why: text, note: text, link: fc.constant(null), script });
    fc.assert(
      fc.property(any, handed => {
        expect(encodeHandover(handed as Handover).length).toBeLessThanOrEqual(mostOctets + 1);
        const [back] = sent(handed as Handover);
        expect(back).not.toBeNull();
        expect(back?.script?.step).toBe(handed.script?.step);
        expect(JSON.stringify(back)).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what others send', () => {
  it.each([
    ['plain text in hex', `${hex(octets('Order 42'))};encoding=hex`, 'Order 42'],
    ['with the octet for IA5 text, no encoding named', `04${hex(octets('VIP'))}`, 'VIP'],
    ['between quotation marks', `"${hex(octets('Order 42'))}";encoding="hex";purpose=isdn-uui`, 'Order 42'],
    [
      'markup, as the text that it is',
      hex(octets('<img src=x onerror=alert(1)>')),
      '<img src=x onerror=alert(1)>',
    ],
    ['that turns text around', hex(octets('a\u202eb\u2066c')), 'abc'],
    ['on several lines', hex(octets('a\r\nVia: b')), 'a Via: b'],
  ])('%s is a note', (_what, header, note) => {
    const [first] = readUserToUser(header);
    expect(decodeHandover(first!)).toEqual({ ...nothingAlong, note });
  });

  it.each([
    ['half an octet', 'abc'],
    ['no hex', 'Order;encoding=hex'],
    ['another encoding', `${hex(octets('x'))};encoding=base64`],
    ['nothing', ''],
    ['an open quotation mark', '"00'],
  ])('%s is passed over', (_what, header) => {
    expect(readUserToUser(header)).toEqual([]);
  });

  it.each([
    ['octets that are no text', [0xff, 0xfe, 0x01]],
    ['a control character', [0x00, 0x41, 0x07]],
    ['nothing but the discriminator', [0x00]],
  ])('%s say nothing', (_what, bytes) => {
    expect(decodeHandover(Uint8Array.from(bytes))).toBeNull();
  });

  it('a length that reaches beyond the end, a place of no script and a second field of a kind are left out', () => {
    const magic = [0, 0x48, 0x66, 1];
    expect(decodeHandover(Uint8Array.from([...magic, 6, 200, 0x41]))).toEqual(nothingAlong);
    expect(decodeHandover(Uint8Array.from([...magic, 1, 3, 1, 2, 3]))).toEqual(nothingAlong);
    expect(decodeHandover(Uint8Array.from([...magic, 2, 1, 0x41, 2, 1, 0x42]))).toMatchObject({ who: 'A' });
  });

  it('any octets and any header at all are read without a throw, and quickly', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), bytes => void decodeHandover(bytes)));
    const ours = fc.uint8Array({ maxLength: 125 }).map(rest => Uint8Array.from([0, 0x48, 0x66, 1, ...rest]));
    fc.assert(fc.property(ours, bytes => decodeHandover(bytes) !== null));
    const bits = fc.constantFrom('00', 'zz', ';', 'encoding', '=', 'hex', '"', '\\\\', ',', ' ');
    fc.assert(fc.property(fc.array(bits, { maxLength: 300 }), parts => void readUserToUser(parts.join(''))));
  });
});

describe('an address that comes along', () => {
  it('is one that a browser may open', () => {
    expect(readLink(writeLink('https://crm.example/p/7?a=b'))).toBe('https://crm.example/p/7?a=b');
    expect(readLink('<http://x.example>;purpose=info, <https://y.example/>;purpose=info')).toBe(
      'https://y.example/',
    );
  });
  it.each([
    '<javascript:alert(1)>;purpose=info',
    '<file:///etc/passwd>;purpose=info',
    '<https://user:word@x.example/>;purpose=info',
    '<https://x.example/>;purpose=icon',
    '<https://x.example/>',
    'https://x.example/;purpose=info',
    `<https://x.example/${'a'.repeat(400)}>;purpose=info`,
  ])('%s is not', header => {
    expect(readLink(header)).toBeNull();
  });
});
