/** Colleagues' phones, codes of the phone system, messages over it. */
import type { Key } from '../../../shared/i18n/keys.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { Run } from './commands.ts';
import type { WorkspaceStore } from './store.ts';

export function phoneCommands(run: Run, store: WorkspaceStore, now: () => number) {
  /** A line in the title bar that all went well. */
  const say = (key: Key, values: Record<string, string>): void =>
    store.setState({ notice: { key, values, tone: 'info', at: now() } });
  return {
    say,
    pickUp: (lampId: string) => void run('lamp.pickUp', { lampId }),
    forward: (callId: string, target: string) => void run('call.forward', { callId, target }),
    /** `quietly`: it makes no call that would show that it was done. */
    async enterCode(use: Input<'code.use'>, name: string, quietly = false): Promise<void> {
      if ((await run('code.use', use)) && quietly) say('phone.codeSent', { name });
    },
  };
}
