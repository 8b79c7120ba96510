/** What goes on between an agent, a file and the store: one import at a time, and one export beside it. */
import path from 'node:path';
import { HatifError } from '../../shared/errors.ts';
import type { RowReason } from '../../shared/import/contact.ts';
import { usualPlan, type ImportPlan } from '../../shared/import/plan.ts';
import {
  noExport,
  noImport,
  type ExportFormatName,
  type ExportView,
  type ImportBatch,
  type ImportView,
} from '../../shared/import/view.ts';
import type { Batch, KeptPlan } from '../store/import/port.ts';
import type { Door, Store } from '../store/port.ts';
import type { ExportFormat, Found, Job } from './jobs.ts';
import type { Told } from './look.ts';
import type { Importer } from './port.ts';
import { Way } from './make-way.ts';
import { startJob, type Outcome, type Running } from './thread.ts';

export interface ImporterParts {
  store: Pick<
    Store,
    'door' | 'beginImport' | 'endImport' | 'importBatch' | 'importBatches' | 'importPlan' | 'markInterrupted'
  >;
  /** Of the bundled import thread. */
  worker: string;
  /** Paths, or null when the agent thought better of it. */
  ask: {
    open(): Promise<string | null>;
    save(name: string, kind: 'csv' | 'vcf'): Promise<string | null>;
  };
  /** Words for the file of failed rows. */
  words(): { reasons: Record<RowReason, string>; columns: { line: string; reason: string } };
  country(): string;
  now(): number;
  newId(): string;
  onImporting(view: ImportView): void;
  onExporting(view: ExportView): void;
  /** So many people left in a file. */
  onExported(what: { selection: string; format: string; people: number }): void;
  /** Contacts came or went. */
  onChanged(): void;
  log: { warn(message: string): void };
}

/** Rows and characters that a window is shown of a file. */
const shown = { rows: 20, cell: 300, batches: 20 } as const;
const formats: Record<ExportFormatName, ExportFormat> = {
  csv: { kind: 'csv' },
  vcard4: { kind: 'vcard', version: '4.0' },
  vcard3: { kind: 'vcard', version: '3.0' },
};

interface ChosenFile {
  id: string;
  path: string;
  found: Found | null;
}

export function createImporter(parts: ImporterParts): Importer {
  return new FileImporter(parts);
}

class FileImporter implements Importer {
  readonly #parts: ImporterParts;
  #importing: ImportView = noImport;
  #exporting: ExportView = noExport;
  #file: ChosenFile | null = null;
  #job: Running<Job['kind']> | null = null;
  #export: Running<'export'> | null = null;
  /** The import that this run is at. */
  #living: string | null = null;
  #disposed = false;
  readonly #way = new Way();

  constructor(parts: ImporterParts) {
    this.#parts = parts;
  }

  get importing(): ImportView {
    return this.#importing;
  }
  get exporting(): ExportView {
    return this.#exporting;
  }

  async batches(): Promise<ImportBatch[]> {
    return (await this.#parts.store.importBatches(shown.batches)).map(shownBatch);
  }

  async choose(): Promise<void> {
    this.#mustBeIdle();
    const chosen = await this.#parts.ask.open();
    if (chosen !== null) this.dropped(chosen);
  }

  dropped(chosen: string): void {
    if (this.#job !== null) return;
    this.#file = { id: this.#parts.newId(), path: chosen, found: null };
    this.#look(this.#file, { encoding: null, delimiter: null, header: null }, null);
  }

  look(fileId: string, told: Told): void {
    this.#mustBeIdle();
    this.#look(this.#chosen(fileId), told, null);
  }

  check(fileId: string, plan: ImportPlan): void {
    this.#mustBeIdle();
    const { path: file, found } = this.#lookedAt(fileId);
    this.#show({ step: 'checking', checked: null, refused: null, done: 0 }, plan);
    const door = this.#parts.store.door('reader');
    const job = { kind: 'check', path: file, stamp: found.stamp, plan: this.#kept(found, plan) } as const;
    this.#start({ ...job, store: door.port }, door, outcome => {
      this.#show({ step: 'found', checked: outcome.kind === 'done' ? outcome.result : null });
    });
  }

  async run(fileId: string, plan: ImportPlan): Promise<void> {
    this.#mustBeIdle();
    const { path: file, found } = this.#lookedAt(fileId);
    this.#show({ step: 'running', refused: null, done: 0, counts: null }, plan);
    const batch: Batch = {
      id: this.#parts.newId(),
      fileName: path.basename(file),
      path: file,
      size: found.stamp.size,
      modifiedAt: found.stamp.modified,
      plan: this.#kept(found, plan),
      total: found.count,
      at: this.#parts.now(),
      ...{ added: 0, updated: 0, skipped: 0, failed: 0, kept: 0 },
      state: 'running',
      endedAt: null,
      doneThrough: 0,
    };
    await this.#run(batch);
  }

  async resume(batchId: string): Promise<void> {
    this.#mustBeIdle();
    const batch = await this.#batch(batchId);
    if (batch.state !== 'interrupted') throw new HatifError('wrongState', `the import is ${batch.state}`);
    this.#show({ ...noImport, step: 'running', fileName: batch.fileName, done: batch.doneThrough });
    await this.#run(batch);
  }

  async revert(batchId: string): Promise<void> {
    this.#mustBeIdle();
    const batch = await this.#batch(batchId);
    if (batch.state === 'reverted') throw new HatifError('wrongState', 'it was taken back before');
    this.#show({ ...noImport, fileName: batch.fileName });
    this.#takeBack(batchId, 'done');
  }

  async again(batchId: string): Promise<void> {
    this.#mustBeIdle();
    const { path: file, plan } = await this.#batch(batchId);
    this.#file = { id: this.#parts.newId(), path: file, found: null };
    const told: Told = {
      encoding: plan.encoding as Told['encoding'],
      delimiter: plan.format === 'csv' ? (plan.delimiter as Told['delimiter']) : null,
      header: plan.format === 'csv' ? plan.hasHeader : null,
    };
    this.#look(this.#file, told, plan);
  }

  cancel(): void {
    this.#job?.stop();
  }

  close(): void {
    if (this.#importing.step === 'running' || this.#importing.step === 'reverting') return;
    this.#job?.stop();
    this.#file = null;
    this.#set(noImport);
  }

  async saveFailures(batchId: string): Promise<number | null> {
    const batch = await this.#batch(batchId);
    const name = `${path.parse(batch.fileName).name} – failed.csv`;
    const file = await this.#parts.ask.save(name, 'csv');
    if (file === null) return null;
    const door = this.#parts.store.door('reader');
    const { header } = batch.plan;
    const job = { kind: 'failures', path: file, batchId, header, ...this.#parts.words() } as const;
    const outcome = await this.#inThread<'failures'>({ ...job, store: door.port }, door, () => undefined)
      .outcome;
    if (outcome.kind !== 'done') throw new HatifError('fileNotWritten', 'the rows could not be written');
    return outcome.result;
  }

  async save(
    selection: Extract<Job, { kind: 'export' }>['selection'],
    format: ExportFormatName,
  ): Promise<void> {
    if (this.#export !== null) throw new HatifError('wrongState', 'an export goes on');
    const kind = format === 'csv' ? 'csv' : 'vcf';
    const file = await this.#parts.ask.save(`Hatif contacts.${kind}`, kind);
    if (file === null || this.#export !== null) return;
    const fileName = path.basename(file);
    this.#setExport({ step: 'running', fileName, done: 0 });
    const door = this.#parts.store.door('reader');
    const job = { kind: 'export', path: file, selection, format: formats[format] } as const;
    this.#export = this.#inThread<'export'>({ ...job, store: door.port }, door, done =>
      this.#setExport({ step: 'running', fileName, done }),
    );
    void this.#export.outcome.then(outcome => {
      this.#export = null;
      if (this.#disposed) return;
      if (outcome.kind === 'stopped') return this.#setExport(noExport);
      if (outcome.kind !== 'done') this.#parts.log.warn(`export: ${said(outcome)}`);
      else this.#parts.onExported({ selection: selection.kind, format, people: outcome.result });
      this.#setExport(
        outcome.kind === 'done'
          ? { step: 'done', fileName, done: outcome.result }
          : { step: 'failed', fileName, done: 0 },
      );
    });
  }

  cancelExport(): void {
    if (this.#export === null) this.#setExport(noExport);
    this.#export?.stop();
  }

  async markInterrupted(): Promise<void> {
    try {
      await this.#parts.store.markInterrupted(this.#living === null ? [] : [this.#living]);
    } catch {
      this.#parts.log.warn('imports that were cut off could not be marked');
    }
  }

  makeWay(): void {
    this.#way.make(this.#parts.now());
  }

  /** What was entered so far stays, and is seen as interrupted at the next start. */
  dispose(): void {
    this.#disposed = true;
    this.#job?.kill();
    this.#export?.kill();
  }

  #look(file: ChosenFile, told: Told, plan: ImportPlan | null): void {
    file.found = null;
    this.#set({ ...noImport, step: 'looking', fileId: file.id, fileName: path.basename(file.path) });
    const job = { kind: 'look', path: file.path, told, country: this.#parts.country() } as const;
    this.#start<'look'>(job, null, async outcome => {
      if (outcome.kind !== 'done') return this.#show({ step: 'none' });
      const found = outcome.result;
      file.found = found;
      const last = plan ?? (await this.#parts.store.importPlan(found.signature).catch(() => null));
      const fits = last !== null && last.mapping.length === found.mapping.length;
      const { shape, count, header, hasHeader, sample, preview } = found;
      this.#show({
        step: 'found',
        found: {
          ...shape,
          count,
          header: header.map(name => name.slice(0, shown.cell)),
          hasHeader,
          preview,
          sample:
            shape.format === 'csv'
              ? sample.slice(0, shown.rows).map(row => row.map(cell => cell.slice(0, shown.cell)))
              : [],
          plan: fits
            ? { mapping: last.mapping, matchBy: last.matchBy, onDuplicate: last.onDuplicate, list: last.list }
            : { ...usualPlan, mapping: found.mapping },
          remembered: fits && shape.format === 'csv',
        },
      });
    });
  }

  async #run(batch: Batch): Promise<void> {
    const { store } = this.#parts;
    this.#living = batch.id;
    try {
      await store.beginImport(batch);
    } catch (error) {
      this.#living = null;
      this.#show({ step: this.#file?.found ? 'found' : 'none' });
      throw error;
    }
    this.#show({ batchId: batch.id });
    const door = store.door('writer');
    const { id: batchId, doneThrough, plan } = batch;
    const stamp = { size: batch.size, modified: batch.modifiedAt };
    const job = {
      kind: 'run',
      path: batch.path,
      stamp,
      plan,
      batchId,
      doneThrough,
      store: door.port,
    } as const;
    this.#start<'run'>(job, door, async outcome => {
      this.#living = null;
      if (outcome.kind === 'stopped') return this.#takeBack(batchId, 'found');
      if (outcome.kind === 'done') await store.endImport(batchId, this.#parts.now());
      else await store.markInterrupted([]).catch(() => 0);
      const found = await store.importBatch(batchId).catch(() => null);
      this.#show({ step: 'done', counts: found === null ? null : countsOf(found) });
      this.#parts.onChanged();
    });
  }

  /** `then`: where the agent is afterwards. */
  #takeBack(batchId: string, then: 'found' | 'done'): void {
    this.#show({ step: 'reverting', batchId, done: 0, counts: null });
    const door = this.#parts.store.door('writer');
    this.#start<'revert'>({ kind: 'revert', batchId, store: door.port }, door, () => {
      const step = then === 'found' && this.#file?.found ? 'found' : 'none';
      this.#show({ step, batchId: null, done: 0, checked: null });
      this.#parts.onChanged();
    });
  }

  #start<K extends Job['kind']>(
    job: Extract<Job, { kind: K }>,
    door: Door | null,
    then: (outcome: Outcome<K>) => unknown,
  ): void {
    const running = this.#inThread<K>(job, door, (done, counts) =>
      this.#show({ done, ...(counts ? { counts } : {}) }),
    );
    this.#job = running as Running<Job['kind']>;
    void running.outcome.then(async outcome => {
      this.#job = null;
      if (this.#disposed) return;
      if (outcome.kind === 'refused') this.#show({ refused: { reason: outcome.reason, line: outcome.line } });
      if (outcome.kind === 'broken') {
        this.#parts.log.warn(`${job.kind}: ${outcome.message}`);
        this.#show({ refused: { reason: null, line: null } });
      }
      try {
        await then(outcome);
      } catch (error) {
        this.#parts.log.warn(`${job.kind}: ${error instanceof Error ? error.message : 'failed'}`);
        this.#show({ step: 'none', refused: { reason: null, line: null } });
      }
    });
  }

  #inThread<K extends Job['kind']>(
    job: Extract<Job, { kind: K }>,
    door: Door | null,
    onProgress: Parameters<typeof startJob>[3],
  ): Running<K> {
    const running = startJob<K>(this.#parts.worker, job, this.#way, onProgress);
    void running.outcome.then(() => door?.close());
    return running;
  }

  #kept(found: Found, plan: ImportPlan): KeptPlan {
    const { shape, header, hasHeader, signature } = found;
    return {
      ...shape,
      ...plan,
      header: shape.format === 'csv' ? header : [],
      hasHeader,
      signature,
      country: this.#parts.country(),
    };
  }

  #chosen(fileId: string): ChosenFile {
    if (this.#file === null || this.#file.id !== fileId)
      throw new HatifError('notFound', 'another file is open');
    return this.#file;
  }

  #lookedAt(fileId: string): ChosenFile & { found: Found } {
    const file = this.#chosen(fileId);
    if (file.found === null) throw new HatifError('wrongState', 'the file was not read yet');
    return { ...file, found: file.found };
  }

  async #batch(batchId: string): Promise<Batch> {
    const batch = await this.#parts.store.importBatch(batchId);
    if (batch === null) throw new HatifError('notFound', 'there is no such import');
    return batch;
  }

  #mustBeIdle(): void {
    if (this.#job !== null) throw new HatifError('wrongState', 'a file is being worked on');
  }

  #show(change: Partial<ImportView>, plan?: ImportPlan): void {
    const { found } = this.#importing;
    this.#set({
      ...this.#importing,
      ...(plan && found ? { found: { ...found, plan } } : {}),
      ...change,
    });
  }

  #set(view: ImportView): void {
    this.#importing = view;
    this.#parts.onImporting(view);
  }

  #setExport(view: ExportView): void {
    this.#exporting = view;
    this.#parts.onExporting(view);
  }
}

const countsOf = ({ added, updated, skipped, failed }: Batch) => ({ added, updated, skipped, failed });

function shownBatch({ id, fileName, at, state, total, doneThrough, kept, ...batch }: Batch): ImportBatch {
  const { added, updated, skipped, failed } = batch;
  return { id, fileName, at, state, total, doneThrough, kept, added, updated, skipped, failed };
}

const said = (outcome: Outcome<Job['kind']>): string =>
  outcome.kind === 'broken' ? outcome.message : outcome.kind;
