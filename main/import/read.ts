/** A file of contacts as records, read in pieces: never more than one piece and one record is in memory. */
import { parse, CsvError } from 'csv-parse';
import { Readable } from 'node:stream';
import { FileError } from '../../shared/import/file-error.ts';
import { declaredDelimiter } from '../../shared/import/csv-shape.ts';
import { CardSplitter } from '../../shared/import/vcard/lines.ts';
import type { Encoding } from '../../shared/import/view.ts';
import { bytesOf } from './encoding.ts';

export interface RowRecord {
  kind: 'row';
  /** Of the file, counted from 1, where the record begins. */
  line: number;
  cells: string[];
}
export interface CardRecord {
  kind: 'card';
  line: number;
  lines: string[];
  /** The line of its picture; see shared/import/vcard/photo.ts. */
  photo: string | null;
}
export type FileRecord = RowRecord | CardRecord;

export interface FileShape {
  format: 'csv' | 'vcard';
  encoding: Encoding;
  /** Of values; nothing for cards. */
  delimiter: string;
}

/** Longer files and records are refused by their line; see docs/decisions/0028. */
export const fileLimits = {
  columns: 500,
  /** Characters of one record, its line breaks included. */
  record: 1_000_000,
  records: 5_000_000,
} as const;

/** Throws FileError. Ends early, and closes the file, when the reader stops asking. */
export async function* recordsOf(path: string, shape: FileShape): AsyncGenerator<FileRecord> {
  let count = 0;
  for await (const record of shape.format === 'csv' ? rows(path, shape) : cards(path, shape)) {
    count += 1;
    if (count > fileLimits.records) throw new FileError('tooManyRecords', record.line);
    yield record;
  }
}

export async function* textOf(path: string, encoding: Encoding): AsyncGenerator<string> {
  // A byte order mark is taken off by the decoder.
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytesOf(path)) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const last = decoder.decode();
  if (last !== '') yield last;
}

async function* cards(path: string, { encoding }: FileShape): AsyncGenerator<CardRecord> {
  const splitter = new CardSplitter();
  for await (const text of textOf(path, encoding))
    for (const card of splitter.push(text)) yield { kind: 'card', ...card };
  for (const card of splitter.end()) yield { kind: 'card', ...card };
}

async function* rows(path: string, { encoding, delimiter }: FileShape): AsyncGenerator<RowRecord> {
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: fileLimits.record,
    info: true,
  });
  const source = Readable.from(inLines(path, encoding), { objectMode: true });
  source.once('error', error => parser.destroy(error));
  source.pipe(parser);
  let next = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const line = Math.max(1, info.lines - record.reduce((sum, cell) => sum + breaksIn(cell), 0));
      next = info.lines + 1;
      if (record.length > fileLimits.columns) throw new FileError('tooManyColumns', line);
      if (line === 1 && declaredDelimiter(record.join(delimiter)) !== null) continue;
      yield { kind: 'row', line, cells: record };
    }
  } catch (error) {
    throw toFileError(error, next);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/**
 * Line breaks of all kinds as \n. Text that goes on for longer than any record without one is refused before it fills the
 * memory.
 */
async function* inLines(path: string, encoding: Encoding): AsyncGenerator<string> {
  let [since, line, carried] = [0, 1, ''];
  for await (const piece of textOf(path, encoding)) {
    // A CR at the end of a piece may be half of a CRLF.
    const whole = carried + piece;
    carried = whole.endsWith('\r') ? '\r' : '';
    const text = (carried === '' ? whole : whole.slice(0, -1)).replace(/\r\n?/g, '\n');
    const last = text.lastIndexOf('\n');
    since = last === -1 ? since + text.length : text.length - 1 - last;
    if (since > fileLimits.record * 2) throw new FileError('lineTooLong', line + breaksIn(text));
    line += breaksIn(text);
    if (text !== '') yield text;
  }
  if (carried !== '') yield '\n';
}

function breaksIn(text: string): number {
  return text.includes('\n') ? text.split('\n').length - 1 : 0;
}

/** `line`: where the record begins that could not be read. */
function toFileError(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new FileError('recordTooLong', line);
  return new FileError(error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'notClosed' : 'badQuotes', line);
}
