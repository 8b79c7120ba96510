/** The exchange with all its customers, inside the practice process. */
import { randomBytes } from 'node:crypto';
import { AGENT, DOMAIN, ECHO } from './control.ts';
import type { Character } from './customers/character.ts';
import { Customer } from './customers/customer.ts';
import type { Speech } from './customers/speech.ts';
import { startExchange } from './exchange/exchange.ts';
import type { HeardByCustomer } from './control.ts';

export interface Town {
  readonly port: number;
  /** Of the agent's account. */
  readonly password: string;
  /** Who calls the agent now; null when that customer is not known, or everyone is busy. */
  callAgent(customerId: string | null): string | null;
  heardBy(customerId: string): HeardByCustomer | null;
  /** Hangs up everywhere, then shuts the exchange. */
  close(): Promise<void>;
}

/** Saudi Arabia, where the agent works. */
const COUNTRY_CODE = '966';
/** From the agent's first registration to the first call, ms. */
const GREETING_AFTER = 2_000;

export interface TownOptions {
  characters: readonly Character[];
  speech: Speech;
  /** Whether the first in turn calls by herself when the agent has registered for the first time. */
  greet: boolean;
}

const echo: Character = {
  id: 'echo',
  number: ECHO,
  name: { en: 'Echo', ar: 'الصدى' },
  behaviour: { en: 'Plays back what it hears.', ar: 'يعيد ما يسمعه.' },
  whenCalled: { do: 'answer', afterSeconds: 0 },
  patience: 0,
  voice: { name: 'none', pitch: 0, speed: 0 },
  echoes: true,
  lines: [],
  steps: [{ do: 'wait', seconds: 3_600 }],
};

export async function openTown({ characters, speech, greet }: TownOptions): Promise<Town> {
  const users = new Map(
    [AGENT, ...[...characters, echo].map(({ number }) => number)].map(user => [user, secret()]),
  );
  const exchange = await startExchange({ domain: DOMAIN, users, countryCode: COUNTRY_CODE });
  const phoneOf = (character: Character): Customer =>
    new Customer(character, {
      server: exchange.url,
      domain: DOMAIN,
      password: users.get(character.number) ?? '',
      speech,
    });
  const customers = characters.map(phoneOf);
  const phones = [...customers, phoneOf(echo)];
  await Promise.all(phones.map(phone => phone.start()));

  let turn = 0;
  function callAgent(customerId: string | null): string | null {
    const order = [...customers.slice(turn), ...customers.slice(0, turn)];
    const next = order.find(({ busy, character }) => !busy && (customerId ?? character.id) === character.id);
    if (!next) return null;
    if (customerId === null) turn = (customers.indexOf(next) + 1) % customers.length;
    next.call(AGENT);
    return next.character.id;
  }

  let greeting: ReturnType<typeof setTimeout> | null = null;
  const registered = exchange.onRegistered(user => {
    if (user !== AGENT) return;
    registered.dispose();
    if (greet) greeting = setTimeout(() => callAgent(null), GREETING_AFTER);
  });

  return {
    port: exchange.port,
    password: users.get(AGENT) ?? '',
    callAgent,
    heardBy: customerId => customers.find(({ character }) => character.id === customerId)?.heard ?? null,
    async close() {
      if (greeting) clearTimeout(greeting);
      await Promise.all(phones.map(phone => phone.hangUp()));
      await exchange.close();
    },
  };
}

function secret(): string {
  return randomBytes(18).toString('base64url');
}
