/** Call scripts as texts: a draft, and what was published, numbered from 1. */
import { bit, inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface ScriptRow {
  id: string;
  sample: boolean;
  draft: string | null;
  draftAt: number | null;
  archivedAt: number | null;
  /** 0 and null before anything was published. */
  version: number;
  source: string | null;
  publishedAt: number | null;
}

const newest = `
  SELECT id, sample, draft, draft_at AS draftAt, archived_at AS archivedAt, coalesce(version, 0) AS version, source,
    published_at AS publishedAt
  FROM scripts LEFT JOIN script_versions ON script_id = id
    AND version = (SELECT max(version) FROM script_versions WHERE script_id = id)`;

const row = (found: Omit<ScriptRow, 'sample'> & { sample: number }): ScriptRow => ({
  ...found,
  sample: found.sample === 1,
});

/** By name. */
export function allScripts(db: ReadableDb): ScriptRow[] {
  return prepared<Omit<ScriptRow, 'sample'> & { sample: number }>(db, `${newest} ORDER BY id`).all().map(row);
}

export function findScript(db: ReadableDb, id: string): ScriptRow | null {
  const found = prepared<Omit<ScriptRow, 'sample'> & { sample: number }>(db, `${newest} WHERE id = ?`).get(
    id,
  );
  return found === undefined ? null : row(found);
}

/** False when there is a script of that name. */
export function addScript(db: WritableDb, script: { id: string; sample: boolean; at: number }): boolean {
  return (
    prepared(
      db,
      `INSERT INTO scripts (id, sample, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ).run(script.id, bit(script.sample), script.at).changes === 1
  );
}

/** Null takes the draft away. False when there is no such script. */
export function setDraft(db: WritableDb, id: string, draft: string | null, at: number): boolean {
  return (
    prepared(db, `UPDATE scripts SET draft = ?, draft_at = ? WHERE id = ?`).run(
      draft,
      draft === null ? null : at,
      id,
    ).changes === 1
  );
}

/** An own text takes the place of the example. False when there is no such script. */
export function setOwn(db: WritableDb, id: string): boolean {
  return prepared(db, `UPDATE scripts SET sample = 0 WHERE id = ?`).run(id).changes === 1;
}

export function setArchived(db: WritableDb, id: string, at: number | null): boolean {
  return prepared(db, `UPDATE scripts SET archived_at = ? WHERE id = ?`).run(at, id).changes === 1;
}

export interface VersionRow {
  version: number;
  source: string;
  publishedAt: number;
}

/** Newest first. */
export function versionsOf(db: ReadableDb, id: string): VersionRow[] {
  return prepared<VersionRow>(
    db,
    `SELECT version, source, published_at AS publishedAt FROM script_versions WHERE script_id = ?
     ORDER BY version DESC`,
  ).all(id);
}

export function findVersion(db: ReadableDb, id: string, version: number): string | null {
  return (
    prepared<{ source: string }>(
      db,
      `SELECT source FROM script_versions WHERE script_id = ? AND version = ?`,
    ).get(id, version)?.source ?? null
  );
}

/** The number of the new version. */
export function addVersion(db: WritableDb, id: string, source: string, at: number): number {
  return inTransaction(db, () => {
    const last = prepared<{ version: number | null }>(
      db,
      `SELECT max(version) AS version FROM script_versions WHERE script_id = ?`,
    ).get(id);
    const version = (last?.version ?? 0) + 1;
    prepared(
      db,
      `INSERT INTO script_versions (script_id, version, source, published_at) VALUES (?, ?, ?, ?)`,
    ).run(id, version, source, at);
    return version;
  });
}
