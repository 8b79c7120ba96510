/** One search of an LDAP directory: a connection of its own, that is never made a second time within it. */
import net from 'node:net';
import tls from 'node:tls';
import { Client, InvalidCredentialsError, NoSuchObjectError, ResultCodeError, InappropriateAuthError, InsufficientAccessError, StrongAuthRequiredError, ConfidentialityRequiredError, BusyError, UnavailableError, TimeLimitExceededError, type Entry } from 'ldapts'; // prettier-ignore
import type { DirectoryHit, LdapAccount, TestResult, TestStep } from '../../../shared/directories/types.ts';
import { subscriberKey } from '../../../shared/match/number-key.ts';
import { toE164 } from '../../../shared/numbers/index.ts';
import { DirectoryError, faultOf } from '../fault.ts';
import { isFilter, namesIn, numberFilter, searchFilter } from './filter.ts';

export interface LdapOptions {
  password: string;
  /** Ms for all of it. */
  within: number;
  most: number;
}

/** Bytes that a server may send in one search. */
const mostBytes = 4_000_000;

/** Entries for what is typed. Rejects with DirectoryError. */
export function searchLdap(
  account: LdapAccount,
  text: string,
  options: LdapOptions,
): Promise<DirectoryHit[]> {
  const filter = searchFilter(account, text);
  return filter === null ? Promise.resolve([]) : ask(account, filter, options);
}

/** Entries that have this number, in whatever notation. */
export async function findByNumber(
  account: LdapAccount,
  caller: { number: string; e164: string | null; country: string },
  options: LdapOptions,
): Promise<DirectoryHit[]> {
  const filter = numberFilter(account, caller.e164 ?? caller.number);
  if (filter === null) return [];
  const key = subscriberKey(caller.e164 ?? caller.number);
  const isTheirs = (raw: string): boolean =>
    caller.e164 === null ? subscriberKey(raw) === key : toE164(raw, caller.country) === caller.e164 || subscriberKey(raw) === key; // prettier-ignore
  const found = await ask(account, filter, options);
  return key === null ? [] : found.filter(({ numbers }) => numbers.some(({ raw }) => isTheirs(raw)));
}

async function ask(account: LdapAccount, filter: string, options: LdapOptions): Promise<DirectoryHit[]> {
  return connected(account, options, async client => {
    await client.bind(account.user, options.password);
    return find(client, account, filter, options);
  });
}

async function find(
  client: Client,
  account: LdapAccount,
  filter: string,
  { within, most }: LdapOptions,
): Promise<DirectoryHit[]> {
  const { searchEntries } = await client.search(account.base, {
    scope: 'sub',
    filter,
    sizeLimit: most,
    timeLimit: Math.max(1, Math.ceil(within / 1000)),
    derefAliases: 'never',
    attributes: [...new Set(Object.values(account.attributes).flatMap(namesIn))],
  });
  return searchEntries.slice(0, most).flatMap(entry => hitOf(entry, account) ?? []);
}

async function connected<T>(
  account: LdapAccount,
  { within }: LdapOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const { host, port, security, authority } = account;
  const secure: tls.ConnectionOptions = {
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(authority === null ? {} : { ca: [...tls.rootCertificates, authority] }),
    minVersion: 'TLSv1.2',
    // A socket that was there before TLS has no name, and Node would compare with `localhost`.
    checkServerIdentity: (_name, certificate) => tls.checkServerIdentity(host, certificate),
  };
  let [sockets, received] = [[] as net.Socket[], 0];
  const watch = <S extends net.Socket>(socket: S): S => {
    sockets.push(socket);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > mostBytes) socket.destroy(new DirectoryError('tooBig', `${mostBytes}`));
    });
    return socket;
  };
  // A second connection would speak where the first had been secured, or signed in.
  const once = (): void => {
    if (sockets.length > 0) throw new DirectoryError('unreachable', 'broke off');
  };
  const client = new Client({
    url: `${security === 'tls' ? 'ldaps' : 'ldap'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    timeout: within,
    connectTimeout: within,
    // ldapts takes these to mean LDAPS, whatever the address says.
    ...(security === 'tls' ? { tlsOptions: secure } : {}),
    createConnection: ((...args: Parameters<typeof net.connect>) => {
      once();
      return watch(net.connect(...args));
    }) as typeof net.connect,
    createSecureConnection: ((...args: Parameters<typeof tls.connect>) => {
      if (security === 'tls') once();
      return security === 'tls' ? watch(tls.connect(...args)) : tls.connect(...args);
    }) as typeof tls.connect,
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DirectoryError('slow')), within);
  });
  try {
    const all = async (): Promise<T> => {
      if (security === 'starttls') await client.startTLS(secure);
      return work(client);
    };
    return await Promise.race([all(), late]);
  } catch (error) {
    throw meaningOf(error);
  } finally {
    clearTimeout(timer);
    client.unbind().catch(() => undefined);
    for (const socket of sockets) socket.destroySoon();
    sockets = [];
  }
}

function meaningOf(error: unknown): DirectoryError {
  const says = (fault: ConstructorParameters<typeof DirectoryError>[0]): DirectoryError =>
    new DirectoryError(fault, error instanceof Error ? `${error.name} ${error.message}` : '');
  if (error instanceof DirectoryError) return error;
  if (error instanceof InvalidCredentialsError || error instanceof InappropriateAuthError) return says('signIn');
  if (error instanceof NoSuchObjectError) return says('notFound');
  if (error instanceof TimeLimitExceededError) return says('slow');
  if (error instanceof BusyError || error instanceof UnavailableError) return says('busy');
  if (error instanceof InsufficientAccessError) return says('forbidden');
  if (error instanceof StrongAuthRequiredError || error instanceof ConfidentialityRequiredError) return says('refusedAddress');
  if (error instanceof ResultCodeError) return says('server');
  if (error instanceof Error && /timeout/i.test(error.message)) return says('slow');
  return faultOf(error);
} // prettier-ignore

function hitOf(entry: Entry, account: LdapAccount): DirectoryHit | null {
  const { attributes } = account;
  const all = (list: string, most: number): string[] =>
    namesIn(list)
      .flatMap(name => valuesOf(entry, name))
      .map(text => text.replace(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim())
      .filter(text => text !== '' && text.length <= most);
  const [name] = all(attributes.name, 200);
  if (name === undefined) return null;
  const numbers = [
    ...all(attributes.mobile, 64).map(raw => ({ raw, kind: 'mobile' as const })),
    ...all(attributes.number, 64).map(raw => ({ raw, kind: 'work' as const })),
  ].filter(({ raw }) => /\d/.test(raw));
  return {
    directoryId: account.id,
    entry: entry.dn.slice(0, 1000),
    source: account.name,
    name,
    organisation: all(attributes.organisation, 200)[0] ?? null,
    role: all(attributes.role, 120)[0] ?? null,
    numbers: numbers.slice(0, 20),
    emails: all(attributes.email, 254)
      .filter(address => /^[^\s@]+@[^\s@]+$/.test(address))
      .slice(0, 20),
  };
}

/** Attribute names know no case (RFC 4512 2.5). */
function valuesOf(entry: Entry, name: string): string[] {
  const key = Object.keys(entry).find(each => each.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? undefined : entry[key];
  return [value ?? []].flat().map(each => (typeof each === 'string' ? each : each.toString('utf8')));
}

/** Connect, sign in, search: in steps that a person can follow. */
export async function testLdap(account: LdapAccount, options: LdapOptions): Promise<TestResult> {
  const steps: TestStep[] = [];
  const passed = (step: TestStep['step'], detail: string): void =>
    void steps.push({ step, fault: null, detail });
  try {
    if (!isFilter(account.filter)) throw new DirectoryError('badFilter', account.filter);
    await connected(account, options, async client => {
      passed('connect', `${account.host}:${account.port}`);
      await client.bind(account.user, options.password);
      passed('signIn', account.user);
      const own = account.filter === '' ? '(objectClass=person)' : account.filter;
      passed('search', String((await find(client, account, own, options)).length));
    });
  } catch (error) {
    const { fault, detail } = error instanceof DirectoryError ? error : meaningOf(error);
    // ldapts connects with the first request.
    const reached = ['signIn', 'forbidden', 'server', 'notFound'].includes(fault);
    const step = fault === 'badFilter' ? 'search' : reached ? ((['signIn', 'signIn', 'search'] as const)[steps.length] ?? 'search') : (['connect', 'connect', 'search'] as const)[steps.length] ?? 'search'; // prettier-ignore
    if (step === 'connect') steps.splice(0);
    steps.push({ step, fault, detail });
  }
  return { steps, books: [], elsewhere: null };
}
