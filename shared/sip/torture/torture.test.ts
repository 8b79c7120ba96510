import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createGuard } from '../guard.ts';
import { expectations } from './expected.ts';

const folder = new URL('./', import.meta.url);
const guard = createGuard();

describe('every torture message', () => {
  it('has its line in the table, and every line its message', () => {
    const files = readdirSync(folder).filter(name => name.endsWith('.dat'));
    expect(expectations.map(row => `${row.file}.dat`).toSorted()).toEqual(files.toSorted());
    expect(expectations.filter(row => row.file.startsWith('rfc4475-'))).toHaveLength(49);
  });

  it.each(expectations)('$file ($section): $guard, $why', row => {
    const verdict = guard(readFileSync(new URL(`${row.file}.dat`, folder)));
    expect(verdict.kind).toBe(row.guard);
    if (verdict.kind === 'answer') {
      expect(verdict.response).toMatch(new RegExp(`^SIP/2\\.0 ${row.reply} `));
      expect(verdict.response).toMatch(/^(?:[^\r\n\0]+\r\n)+\r\n$/);
      expect(verdict.response).toMatch(/\r\nVia: /);
    }
  });
});
