/** These three are all the ways to have somebody's phone ring, and all pass the gate. */
import type { Handover } from '../../shared/handover/types.ts';
import type { Override } from '../../shared/people/gate.ts';
import type { Telephony } from '../telephony/port.ts';
import type { Gate } from './gate.ts';

/** Whom the agent calls, and what for. */
export interface Meant {
  personId: string | null;
  campaign?: string | undefined;
}
const nobody: Meant = { personId: null };

export interface OutgoingOptions {
  telephony: Pick<Telephony, 'calls' | 'lines' | 'dial' | 'consult' | 'transfer'>;
  countryOf: (accountId: string) => string;
  gate: Pick<Gate, 'pass'>;
}

/** Each throws HatifError `barred` when they are not to be called. */
export class Outgoing {
  readonly #options: OutgoingOptions;
  #meant: Meant = nobody;

  constructor(options: OutgoingOptions) {
    this.#options = options;
  }

  /** What is meant by the call that begins at this moment. */
  get meant(): Meant {
    return this.#meant;
  }

  async dial(
    target: string,
    accountId: string | null,
    personId: string | null,
    override?: Override,
    campaign?: string,
  ): Promise<string> {
    await this.#pass(target, accountId, personId, override);
    return this.#meaning({ personId, campaign }, () => this.#options.telephony.dial(target, accountId));
  }

  async consult(
    callId: string,
    target: string,
    { personId, join, handed }: { personId: string | null; join: boolean; handed: Handover | null },
    override?: Override,
  ): Promise<string> {
    const { telephony } = this.#options;
    await this.#pass(target, this.#accountOf(callId), personId, override);
    return this.#meaning({ personId }, () => telephony.consult(callId, target, join, handed));
  }

  async transfer(
    callId: string,
    target: string,
    name: string | null,
    handed: Handover | null,
    override?: Override,
  ): Promise<void> {
    await this.#pass(target, this.#accountOf(callId), null, override);
    await this.#options.telephony.transfer(callId, target, name, handed);
  }

  #accountOf(callId: string): string | null {
    return this.#options.telephony.calls.find(({ id }) => id === callId)?.accountId ?? null;
  }

  async #pass(
    target: string,
    accountId: string | null,
    personId: string | null,
    override: Override | undefined,
  ): Promise<void> {
    const { gate, telephony, countryOf } = this.#options;
    const line = telephony.lines.find(each =>
      accountId === null ? each.state === 'registered' : each.accountId === accountId,
    );
    const country = countryOf(line?.accountId ?? '');
    const wanted = { channel: 'call', personId, target, country, practice: line?.practice ?? false } as const;
    await gate.pass([wanted], override);
  }

  /** `meant` is what the agent meant by the call that `dial` makes. */
  #meaning(meant: Meant, dial: () => string): string {
    // Telephony tells of the new call before dial() returns its id, so what the agent meant is laid ready first.
    this.#meant = meant;
    try {
      return dial();
    } finally {
      this.#meant = nobody;
    }
  }
}
