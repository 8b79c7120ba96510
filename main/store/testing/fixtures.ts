/** The vocabulary of the store's stories: a place for its file, and people who call. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreView } from '../../../shared/ipc/contract.ts';
import type { Person, PersonNumber } from '../../../shared/people/types.ts';
import type { ConnectionOptions } from '../connection.ts';
import type { WritableDb } from '../database.ts';
import { openStoreFile } from '../opening.ts';
import type { NewInteraction, Store } from '../port.ts';
import { addNumber } from '../tables/numbers.ts';
import { addOrganisation } from '../tables/organisations.ts';
import { addPerson } from '../tables/people.ts';

export const key = '5e'.repeat(32);
export const otherKey = 'c0'.repeat(32);
/** Noon on an ordinary day, ms since the epoch. */
export const noon = Date.UTC(2026, 2, 10, 12);
export const minutes = 60_000;

/** A directory of its own for one story; `dispose` removes it. */
export function temporaryPlace(): { directory: string; file: string; dispose(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'hatif-store-'));
  return {
    directory,
    file: join(directory, 'hatif.db'),
    dispose: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export function connectionTo(file: string): ConnectionOptions {
  return { file, key, nativeBinding: null };
}

/** A migrated connection to a fresh file. */
export function openTables(file: string): WritableDb {
  const { db, view } = openStoreFile(connectionTo(file));
  if (view.state !== 'open') throw new Error(`the store did not open: ${view.state} ${view.detail ?? ''}`);
  return db;
}

/** A wrap-up without more than its outcome. */
export const nothingMore = { actions: [], intents: [], agent: null } as const;

export type Known = Partial<Omit<Person, 'id' | 'organisation' | 'numbers'>> & {
  organisation?: string;
  numbers?: readonly (Partial<PersonNumber> & { raw: string })[];
};

/** Enters a person; an organisation is known by its name alone. */
export function know(db: WritableDb, id: string, known: Known): string {
  const { organisation, numbers, ...person } = known;
  if (organisation !== undefined)
    addOrganisation(db, { id: organisation, name: organisation, sample: false, createdAt: noon });
  addPerson(db, {
    name: id,
    otherName: null,
    role: null,
    language: null,
    timeZone: null,
    city: null,
    email: null,
    consent: { call: true, email: true, message: true },
    doNotContact: false,
    provisional: false,
    sample: false,
    ...person,
    id,
    organisationId: organisation ?? null,
    createdAt: noon,
  });
  for (const [position, number] of (numbers ?? []).entries())
    addNumber(db, {
      e164: null,
      kind: 'mobile',
      shared: false,
      ...number,
      id: `${id}-${position}`,
      personId: id,
      position,
    });
  return id;
}

export const omar = {
  name: 'Omar Haddad',
  otherName: 'عمر حدّاد',
  role: 'Purchasing',
  organisation: 'Al Noor Trading',
  language: 'ar',
  timeZone: 'Asia/Riyadh',
  city: 'Riyadh',
  email: 'omar@alnoor.example',
  numbers: [
    { raw: '+966 50 123 4567', e164: '+966501234567' },
    { raw: '+966 11 200 3000', e164: '+966112003000', kind: 'main', shared: true },
  ],
} as const satisfies Known;

export const layla = {
  name: 'Layla Saeed',
  otherName: 'ليلى سعيد',
  role: 'Accounts',
  organisation: 'Al Noor Trading',
  numbers: [{ raw: '+966 11 200 3000', e164: '+966112003000', kind: 'main', shared: true }],
} as const satisfies Known;

export const zoe = {
  name: 'Zoë Łukasiewicz',
  numbers: [{ raw: '020 7946 0018', kind: 'work' }],
} as const satisfies Known;

/** Omar's mobile rings us, unless told otherwise. */
export function ringing(id: string, call: Partial<NewInteraction> = {}): NewInteraction {
  return {
    id,
    accountId: 'main-line',
    direction: 'inbound',
    number: '+966501234567',
    e164: '+966501234567',
    name: null,
    called: '800',
    at: noon,
    personId: null,
    ...call,
  };
}

/** Resolves once the store's view is in one of these states. */
export function viewIs(store: Store, ...states: StoreView['state'][]): Promise<StoreView> {
  return new Promise(resolve => {
    if (states.includes(store.view.state)) return resolve(store.view);
    const listening = store.onView(view => {
      if (!states.includes(view.state)) return;
      listening.dispose();
      resolve(view);
    });
  });
}

/** Puts one row about the person into each table that people's pages fill; `otherId` is somebody else. */
export function fillPages(db: WritableDb, personId: string, otherId: string): void {
  const own = `${personId}-own`;
  addOrganisation(db, { id: own, name: own, sample: false, createdAt: noon });
  db.exec(`
    INSERT INTO organisation_numbers VALUES ('${own}-n', '${own}', '+966112003000', '+966112003000', '966112003000', 'main', 0);
    INSERT INTO emails VALUES ('${own}-e', '${personId}', NULL, 'second@x.example', 'second@x.example', 'home', 1);
    INSERT INTO addresses VALUES ('${own}-a', '${personId}', NULL, 'post', 'King Rd 1', '11', 'Riyadh', '', 'SA', 0);
    INSERT INTO links VALUES ('${own}-l', '${personId}', NULL, 'video', 'Room', 'https://meet.example/${personId}', 0);
    INSERT INTO person_tags VALUES ('${personId}', '${own}');
    INSERT INTO custom_fields VALUES ('${own}-f', 'person', '${own}', 'text', '[]', 0),
      ('${own}-g', 'organisation', '${own}', 'text', '[]', 0);
    INSERT INTO person_values VALUES ('${personId}', '${own}-f', 'blue');
    INSERT INTO organisation_values VALUES ('${own}', '${own}-g', 'green');
    INSERT INTO affiliations VALUES ('${personId}', '${own}', 'Board');
    INSERT INTO consents VALUES ('${own}-c', '${personId}', 'call', 1, ${noon}, 'agent');
    INSERT INTO do_not_contact VALUES ('${own}-d', NULL, '${personId}', 'letter', 'agent', ${noon});
    INSERT INTO points_of_contact VALUES
      ('${own}-p', '${own}', 'topic', 'Invoices', '${personId}', NULL, 1, 0, 'call', '[]', NULL, '${otherId}', 0);
    INSERT INTO not_duplicates VALUES (min('${personId}', '${otherId}'), max('${personId}', '${otherId}'));
    INSERT INTO directories (id, kind, data, created_at, after_row) VALUES ('${own}-dir', 'carddav', '{}', ${noon}, 0);
    INSERT INTO directory_cards VALUES ('${own}-dir', '/${personId}.vcf', '${personId}', '"1"', '{}', 0, ${noon}, NULL);
    INSERT INTO directory_conflicts VALUES
      ('${own}-c', '${own}-dir', '${personId}', 'field', 'role', '', 'a', 'b', ${noon});`);
}
