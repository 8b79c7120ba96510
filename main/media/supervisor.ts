/**
 * Keeps a media window alive and carries requests to it. Every request ends: with its reply, at its deadline, or with
 * `closed` when the window died. What is asked while there is no window waits for the next one.
 *
 *   opening ──> ready ──(gone, or hangs)──> waiting (back-off) ──> opening …
 */
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import {
  fromMedia,
  mediaRequests,
  type FromMedia,
  type MediaConfig,
  type MediaEvent,
  type MediaInput,
  type MediaOutput,
  type MediaRequest,
} from '../../shared/media/protocol.ts';
import type { MediaHost, OpenMediaHost } from './host.ts';
import { MediaError, type MediaPort } from './port.ts';

export interface SupervisorOptions {
  open: OpenMediaHost;
  log: (level: 'info' | 'warn', message: string) => void;
}

export interface SupervisedMedia extends MediaPort, Disposable {
  /** The window died; a new one is under way. */
  onGone(listener: (reason: string) => void): Disposable;
}

interface Pending {
  request: MediaRequest;
  input: unknown;
  resolve(output: unknown): void;
  reject(error: MediaError): void;
  deadline: ReturnType<typeof setTimeout>;
  /** False while it waits for a window. */
  sent: boolean;
}

const DEADLINE_MS = 8_000;
/** The first use of a microphone may wait for a person to allow it in the system's own dialog. */
const MICROPHONE_DEADLINE_MS = 60_000;
const needsMicrophone = new Set<MediaRequest>(['offer', 'answer', 'configure', 'listen', 'echo']);
/** A page that does not answer this within the time hangs: Electron tells of hidden ones only by silence. */
const PROBE_MS = 3_000;
const BACK_OFF_MS = [0, 250, 1_000, 2_000, 5_000] as const;
/** A window that lived this long starts the back-off anew. */
const HEALTHY_MS = 60_000;

export function superviseMedia(options: SupervisorOptions): SupervisedMedia {
  return new Supervisor(options);
}

class Supervisor implements SupervisedMedia {
  readonly #options: SupervisorOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #events = new Set<(event: MediaEvent) => void>();
  readonly #reborn = new Set<() => void>();
  readonly #gone = new Set<(reason: string) => void>();
  #nextId = 1;
  #host: MediaHost | null = null;
  #hostEnds = new DisposableStore();
  #config: MediaConfig | null = null;
  #failures = 0;
  #readySince = 0;
  #born = false;
  #disposed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    // Not before our maker has us in hand: opening calls back.
    queueMicrotask(() => void this.#open());
  }

  request<R extends MediaRequest>(request: R, input: MediaInput<R>): Promise<MediaOutput<R>> {
    if (this.#disposed) return Promise.reject(new MediaError('closed', 'the media window is closed'));
    const checked = mediaRequests[request].input.safeParse(input);
    if (!checked.success)
      return Promise.reject(new MediaError('internal', `malformed ${request}: ${checked.error.message}`));
    if (request === 'configure') this.#config = mediaRequests.configure.input.parse(input);
    // The reply is parsed with this request's own schema before it resolves.
    return this.#ask(request, checked.data) as Promise<MediaOutput<R>>;
  }

  onEvent(listener: (event: MediaEvent) => void): Disposable {
    return listen(this.#events, listener);
  }

  onReborn(listener: () => void): Disposable {
    return listen(this.#reborn, listener);
  }

  onGone(listener: (reason: string) => void): Disposable {
    return listen(this.#gone, listener);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    clearTimeout(this.#retry);
    this.#hostEnds.dispose();
    this.#host?.destroy();
    this.#host = null;
    this.#fail(() => true, 'the media window is closed');
  }

  #ask(request: MediaRequest, input: unknown, deadlineMs = DEADLINE_MS): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const after = deadlineMs ?? (needsMicrophone.has(request) ? MICROPHONE_DEADLINE_MS : DEADLINE_MS);
      const deadline = setTimeout(() => this.#late(id, after), after);
      this.#pending.set(id, { request, input, resolve, reject, deadline, sent: false });
      this.#send(id);
    });
  }

  #send(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined || this.#host === null) return;
    pending.sent = true;
    this.#host.post({ id, request: pending.request, input: pending.input });
  }

  #late(id: number, after: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    if (pending.sent) this.#probe();
    if (needsMicrophone.has(pending.request) && after < MICROPHONE_DEADLINE_MS) {
      const more = MICROPHONE_DEADLINE_MS - after;
      pending.deadline = setTimeout(() => this.#late(id, MICROPHONE_DEADLINE_MS), more);
      return;
    }
    this.#take(id)?.reject(new MediaError('internal', `${pending.request}: no reply within ${after} ms`));
  }

  /** One request may be slow; a page that answers nothing at all is replaced. */
  #probe(): void {
    const host = this.#host;
    if (host === null || this.#probing) return;
    this.#probing = true;
    this.#ask('stats', { session: '' }, PROBE_MS).then(
      () => (this.#probing = false),
      () => {
        this.#probing = false;
        if (this.#host === host) this.#lost('it does not answer');
      },
    );
  }
  #probing = false;

  async #open(): Promise<void> {
    if (this.#disposed) return;
    try {
      const host = await this.#options.open();
      if (this.#disposed) {
        host.destroy();
        return;
      }
      this.#adopt(host);
    } catch (thrown) {
      this.#options.log('warn', `the media window could not be opened: ${String(thrown)}`);
      this.#again();
    }
  }

  #adopt(host: MediaHost): void {
    this.#host = host;
    this.#readySince = Date.now();
    this.#hostEnds = new DisposableStore();
    this.#hostEnds.add(host.onFrame(frame => this.#receive(frame)));
    this.#hostEnds.add(host.onGone(reason => this.#lost(reason)));
    const waiting = [...this.#pending.keys()];
    const reborn = this.#born;
    this.#born = true;
    // Frames keep their order: a new window is configured before anything that waited is done in it.
    if (reborn && this.#config !== null) {
      void this.#ask('configure', this.#config).catch((thrown: unknown) =>
        this.#options.log('warn', `the new media window could not be configured: ${String(thrown)}`),
      );
      void this.#ask('warm', null).catch(() => undefined);
    }
    for (const id of waiting) this.#send(id);
    if (reborn) for (const listener of this.#reborn) listener();
  }

  #lost(reason: string): void {
    this.#options.log('warn', `the media window is gone: ${reason}`);
    this.#hostEnds.dispose();
    this.#host?.destroy();
    this.#host = null;
    if (Date.now() - this.#readySince > HEALTHY_MS) this.#failures = 0;
    for (const listener of this.#gone) listener(reason);
    this.#fail(pending => pending.sent, `the media window is gone: ${reason}`);
    this.#again();
  }

  #again(): void {
    if (this.#disposed) return;
    const wait = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)] ?? 0;
    this.#failures += 1;
    this.#retry = setTimeout(() => void this.#open(), wait);
  }

  #receive(frame: unknown): void {
    const parsed = fromMedia.safeParse(frame);
    if (!parsed.success) {
      this.#options.log('warn', `a malformed frame from the media window: ${parsed.error.message}`);
      return;
    }
    if ('event' in parsed.data) {
      for (const listener of this.#events) listener(parsed.data.event);
      return;
    }
    this.#settle(parsed.data);
  }

  #settle(reply: Extract<FromMedia, { id: number }>): void {
    const pending = this.#take(reply.id);
    // Its deadline has passed.
    if (pending === null) return;
    if (!reply.ok) {
      pending.reject(new MediaError(reply.code, reply.message));
      return;
    }
    const output = mediaRequests[pending.request].output.safeParse(reply.output);
    if (output.success) pending.resolve(output.data);
    else pending.reject(new MediaError('internal', `malformed reply to ${pending.request}`));
  }

  #take(id: number): Pending | null {
    const pending = this.#pending.get(id);
    if (pending === undefined) return null;
    clearTimeout(pending.deadline);
    this.#pending.delete(id);
    return pending;
  }

  #fail(which: (pending: Pending) => boolean, message: string): void {
    for (const [id, pending] of this.#pending) {
      if (which(pending)) this.#take(id)?.reject(new MediaError('closed', message));
    }
  }
}

function listen<T>(listeners: Set<T>, listener: T): Disposable {
  listeners.add(listener);
  return { dispose: () => void listeners.delete(listener) };
}
