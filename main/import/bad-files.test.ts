import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileError } from '../../shared/import/file-error.ts';
import { look } from './look.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'hatif-import-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What looking at a file of this content ends in. */
async function lookAt(content: string | Uint8Array, name = 'file'): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return lookInto(path);
}

async function lookInto(path: string): Promise<string> {
  try {
    const found = await look(
      path,
      { encoding: null, delimiter: null, header: null },
      () => undefined,
      () => false,
    );
    return `${found?.count ?? 0} records`;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.message;
  }
}

const card = (lines: string): string => `BEGIN:VCARD\nVERSION:3.0\nFN:Somebody\n${lines}\nEND:VCARD\n`;

test.each([
  ['nothing', '', 'empty'],
  ['only spaces', '  \r\n \r\n', 'empty'],
  ['a picture', Uint8Array.from({ length: 2_000 }, (_, at) => (at * 7) % 256), 'notCards'],
  ['a million columns', `name,phone\n${','.repeat(1_000_000)}\n`, 'tooManyColumns in line 2'],
  [
    'a field of a million characters',
    `name,phone\nx,1\n${'x'.repeat(1_100_000)}\n`,
    'recordTooLong in line 3',
  ],
  ['a line without end', `name,phone\n"${'x'.repeat(3_000_000)}`, 'recordTooLong in line 2'],
  ['a quote without end', 'name,phone\nx,1\n"y,2\nz,3\n', 'notClosed in line 3'],
  ['a card without end', 'BEGIN:VCARD\nVERSION:3.0\nFN:x\n', 'notClosed in line 1'],
  ['text after a card', `${card('')}once upon a time\n`, 'notCards in line 6'],
  [
    'a card of a line of a million characters',
    card(`NOTE:${'x'.repeat(1_000_000)}`),
    'lineTooLong in line 4',
  ],
  [
    'a card of a million characters in folded lines',
    card(`NOTE:x${'\n xxxxxxxxx'.repeat(100_000)}`),
    'lineTooLong in line 11115',
  ],
  ['a card of 50 MB', card(`PHOTO;ENCODING=b:${'A'.repeat(50_000_000)}`), 'cardTooBig in line 1'],
  ['a card with a picture of 5 MB', card(`PHOTO;ENCODING=b:${'A'.repeat(5_000_000)}`), '1 records'],
  ['a hundred thousand cards', card('TEL:1').repeat(100_000), '100000 records'],
])('%s', async (_what, content, outcome) => {
  expect(await lookAt(content)).toBe(outcome);
});

test('a file that is gone, and a folder', async () => {
  expect(await lookInto(join(folder, 'none.csv'))).toBe('missing');
  mkdirSync(join(folder, 'folder.csv'));
  expect(await lookInto(join(folder, 'folder.csv'))).toBe('noFile');
});

test('nothing in a file makes us open a connection: pictures and links are text or let go', async () => {
  const hostile = card(
    'PHOTO;VALUE=uri:http://169.254.169.254/latest\nPHOTO:file:///etc/passwd\nURL:file:///etc/passwd\nNOTE:<img src=http://x.example/>',
  );
  expect(await lookAt(hostile)).toBe('1 records');
});
