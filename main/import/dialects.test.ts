/** Files as address books write them, and what we read in each: fixtures/expected is reviewed as text. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { RowError } from '../../shared/import/contact.ts';
import { contactOf } from './contact-of.ts';
import { look } from './look.ts';
import { recordsOf } from './read.ts';

const folder = fileURLToPath(new URL('fixtures/', import.meta.url));
const files = readdirSync(folder).filter(name => /\.(csv|vcf)$/.test(name));

test.each(files)('%s', async name => {
  await expect(await told(name)).toMatchFileSnapshot(`${folder}expected/${name}.txt`);
});

/** All that is read, one value a line, empty ones left out. */
async function told(name: string): Promise<string> {
  const path = `${folder}${name}`;
  const nothingTold = { encoding: null, delimiter: null, header: null };
  const found = await look(
    path,
    nothingTold,
    () => undefined,
    () => false,
  );
  if (found === null) throw new Error('nobody stopped it');
  const { format, encoding, delimiter } = found.shape;
  const lines = [
    `${format} ${encoding} ${format === 'csv' ? JSON.stringify(delimiter) : ''} ${found.count} records`,
  ];
  let header = found.hasHeader;
  for await (const record of recordsOf(path, found.shape)) {
    if (header) {
      header = false;
      continue;
    }
    lines.push(`\nline ${record.line}`);
    try {
      for (const [key, value] of Object.entries(contactOf(record, { ...found, country: 'SA' })))
        for (const one of [value].flat())
          if (one !== null)
            lines.push(`  ${key}: ${JSON.stringify(one).replaceAll('"', '').replaceAll(',', ', ')}`);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      lines.push(`  not entered: ${error.message}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
