/** Erasing people, giving them what is kept of them, and letting go what has had its time, once a day. */
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import { cardOf } from '../../shared/import/vcard/write.ts';
import type { ErasureCounts } from '../../shared/safety/erasure.ts';
import type { RetentionCounts, RetentionRules } from '../../shared/safety/retention.ts';
import type { Log } from '../app/log.ts';
import type { Store } from '../store/port.ts';

export interface SafetyOptions {
  store: Pick<
    Store,
    'erasePerson' | 'purgeStep' | 'personData' | 'addAudit' | 'previewRetention' | 'retainStep'
  >;
  agent: () => string | null;
  now: () => number;
  newId: () => string;
  log: Log;
  saveFile: (name: string, text: string) => Promise<boolean>;
  /** People are gone: pages, lists and cards follow. */
  changed: () => Promise<void>;
  /** Copies of the data hold them still: make a new one and let the old ones go. */
  renewCopies: () => Promise<void>;
  /** Files whose rows are gone, or go. */
  deleteFiles: () => Promise<void>;
}

const day = 86_400_000;
/** Counted no further for a preview. */
const mostCounted = 100_000;

export class Safety implements Disposable {
  readonly #options: SafetyOptions;
  #purging: Promise<void> = Promise.resolve();
  #running: Promise<RetentionCounts> | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(options: SafetyOptions) {
    this.#options = options;
  }

  /** After the store opened: at once, and then every day. */
  start(): void {
    if (this.#timer !== null) return;
    this.#timer = setInterval(() => void this.#daily(), day);
    void this.#daily();
  }

  /** For good: their rows at once, then every old page, index and copy that might still say something. HatifError `notFound`. */
  async erase(personId: string): Promise<{ receiptId: string; counts: ErasureCounts }> {
    const { store, now, newId, agent, changed, renewCopies, deleteFiles } = this.#options;
    const receiptId = newId();
    const counts = await store.erasePerson(personId, { id: receiptId, at: now(), agent: agent() });
    await deleteFiles();
    await changed();
    await this.#purge();
    await renewCopies();
    return { receiptId, counts };
  }

  /** HatifError `notFound`. */
  async exportPerson(personId: string, format: 'json' | 'vcard'): Promise<boolean> {
    const { store, now, agent, saveFile } = this.#options;
    const data = await store.personData(personId, now());
    if (data === null) throw new HatifError('notFound', 'there is no such person');
    const text = format === 'json' ? `${JSON.stringify(data.whole, null, 2)}\n` : cardOf(data.contact, '4.0');
    const saved = await saveFile(format === 'json' ? 'person.json' : 'person.vcf', text);
    if (saved) {
      const entry = {
        at: now(),
        kind: 'export',
        agent: agent(),
        personId,
        subject: null,
        why: null,
      } as const;
      await store.addAudit({ ...entry, data: { format, people: 1 } });
    }
    return saved;
  }

  previewRetention(rules: RetentionRules): Promise<RetentionCounts> {
    return this.#options.store.previewRetention(rules, this.#options.now(), mostCounted);
  }

  /** What went; one run at a time. */
  retain(): Promise<RetentionCounts> {
    this.#running ??= this.#retain().finally(() => (this.#running = null));
    return this.#running;
  }

  dispose(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  async #daily(): Promise<void> {
    try {
      await this.retain();
    } catch (cause) {
      this.#options.log.error('what has had its time could not be let go', cause);
    }
  }

  async #retain(): Promise<RetentionCounts> {
    const { store, now, changed, deleteFiles } = this.#options;
    const at = now();
    const sum: Record<string, number> = {};
    for (;;) {
      const went = Object.entries(await store.retainStep(at));
      if (went.length === 0) break;
      for (const [kind, n] of went) sum[kind] = (sum[kind] ?? 0) + n;
    }
    if (Object.keys(sum).length === 0) return sum;
    const entry = { at, kind: 'retention', agent: null, personId: null, subject: null, why: null } as const;
    await store.addAudit({ ...entry, data: { counts: sum } });
    await deleteFiles();
    await this.#purge();
    await changed();
    return sum;
  }

  /** One after the other: a second merge would begin anew what the first is at. */
  #purge(): Promise<void> {
    const { store, log } = this.#options;
    this.#purging = this.#purging
      .then(async () => {
        for (let first = true; !(await store.purgeStep(first)); first = false);
      })
      .catch((cause: unknown) => log.error('old pages could not be emptied', cause));
    return this.#purging;
  }
}
