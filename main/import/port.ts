/** Importing and exporting as the rest of main has it. Every method settles once its work has begun or was refused. */
import type { Disposable } from '../../shared/disposable.ts';
import type { ImportPlan } from '../../shared/import/plan.ts';
import type { ExportFormatName, ExportView, ImportBatch, ImportView } from '../../shared/import/view.ts';
import type { PeopleSelection } from '../../shared/people/selection.ts';
import type { Told } from './look.ts';

export interface Importer extends Disposable {
  readonly importing: ImportView;
  readonly exporting: ExportView;
  batches(): Promise<ImportBatch[]>;
  /** By the system's dialogue. */
  choose(): Promise<void>;
  /** A file that was dropped on the window; the path comes from the preload script, never from the page. Ignored while another is worked on. */
  dropped(path: string): void;
  /** All of these: HatifError `notFound` for a file or an import that is not there, `wrongState` when it is not its time. */
  look(fileId: string, told: Told): void;
  check(fileId: string, plan: ImportPlan): void;
  run(fileId: string, plan: ImportPlan): Promise<void>;
  cancel(): void;
  close(): void;
  revert(batchId: string): Promise<void>;
  resume(batchId: string): Promise<void>;
  again(batchId: string): Promise<void>;
  saveFailures(batchId: string): Promise<number | null>;
  save(selection: PeopleSelection, format: ExportFormatName): Promise<void>;
  cancelExport(): void;
  /** Somebody calls: what reads a file stands still for a moment, so that the caller's card comes as fast as ever. */
  makeWay(): void;
  /** After the store opened: imports that a crash cut off can be gone on with or taken back. */
  markInterrupted(): Promise<void>;
}
