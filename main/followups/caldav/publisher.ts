/**
 * Keeps a calendar elsewhere in step with what is due. It compares what should stand there with what was last written, so that
 * nothing is lost by a crash, a network that is gone or a server that was: the difference is simply still there. An entry has
 * one name for ever; a second attempt meets the first instead of doubling it.
 */
import { createHash } from 'node:crypto';
import type { Disposable } from '../../../shared/disposable.ts';
import {
  calendarSteps,
  isHere,
  uidOf,
  type CalendarEntry,
  type CalendarSettings,
  type CalendarStep,
  type CalendarView,
} from '../../../shared/followups/calendar.ts';
import { waitAfter } from '../../../shared/outbox/machine.ts';
import type { FollowUp } from '../../../shared/people/types.ts';
import type { Log } from '../../app/log.ts';
import type { Store } from '../../store/port.ts';
import { anyVersion, CalendarClient, type CalendarServer, type DavAnswer } from './client.ts';

export interface PublisherOptions {
  store: Pick<Store, 'calendar' | 'setCalendarEntry' | 'setFollowUpDone'>;
  settings: () => { calendar: CalendarSettings | null; agentName: string };
  password: () => string;
  /** What the entry of a follow-up is called there. */
  title: (item: FollowUp) => string;
  /** Somebody ticked it off in the calendar. */
  doneThere: (item: FollowUp) => void;
  log: Log;
  now: () => number;
  /** 0 ≤ random() < 1 */
  random: () => number;
  /** Calls back after so many ms; returns how to prevent it. */
  later: (ms: number, act: () => void) => () => void;
  client?: (server: CalendarServer) => CalendarClient;
}

/** Read when the first entry is written: who keeps no calendar does not wait for it at the start. */
const icalendar = () => import('../icalendar.ts');

type Failed = Extract<DavAnswer, { kind: 'failed' }>;

export class CalendarPublisher implements Disposable {
  readonly #options: PublisherOptions;
  #run: Promise<void> | null = null;
  #again = false;
  #ended = false;
  /** No calendar is set, and none had anything of ours when that was last looked at. */
  #unused = false;
  #prevent: () => void = () => undefined;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Something that is due may have changed, or the network is back. */
  wake(): void {
    if (this.#ended) return;
    this.#prevent();
    this.#again = true;
    this.#run ??= this.#keepUp().finally(() => {
      this.#run = null;
    });
  }

  /** All that was to be done when it was called has been tried. */
  async settled(): Promise<void> {
    await this.#run;
  }

  async view(): Promise<CalendarView> {
    const { steps, entries } = await this.#compare();
    const troubled = entries.find(({ fault }) => fault !== null);
    return {
      waiting: steps.length,
      kept: entries.filter(({ written }) => written !== null).length,
      fault: troubled?.fault ?? null,
      detail: troubled?.detail ?? null,
    };
  }

  dispose(): void {
    this.#ended = true;
    this.#prevent();
  }

  async #keepUp(): Promise<void> {
    const { log, later } = this.#options;
    while (this.#again && !this.#ended) {
      this.#again = false;
      try {
        const wait = await this.#round();
        if (wait !== null && !this.#again) this.#prevent = later(wait, () => this.wake());
      } catch (cause) {
        log.error('the calendar could not be kept in step', cause);
      }
    }
  }

  /** Returns after how many ms there is something to try again; null when all is as it should be. */
  async #round(): Promise<number | null> {
    const { settings, password, store, now } = this.#options;
    const { calendar } = settings();
    const { steps } = await this.#compare();
    for (const { kind, entry } of steps) if (kind === 'forget') await store.setCalendarEntry(entry, true);
    if (calendar === null) return null;
    const server = serverOf(calendar, password());
    const client = this.#options.client?.(server) ?? new CalendarClient(server);
    let soonest: number | null = null;
    for (const step of steps) {
      if (step.kind === 'forget') {
        if (calendar.url !== step.entry.calendar) this.#again = true;
        continue;
      }
      if (this.#ended) return null;
      const entry = step.entry ?? fresh(step.kind === 'put' ? step.item.id : '', calendar.url);
      const wait = entry.nextAt - now();
      if (wait > 0) {
        soonest = Math.min(soonest ?? wait, wait);
        continue;
      }
      const answer = await this.#do(client, step, entry);
      if (answer?.kind !== 'failed') continue;
      // What failed for one would fail for all: the rest waits with it.
      return this.#postpone(entry, answer);
    }
    return soonest;
  }

  /** Null when the store has what came of it. */
  async #do(
    client: CalendarClient,
    step: Exclude<CalendarStep, { kind: 'forget' }>,
    entry: CalendarEntry,
  ): Promise<DavAnswer | null> {
    const { store } = this.#options;
    if (step.kind === 'remove') {
      // It is ours, and what it stands for is gone: whatever was added to it there goes with it.
      const answer = await client.remove(nameOf(entry.followUpId));
      if (answer.kind === 'failed') return answer;
      await store.setCalendarEntry(entry, true);
      return null;
    }
    const answer = await this.#put(client, step.item, entry);
    if (answer.kind !== 'done') return answer;
    const written = { ...entry, etag: answer.etag, written: step.mark, attempts: 0, nextAt: 0 };
    // What is done needs no more care.
    await store.setCalendarEntry({ ...written, fault: null, detail: null }, step.item.doneAt !== null);
    return null;
  }

  async #put(client: CalendarClient, item: FollowUp, entry: CalendarEntry): Promise<DavAnswer> {
    const { now, title } = this.#options;
    const { mergeTodo, todoOf } = await icalendar();
    const name = nameOf(item.id);
    const text = (): string => todoOf(item, title(item), now());
    let etag = entry.etag;
    // Known to be there, under a version that nobody named: it is read before it is written over.
    let answer: DavAnswer =
      entry.written !== null && etag === null ? { kind: 'changed' } : await client.put(name, text(), etag);
    for (let round = 0; answer.kind === 'changed' && round < 3; round += 1) {
      const there = await client.get(name);
      if (there.kind === 'failed') return there;
      if (there.kind === 'done' && (await this.#tickedOff(item, entry, there.body))) return there;
      etag = there.kind === 'done' ? there.etag : null;
      const merged = there.kind === 'done' ? mergeTodo(there.body, item, title(item), now()) : null;
      const before = there.kind === 'done' ? (etag ?? anyVersion) : null;
      answer = await client.put(name, merged ?? text(), before);
    }
    if (answer.kind === 'changed') return { kind: 'failed', fault: 'busy', detail: null, wait: 0 };
    if (answer.kind === 'gone') return { kind: 'failed', fault: 'rejected', detail: '404', wait: 0 };
    return answer;
  }

  /** Somebody finished it in the calendar meanwhile: then it is finished. */
  async #tickedOff(item: FollowUp, entry: CalendarEntry, text: string): Promise<boolean> {
    const { readTodo } = await icalendar();
    if (item.doneAt !== null || entry.written === null || readTodo(text, item.id)?.done !== true)
      return false;
    await this.#options.store.setFollowUpDone(item.id, this.#options.now());
    this.#options.doneThere(item);
    return true;
  }

  async #postpone(entry: CalendarEntry, { fault, detail, wait }: Failed): Promise<number> {
    const { store, now, random, log } = this.#options;
    const attempts = entry.attempts + 1;
    const pause = Math.max(wait, waitAfter(attempts, random()));
    if (entry.fault !== fault) log.warn(`the calendar is not in step: ${fault} ${detail ?? ''}`);
    await store.setCalendarEntry({ ...entry, attempts, nextAt: now() + pause, fault, detail }, false);
    return pause;
  }

  async #compare(): Promise<{ steps: CalendarStep[]; entries: CalendarEntry[] }> {
    const { store, settings, title } = this.#options;
    const { calendar, agentName } = settings();
    // Who keeps none has every promise read at every change of one for nothing.
    if (calendar === null && this.#unused) return { steps: [], entries: [] };
    const { followUps, entries } = await store.calendar();
    this.#unused = calendar === null && entries.length === 0;
    const mark = (item: FollowUp): string =>
      createHash('sha256')
        .update(JSON.stringify([item.dueAt, title(item), item.what, item.number, item.doneAt]))
        .digest('base64url');
    return { steps: calendarSteps({ calendar, agentName, followUps, entries, mark }), entries };
  }
}

const nameOf = (followUpId: string): string => `${uidOf(followUpId)}.ics`;

const fresh = (followUpId: string, calendar: string): CalendarEntry => ({
  followUpId,
  calendar,
  etag: null,
  written: null,
  attempts: 0,
  nextAt: 0,
  fault: null,
  detail: null,
});

/** One that is on this computer by its name was meant to be; anything else inside has to be allowed. */
export const serverOf = (calendar: CalendarSettings, password: string): CalendarServer => ({
  url: calendar.url,
  user: calendar.user,
  password,
  allowPrivate: calendar.allowPrivate === true || isHere(new URL(calendar.url)),
});

/** Writes an entry, reads it and removes it again: what the calendar has to allow. */
export async function tryCalendar(server: CalendarServer, now: number): Promise<DavAnswer> {
  const { readTodo, todoOf } = await icalendar();
  const client = new CalendarClient(server);
  const name = `hatif-test-${crypto.randomUUID()}.ics`;
  const item = { id: name, dueAt: now, what: 'Test', number: null, doneAt: null };
  const written = await client.put(name, todoOf(item, 'Hatif', now), null);
  if (written.kind === 'gone') return { kind: 'failed', fault: 'rejected', detail: '404', wait: 0 };
  if (written.kind !== 'done') return written;
  const read = await client.get(name);
  const removed = await client.remove(name);
  if (read.kind !== 'done') return read;
  if (readTodo(read.body, name) === null) return { kind: 'failed', fault: 'rejected', detail: null, wait: 0 };
  return removed;
}
