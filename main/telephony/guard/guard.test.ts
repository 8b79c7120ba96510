/** The guard's promise: it never throws, and neither does SIP.js on what it lets through. */
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Core } from 'sip.js';
import { describe, expect, it } from 'vitest';
import { createGuard } from '../../../shared/sip/guard.ts';
import { parseMessage } from './parse.ts';

const folder = new URL('../../../shared/sip/torture/', import.meta.url);
const messages = readdirSync(folder)
  .filter(name => name.endsWith('.dat'))
  .map(name => readFileSync(new URL(name, folder)));
const loggerFactory = new Core.LoggerFactory();
loggerFactory.builtinEnabled = false;
const logger = loggerFactory.getLogger('test');
const guard = createGuard();

/** A torture message with up to three places written over. */
const damaged = fc
  .record({
    message: fc.constantFrom(...messages),
    places: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(12),
        put: fc.oneof(
          fc.constantFrom(
            '\r\n',
            '\r\n ',
            '"',
            '<',
            '>',
            ';',
            ',',
            '\0',
            '%ff',
            '\r\nCSeq: abc',
            '\r\nl: 3',
            '\u{1f4de}',
          ),
          fc.string({ maxLength: 4 }),
        ),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ message, places }) =>
    places.reduce((bytes, { at, cut, put }) => {
      const start = Math.floor(at * bytes.length);
      return Buffer.concat([bytes.subarray(0, start), Buffer.from(put), bytes.subarray(start + cut)]);
    }, message),
  );

describe('whatever comes in', () => {
  it('gets a verdict, and what leaves is one SIP message', () => {
    const property = fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })), bytes => {
      const verdict = guard(bytes);
      if (verdict.kind === 'answer')
        expect(verdict.response).toMatch(/^SIP\/2\.0 [4-6]\d\d (?:[^\r\n\0]*\r\n)+\r\n$/);
      if (verdict.kind === 'drop') expect(verdict.reason).toMatch(/^[\w .,:'-]+$/);
    });
    expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow();
  });

  it('as text and as bytes gets the same verdict', () => {
    const property = fc.property(damaged, bytes => {
      const text = bytes.toString('utf8');
      // Bytes that are no text have no text to compare with.
      fc.pre(Buffer.from(text).equals(bytes));
      expect(guard(bytes)).toEqual(guard(text));
    });
    expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow();
  });

  it('is read by SIP.js without a throw, when it passes', () => {
    const property = fc.property(damaged, bytes => {
      const verdict = guard(bytes);
      fc.pre(verdict.kind === 'pass');
      if (verdict.kind !== 'pass') return;
      Core.Parser.parseMessage(verdict.text, logger);
      parseMessage(verdict.text);
    });
    expect(() => fc.assert(property, { numRuns: 25 })).not.toThrow();
  });
});
