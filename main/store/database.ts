/**
 * Connections as the tables see them. A `ReadableDb` may only be asked; a `WritableDb` may be changed as well. Both are
 * the same class underneath, so the brands exist to make a write on a reader's connection not compile.
 */
import type Database from 'better-sqlite3';

declare const readable: unique symbol;
declare const writable: unique symbol;
export type ReadableDb = Database.Database & { readonly [readable]: true };
export type WritableDb = ReadableDb & { readonly [writable]: true };

/** What SQLite stores in a STRICT table. */
export type SqlValue = string | number | null;
/** What a statement takes. */
type Given = SqlValue | Uint8Array;
/** Values in the order of their `?`, or one object for parameters with names (`$name`). */
type Parameters = (Given | Readonly<Record<string, Given>>)[];
type Statement<Row> = Database.Statement<Parameters, Row>;

const statements = new WeakMap<Database.Database, Map<string, Statement<unknown>>>();

/** The statement for `sql`, compiled once for each connection: compiling costs more than most of our look-ups. */
export function prepared<Row = unknown>(db: ReadableDb, sql: string): Statement<Row> {
  let known = statements.get(db);
  if (known === undefined) {
    known = new Map();
    statements.set(db, known);
  }
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = db.prepare<Parameters, unknown>(sql);
    known.set(sql, statement);
  }
  return statement as Statement<Row>;
}

/** Runs `verb` in one transaction that holds the write lock from its start, so that it never fails half-way on a busy lock. */
export function inTransaction<T>(db: WritableDb, verb: () => T): T {
  return db.inTransaction ? verb() : db.transaction(verb).immediate();
}

/** Runs `question` on one snapshot: nothing that is committed meanwhile shows up in the middle of the answer. */
export function inSnapshot<T>(db: ReadableDb, question: () => T): T {
  return db.inTransaction ? question() : db.transaction(question).deferred();
}

/** SQLite has no booleans; STRICT tables keep 0 and 1. */
export const bit = (value: boolean): number => (value ? 1 : 0);
