/** The jobs that write a file: everybody, a list or what was found; and the rows that an import could not enter. */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import {
  byteOrderMark,
  csvHeader,
  csvLine,
  csvRow,
  fits,
  noWidths,
  widened,
  type Widths,
} from '../../shared/import/csv-write.ts';
import { cardOf, type CardVersion } from '../../shared/import/vcard/write.ts';
import type { ExportedContact, ImportStore } from '../store/import/port.ts';
import type { Control } from './do-import.ts';
import type { Job } from './jobs.ts';
import type { AskStore } from './store-door.ts';

type ExportPage = Awaited<ReturnType<ImportStore['exportPage']>>;
type JobOf<K extends Job['kind']> = Extract<Job, { kind: K }>;

/** A page is one question to a thread that has nothing else to do; small, so that stopping is quick. */
const pageSize = 500;

/** How many people it wrote; null when it was stopped. The file appears whole or not at all. */
export async function exportTo(
  job: JobOf<'export'>,
  ask: AskStore,
  control: Control,
): Promise<number | null> {
  // The same people in both passes, also of a list by rule.
  const now = Date.now();
  const pages = () => pagesOf(ask, job.selection, now, control.stopped);
  // Somebody may get another number between the two passes; then the columns are counted anew.
  for (;;) {
    const widths = job.format.kind === 'csv' ? await widthsOf(pages()) : noWidths;
    const written = await whole(job.path, file =>
      writePeople(file, pages(), job.format, widths, ask, control),
    );
    if (written !== 'tooNarrow') return written;
  }
}

async function widthsOf(pages: AsyncIterable<ExportedContact[]>): Promise<Widths> {
  let widths = noWidths;
  for await (const contacts of pages) widths = contacts.reduce(widened, widths);
  return widths;
}

async function writePeople(
  file: FileHandle,
  pages: AsyncIterable<ExportedContact[]>,
  format: JobOf<'export'>['format'],
  widths: Widths,
  ask: AskStore,
  { progress, stopped }: Control,
): Promise<number | null | 'tooNarrow'> {
  if (format.kind === 'csv') await file.write(byteOrderMark + csvLine(csvHeader(widths)));
  let count = 0;
  for await (const contacts of pages) {
    if (format.kind === 'csv' && !contacts.every(contact => fits(contact, widths))) return 'tooNarrow';
    if (format.kind === 'csv')
      await file.write(contacts.map(contact => csvLine(csvRow(contact, widths))).join(''));
    else await writeCards(file, contacts, format.version, ask);
    count += contacts.length;
    progress(count, null);
  }
  return stopped() ? null : count;
}

/** Characters of cards that wait to be written together. */
const mostWaiting = 1 << 20;

async function writeCards(
  file: FileHandle,
  contacts: readonly ExportedContact[],
  version: CardVersion,
  ask: AskStore,
): Promise<void> {
  let text = '';
  for (const contact of contacts) {
    const photo = contact.photoId === null ? null : await ask('fileBytes', contact.photoId);
    const base64 = photo === null ? '' : Buffer.from(photo.bytes).toString('base64');
    text += cardOf(contact, version, photo === null ? null : { type: photo.type, base64 });
    if (text.length < mostWaiting) continue;
    await file.write(text);
    text = '';
  }
  await file.write(text);
}

async function* pagesOf(
  ask: AskStore,
  selection: JobOf<'export'>['selection'],
  now: number,
  stopped: () => boolean,
): AsyncGenerator<ExportedContact[]> {
  for (let after: string | null = null; !stopped();) {
    const { contacts, next }: ExportPage = await ask('exportPage', selection, after, pageSize, now);
    yield contacts;
    if (next === null) return;
    after = next;
  }
}

/** The rows that could not be entered, as they were, with line and reason in front; to be mended and imported again. */
export async function writeFailures(job: JobOf<'failures'>, ask: AskStore): Promise<number | null> {
  return whole(job.path, async file => {
    const { line, reason } = job.columns;
    await file.write(byteOrderMark + csvLine([line, reason, ...job.header]));
    let [count, after] = [0, 0];
    for (;;) {
      const rows = await ask('importFailures', job.batchId, after, pageSize);
      const told = rows.map(row =>
        csvLine([
          String(row.line),
          [job.reasons[row.reason], row.detail].filter(Boolean).join(' '),
          // A card is one cell: its lines belong together.
          ...(job.header.length === 0 ? [row.cells.join('\n')] : row.cells),
        ]),
      );
      await file.write(told.join(''));
      count += rows.length;
      after = rows.at(-1)?.record ?? after;
      if (rows.length < pageSize) return count;
    }
  });
}

/** Writes beside the file and puts it in its place at the end; null or a word in place of a count leaves all as it was. */
async function whole<T extends number | string | null>(
  path: string,
  write: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  let written: T;
  try {
    written = await write(file);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
  await file.close();
  if (typeof written === 'number') await rename(part, path);
  else await rm(part, { force: true });
  return written;
}
