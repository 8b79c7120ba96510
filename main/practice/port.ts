/** What the rest of main knows of the practice exchange: a process of its own that speaks ordinary SIP over WebSocket. */
import type { Disposable } from '../../shared/disposable.ts';
import type { PracticeView } from '../../shared/ipc/contract.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';

export interface Practice extends Disposable {
  readonly view: PracticeView;
  onView(listener: (view: PracticeView) => void): Disposable;
  /** Starts the process; resolves with the account to register, HatifError `practiceFailed` else. Idempotent. */
  start(): Promise<{ account: AccountSettings; password: string }>;
  stop(): Promise<void>;
  /** That customer (or the next in turn) calls the agent within two seconds. */
  callMe(customerId: string | null): Promise<void>;
}
