/** Who is on each call, as far as it is known: found, told to who listens, and read again when something changed. */
import type { CallView } from '../../shared/call/view.ts';
import type { CallerContext } from '../../shared/people/types.ts';
import type { Log } from '../app/log.ts';
import type { Emit, Together } from '../ipc/serve.ts';
import type { ScriptDesk } from '../scripts/desk.ts';
import type { Store } from '../store/port.ts';
import { unknownCaller } from './cards.ts';

/** By what a caller is looked up. */
export interface Sought {
  callId: string;
  accountId: string;
  number: string;
  e164: string | null;
}

export interface CallersOptions {
  store: Pick<Store, 'callerContext' | 'person'>;
  emit: Emit;
  together: Together;
  log: Log;
  countryOf: (accountId: string) => string;
  /** Hears it before the windows do. */
  beside: Pick<ScriptDesk, 'callerIs'>;
}

export class Callers {
  readonly #options: CallersOptions;
  readonly #known = new Map<string, CallerContext>();

  constructor(options: CallersOptions) {
    this.#options = options;
  }

  get all(): CallerContext[] {
    return [...this.#known.values()];
  }

  of(callId: string): CallerContext | undefined {
    return this.#known.get(callId);
  }

  /** Never fails: a store that cannot say it makes the caller an unknown one. */
  find({ callId, accountId, number, e164 }: Sought): Promise<CallerContext> {
    const { store, log, countryOf } = this.#options;
    return store
      .callerContext({ callId, number, e164, country: countryOf(accountId) })
      .catch((cause: unknown) => {
        log.error('the caller could not be looked up', cause);
        return unknownCaller(callId);
      });
  }

  tell(context: CallerContext): void {
    this.#known.set(context.callId, context);
    this.#options.together(() => {
      this.#options.beside.callerIs(context);
      this.#options.emit('context', context);
    });
  }

  async lookUp(sought: Sought): Promise<void> {
    this.tell(await this.find(sought));
  }

  /** What is known of the person is read again; who it is stays. */
  async refresh(call: CallView): Promise<void> {
    const known = this.#known.get(call.id);
    if (known?.person == null) return;
    const found = await this.#options.store.person(known.person.id);
    if (found !== null)
      this.tell({ ...known, person: found.person, history: found.history, owed: found.owed });
  }

  forget(callId: string): void {
    this.#known.delete(callId);
  }
}

export const soughtOf = ({ id, accountId, remote }: CallView): Sought => ({
  callId: id,
  accountId,
  number: remote.number,
  e164: remote.e164,
});
