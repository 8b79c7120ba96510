/** What tells that the machine slept or moved to another network. */
import { powerMonitor } from 'electron';
import os from 'node:os';
import type { WakeSources } from './wake.ts';

export const machine: Omit<WakeSources, 'now'> = {
  addresses: () =>
    Object.values(os.networkInterfaces())
      .flatMap(list => (list ?? []).filter(each => !each.internal).map(each => each.address))
      .sort()
      .join(),
  onResume: listener => {
    powerMonitor.on('resume', listener);
    return { dispose: () => void powerMonitor.off('resume', listener) };
  },
};
