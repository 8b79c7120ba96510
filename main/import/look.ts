/** A first look at a file, all of it: what it is, how it is written, how much is in it, and what may be wrong with it. */
import { stat } from 'node:fs/promises';
import { guessDelimiter, hasHeader, type Delimiter } from '../../shared/import/csv-shape.ts';
import { FileError } from '../../shared/import/file-error.ts';
import { guessMapping, headerSignature } from '../../shared/import/mapping.ts';
import type { Mapping } from '../../shared/import/fields.ts';
import type { Encoding } from '../../shared/import/view.ts';
import { sniffEncoding } from './encoding.ts';
import { recordsOf, textOf, type FileShape } from './read.ts';

/** What the agent said about the file; what is null is found out. */
export interface Told {
  encoding: Encoding | null;
  delimiter: Delimiter | null;
  header: boolean | null;
}

export interface Looked {
  shape: FileShape;
  /** Of the file when it was looked at: another one must not be imported in its name. */
  stamp: FileStamp;
  /** Contacts, or rows without the header. */
  count: number;
  /** Empty for cards. */
  header: string[];
  hasHeader: boolean;
  signature: string;
  mapping: Mapping;
  /** The first records: rows without the header, or lines of cards. */
  sample: string[][];
}

export interface FileStamp {
  size: number;
  modified: number;
}

const sampleRows = 50;
/** Characters that are looked at to tell the delimiter. */
const sampleText = 64 * 1024;

/** Throws FileError. `onRecord` is called with the number of records so far, now and then. */
export async function look(
  path: string,
  told: Told,
  onCount: (count: number) => void,
  stopped: () => boolean,
): Promise<Looked | null> {
  const stamp = await stampOf(path);
  if (stamp.size === 0) throw new FileError('empty');
  const encoding = told.encoding ?? (await sniffEncoding(path));
  const beginning = await beginningOf(path, encoding);
  if (beginning.trim() === '') throw new FileError('empty');
  const format = /^\s*BEGIN:VCARD/i.test(beginning) ? 'vcard' : 'csv';
  if (format === 'csv' && looksBinary(beginning)) throw new FileError('notCards');
  const shape: FileShape = { format, encoding, delimiter: told.delimiter ?? guessDelimiter(beginning) };

  const sample: string[][] = [];
  let count = 0;
  for await (const record of recordsOf(path, shape)) {
    count += 1;
    if (sample.length <= sampleRows) sample.push(record.kind === 'row' ? record.cells : record.lines);
    if (count % 5_000 !== 0) continue;
    if (stopped()) return null;
    onCount(count);
  }
  if (count === 0) throw new FileError('empty');
  if (format === 'vcard')
    return { shape, stamp, count, header: [], hasHeader: false, signature: 'vcard', mapping: [], sample };
  const first = sample[0] ?? [];
  const named = told.header ?? hasHeader(first, sample[1]);
  const width = sample.reduce((most, row) => Math.max(most, row.length), 0);
  const header = Array.from({ length: named ? first.length : width }, (_, column) =>
    named ? (first[column] ?? '') : `${column + 1}`,
  );
  const rows = sample.slice(named ? 1 : 0);
  return {
    shape,
    stamp,
    count: named ? count - 1 : count,
    header,
    hasHeader: named,
    signature: named ? headerSignature(header) : `${header.length} columns`,
    mapping: guessMapping(header, rows, named),
    sample: rows.slice(0, sampleRows),
  };
}

/** Throws FileError `missing`, `noFile` or `unreadable`. */
export async function stampOf(path: string): Promise<FileStamp> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new FileError('noFile');
    return { size: found.size, modified: Math.floor(found.mtimeMs) };
  } catch (error) {
    throw asFileError(error);
  }
}

/** What Node says about files, in our words. */
export function asFileError(error: unknown): unknown {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FileError('missing');
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? new FileError('unreadable') : error;
}

async function beginningOf(path: string, encoding: Encoding): Promise<string> {
  let text = '';
  for await (const piece of textOf(path, encoding)) {
    text += piece;
    if (text.length >= sampleText) break;
  }
  return text.slice(0, sampleText);
}

/** A picture or a program, whatever its name ends with. */
function looksBinary(text: string): boolean {
  const head = text.slice(0, 4_096);
  const controls = (head.match(/[\u0000-\u0008\u000E-\u001A\uFFFD]/g) ?? []).length;
  return controls > head.length / 50;
}
