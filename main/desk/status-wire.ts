/**
 * Tells each phone system what the agent chose to be, by the feature codes of its line. What a line was told is compared with what
 * it should know: a choice made without a network reaches it when the line is back, and only the last one.
 */
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import type { AgentChoice } from '../../shared/agent/types.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import type { Log } from '../app/log.ts';
import type { Telephony } from '../telephony/port.ts';

export interface StatusWireOptions {
  telephony: Pick<Telephony, 'lines' | 'onLines'>;
  accounts: () => readonly AccountSettings[];
  /** Rejects when the phone system did not take the code. */
  dial: (code: string, accountId: string) => Promise<void>;
  /** A line would not hear it. */
  failed: (line: string) => void;
  log: Log;
}

export class StatusWire implements Disposable {
  readonly #options: StatusWireOptions;
  readonly #ends = new DisposableStore();
  readonly #told = new Map<string, AgentChoice['status']>();
  #status: AgentChoice['status'] | null = null;
  #telling = false;
  #underWay: Promise<void> = Promise.resolve();

  constructor(options: StatusWireOptions) {
    this.#options = options;
    this.#ends.add(options.telephony.onLines(() => this.#keepUp()));
  }

  chosen({ status }: AgentChoice): void {
    this.#status = status;
    this.#keepUp();
  }

  /** Hatif ends: every line that can be reached hears that the agent is away, all at once. Resolves when each has answered. */
  async end(): Promise<void> {
    const { telephony, accounts } = this.#options;
    this.dispose();
    const [underWay, known] = [this.#underWay, this.#status];
    this.#status = null;
    if (known === null) return;
    await underWay;
    const away = accounts().filter(
      ({ id }) =>
        this.#told.get(id) !== 'offline' &&
        telephony.lines.some(line => line.accountId === id && line.state === 'registered'),
    );
    await Promise.all(
      away.map(async account => {
        const code = account.statusCodes?.offline ?? '';
        if (code !== '') await this.#tell(account, code);
      }),
    );
  }

  dispose(): void {
    this.#ends.dispose();
  }

  /** One line after the other; who comes while one is told is found by the loop that tells it. */
  #keepUp(): void {
    while (!this.#telling) {
      const next = this.#next();
      if (next === null) return;
      const { account, status } = next;
      this.#told.set(account.id, status);
      const code = account.statusCodes?.[status] ?? '';
      if (code === '') continue;
      this.#telling = true;
      this.#underWay = this.#tell(account, code).finally(() => {
        this.#telling = false;
        this.#keepUp();
      });
    }
  }

  #next(): { account: AccountSettings; status: AgentChoice['status'] } | null {
    const status = this.#status;
    if (status === null) return null;
    const { telephony, accounts } = this.#options;
    const registered = (id: string) =>
      telephony.lines.some(line => line.accountId === id && line.state === 'registered');
    const account = accounts().find(({ id }) => this.#told.get(id) !== status && registered(id));
    return account === undefined ? null : { account, status };
  }

  /** A code that was not taken is said and not dialled again by itself: it may have been taken all the same. */
  async #tell(account: AccountSettings, code: string): Promise<void> {
    const { dial, failed, log } = this.#options;
    try {
      await dial(code, account.id);
    } catch (cause) {
      log.warn(`the code for the status was not taken: ${String(cause)}`);
      failed(account.name);
    }
  }
}
