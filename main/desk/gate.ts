/**
 * The one gate that every call and everything that is sent goes through. Who is not to be contacted is not, unless the agent
 * says why all the same; that is written down before it is done.
 */
import { HatifError } from '../../shared/errors.ts';
import { countriesOf, toE164 } from '../../shared/numbers/index.ts';
import type { RefusableChannel } from '../../shared/people/contact.ts';
import { judge, type Barred, type GatePolicy, type Override } from '../../shared/people/gate.ts';
import type { Store } from '../store/port.ts';

/** Who is to be reached, by what. */
export interface Wanted {
  channel: RefusableChannel;
  personId: string | null;
  /** What is dialled or written to: a number, a SIP address, an e-mail address; null when it is nobody's in particular. */
  target: string | null;
  /** In which a number without a country is read. */
  country: string;
  /** It goes to the practice exchange, where it is always day. */
  practice?: boolean;
  /** Hatif itself sends it: consent that was never asked for is asked about. */
  sent?: boolean;
}

export interface GateOptions {
  store: Pick<Store, 'view' | 'reachOf' | 'addAudit'>;
  policy: () => GatePolicy;
  agent: () => string | null;
  now: () => number;
}

type Verdict = (Barred & { wanted: Wanted; personId: string | null }) | null;

export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** HatifError `barred` when one of them is not to be contacted, or is to be asked about; with an override it is written down. */
  async pass(wanted: readonly Wanted[], override: Override | undefined): Promise<void> {
    const verdicts = (await Promise.all(wanted.map(each => this.judge(each)))).filter(each => each !== null);
    if (verdicts.length === 0) return;
    const barred = together(verdicts);
    if (override === undefined || !barred.mayOverride)
      throw new HatifError('barred', barred.reasons.join(', '), { barred });
    for (const verdict of verdicts) await this.#write(verdict, override);
  }

  /** Null lets through. */
  async judge(wanted: Wanted): Promise<Verdict> {
    const { store, policy, now } = this.#options;
    const { channel, personId, target } = wanted;
    const e164 = target === null || channel === 'email' ? null : toE164(target, wanted.country);
    const number = target === null || channel === 'email' ? null : { number: userOf(target), e164 };
    const email = channel === 'email' ? target : null;
    const at = now();
    const usable = store.view.state === 'open' || store.view.state === 'opening';
    const reach = usable ? await store.reachOf({ personId, number, email }, at).catch(() => null) : null;
    // An extension or a feature code is nobody who could have refused.
    if (reach === null && channel === 'call' && e164 === null && personId === null) return null;
    const { callingHours, override } = policy();
    const judged = judge(
      {
        channel,
        contacts: reach?.contacts ?? null,
        numberIds: reach?.numberIds ?? {},
        refusedOfNumber: reach?.refusedOfNumber ?? [],
        numberZones: e164 === null ? null : countriesOf(e164).flatMap(zonesOf),
        needsConsent: wanted.sent === true,
      },
      { override, callingHours: wanted.practice === true ? [] : callingHours },
      at,
      zonesOf,
    );
    if (judged === null) return null;
    const names = (reach?.contacts ?? []).map(({ person }) => person.name);
    const who = names.length > 0 ? names.slice(0, 20) : target === null ? [] : [target.slice(0, 300)];
    return { ...judged, who, wanted, personId: personId ?? reach?.contacts[0]?.person.id ?? null };
  }

  async #write({ wanted, reasons, personId }: NonNullable<Verdict>, { why }: Override): Promise<void> {
    const { store, agent, now } = this.#options;
    const entry = {
      at: now(),
      kind: 'override',
      agent: agent(),
      personId,
      subject: wanted.target,
      why,
    } as const;
    const data = { channel: wanted.channel, reasons };
    // Where nothing can be read, nothing can be written down either; the agent was asked all the same.
    await store.addAudit({ ...entry, data }).catch((cause: unknown) => {
      if (!reasons.includes('notChecked')) throw cause;
    });
  }
}

function together(verdicts: readonly NonNullable<Verdict>[]): Barred {
  const all = <T>(of: (verdict: NonNullable<Verdict>) => readonly T[]): T[] => [
    ...new Set(verdicts.flatMap(of)),
  ];
  return {
    reasons: all(({ reasons }) => reasons),
    who: all(({ who }) => who).slice(0, 20),
    lists: all(({ lists }) => lists).slice(0, 20),
    mayOverride: verdicts.every(({ mayOverride }) => mayOverride),
  };
}

/** `sip:omar@pbx.example` is compared by its user part, as it is stored. */
const userOf = (target: string): string => /^sips?:([^@;]+)@/i.exec(target.trim())?.[1] ?? target;

/** Every zone of a country; none when this runtime does not know. */
export function zonesOf(country: string): readonly string[] {
  try {
    const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
      getTimeZones?: () => string[] | undefined;
      timeZones?: string[];
    };
    return locale.getTimeZones?.() ?? locale.timeZones ?? [];
  } catch {
    return []; // RangeError: no country
  }
}
