/** What people of an import share: organisations, lists and fields, found once in a chunk and made when they are not there. */
import type { ImportedContact } from '../../../shared/import/contact.ts';
import type { CustomField } from '../../../shared/people/contact.ts';
import { fold } from '../../../shared/match/fold.ts';
import { prepared, type WritableDb } from '../database.ts';
import { putField } from '../tables/custom-fields.ts';
import { addMade, type Made } from '../tables/import-rows.ts';
import { addOrganisation, organisationByName } from '../tables/organisations.ts';

export class Surroundings {
  readonly at: number;
  readonly newId: () => string;
  /** What stands among the words to mend a slip. */
  readonly wordsEntered = new Set<string>();
  readonly #db: WritableDb;
  readonly #batch: number | null;
  readonly #list: string | null;
  readonly #organisations = new Map<string, string>();
  readonly #lists = new Map<string, string>();
  readonly #fields = new Map<string, CustomField>();

  /** `list`: the name of one that everybody goes onto. Without a batch nobody takes back what was made. */
  constructor(
    db: WritableDb,
    options: { batch: number | null; list: string | null; at: number; newId: () => string },
  ) {
    this.#db = db;
    this.#batch = options.batch;
    this.#list = options.list;
    this.at = options.at;
    this.newId = options.newId;
  }

  /** Id of the organisation of this name, however it is spelt. */
  organisation(name: string): string {
    const key = fold(name);
    const known = this.#organisations.get(key) ?? organisationByName(this.#db, name);
    const id = known ?? this.newId();
    if (known === null) {
      addOrganisation(this.#db, { id, name, sample: false, createdAt: this.at });
      this.#made('organisation', id);
    }
    this.#organisations.set(key, id);
    return id;
  }

  /** Ids of the lists that the contact goes onto. */
  listsOf(contact: ImportedContact): string[] {
    if (this.#list === null && contact.lists.length === 0) return [];
    const names = this.#list === null ? contact.lists : [...contact.lists, this.#list];
    return [...new Set(names)].map(name => this.#listNamed(name));
  }

  /** Id of a field that can hold the value: of this name, or one beside it when that one is of another kind. */
  field(label: string, value: string): string {
    const named = this.#fieldNamed(label);
    if (holds(named, value)) return named.id;
    const suffix = ' (text)';
    return this.#fieldNamed(`${label.slice(0, 80 - suffix.length)}${suffix}`).id;
  }

  #made(what: Made, id: string): void {
    if (this.#batch !== null) addMade(this.#db, this.#batch, what, id);
  }

  #listNamed(name: string): string {
    const known =
      this.#lists.get(name) ??
      // A list by rule has no members of its own.
      prepared<{ id: string; rule: string | null }>(
        this.#db,
        `SELECT id, rule FROM lists WHERE name = ?`,
      ).get(name);
    if (typeof known === 'string') return known;
    if (known !== undefined && known.rule === null) {
      this.#lists.set(name, known.id);
      return known.id;
    }
    if (known !== undefined) return this.#listNamed(`${name.slice(0, 110)} (file)`);
    const id = this.newId();
    prepared(this.#db, `INSERT INTO lists (id, name, sample, created_at) VALUES (?, ?, 0, ?)`).run(
      id,
      name,
      this.at,
    );
    this.#made('list', id);
    this.#lists.set(name, id);
    return id;
  }

  #fieldNamed(name: string): CustomField {
    const held = this.#fields.get(name);
    if (held !== undefined) return held;
    const row = prepared<{ id: string; kind: CustomField['kind']; choices: string }>(
      this.#db,
      `SELECT id, kind, choices FROM custom_fields WHERE belongs_to = 'person' AND name = ?`,
    ).get(name);
    const field: CustomField =
      row === undefined
        ? { id: this.newId(), belongsTo: 'person', name, kind: 'text', choices: [] }
        : { ...row, belongsTo: 'person', name, choices: JSON.parse(row.choices) as string[] };
    if (row === undefined) {
      putField(this.#db, field);
      this.#made('field', field.id);
    }
    this.#fields.set(name, field);
    return field;
  }
}

/** In the notation of the field's kind (shared/people/contact.ts). */
function holds({ kind, choices }: CustomField, value: string): boolean {
  switch (kind) {
    case 'text':
      return true;
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(value);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value);
    case 'yesNo':
      return value === 'yes' || value === 'no';
    case 'choice':
      return choices.includes(value);
  }
}
