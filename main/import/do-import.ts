/** The jobs that read a file: a look, a rehearsal that changes nothing, and the import itself. */
import { keysOf } from '../../shared/import/duplicates.ts';
import { RowError, type ImportedContact } from '../../shared/import/contact.ts';
import { FileError } from '../../shared/import/file-error.ts';
import { photoIn } from '../../shared/import/vcard/photo.ts';
import type { BatchCounts, KeptPlan, ReadRecord } from '../store/import/port.ts';
import { contactOf, type Reading } from './contact-of.ts';
import type { Encoding } from '../../shared/import/view.ts';
import type { Checked, Found, Job, Preview } from './jobs.ts';
import { look, stampOf, type FileStamp } from './look.ts';
import { recordsOf, type FileRecord } from './read.ts';
import type { AskStore } from './store-door.ts';

export interface Control {
  progress(done: number, counts: BatchCounts | null): void;
  stopped(): boolean;
  /** Called between two records: stands still while a call needs the machine. */
  makeWay(): void;
}
type JobOf<K extends Job['kind']> = Extract<Job, { kind: K }>;

const previewed = 8;
/** Records in a question: short enough that the reader's thread is never long at one. */
const checkedAtOnce = 200;
/** Milliseconds that the writer is kept from everybody else's requests, roughly. */
const chunkMs = 50;
/** So many records at first, then as many as fit into that time. */
const chunk = { first: 250, least: 250, most: 1_000 } as const;
/** Bytes of pictures in a chunk. */
const mostPictures = 8 << 20;

/** Null when it was stopped. Throws FileError. */
export async function lookAt(
  job: JobOf<'look'>,
  { progress, stopped, makeWay }: Control,
): Promise<Found | null> {
  const found = await look(job.path, job.told, done => progress(done, null), stopped);
  if (found === null) return null;
  const reading = { header: found.header, mapping: found.mapping, country: job.country };
  const preview: Preview[] = [];
  if (found.shape.format === 'vcard')
    for await (const { line, contact } of contacts(job.path, found, reading)) {
      makeWay();
      if (contact instanceof RowError) continue;
      preview.push(previewOf(line, contact));
      if (preview.length === previewed) break;
    }
  return { ...found, preview };
}

/** Reads everything and asks who is known; changes nothing. */
export async function check(
  job: JobOf<'check'>,
  ask: AskStore,
  { progress, stopped, makeWay }: Control,
): Promise<Checked | null> {
  await mustBeUnchanged(job.path, job.stamp);
  const checked: Checked = { fresh: 0, known: 0, failed: 0, reasons: [], preview: [] };
  const { plan } = job;
  let waiting: ImportedContact[] = [];
  let done = 0;
  const ask200 = async (): Promise<void> => {
    const known = await ask(
      'countKnown',
      waiting.map(contact => keysOf(contact, plan.matchBy)),
    );
    for (const isKnown of known) checked[isKnown ? 'known' : 'fresh'] += 1;
    waiting = [];
    progress(done, null);
  };
  for await (const { line, contact } of contacts(
    job.path,
    { shape: shapeOf(plan), hasHeader: plan.hasHeader },
    plan,
  )) {
    makeWay();
    done += 1;
    if (contact instanceof RowError) {
      checked.failed += 1;
      const said = checked.reasons.find(each => each.reason === contact.reason);
      if (said) said.count += 1;
      else checked.reasons.push({ reason: contact.reason, count: 1, line });
      continue;
    }
    if (checked.preview.length < previewed) checked.preview.push(previewOf(line, contact));
    waiting.push(contact);
    if (waiting.length === checkedAtOnce) await ask200();
    if (stopped()) return null;
  }
  await ask200();
  checked.reasons.sort((a, b) => b.count - a.count);
  return checked;
}

/** Enters the file, chunk by chunk. The next is read while the writer does the one before. Null when it was stopped. */
export async function run(
  job: JobOf<'run'>,
  ask: AskStore,
  { progress, stopped, makeWay }: Control,
): Promise<BatchCounts | null> {
  await mustBeUnchanged(job.path, job.stamp);
  const { plan } = job;
  if (plan.matchBy.includes('name')) while ((await ask('foldNames', 500)) > 0) if (stopped()) return null;
  const counts: BatchCounts = { added: 0, updated: 0, skipped: 0, failed: 0 };
  let size: number = chunk.first;
  let records: ReadRecord[] = [];
  let writing: Promise<void> = Promise.resolve();
  let [record, freeSince, pictures] = [0, 0, 0];

  const write = (batch: ReadRecord[], last: number): Promise<void> => {
    const asked = performance.now();
    return ask('importRecords', job.batchId, batch, Date.now()).then(did => {
      const took = performance.now() - Math.max(asked, freeSince);
      freeSince = performance.now();
      const fits = Math.round((batch.length * chunkMs) / Math.max(1, took));
      size = Math.max(chunk.least, Math.min(chunk.most, fits, size * 2));
      for (const key of ['added', 'updated', 'skipped', 'failed'] as const) counts[key] += did[key];
      progress(last, counts);
    });
  };
  for await (const each of contacts(job.path, { shape: shapeOf(plan), hasHeader: plan.hasHeader }, plan)) {
    makeWay();
    record += 1;
    if (record <= job.doneThrough) continue;
    const read = readRecord(record, each);
    pictures += 'photo' in read ? (read.photo?.length ?? 0) : 0;
    records.push(read);
    if (records.length < size && pictures < mostPictures) continue;
    pictures = 0;
    await writing;
    if (stopped()) return null;
    writing = write(records, record);
    // What it rejects with is thrown at the next `await`, a chunk later.
    writing.catch(() => undefined);
    records = [];
  }
  await writing;
  if (stopped()) return null;
  if (records.length > 0) await write(records, record);
  return counts;
}

interface Each {
  line: number;
  contact: ImportedContact | RowError;
  cells: string[];
  photo: string | null;
}

async function* contacts(
  path: string,
  { shape, hasHeader }: { shape: Parameters<typeof recordsOf>[1]; hasHeader: boolean },
  reading: Reading,
): AsyncGenerator<Each> {
  let header = hasHeader;
  for await (const record of recordsOf(path, shape)) {
    if (header) header = false;
    else
      yield {
        line: record.line,
        contact: contactOrReason(record, reading),
        cells: cellsOf(record),
        photo: record.kind === 'card' ? record.photo : null,
      };
  }
}

function contactOrReason(record: FileRecord, reading: Reading): ImportedContact | RowError {
  try {
    return contactOf(record, reading);
  } catch (error) {
    if (error instanceof RowError) return error;
    throw error;
  }
}

const cellsOf = (record: FileRecord): string[] => (record.kind === 'row' ? record.cells : record.lines);

/** Cells of a row that failed are kept so that it can be mended; a whole novel is not. */
const mostKept = 20_000;

function readRecord(record: number, { line, contact, cells, photo }: Each): ReadRecord {
  if (!(contact instanceof RowError))
    return { record, line, contact, photo: photo === null ? null : photoIn(photo) };
  let left = mostKept;
  const kept = cells.map(cell => {
    const part = cell.slice(0, Math.max(0, left));
    left -= part.length;
    return part;
  });
  return { record, line, failure: { reason: contact.reason, detail: contact.detail, cells: kept } };
}

function previewOf(line: number, { name, organisation, numbers, emails }: ImportedContact): Preview {
  return {
    line,
    name,
    organisation,
    numbers: numbers.slice(0, 3).map(({ e164, raw }) => e164 ?? raw),
    emails: emails.slice(0, 2).map(({ address }) => address),
  };
}

const shapeOf = ({ format, encoding, delimiter }: KeptPlan) => ({
  format,
  encoding: encoding as Encoding,
  delimiter,
});

async function mustBeUnchanged(path: string, stamp: FileStamp): Promise<void> {
  const now = await stampOf(path);
  if (now.size !== stamp.size || now.modified !== stamp.modified) throw new FileError('changed');
}
