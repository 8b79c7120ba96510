import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { write } from '../testing/wire.ts';
import { all, cseq, first, header, parse, print, respond } from './message.ts';
import type { SipRequest } from './message.ts';

function request(text: string): SipRequest {
  const parsed = parse(text);
  if (parsed.kind !== 'message' || parsed.message.kind !== 'request') throw new Error(JSON.stringify(parsed));
  return parsed.message;
}

describe('a message', () => {
  it('is read with folded lines, compact names and lists on one line', () => {
    const text = write('INVITE', { lines: ['s: a\r\n  b', 'm: "B, b" <sip:b@x>, <sip:c@x>'] });
    const read = request(text.replace('Via:', 'v: SIP/2.0/WS a;branch=z9hG4bK1 ,'));
    expect(all(read, 'via')).toEqual([
      'SIP/2.0/WS a;branch=z9hG4bK1',
      expect.stringContaining('wire.invalid'),
    ]);
    expect(first(read, 'subject')).toBe('a b');
    expect(all(read, 'contact')).toEqual(['"B, b" <sip:b@x>', '<sip:c@x>']);
    expect(cseq(read)?.method).toBe('INVITE');
  });

  it('comes out as it went in', () => {
    const read = request(write('MESSAGE', { body: 'Grüße ✓' }));
    expect(request(print(read))).toEqual(read);
  });

  it('keeps only the bytes that Content-Length counts', () => {
    const text = write('MESSAGE', { body: 'Grüße' }).replace(/Content-Length: \d+/, 'Content-Length: 4');
    expect(request(text).body).toBe('Grü');
  });

  it('cannot be given a line by one of its values', () => {
    const read = request(write('MESSAGE'));
    const forged = { ...read, headers: [...read.headers, header('Subject', 'x\r\nEvil: yes\0')] };
    expect(first(request(print(forged)), 'evil')).toBeUndefined();
  });

  it('is answered with its own Vias in order and one To tag', () => {
    const read = request(write('INVITE').replace('Via:', 'Via: SIP/2.0/WS first;branch=z9hG4bK1\r\nVia:'));
    const response = respond(read, 486, 'Busy Here', { toTag: 'x' });
    expect(all(response, 'via')).toEqual(all(read, 'via'));
    expect(first(response, 'to')).toMatch(/;tag=x$/);
    expect(first(respond(request(write('BYE', { toTag: 'old' })), 200, 'OK', { toTag: 'x' }), 'to')).toMatch(
      /;tag=old$/,
    );
    expect(first(respond(read, 100, 'Trying', { toTag: 'x' }), 'to')).not.toContain('tag');
  });

  it('is never the end of the reader, whatever it is', () => {
    const piece = fc.constantFrom(
      ...[
        'INVITE sip:a@b SIP/2.0',
        'SIP/2.0 200 OK',
        'Via: SIP/2.0/WS x;branch=z9hG4bK1',
        'From: <sip:a@b>;tag=1',
      ],
      ...[
        'To: <sip:a@b>',
        'Call-ID: 1',
        'CSeq: 1 INVITE',
        'Content-Length: 3',
        ': ',
        '\r\n',
        ' ',
        ',',
        '"',
        '<',
        ';',
      ],
    );
    const text = fc
      .array(fc.oneof(piece, fc.string()), { maxLength: 20 })
      .map(parts => `${parts.join('\r\n')}\r\n\r\n`);
    fc.assert(
      fc.property(text, given => {
        const parsed = parse(given);
        return parsed.kind !== 'message' || parse(print(parsed.message)).kind !== 'drop';
      }),
    );
  });
});
