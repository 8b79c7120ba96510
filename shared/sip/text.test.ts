import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HatifError } from '../errors.ts';
import {
  escapeDisplayName,
  extraHeader,
  quoteDisplayName,
  reasonHeader,
  refuseControlCharacters,
  safeHeaderText,
} from './text.ts';

const refused = (make: () => string) => {
  try {
    return make();
  } catch (error) {
    return error instanceof HatifError ? error.code : error;
  }
};

/** Everything that may reach a header, given one hostile string. */
const paths: Record<string, (text: string) => string> = {
  refuseControlCharacters,
  safeHeaderText,
  escapeDisplayName,
  quoteDisplayName,
  extraHeader: text => extraHeader('X-Queue', text),
  'extraHeader (name)': text => extraHeader(text, 'x'),
  reasonHeader: text => reasonHeader('SIP', 486, text),
};

describe('text that goes out', () => {
  it('is left as it is when it can stand in a header', () => {
    expect(safeHeaderText('Hatif/1.0 (هاتف)')).toBe('Hatif/1.0 (هاتف)');
    expect(extraHeader('X-Queue', 'sales')).toBe('X-Queue: sales');
    expect(reasonHeader('Q.850', 16, 'Normal')).toBe('Reason: Q.850;cause=16;text="Normal"');
  });

  it('has its quotes made into quoted pairs in a display name', () => {
    expect(quoteDisplayName('ليلى "Lulu" \\ Haddad')).toBe('"ليلى \\"Lulu\\" \\\\ Haddad"');
    expect(escapeDisplayName('" <sip:a@evil>;tag=1')).toBe('\\" <sip:a@evil>;tag=1');
  });

  it.each(Object.keys(paths))('%s refuses CR, LF, NUL and half characters', path => {
    for (const bad of ['a\r\nX-Evil: 1', 'a\nb', 'a\rb', 'a\u0000b', 'a\u007fb', 'a\ud800b']) {
      expect(refused(() => paths[path]?.(bad) ?? '')).toBe('badInput');
    }
  });

  it('cannot be one of the headers that SIP.js writes itself, under any spelling', () => {
    for (const name of ['Via', 'from', 'Call_ID', 'CONTENT-LENGTH', 'v', 'Authorization', 'X Y', 'X:', '']) {
      expect(refused(() => extraHeader(name, 'x'))).toBe('badInput');
    }
  });

  it('is bounded', () => {
    expect(refused(() => safeHeaderText('x'.repeat(1_025)))).toBe('badInput');
    expect(refused(() => escapeDisplayName('x'.repeat(129)))).toBe('badInput');
    expect(refused(() => reasonHeader('SIP', 700, ''))).toBe('badInput');
  });

  it('never holds a line end, whatever comes in', () => {
    const hostile = fc.oneof(
      fc.array(fc.nat(0xffff), { maxLength: 60 }).map(units => String.fromCharCode(...units)),
      fc.string({ unit: fc.constantFrom('\r', '\n', '\0', '"', '\\', 'a', ':') }),
    );
    const property = fc.property(hostile, fc.constantFrom(...Object.values(paths)), (text, path) => {
      const out = refused(() => path(text));
      return typeof out === 'string' && !/[\r\n\0]/.test(out);
    });
    expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow();
  });
});
