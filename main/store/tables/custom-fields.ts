/** Fields that a team adds for itself, and what stands in them. */
import type { CustomField } from '../../../shared/people/contact.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { ownerColumn, type Owner } from './owner.ts';

type FieldRow = Omit<CustomField, 'choices'> & { choices: string };

/** In the order in which they are shown. */
export function allFields(db: ReadableDb): CustomField[] {
  return prepared<FieldRow>(
    db,
    `SELECT id, belongs_to AS belongsTo, name, kind, choices FROM custom_fields ORDER BY position, name`,
  )
    .all()
    .map(row => ({ ...row, choices: JSON.parse(row.choices) as string[] }));
}

/** Adds the field, or changes its name and choices: its kind is that of its values and stays. */
export function putField(db: WritableDb, field: CustomField): void {
  prepared(
    db,
    `INSERT INTO custom_fields (id, belongs_to, name, kind, choices, position)
     VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM custom_fields))
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, choices = excluded.choices`,
  ).run(field.id, field.belongsTo, field.name, field.kind, JSON.stringify(field.choices));
}

/** With every value that stands in it. Returns how many values went. */
export function removeField(db: WritableDb, fieldId: string): number {
  const { n } = prepared<{ n: number }>(
    db,
    `SELECT (SELECT count(*) FROM person_values WHERE field_id = $fieldId)
       + (SELECT count(*) FROM organisation_values WHERE field_id = $fieldId) AS n`,
  ).get({ fieldId }) ?? { n: 0 };
  prepared(db, `DELETE FROM custom_fields WHERE id = ?`).run(fieldId);
  return n;
}

const valueTable = { person: 'person_values', organisation: 'organisation_values' } as const;

export function valuesOf(db: ReadableDb, owner: Owner): Record<string, string> {
  const rows = prepared<{ field: string; value: string }>(
    db,
    `SELECT field_id AS field, value FROM ${valueTable[owner.of]} WHERE ${ownerColumn[owner.of]} = ?`,
  ).all(owner.id);
  return Object.fromEntries(rows.map(({ field, value }) => [field, value]));
}

/** In place of those that were there; values of fields that are gone are dropped. */
export function setValues(db: WritableDb, owner: Owner, values: Readonly<Record<string, string>>): void {
  prepared(db, `DELETE FROM ${valueTable[owner.of]} WHERE ${ownerColumn[owner.of]} = ?`).run(owner.id);
  for (const [fieldId, value] of Object.entries(values))
    prepared(
      db,
      `INSERT INTO ${valueTable[owner.of]} (${ownerColumn[owner.of]}, field_id, value)
       SELECT ?, id, ? FROM custom_fields WHERE id = ? AND belongs_to = ?`,
    ).run(owner.id, value, fieldId, owner.of);
}
