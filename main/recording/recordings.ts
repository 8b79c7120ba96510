/**
 * Records calls. Whether and when is decided in shared/recording; the media window records, what it sends is sealed and
 * written here, and a row in the store says to which conversation it belongs. No trouble of a recording is ever one of the
 * call.
 */
import path from 'node:path';
import { mkdirSync } from 'node:fs';
import type { CallView } from '../../shared/call/view.ts';
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { MediaEvent } from '../../shared/media/protocol.ts';
import type { CallerContext } from '../../shared/people/types.ts';
import {
  notRecorded,
  stepRecording,
  viewOf,
  type RecordingEffect,
  type RecordingEvent,
  type RecordingState,
} from '../../shared/recording/machine.ts';
import { modeFor } from '../../shared/recording/rules.ts';
import { isSilentAt, resumesAt } from '../../shared/recording/script-pause.ts';
import type {
  RecordingByHand,
  RecordingEnd,
  RecordingSettings,
  RecordingView,
} from '../../shared/recording/types.ts';
import type { Part, RunState } from '../../shared/script/run-state.ts';
import type { Script } from '../../shared/script/types.ts';
import type { Log } from '../app/log.ts';
import type { Emit } from '../ipc/serve.ts';
import type { SupervisedMedia } from '../media/supervisor.ts';
import type { Store } from '../store/port.ts';
import type { Telephony } from '../telephony/port.ts';
import { RecordingWriter } from './file.ts';

export interface RecordingsOptions {
  telephony: Pick<Telephony, 'calls' | 'onCall'>;
  media: Pick<SupervisedMedia, 'request' | 'onEvent' | 'onGone'>;
  store: Pick<Store, 'view' | 'reachOf' | 'beginRecording' | 'endRecording' | 'removeRecording'>;
  /** Where the files lie; made when the first one is. */
  folder: string;
  /** 64 hex digits. */
  key: string;
  settings: () => RecordingSettings;
  lineName: (accountId: string) => string | null;
  emit: Emit;
  log: Log;
  now: () => number;
  newId: () => string;
  /** Something is there that was not. */
  changed: () => void;
}

interface Call {
  state: RecordingState;
  /** Whether it may be recorded was asked: nothing is said before. */
  judged: boolean;
  /** Parts of scripts that are at a step which pauses. */
  silentParts: Set<Part>;
}

interface Running {
  callId: string;
  since: number;
  /** Null: it could not be made, and that was said. */
  writer: Promise<RecordingWriter | null>;
  silenced: number;
  why: RecordingEnd | null;
  /** Its end is being written down; until it stands there nobody else may say how it ended. */
  closing: boolean;
  closed: Promise<void>;
  close: () => void;
}

/** The media window has so long to hand over the rest. */
const restMs = 3_000;
const full: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

export const fileOf = (folder: string, id: string): string => path.join(folder, `${id}.rec`);

export class Recordings implements Disposable {
  readonly #options: RecordingsOptions;
  readonly #ends = new DisposableStore();
  readonly #calls = new Map<string, Call>();
  readonly #contexts = new Map<string, CallerContext>();
  readonly #running = new Map<string, Running>();
  /** Of calls that are about to be taken up. */
  readonly #before = new Map<string, RecordingByHand>();
  readonly #byHand = new Set<() => void>();

  constructor(options: RecordingsOptions) {
    this.#options = options;
    this.#ends.add(options.telephony.onCall((callId, view) => this.#callIs(callId, view)));
    this.#ends.add(options.media.onEvent(event => this.#heard(event)));
    this.#ends.add(options.media.onGone(() => this.#mediaGone()));
  }

  /** Of all calls that are up. */
  get views(): RecordingView[] {
    return [...this.#calls]
      .filter(([, { judged }]) => judged)
      .map(([callId, { state }]) => viewOf(callId, state));
  }

  /** Recordings that are being made, or whose end is not written down yet. */
  get living(): string[] {
    return [...this.#running.keys()];
  }

  /** Null when nothing was done by hand. */
  byHand(callId: string): RecordingByHand | null {
    const state = this.#calls.get(callId)?.state;
    if (state === undefined || (state.wish === null && !state.paused.agent)) return null;
    return { wish: state.wish, paused: state.paused.agent };
  }

  onByHand(listener: () => void): Disposable {
    this.#byHand.add(listener);
    return { dispose: () => void this.#byHand.delete(listener) };
  }

  /** A call of the last run is about to be taken up; nothing of it is recorded that was paused. */
  goesOn(callId: string, byHand: RecordingByHand): void {
    this.#before.set(callId, byHand);
  }

  /** Somebody was found, or changed what they allow. */
  callerIs(context: CallerContext): void {
    this.#contexts.set(context.callId, context);
    if (this.#calls.has(context.callId)) void this.#judge(context.callId);
  }

  /** A script beside the call is at another step, or at the same once more. */
  scriptIs(callId: string, part: Part, script: Script, state: RunState, before: RunState | null): void {
    const call = this.#calls.get(callId);
    if (call === undefined) return;
    if (state.endedAt === null && isSilentAt(script, state)) call.silentParts.add(part);
    else call.silentParts.delete(part);
    this.#step(callId, { kind: 'paused', by: 'script', paused: call.silentParts.size > 0 });
    if (resumesAt(script, state) && before?.step !== state.step)
      this.#step(callId, { kind: 'paused', by: 'agent', paused: false });
  }

  /** HatifError `notFound`; `wrongState` when it may not be, which the view says. */
  wish(callId: string, on: boolean): void {
    const { state } = this.#known(callId);
    const refusal = viewOf(callId, state).refusal;
    if (on && refusal !== null && refusal !== 'diskFull' && refusal !== 'failed')
      throw new HatifError('wrongState', `it may not be recorded: ${refusal}`);
    this.#step(callId, { kind: 'wished', on });
    for (const listener of this.#byHand) listener();
  }

  /** HatifError `notFound`, `wrongState`. */
  pause(callId: string, paused: boolean): void {
    if (this.#known(callId).state.running === null)
      throw new HatifError('wrongState', 'it is not being recorded');
    this.#step(callId, { kind: 'paused', by: 'agent', paused });
    for (const listener of this.#byHand) listener();
  }

  /** The rules were changed: for calls that are up as well. */
  judgeAll(): void {
    for (const callId of this.#calls.keys()) void this.#judge(callId);
  }

  /** Every recording is whole on the disk. */
  async end(): Promise<void> {
    for (const callId of [...this.#calls.keys()]) this.#step(callId, { kind: 'up', up: false });
    await Promise.all([...this.#running.values()].map(({ closed }) => closed));
  }

  dispose(): void {
    this.#ends.dispose();
  }

  #known(callId: string): Call {
    const call = this.#calls.get(callId);
    if (call === undefined) throw new HatifError('notFound', 'there is no such call');
    return call;
  }

  #callIs(callId: string, view: CallView | null): void {
    if (view === null || view.phase === 'ended' || view.phase === 'ending') {
      this.#step(callId, { kind: 'up', up: false });
      if (this.#calls.delete(callId)) this.#tell();
      if (view === null) this.#contexts.delete(callId);
      return;
    }
    if (view.phase !== 'established') return;
    const known = this.#calls.get(callId);
    if (known === undefined) {
      const { wish, paused } = this.#before.get(callId) ?? { wish: null, paused: false };
      this.#before.delete(callId);
      const state = { ...notRecorded, up: true, wish, paused: { agent: paused, script: false } };
      this.#calls.set(callId, { state, judged: false, silentParts: new Set() });
      void this.#judge(callId);
    } else if (!known.state.ready && view.media === 'flowing') this.#step(callId, { kind: 'mediaBack' });
  }

  async #judge(callId: string): Promise<void> {
    const { store, now, telephony, settings, lineName, log } = this.#options;
    const view = telephony.calls.find(({ id }) => id === callId);
    if (view === undefined) return;
    const context = this.#contexts.get(callId);
    const person = context?.person ?? null;
    const mode = modeFor(
      {
        accountId: view.accountId,
        direction: view.direction,
        called: [view.called, lineName(view.accountId)].filter(name => name !== null),
        lists: person?.lists ?? [],
        campaigns: context?.campaign === undefined ? [] : [context.campaign],
      },
      settings(),
    );
    let refusedAt: number | null = null;
    let known = store.view.state === 'open';
    try {
      const { number, e164 } = view.remote;
      const reached = number === '' ? null : { number, e164 };
      const { contacts } = await store.reachOf(
        { personId: person?.id ?? null, number: reached, email: null },
        now(),
      );
      const refusals = contacts
        .filter(({ fields }) => fields.noRecording)
        .flatMap(({ consents }) => consents.filter(({ channel }) => channel === 'recording'));
      if (refusals.length > 0) refusedAt = Math.min(...refusals.map(({ at }) => at));
    } catch (cause) {
      known = false;
      log.warn(`whether a call may be recorded could not be read: ${String(cause)}`);
    }
    const call = this.#calls.get(callId);
    if (call === undefined) return;
    const { running } = call.state;
    call.judged = true;
    this.#step(callId, { kind: 'judged', mode, refused: refusedAt !== null, known });
    // It should never have been begun: who they are was not known yet.
    if (running !== null && refusedAt !== null && refusedAt < running.since)
      void this.#running
        .get(running.id)
        ?.closed.then(() => store.removeRecording(running.id, 0))
        .then(() => this.#options.changed())
        .catch((cause: unknown) => log.error('a recording that was refused could not be removed', cause));
  }

  #step(callId: string, event: RecordingEvent): void {
    const call = this.#calls.get(callId);
    if (call === undefined) return;
    const { newId, now } = this.#options;
    const { state, effects } = stepRecording(call.state, event, { newId, at: now() });
    call.state = state;
    for (const effect of effects) this.#do(callId, effect);
    this.#tell();
  }

  #do(callId: string, effect: RecordingEffect): void {
    const { media } = this.#options;
    switch (effect.do) {
      case 'begin':
        this.#begin(callId, effect);
        return;
      case 'silence':
        media
          .request('pauseRecording', { session: callId, paused: effect.silent })
          // Rather no recording than one that goes on when it should not.
          .catch(() => this.#step(callId, { kind: 'failed', why: 'failed' }));
        return;
      case 'end':
        this.#end(effect.id, effect.why);
    }
  }

  #begin(callId: string, { id, startedBy, silent }: Extract<RecordingEffect, { do: 'begin' }>): void {
    const { media, store, folder, key, settings, log, now } = this.#options;
    let close = (): void => undefined;
    const closed = new Promise<void>(resolve => (close = resolve));
    const make = async (): Promise<RecordingWriter | null> => {
      try {
        await store.beginRecording({ id, interactionId: callId, at: now(), startedBy });
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        return await RecordingWriter.create(fileOf(folder, id), key);
      } catch (cause) {
        this.#failed(callId, id, cause);
        return null;
      }
    };
    const running: Running = {
      callId,
      since: now(),
      writer: make(),
      silenced: 0,
      why: null,
      closing: false,
      closed,
      close,
    };
    this.#running.set(id, running);
    const { beep, beepSeconds } = settings();
    const sound = beep === 'off' ? null : { every: beep === 'every' ? beepSeconds : null };
    media
      .request('record', { session: callId, recording: id, paused: silent, beep: sound })
      .catch((cause: unknown) => {
        log.warn(`a call could not be recorded: ${String(cause)}`);
        this.#failed(callId, id, cause);
      });
  }

  /** The call goes on; that it is not recorded any more is said. */
  #failed(callId: string, id: string, cause: unknown): void {
    const { emit, log } = this.#options;
    const running = this.#running.get(id);
    if (running === undefined || running.why !== null || running.closing) return;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why = full.includes(code) ? 'diskFull' : 'failed';
    log.error(`a recording ended: ${why}`, cause);
    if (this.#calls.get(callId)?.state.running?.id === id) this.#step(callId, { kind: 'failed', why });
    else this.#end(id, why);
    emit('notice', { key: `recording.notice_${why}`, values: {}, tone: 'error' });
  }

  #heard(event: MediaEvent): void {
    if (event.kind === 'recorded') {
      const running = this.#running.get(event.recording);
      if (running === undefined) return;
      running.silenced = event.silenced;
      void running.writer
        .then(writer => writer?.add(event.sound, event.peaks))
        .catch((cause: unknown) => this.#failed(running.callId, event.recording, cause));
    } else if (event.kind === 'recordingEnded') {
      const running = this.#running.get(event.recording);
      if (running === undefined) return;
      if (running.why === null && event.failed)
        this.#failed(running.callId, event.recording, new Error('the encoder failed'));
      void this.#close(event.recording);
    }
  }

  #mediaGone(): void {
    for (const callId of this.#calls.keys()) this.#step(callId, { kind: 'mediaGone' });
    for (const [id, running] of this.#running) {
      running.why ??= 'cut';
      void this.#close(id);
    }
  }

  #end(id: string, why: RecordingEnd): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    running.why = why;
    this.#options.media.request('stopRecording', { session: running.callId }).catch(() => undefined);
    // It comes with `recordingEnded`, from a media window that is well.
    const late = setTimeout(() => void this.#close(id), restMs);
    void running.closed.then(() => clearTimeout(late));
  }

  async #close(id: string): Promise<void> {
    const { store, log, now, changed } = this.#options;
    const running = this.#running.get(id);
    if (running === undefined || running.closing) return;
    running.closing = true;
    try {
      const writer = await running.writer;
      await writer?.end().catch((cause: unknown) => log.warn(`a recording has no end: ${String(cause)}`));
      const written = writer?.written ?? { bytes: 0, chunks: 0, milliseconds: 0 };
      await store.endRecording(id, {
        ...written,
        silenced: running.silenced,
        at: now(),
        end: running.why ?? 'call',
      });
      // Of a call too short for one piece, or of a disk that took nothing.
      if (written.milliseconds === 0) await store.removeRecording(id, 0);
    } catch (cause) {
      log.error('the end of a recording could not be kept', cause);
    } finally {
      this.#running.delete(id);
      running.close();
      changed();
    }
  }

  #tell(): void {
    this.#options.emit('recordings', this.views);
  }
}
