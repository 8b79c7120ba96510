/** Calls in which the agent asks somebody before handing another call on: they owe nothing of their own. */
import type { CallView } from '../../shared/call/view.ts';
import type { Log } from '../app/log.ts';
import type { Store } from '../store/port.ts';
import type { Telephony } from '../telephony/port.ts';

interface ConsultsOptions {
  store: Pick<Store, 'closeConsult'>;
  telephony: Telephony;
  now: () => number;
  log: Log;
}

export class Consults {
  readonly #calls = new Set<string>();
  readonly #options: ConsultsOptions;

  constructor(options: ConsultsOptions) {
    this.#options = options;
  }

  /** Whether this is the end of one. The tie to the other call may be gone by then. */
  ended({ id, phase, consultFor }: CallView): boolean {
    if (consultFor !== null) this.#calls.add(id);
    return phase === 'ended' && this.#calls.delete(id);
  }

  /** Once its end is on disk: nothing is owed, and its slot is free. */
  async close(callId: string, written: Promise<void>): Promise<void> {
    const { store, telephony, now, log } = this.#options;
    await written;
    await store
      .closeConsult(callId, now())
      .catch((cause: unknown) => log.error('the end of a consultation was not kept', cause));
    if (telephony.calls.some(call => call.id === callId)) telephony.dismiss(callId);
  }
}
