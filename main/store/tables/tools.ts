/** Templates, hooks and macros, each kept as the JSON that the border knows. */
import { hook, macro, textTemplate } from '../../../shared/followups/types.ts';
import type { Hook, Macro, TextTemplate } from '../../../shared/followups/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export type Tool =
  { kind: 'template'; tool: TextTemplate } | { kind: 'hook'; tool: Hook } | { kind: 'macro'; tool: Macro };

/** Adds it or replaces it. */
export function putTool(db: WritableDb, { kind, tool }: Tool): void {
  prepared(
    db,
    `INSERT INTO tools (id, kind, data, position) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET data = excluded.data, position = excluded.position, removed = 0
     WHERE kind = excluded.kind`,
  ).run(tool.id, kind, JSON.stringify(tool), tool.order);
}

/** Those that Hatif brings along; one that was changed or removed stays as it is. */
export function addMissingTools(db: WritableDb, templates: readonly TextTemplate[]): void {
  for (const tool of templates)
    prepared(
      db,
      `INSERT INTO tools (id, kind, data, position) VALUES (?, 'template', ?, ?) ON CONFLICT (id) DO NOTHING`,
    ).run(tool.id, JSON.stringify(tool), tool.order);
}

/** False when there is none. */
export function removeTool(db: WritableDb, id: string): boolean {
  return prepared(db, `UPDATE tools SET removed = 1 WHERE id = ? AND removed = 0`).run(id).changes === 1;
}

/** Those of one kind, in their order. A row that this version cannot read is passed over. */
function allOf<T>(db: ReadableDb, kind: Tool['kind'], read: (data: unknown) => T | undefined): T[] {
  return prepared<{ data: string }>(
    db,
    `SELECT data FROM tools WHERE kind = ? AND removed = 0 ORDER BY position, id`,
  )
    .all(kind)
    .flatMap(({ data }) => read(JSON.parse(data)) ?? []);
}

export interface Tools {
  templates: TextTemplate[];
  hooks: Hook[];
  macros: Macro[];
}

export const allTools = (db: ReadableDb): Tools => ({
  templates: allOf(db, 'template', data => textTemplate.safeParse(data).data),
  hooks: allOf(db, 'hook', data => hook.safeParse(data).data),
  macros: allOf(db, 'macro', data => macro.safeParse(data).data),
});
