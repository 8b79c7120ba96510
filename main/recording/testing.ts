/** Recordings on a real store and real files, with a phone and a media window that do what the story says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CallView } from '../../shared/call/view.ts';
import type { MediaEvent, MediaInput, MediaRequest } from '../../shared/media/protocol.ts';
import { usualRecording, type RecordingSettings, type RecordingView } from '../../shared/recording/types.ts';
import { vi } from 'vitest';
import { unknownCaller } from '../desk/cards.ts';
import { callOf } from '../desk/testing.ts';
import {
  key as usualKey,
  know,
  noon,
  openTables,
  ringing,
  temporaryPlace,
} from '../store/testing/fixtures.ts';
import { commands, questions } from '../store/verbs.ts';
import { Library, type LibraryOptions } from './library.ts';
import { Recordings, type RecordingsOptions } from './recordings.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export class Studio {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'hatif-recordings-'));
  readonly place = temporaryPlace();
  readonly db = openTables(this.place.file);
  readonly asked: { request: MediaRequest; input: unknown }[] = [];
  readonly notices: string[] = [];
  readonly given: { name: string; bytes: number }[] = [];
  readonly calls: CallView[] = [];
  settings: RecordingSettings = { ...usualRecording, otherwise: 'always' };
  at = noon;
  key = usualKey;
  storeIs: 'open' | 'opening' = 'open';
  /** What the store cannot do, what it does not do before the story goes on, and what waits for that. */
  readonly failing = new Set<string>();
  readonly holds = new Map<string, Promise<void>>();
  readonly waits: string[] = [];
  /** Requests that the media window refuses. */
  readonly refuses = new Set<MediaRequest>();
  /** What was put off, to be done when the story says so. */
  readonly later: (() => void)[] = [];
  views: readonly RecordingView[] = [];
  recordings: Recordings;
  library: Library;
  #ids = 0;
  #onCall: (id: string, view: CallView | null) => void = () => undefined;
  #onEvent: (event: MediaEvent) => void = () => undefined;
  #onGone: () => void = () => undefined;

  constructor() {
    [this.recordings, this.library] = this.start();
  }

  /** Begins a run of the app on what is on the disk. */
  start(): [Recordings, Library] {
    const verbs = { ...questions, ...commands } as unknown as Record<string, (...args: unknown[]) => unknown>;
    const store = new Proxy({}, {
      get: (_, verb) =>
        verb === 'view' ? { state: this.storeIs, detail: null } : (...args: unknown[]) => this.#asked(String(verb), () => verbs[String(verb)]?.(this.db, ...args)),
    }) as unknown as RecordingsOptions['store'] & LibraryOptions['store']; // prettier-ignore
    const common = { store, folder: this.folder, key: this.key, now: () => this.at, log: quiet };
    this.recordings = new Recordings({
      ...common,
      telephony: {
        calls: this.calls,
        onCall: listener => ((this.#onCall = listener), { dispose: () => undefined }),
      },
      media: {
        request: (request, input) => {
          this.asked.push({ request, input });
          if (this.refuses.has(request)) return Promise.reject(new Error(`${request} failed`));
          if (request === 'stopRecording') this.#stopped((input as MediaInput<'stopRecording'>).session);
          return Promise.resolve(null as never);
        },
        onEvent: listener => ((this.#onEvent = listener), { dispose: () => undefined }),
        onGone: listener => ((this.#onGone = () => listener('crashed')), { dispose: () => undefined }),
      },
      settings: () => this.settings,
      lineName: () => 'Service',
      emit: (event, payload) => {
        if (event === 'recordings') this.views = payload as RecordingView[];
        if (event === 'notice') this.notices.push((payload as { key: string }).key);
      },
      newId: () => `00000000-0000-7000-8000-00000000000${(this.#ids += 1)}`,
      changed: () => undefined,
    });
    this.library = new Library({
      ...common,
      living: () => this.recordings.living,
      agent: () => 'Sara',
      saveFile: (name, bytes) => Promise.resolve(Boolean(this.given.push({ name, bytes: bytes.length }))),
      changed: () => undefined,
      later: (_ms, run) => (this.later.push(run), { dispose: () => undefined }),
    });
    return [this.recordings, this.library];
  }

  async #asked(verb: string, ask: () => unknown): Promise<unknown> {
    if (this.failing.has(verb)) throw new Error(`${verb} failed`);
    const held = this.holds.get(verb);
    if (held !== undefined) this.waits.push(verb);
    await held;
    return ask();
  }

  /** Somebody calls, is known by that id, and is talked to. */
  async answers(id = 'call', personId: string | null = null): Promise<void> {
    commands.beginInteraction(this.db, ringing(id, { personId }));
    if (personId !== null) commands.linkPerson(this.db, id, personId);
    const person = personId === null ? null : (questions.person(this.db, personId)?.person ?? null);
    this.recordings.callerIs({ ...unknownCaller(id), person });
    this.is(callOf(id, { phase: 'established', media: 'flowing' }));
    await this.judged(id);
  }

  /** It is known whether the call may be recorded. */
  async judged(id = 'call'): Promise<void> {
    await vi.waitFor(() => {
      const view = this.views.find(({ callId }) => callId === id);
      if (view === undefined || view.refusal === 'unknown') throw new Error('it is not known yet');
    });
  }

  is(view: CallView): void {
    const at = this.calls.findIndex(({ id }) => id === view.id);
    this.calls.splice(at < 0 ? this.calls.length : at, at < 0 ? 0 : 1, view);
    this.#onCall(view.id, view);
  }

  /** The media window sends some seconds of sound, a piece each. */
  sounds(seconds = 1, id = this.running()): void {
    for (let n = 0; n < seconds; n += 1)
      this.#onEvent({
        kind: 'recorded',
        session: 'call',
        recording: id,
        sound: new Uint8Array(100).fill(n + 1),
        peaks: new Uint8Array(20).fill(9),
        silenced: 0,
      });
  }

  /** The id of the recording that was begun last. */
  running(): string {
    const begun = this.asked.findLast(({ request }) => request === 'record');
    return (begun?.input as MediaInput<'record'> | undefined)?.recording ?? '';
  }

  async hangsUp(id = 'call'): Promise<void> {
    this.is(callOf(id, { phase: 'ended' }));
    await this.recordings.end();
  }

  mediaDies(): void {
    this.#onGone();
  }

  knows(id: string, noRecording = false): void {
    know(this.db, id, { name: `Name of ${id}`, numbers: [] });
    if (noRecording) this.refuse(id);
  }

  refuse(id: string): void {
    this.db
      .prepare(`INSERT INTO consents VALUES (?, ?, 'recording', 0, ?, 'agent')`)
      .run(`c-${id}-${this.at}`, id, this.at);
  }

  rows(): { id: string; end: string | null; milliseconds: number }[] {
    return questions
      .recordings(this.db, { text: '', direction: null, startedBy: null }, null, 50)
      .map(({ id, end, milliseconds }) => ({ id, end, milliseconds }));
  }

  dispose(): void {
    this.recordings.dispose();
    this.library.dispose();
    this.db.close();
    this.place.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #stopped(session: string): void {
    const recording = this.running();
    queueMicrotask(() => this.#onEvent({ kind: 'recordingEnded', session, recording, failed: false }));
  }
}
