/**
 * Notices that the world moved under us: the machine slept, its addresses changed, or its clock jumped. Some Linux
 * machines send no power events, so a watchdog looks at the clock: a tick that comes far too late means that we slept.
 */
import type { Disposable } from '../../shared/disposable.ts';

export type WakeReason = 'resume' | 'network' | 'clock';

const tickMs = 2000;
/** A busy machine delays a tick by a second or two; a sleeping one by much more. */
const sleptMs = 10_000;

export interface WakeSources {
  now: () => number;
  /** A text that differs when an address came or went. */
  addresses: () => string;
  /** Calls back on the system's own resume event. */
  onResume: (listener: () => void) => Disposable;
}

export function watchForWake(sources: WakeSources, awake: (reason: WakeReason) => void): Disposable {
  let last = sources.now();
  let addresses = sources.addresses();
  const resume = sources.onResume(() => {
    last = sources.now();
    awake('resume');
  });
  const timer = setInterval(() => {
    const now = sources.now();
    const late = now - last - tickMs;
    last = now;
    const before = addresses;
    addresses = sources.addresses();
    if (late > sleptMs || late < -sleptMs) awake('clock');
    else if (addresses !== before) awake('network');
  }, tickMs);
  return {
    dispose: () => {
      clearInterval(timer);
      resume.dispose();
    },
  };
}
