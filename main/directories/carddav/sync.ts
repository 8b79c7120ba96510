/** One sync of an address book: theirs first, then ours. Whatever stops it half-way, the next one goes on from there. */
import { noCounts, type SyncCounts, type SyncProgress } from '../../../shared/directories/types.ts';
import { newCard, patchCard, readCard } from '../../../shared/import/vcard/patch.ts';
import type { CardOutcome, FetchedCard, Outgoing, Sending } from '../../store/directories/port.ts';
import type { Circumstances, Store } from '../../store/port.ts';
import { DirectoryError, faultOf } from '../fault.ts';
import { deleteCard, fetchCard, fetchCards, putCard, readCards, type Card } from './cards.ts';
import { changesOf, type Known } from './changes.ts';
import type { Session } from './http.ts';
import { decode } from '../../import/contact-of.ts';

export interface SyncOptions {
  session: Session;
  directoryId: string;
  /** Path of the book, ending in a slash. */
  book: string;
  store: Pick<Store, 'knownCards' | 'mergeCards' | 'cardsGone' | 'outgoing' | 'cardSent' | 'cardDeleted'>;
  marks: { syncToken: string | null; ctag: string | null };
  how: () => Circumstances;
  /** Compare every card, not only what the server says is new. */
  thorough: boolean;
  /** Somebody has said yes to many being removed. */
  manyMayGo: boolean;
  onProgress: (progress: SyncProgress) => void;
  /** People changed here. */
  onChanged: () => void;
}

export interface SyncResult {
  marks: { syncToken: string | null; ctag: string | null };
  counts: SyncCounts;
  /** What the server said of the last card that it would not take. */
  refusal: string;
}

const batch = 25;
const mostTries = 3;
/** Fewer than these may go unasked, and never more than half of all. */
const unasked = 10;

/** Rejects with DirectoryError; what was done until then stays done, and `counts` of the next sync goes on from it. */
export async function syncBook(options: SyncOptions): Promise<SyncResult> {
  const sync = new Sync(options);
  const marks = await sync.fetch();
  await sync.send();
  return { marks, counts: sync.counts, refusal: sync.refusal };
}

class Sync {
  readonly counts: SyncCounts = { ...noCounts };
  refusal = '';
  #all = 0;
  readonly #options: SyncOptions;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  async fetch(): Promise<SyncResult['marks']> {
    const { session, book, store, directoryId, marks, thorough, onProgress, how } = this.#options;
    onProgress({ phase: 'asking', done: 0, total: null });
    const known = await this.#known(marks);
    const changes = await changesOf(session, book, known, {
      thorough,
      onCount: done => onProgress({ phase: 'asking', done, total: null }),
    });
    this.#all = known.etags.size;
    this.#mayGo('manyGone', changes.gone.length, this.#all);
    const hrefs = [...changes.changed.keys()];
    const gone = [...changes.gone];
    for (let at = 0; at < hrefs.length; at += batch) {
      onProgress({ phase: 'reading', done: at, total: hrefs.length });
      gone.push(...(await this.#fetchSome(hrefs.slice(at, at + batch))));
    }
    for (let at = 0; at < gone.length; at += batch) {
      const { removed } = await store.cardsGone(directoryId, gone.slice(at, at + batch), how().at);
      this.counts.removed += removed;
    }
    if (gone.length > 0) this.#options.onChanged();
    return changes.marks;
  }

  async send(): Promise<void> {
    const { store, directoryId, book, session, onProgress } = this.#options;
    let [after, done, removals] = ['', 0, 0];
    const waiting: Outgoing[] = [];
    for (;;) {
      const { all, next } = await store.outgoing(directoryId, book, after, 200);
      waiting.push(...all);
      removals += all.filter(({ kind }) => kind === 'deleted').length;
      if (next === null) break;
      after = next;
    }
    this.#mayGo('manyRemoved', removals, this.#all);
    const tell = (): void => onProgress({ phase: 'sending', done: (done += 1), total: waiting.length });
    const changed = waiting.filter(each => each.kind === 'changed').map(({ href }) => href);
    for (let at = 0; at < changed.length; at += batch) {
      const part = changed.slice(at, at + batch);
      const gone = await this.#fetchSome(part);
      if (gone.length > 0) await store.cardsGone(directoryId, gone, this.#options.how().at);
      for (const _ of part) tell();
    }
    for (const each of waiting) {
      if (session.signal.aborted) throw new DirectoryError('cancelled');
      if (each.kind === 'changed') continue;
      await (each.kind === 'new' ? this.#sendNew(each.href, each.send) : this.#remove(each.href, each.etag));
      tell();
    }
  }

  async #known(marks: { syncToken: string | null; ctag: string | null }): Promise<Known> {
    const { store, directoryId } = this.#options;
    const etags = new Map<string, string | null>();
    for (let after = ''; ;) {
      const page = await store.knownCards(directoryId, after, 2_000);
      for (const { href, etag } of page) etags.set(href, etag);
      const last = page.at(-1);
      if (page.length < 2_000 || last === undefined) return { etags, ...marks };
      after = last.href;
    }
  }

  /** A server that lost its disk, or an agent who pressed the wrong key: nobody removes half of a book unasked. */
  #mayGo(fault: 'manyGone' | 'manyRemoved', going: number, all: number): void {
    if (this.#options.manyMayGo || going <= unasked || going * 2 <= all) return;
    throw new DirectoryError(fault, String(going));
  }

  /** Reads, merges, and sends back what is ours. Returns the paths of those that are gone. */
  async #fetchSome(hrefs: readonly string[]): Promise<string[]> {
    const { session, book, store, directoryId, how, onChanged } = this.#options;
    const { cards, gone, tooBig } = await fetchCards(session, book, hrefs);
    const read: FetchedCard[] = await readCards(cards, how().country);
    read.push(...tooBig.map(href => ({ href, etag: '', fault: 'tooBig' as const })));
    const outcomes = await store.mergeCards(directoryId, read, how());
    this.#count(outcomes);
    if (outcomes.some(({ what }) => what === 'added' || what === 'updated')) onChanged();
    for (const { href, send } of outcomes) {
      const card = cards.find(each => each.href === href);
      if (send !== null && card !== undefined) await this.#sendChange(card, send);
    }
    return gone;
  }

  #count(outcomes: readonly CardOutcome[]): void {
    for (const { what } of outcomes) if (what === 'added' || what === 'updated') this.counts[what] += 1;
  }

  /** `card` was read a moment ago; if somebody was faster, it is read and merged again. */
  async #sendChange(card: Card, send: Sending): Promise<void> {
    const { session, store, directoryId, how } = this.#options;
    let [now, sending] = [card, send];
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const text = patchCard(now.text, sending.there, { country: how().country, decode });
      // A weak etag never compares (RFC 9110 13.1.1): the last try relies on the card having just been read.
      const etag = tries === mostTries && now.etag.startsWith('W/') ? '' : now.etag;
      const put = await this.#taken(() => putCard(session, now.href, text, etag));
      if (put === undefined) return;
      if (put !== null) return this.#arrived(now.href, put, { ...sending, there: this.#read(text, sending) });
      const fresh = await fetchCard(session, now.href);
      if (fresh === null) {
        await store.cardsGone(directoryId, [now.href], how().at);
        return;
      }
      const [outcome] = await store.mergeCards(directoryId, await readCards([fresh], how().country), how());
      if (outcome?.send == null) return;
      [now, sending] = [fresh, outcome.send];
    }
    this.counts.refused += 1;
    this.refusal = '412';
  }

  async #sendNew(href: string, send: Sending): Promise<void> {
    const { session } = this.#options;
    const uid =
      decodeURIComponent(href)
        .split('/')
        .at(-1)
        ?.replace(/\.vcf$/, '') ?? '';
    const text = newCard(send.there, uid);
    const put = await this.#taken(() => putCard(session, href, text, null));
    if (put === undefined) return;
    if (put !== null) return this.#arrived(href, put, { ...send, there: this.#read(text, send) });
    // It did arrive the last time, and the answer was lost.
    await this.#fetchSome([href]);
  }

  async #arrived(href: string, etag: string, send: Sending): Promise<void> {
    const { store, directoryId, how } = this.#options;
    await store.cardSent(directoryId, href, etag, send, how().at);
    this.counts.sent += 1;
  }

  /** What the card says, read back as it will be the next time. */
  #read(text: string, { there }: Sending): Sending['there'] {
    try {
      return readCard(text, { country: this.#options.how().country, decode });
    } catch {
      return there;
    }
  }

  async #remove(href: string, etag: string | null): Promise<void> {
    const { session, store, directoryId } = this.#options;
    const done = await this.#taken(() => deleteCard(session, href, etag));
    if (done === undefined) return;
    if (done) {
      await store.cardDeleted(directoryId, href);
      this.counts.deleted += 1;
    } else {
      const gone = await this.#fetchSome([href]);
      for (const each of gone) await store.cardDeleted(directoryId, each);
    }
  }

  /** Undefined when the server will not take this one: the others are none the worse for it. */
  async #taken<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const { fault, detail } = faultOf(error);
      if (fault !== 'forbidden' && fault !== 'server' && fault !== 'notFound' && fault !== 'full')
        throw error;
      this.counts.refused += 1;
      this.refusal = detail;
      return undefined;
    }
  }
}
