/** Reminds of what was promised, once each, when its time has come. */
import type { Disposable } from '../../shared/disposable.ts';
import type { FollowUp } from '../../shared/people/types.ts';
import type { Log } from '../app/log.ts';
import type { Store } from '../store/port.ts';

/** A promise is kept to the minute, not to the second, ms. */
const every = 15_000;

export function remind(options: {
  store: Pick<Store, 'takeReminders'>;
  now: () => number;
  tell: (due: FollowUp) => void;
  log: Log;
}): Disposable & { look: () => Promise<void> } {
  const { store, now, tell, log } = options;
  const look = async (): Promise<void> => {
    try {
      for (const due of await store.takeReminders(now())) tell(due);
    } catch (cause) {
      log.error('what is due could not be read', cause);
    }
  };
  const timer = setInterval(() => void look(), every);
  return { look, dispose: () => clearInterval(timer) };
}
