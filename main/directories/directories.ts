/** Runs the accounts: when each is synced, what is said of it, and look-ups with a time for each source. */
import { uuidv7 } from 'uuidv7';
import { nextTry } from '../../shared/directories/schedule.ts';
import type {
  CardDavAccount,
  DirectoryAccount,
  DirectoryAnswer,
  DirectoryHit,
  DirectoryView,
  LdapAccount,
  Standing,
  SyncProgress,
} from '../../shared/directories/types.ts';
import { HatifError } from '../../shared/errors.ts';
import type { EventName, EventPayload } from '../../shared/ipc/contract.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { Circumstances, Store } from '../store/port.ts';
import type { StoredDirectory } from '../store/directories/port.ts';
import { testBooks } from './carddav/discover.ts';
import type { Session } from './carddav/http.ts';
import { pathOf } from './carddav/dav.ts';
import { syncBook } from './carddav/sync.ts';
import { DirectoryError, faultOf } from './fault.ts';
import { findByNumber, searchLdap, testLdap, type LdapOptions } from './ldap/search.ts';
import type { Directories } from './port.ts';

export interface DirectoriesOptions {
  store: Store;
  secrets: Secrets;
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void;
  log: { warn(message: string, cause?: unknown): void };
  now(): number;
  online(): boolean;
  /** ISO 3166-1 alpha-2. */
  country(): string;
  onContactsChanged(): void;
}

const minute = 60_000;
const day = 1440 * minute;
/** Ms that a source has for what is typed, and for who is calling. */
const budgets = { search: 3_000, caller: 2_000, test: 15_000 } as const;
const mostHits = 20;
const forgetAtOnce = 50;

interface Running {
  stop: AbortController;
  progress: SyncProgress;
  over: Promise<void>;
}

const secretName = (id: string): string => `directory:${id}`;

export function createDirectories(options: DirectoriesOptions): Directories {
  const { store, secrets, now } = options;
  const running = new Map<string, Running>();
  const nextAt = new Map<string, number | null>();
  const comparedAt = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let ended = false;

  const how = (): Circumstances => ({ at: now(), country: options.country(), source: 'directory' });

  async function views(): Promise<DirectoryView[]> {
    return (await store.directories()).map(({ account, standing, people, unread, conflicts }) => ({
      account,
      hasPassword: secrets.has(secretName(account.id)),
      standing,
      progress: running.get(account.id)?.progress ?? null,
      nextAt: nextAt.get(account.id) ?? null,
      people,
      unread,
      conflicts,
    }));
  }

  const tell = async (): Promise<void> => options.emit('directories', await views());

  async function find(id: string): Promise<StoredDirectory> {
    const found = (await store.directories()).find(({ account }) => account.id === id);
    if (found === undefined) throw new HatifError('notFound', 'there is no such directory');
    return found;
  }

  function plan(account: DirectoryAccount, standing: Standing, retryAfter = 0): void {
    const at =
      account.kind === 'carddav'
        ? nextTry(account, standing, { now: now(), random: Math.random(), retryAfter })
        : null;
    nextAt.set(account.id, at);
    wind();
  }

  /** Whoever changed something wants to see whether it helped. */
  function planAtOnce(account: DirectoryAccount): void {
    nextAt.set(
      account.id,
      account.kind === 'carddav' && !account.paused && account.book !== null ? now() : null,
    );
    wind();
  }

  /** One clock for all: it goes off for the first that is due. */
  function wind(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const due = [...nextAt].flatMap(([id, at]) => (at === null || running.has(id) ? [] : [at]));
    if (ended || due.length === 0) return;
    timer = setTimeout(() => void goOff(), Math.min(day, Math.max(0, Math.min(...due) - now())));
    timer.unref();
  }

  async function goOff(): Promise<void> {
    for (const [id, at] of nextAt) {
      if (at === null || at > now() || running.has(id)) continue;
      if (!options.online()) nextAt.set(id, now() + minute);
      else
        await run(id, { manyMayGo: false, byHand: false }).catch((cause: unknown) =>
          options.log.warn('a sync could not begin', cause),
        );
    }
    wind();
  }

  function sessionOf(
    account: CardDavAccount,
    password: string,
    signal: AbortSignal,
    address: string,
  ): Session {
    const { user, allowPrivate, allowHttp } = account;
    return { origin: new URL(address).origin, user, password, allowPrivate, allowHttp, signal };
  }

  async function run(id: string, { manyMayGo, byHand }: { manyMayGo: boolean; byHand: boolean }): Promise<void> {
    if (running.has(id)) throw new HatifError('wrongState', 'a sync goes on already');
    const stop = new AbortController();
    const entry: Running = { stop, progress: { phase: 'asking', done: 0, total: null }, over: Promise.resolve() };
    running.set(id, entry);
    entry.over = work();
    return entry.over;

    async function work(): Promise<void> {
      try {
        const stored = await find(id);
        const { account } = stored;
        if (account.kind !== 'carddav' || account.book === null)
          throw new HatifError('badInput', 'there is no address book to keep in step');
        void tell();
        const { standing, retryAfter } = await attempt({ ...stored, account }, account.book);
        plan(account, standing, retryAfter);
      } finally {
        running.delete(id);
        wind();
        if (!ended) await tell();
      }
    }

    async function attempt(
      { account, standing, syncToken, ctag }: StoredDirectory & { account: CardDavAccount },
      address: string,
    ): Promise<{ standing: Standing; retryAfter: number }> {
      const password = secrets.read(secretName(id));
      let toldAt = 0;
      const thorough = byHand || now() - (comparedAt.get(id) ?? 0) > day;
      try {
        if (password === null) throw new DirectoryError('signIn', 'no password');
        const book = pathOf(address, new URL(address)) ?? '/';
        const { marks, counts, refusal } = await syncBook({
          session: sessionOf(account, password, stop.signal, address),
          directoryId: id,
          book: book.endsWith('/') ? book : `${book}/`,
          store,
          marks: { syncToken, ctag },
          how,
          thorough,
          manyMayGo,
          onProgress: progress => {
            entry.progress = progress;
            if (now() - toldAt < 200) return;
            toldAt = now();
            void tell();
          },
          onChanged: options.onContactsChanged,
        });
        if (thorough) comparedAt.set(id, now());
        const at = now();
        const well: Standing = { syncedAt: at, triedAt: at, fault: null, detail: refusal, counts, failures: 0 };
        await store.endSync(id, marks, well);
        return { standing: well, retryAfter: 0 };
      } catch (error) {
        const { fault, detail, retryAfter } =
          error instanceof HatifError ? new DirectoryError('internal', error.code) : faultOf(error);
        if (fault !== 'cancelled') options.log.warn(`sync: ${fault} ${detail}`);
        const failures = fault === 'cancelled' ? standing.failures : standing.failures + 1;
        const ill: Standing = { ...standing, triedAt: now(), fault, detail, failures };
        await store.endSync(id, null, ill).catch(() => undefined);
        return { standing: ill, retryAfter };
      }
    }
  } // prettier-ignore

  async function ask(
    within: number,
    search: (account: LdapAccount, options: LdapOptions) => Promise<DirectoryHit[]>,
  ): Promise<DirectoryAnswer> {
    const accounts = (await store.directories()).flatMap(({ account }) =>
      account.kind === 'ldap' && !account.paused ? [account] : [],
    );
    const answer: DirectoryAnswer = { hits: [], missing: [] };
    await Promise.all(
      accounts.map(async account => {
        try {
          const password = secrets.read(secretName(account.id)) ?? '';
          answer.hits.push(...(await search(account, { password, within, most: mostHits })));
        } catch (error) {
          answer.missing.push({ source: account.name, fault: faultOf(error).fault });
        }
      }),
    );
    return { ...answer, hits: answer.hits.slice(0, 50) };
  }

  return {
    async load() {
      for (const { account, standing } of await store.directories()) plan(account, standing);
      await tell();
    },
    views,
    async save(account, password) {
      const old = (await store.directories()).find(each => each.account.id === account.id);
      const changed =
        old !== undefined &&
        (old.account.kind !== account.kind ||
          (old.account.kind === 'carddav' &&
            account.kind === 'carddav' &&
            old.account.book !== account.book));
      // What is known of its cards belongs to the book that it has.
      if (changed) throw new HatifError('badInput', 'another address book is another account');
      if (password !== null) secrets.write(secretName(account.id), password);
      await store.saveDirectory(account, now());
      const { standing } = await find(account.id);
      if (standing.fault === null) plan(account, standing);
      else planAtOnce(account);
      await tell();
    },
    async remove(id, keepPeople) {
      const goesOn = running.get(id);
      goesOn?.stop.abort();
      await goesOn?.over;
      if (!keepPeople) while ((await store.forgetPeopleOf(id, forgetAtOnce, now())) > 0);
      await store.removeDirectory(id);
      secrets.forget(secretName(id));
      nextAt.delete(id);
      options.onContactsChanged();
      await tell();
    },
    async test(account, password) {
      const secret = password ?? secrets.read(secretName(account.id)) ?? '';
      if (account.kind === 'ldap')
        return testLdap(account, { password: secret, within: budgets.test, most: mostHits });
      const signal = AbortSignal.timeout(4 * budgets.test);
      return testBooks(sessionOf(account, secret, signal, account.url), account.url);
    },
    sync: (id, manyMayGo) => run(id, { manyMayGo, byHand: true }),
    cancel: id => running.get(id)?.stop.abort(),
    conflicts: () => store.directoryConflicts(200),
    async decide(conflictId, choice) {
      await store.decideConflict(conflictId, choice, how());
      options.onContactsChanged();
      await tell();
    },
    search: text => ask(budgets.search, (account, limits) => searchLdap(account, text, limits)),
    byNumber: (number, e164) =>
      ask(budgets.caller, (account, limits) =>
        findByNumber(account, { number, e164, country: options.country() }, limits),
      ),
    async keep(hit) {
      const organisationId =
        hit.organisation === null ? null : await store.organisationNamed(hit.organisation, how());
      const contact = await store.addContact(
        uuidv7(),
        {
          name: hit.name,
          organisationId,
          role: hit.role,
          numbers: hit.numbers.map(({ raw, kind }) => ({ id: uuidv7(), raw, kind, shared: false })),
          emails: hit.emails.map(address => ({ id: uuidv7(), address, kind: 'work' as const })),
        },
        how(),
      );
      options.onContactsChanged();
      return contact;
    },
    sources: personIds => store.directorySources(personIds),
    async putInto(id, personId) {
      const { account } = await find(id);
      if (account.kind !== 'carddav' || account.book === null)
        throw new HatifError('badInput', 'this is no address book');
      const book = pathOf(account.book, new URL(account.book)) ?? '/';
      await store.putIntoDirectory(id, personId, book, now());
      options.onContactsChanged();
      nextAt.set(id, now());
      wind();
    },
    networkChanged() {
      store.directories().then(
        all => {
          for (const { account, standing } of all)
            if (standing.fault === 'unreachable' || standing.fault === 'slow') planAtOnce(account);
        },
        () => undefined,
      );
    },
    async end() {
      ended = true;
      for (const { stop } of running.values()) stop.abort();
      await Promise.allSettled([...running.values()].map(({ over }) => over));
    },
    dispose() {
      ended = true;
      if (timer !== null) clearTimeout(timer);
      for (const { stop } of running.values()) stop.abort();
    },
  };
}
