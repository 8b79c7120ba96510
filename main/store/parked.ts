/**
 * What is still acknowledged while the disk is full or fails: the record of calls and what the agent types. It waits in the
 * emergency journal, or in memory, and is written in its order when there is space again.
 */
import { HatifError } from '../../shared/errors.ts';
import type { StoreView } from '../../shared/ipc/contract.ts';
import type { WritableDb } from './database.ts';
import type { EmergencyJournal } from './emergency.ts';
import { diskTrouble } from './failure.ts';
import { commands } from './verbs.ts';
import type { Arguments, Result, Verb } from './wire.ts';

/** What the one who asked is told when it waits. */
const told = {
  beginInteraction: () => undefined,
  appendEvent: () => undefined,
  saveQuality: () => undefined,
  keepHanded: () => undefined,
  saveScriptRun: () => undefined,
  beginAgentSpan: () => undefined,
  endAgentSpan: () => undefined,
  addMessage: () => null,
  saveDraft: (draft, at) => ({ ...draft, savedAt: at }),
} satisfies { [V in Verb]?: (...args: Arguments<V>) => Result<V> };
type Parkable = keyof typeof told;

export const isParkable = (verb: Verb): verb is Parkable => Object.hasOwn(told, verb);

interface Entry {
  verb: Parkable;
  args: readonly unknown[];
}
export type Short = NonNullable<StoreView['short']>;

export class Parked {
  readonly #journal: EmergencyJournal;
  #entries: Entry[];
  #why: Short['why'] = 'full';
  /** All of them are in the journal. */
  #safe = true;

  constructor(journal: EmergencyJournal) {
    this.#journal = journal;
    this.#entries = (journal.read() as Entry[]).filter(({ verb }) => isParkable(verb));
  }

  get waiting(): boolean {
    return this.#entries.length > 0;
  }

  /** Null when nothing waits. */
  get short(): Short | null {
    return this.waiting ? { why: this.#why, waiting: this.#entries.length, safe: this.#safe } : null;
  }

  /**
   * Acknowledges it once it is in the journal. HatifError `diskFull` or `diskFailing` when it is in memory alone: it is
   * written all the same when the disk comes back, but nobody may rely on it.
   */
  keep(why: Short['why'], verb: Parkable, args: readonly unknown[]): unknown {
    this.#why = why;
    const entry: Entry = { verb, args };
    this.#entries = [...this.#entries.filter(each => !outdates(entry, each)), entry];
    this.#safe = (this.#safe && this.#journal.add(entry)) || this.#journal.replace(this.#entries);
    if (!this.#safe) throw refused(why);
    return (told[verb] as (...args: readonly unknown[]) => unknown)(...args);
  }

  /** Writes them in their order, as far as the disk lets. True when none is left. */
  write(db: WritableDb): boolean {
    for (let entry = this.#entries[0]; entry !== undefined; entry = this.#entries[0]) {
      try {
        (commands[entry.verb] as (db: WritableDb, ...args: readonly unknown[]) => unknown)(db, ...entry.args);
      } catch (error) {
        const why = diskTrouble(error);
        if (why !== null) {
          this.#why = why;
          throw error;
        }
        // What the store refuses now it would have refused then: its call was removed, or wrapped up.
      }
      this.#entries = this.#entries.slice(1);
    }
    // When even this fails they are written a second time at the next start, which changes nothing.
    this.#journal.replace([]);
    this.#safe = true;
    return true;
  }

  refused(): HatifError {
    return refused(this.#why);
  }
}

const refused = (why: Short['why']): HatifError =>
  why === 'full'
    ? new HatifError('diskFull', 'the disk is full', { retryable: true })
    : new HatifError('diskFailing', 'the disk does not take what is written', { retryable: true });

/** Typing on replaces what was typed before. */
function outdates(later: Entry, earlier: Entry): boolean {
  if (later.verb !== 'saveDraft' || earlier.verb !== 'saveDraft') return false;
  const [a] = later.args as Arguments<'saveDraft'>;
  const [b] = earlier.args as Arguments<'saveDraft'>;
  return a.interactionId === b.interactionId;
}
