/** The media window, without media: it keeps the offer/answer states of RFC 3264 and remembers what it was asked. */
import { audioDirection } from '../../../shared/call/direction.ts';
import type { Disposable } from '../../../shared/disposable.ts';
import type {
  MediaErrorCode,
  MediaEvent,
  MediaInput,
  MediaOutput,
  MediaRequest,
} from '../../../shared/media/protocol.ts';
import { MediaError, type MediaPort } from '../../media/port.ts';
import { answering, sdp, type SdpOptions } from './sdp.ts';

export interface FakeSession {
  signalling: 'stable' | 'local' | 'remote';
  ice: number;
  version: number;
  muted: boolean;
  local: string | null;
  remote: string | null;
  before: string | null;
}

export class FakeMedia implements MediaPort {
  readonly sessions = new Map<string, FakeSession>();
  readonly asked: { request: MediaRequest; input: unknown }[] = [];
  readonly playing = new Set<string>();
  dtmf: string[] = [];
  /** Calls in conference. */
  mixed: string[] = [];
  /** What descriptions say. */
  says: SdpOptions = {};
  /** RFC 4733 was negotiated. */
  events = true;
  /** What trials find. */
  trial = {
    ice: { reached: true, refused: false },
    microphone: { heard: true, label: 'Fake microphone' },
    echo: { arrived: true, returned: true },
  };
  /** Fails the next requests of that name. */
  fails: Partial<Record<MediaRequest, MediaErrorCode>> = {};
  /** Holds offers and answers back until it settles. */
  slow: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  readonly #reborn = new Set<() => void>();

  get listeners(): number {
    return this.#listeners.size + this.#reborn.size;
  }

  onEvent(listener: (event: MediaEvent) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  onReborn(listener: () => void): Disposable {
    this.#reborn.add(listener);
    return { dispose: () => void this.#reborn.delete(listener) };
  }

  emit(event: MediaEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The window died and a new, empty one took its place. */
  rebirth(): void {
    this.sessions.clear();
    this.playing.clear();
    this.mixed = [];
    for (const listener of this.#reborn) listener();
  }

  async request<R extends MediaRequest>(request: R, input: MediaInput<R>): Promise<MediaOutput<R>> {
    this.asked.push({ request, input });
    const failure = this.fails[request];
    if (failure) throw new MediaError(failure, `${request} failed`);
    if (request === 'offer' || request === 'answer') await this.slow;
    return this.#do(request, input) as MediaOutput<R>;
  }

  #do(request: MediaRequest, input: unknown): unknown {
    const { session: id, ...rest } = (input ?? {}) as { session?: string | null } & Record<string, unknown>;
    switch (request) {
      case 'offer':
        return this.#offer(id ?? '', rest as { iceRestart: boolean; hold: boolean });
      case 'answer':
        return this.#answer(id ?? '', rest as { offer: string; hold: boolean });
      case 'accept': {
        const session = this.#session(id);
        session.remote = String(rest['answer']);
        if (session.signalling === 'remote') throw new MediaError('badDescription', 'wrong state');
        session.signalling = 'stable';
        return null;
      }
      case 'rollback': {
        const session = this.#session(id);
        session.signalling = 'stable';
        session.local = session.before;
        return null;
      }
      case 'renew':
        this.sessions.set(id ?? '', {
          ...this.#session(id),
          signalling: 'stable',
          remote: null,
          before: null,
        });
        return null;
      case 'mute':
        this.#session(id).muted = rest['muted'] === true;
        return null;
      case 'mix':
        this.mixed = rest['sessions'] as string[];
        return null;
      case 'dtmf':
        if (this.events) this.dtmf.push(String(rest['tones']));
        return this.events;
      case 'close':
        if (!this.sessions.delete(id ?? '')) throw new MediaError('unknownSession', 'closed before');
        return null;
      case 'play':
        this.playing.add(String(rest['tone']));
        return null;
      case 'stopTone':
        if (typeof rest['tone'] === 'string') this.playing.delete(rest['tone']);
        else this.playing.clear();
        return null;
      case 'stats':
        return null;
      case 'devices':
        return [];
      case 'tryIce':
        return this.trial.ice;
      case 'listen':
        return this.trial.microphone;
      case 'echo':
        return this.trial.echo;
      case 'record':
      case 'pauseRecording':
      case 'stopRecording':
      case 'lamps':
      case 'prepare':
      case 'configure':
      case 'warm':
        return null;
    }
  }

  #offer(id: string, { hold, iceRestart }: { iceRestart: boolean; hold: boolean }): MediaOutput<'offer'> {
    const session = this.sessions.get(id) ?? this.#create(id);
    if (session.signalling !== 'stable')
      throw new MediaError('badDescription', `offer while ${session.signalling}`);
    if (iceRestart) session.ice++;
    const held = session.remote !== null && audioDirection(session.remote) === 'sendonly';
    const direction = hold ? (held ? 'inactive' : 'sendonly') : 'sendrecv';
    return this.#describe(session, 'local', direction);
  }

  #answer(id: string, { hold, offer }: { offer: string; hold: boolean }): MediaOutput<'answer'> {
    const session = this.sessions.get(id) ?? this.#create(id);
    if (session.signalling !== 'stable')
      throw new MediaError('badDescription', `answer while ${session.signalling}`);
    session.remote = offer;
    return this.#describe(session, 'stable', answering(audioDirection(offer), hold));
  }

  #describe(
    session: FakeSession,
    signalling: FakeSession['signalling'],
    direction: NonNullable<SdpOptions['direction']>,
  ): MediaOutput<'offer'> {
    session.before = session.local;
    session.local = sdp({ ...this.says, direction, ice: session.ice, version: ++session.version });
    session.signalling = signalling;
    return { sdp: session.local, gatheredMs: 1, gatheredBy: 'complete' };
  }

  #create(id: string): FakeSession {
    const session: FakeSession = {
      signalling: 'stable',
      ice: 1,
      version: 0,
      muted: false,
      local: null,
      remote: null,
      before: null,
    };
    this.sessions.set(id, session);
    return session;
  }

  #session(id: string | null | undefined): FakeSession {
    const session = this.sessions.get(id ?? '');
    if (!session) throw new MediaError('unknownSession', 'no such session');
    return session;
  }
}
