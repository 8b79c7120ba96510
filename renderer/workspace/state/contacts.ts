/** What the contacts page shows beside its search, and what was changed there last. */
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import type { Key } from '../../../shared/i18n/keys.ts';

export type ContactsPane =
  | { kind: 'newPerson'; name: string }
  | { kind: 'organisation'; id: string }
  | { kind: 'duplicates' }
  | { kind: 'merge'; keptId: string; goneId: string }
  | { kind: 'mergeOrganisations'; keptId: string; goneId: string }
  | { kind: 'fields' }
  /** Something is done to all of these; `name` is what they are called. */
  | { kind: 'bulk'; selection: PeopleSelection; name: string };

/** A change that can be taken back. */
export interface ContactUndo {
  /** What was done, of whom. */
  key: Key;
  who: string;
  at: number;
  /** False when it was refused. */
  back: () => Promise<boolean>;
}
