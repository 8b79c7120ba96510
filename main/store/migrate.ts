/** Brings a file to today's schema, one numbered step at a time, each in a transaction with its number. */
import type { WritableDb } from './database.ts';
import type { Migration } from './migrations/migration.ts';

/** "Hatf" in ASCII: tells our files from other SQLite files (PRAGMA application_id). */
export const applicationId = 0x48617466;

export class NewerStoreError extends Error {
  override readonly name = 'NewerStoreError';
  constructor(found: number, known: number) {
    super(`schema ${found}, this Hatif knows ${known}`);
  }
}

export class ForeignStoreError extends Error {
  override readonly name = 'ForeignStoreError';
  constructor() {
    super('not a store of Hatif');
  }
}

/**
 * The step that this file needs next, null when it is up to date. Throws NewerStoreError for a file from the future and
 * ForeignStoreError for another program's file. Changes nothing.
 */
export function nextStep(db: WritableDb, migrations: readonly Migration[]): Migration | null {
  const version = numberPragma(db, 'user_version');
  const owner = numberPragma(db, 'application_id');
  const tables = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()?.n ?? 0;
  if (owner !== applicationId && (owner !== 0 || version !== 0 || tables !== 0))
    throw new ForeignStoreError();
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest) throw new NewerStoreError(version, newest);
  return migrations.find(step => step.version === version + 1) ?? null;
}

export function runStep(db: WritableDb, step: Migration): void {
  db.transaction(() => {
    step.up(db);
    // Both pragmas are part of the transaction: a step and its number reach the disk together or not at all.
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${step.version}`);
  }).exclusive();
}

function numberPragma(db: WritableDb, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}
