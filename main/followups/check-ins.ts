/** Looks now and then who is due for a check-in, a part at a time, so that nobody waits for it. */
import type { Disposable } from '../../shared/disposable.ts';
import type { Log } from '../app/log.ts';
import type { Store } from '../store/port.ts';

/** A check-in is a matter of days, ms. */
const every = 15 * 60_000;

export interface CheckIns extends Disposable {
  /** Looks through all lists, or one; what comes of it is told. One look at a time. */
  look(listId?: string): Promise<void>;
}

export function checkIns(options: {
  store: Pick<Store, 'activeCheckIns' | 'makeCheckIns'>;
  now: () => number;
  /** Some were made. */
  made: () => Promise<void>;
  log: Log;
}): CheckIns {
  const { store, now, made, log } = options;
  let looking: Promise<void> = Promise.resolve();

  const through = async (only?: string): Promise<void> => {
    try {
      let count = 0;
      const lists = only === undefined ? await store.activeCheckIns() : [only];
      for (const listId of lists)
        for (let after: number | null = 0; after !== null;) {
          const part: Awaited<ReturnType<Store['makeCheckIns']>> = await store.makeCheckIns(
            listId,
            after,
            now(),
          );
          count += part.made;
          after = part.next;
        }
      if (count > 0) await made();
    } catch (cause) {
      log.error('the check-ins could not be looked through', cause);
    }
  };
  const look = (listId?: string): Promise<void> => (looking = looking.then(() => through(listId)));
  const timer = setInterval(() => void look(), every);
  return { look, dispose: () => clearInterval(timer) };
}
