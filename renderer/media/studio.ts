/** All calls of this window and what they share; answers the requests of main. */
import type { AudioDevice, MediaConfig, MediaEvent, MediaInput } from '../../shared/media/protocol.ts';
import { denoiser } from './denoise.ts';
import { DeviceList } from './devicelist.ts';
import { MediaFault } from './fault.ts';
import { Headsets, hidOf } from './headsets.ts';
import { Microphone } from './microphone.ts';
import { Mixer } from './mixer.ts';
import { Monitor } from './monitor.ts';
import { Outputs } from './outputs.ts';
import { ConnectionPool } from './pool.ts';
import type { Handlers } from './port.ts';
import { Recorder } from './recorder.ts';
import { DIGIT_MS, Session } from './session.ts';
import { Speaker } from './speaker.ts';
import { mediaStats } from './stats.ts';
import { Tones } from './tones.ts';
import { echo, listen, tryIce } from './trial.ts';

interface Call {
  session: Session;
  speaker: Speaker;
  recorder: Recorder | null;
}

/** A key that the agent presses is left out of a recording for so much longer than it sounds. */
const AFTER_KEY_MS = 150;

export class Studio {
  readonly #emit: (event: MediaEvent) => void;
  readonly #devices = new DeviceList();
  readonly #denoiser = denoiser();
  readonly #microphone: Microphone;
  readonly #pool = new ConnectionPool();
  readonly #tones = new Tones();
  readonly #monitor: Monitor;
  readonly #mixer = new Mixer();
  readonly #headsets: Headsets;
  readonly #chosen = new Outputs();
  readonly #calls = new Map<string, Call>();
  #lines: MediaConfig['lines'] = {};
  #outputs: Pick<MediaConfig, 'speaker' | 'ringDevice'> = { speaker: null, ringDevice: null };

  readonly handlers: Handlers = {
    configure: async config => {
      await this.#configure(config);
      return null;
    },
    offer: ({ session, line, iceRestart, hold }) =>
      this.#first(session, line, call => call.offer(iceRestart, hold)),
    prepare: ({ session, line, offer }) => this.#first(session, line, call => call.prepare(offer)),
    answer: ({ session, line, offer, hold }) => this.#first(session, line, call => call.answer(offer, hold)),
    accept: ({ session, answer }) => this.#call(session).accept(answer),
    renew: ({ session }) => this.#call(session).renew(),
    rollback: ({ session }) => this.#call(session).rollback(),
    mute: async ({ session, muted }) => {
      this.#call(session).mute(muted);
      return null;
    },
    mix: async ({ sessions }) => {
      this.#mixer.want(sessions);
      this.#mixer.update(this.#calls);
      return null;
    },
    dtmf: async ({ session, tones }) => this.#call(session).dtmf(tones),
    record: async input => {
      await this.#record(input);
      return null;
    },
    pauseRecording: async ({ session, paused }) => {
      this.#calls.get(session)?.recorder?.pause(paused);
      return null;
    },
    stopRecording: async ({ session }) => {
      const call = this.#calls.get(session);
      const recorder = call?.recorder;
      if (call && recorder) call.recorder = null;
      await recorder?.end();
      return null;
    },
    close: async ({ session }) => {
      this.#close(session);
      return null;
    },
    play: async ({ tone, session }) => {
      this.#tones.play(tone, session);
      return null;
    },
    stopTone: async ({ tone }) => {
      this.#tones.stop(tone);
      return null;
    },
    stats: async ({ session }) => {
      const report = await this.#calls.get(session)?.session.report();
      return report ? mediaStats(report.values(), Date.now()) : null;
    },
    lamps: async lamps => {
      await this.#headsets.light(lamps);
      return null;
    },
    tryIce,
    listen: ({ ms }) => listen(this.#microphone, ms),
    echo: input => echo(this.#call(input.session), input),
    devices: async () => [...(await this.#devices.refresh())],
    warm: async () => {
      await this.#pool.warm();
      return null;
    },
  };

  constructor(emit: (event: MediaEvent) => void) {
    this.#emit = emit;
    this.#monitor = new Monitor(event => this.#noticed(event));
    this.#microphone = new Microphone(this.#devices, emit, this.#denoiser.denoise);
    this.#headsets = new Headsets(emit, hidOf(navigator));
    this.#devices.onChange(() => {
      emit({ kind: 'devices', devices: [...this.#devices.present] });
      this.#missOutputs(emit);
      void this.#routeAll();
    });
    addEventListener('online', () => this.#pool.renew());
  }

  async #configure(config: MediaConfig): Promise<void> {
    // All wishes are noted before the first wait: an offer may come right behind.
    this.#pool.configure(config.lines);
    this.#lines = config.lines;
    this.#outputs = config;
    const { microphone, echoCancellation, noiseSuppression, autoGainControl } = config;
    const wish = { microphone, echoCancellation, noiseSuppression, autoGainControl };
    // Loaded before the first call: an answer shall not wait for it. A call that cannot have it says so.
    if (noiseSuppression === 'strong') void this.#denoiser.ready().catch(() => undefined);
    const reopened = this.#microphone.configure(wish);
    await this.#devices.refresh();
    this.#missOutputs(() => undefined);
    await Promise.all([reopened, this.#routeAll()]);
  }

  /** In a call the microphone tells of its own headset; a pull is one piece of news. */
  #missOutputs(emit: (event: MediaEvent) => void): void {
    const { speaker, ringDevice } = this.#outputs;
    const { gone, back } = this.#chosen.look([speaker, ringDevice], id => this.#devices.find(id, 'speaker'));
    const told = (device: AudioDevice): boolean => this.#microphone.tells(device.groupId);
    for (const device of gone) if (!told(device)) emit({ kind: 'deviceGone', device: device.label });
    for (const device of back) if (!told(device)) emit({ kind: 'deviceBack', device: device.label });
  }

  /** The first description makes the call; if it fails there is none. */
  async #first<T>(id: string, line: string | undefined, step: (session: Session) => Promise<T>): Promise<T> {
    const known = this.#calls.get(id);
    if (known !== undefined) return step(known.session);
    const { session } = this.#add(id, line ?? '');
    return step(session).catch((thrown: unknown) => {
      this.#close(id);
      throw thrown;
    });
  }

  #add(id: string, line: string): Call {
    const speaker = new Speaker(this.#sink(this.#outputs.speaker));
    const session = new Session(id, {
      pool: this.#pool,
      line,
      codecs: this.#lines[line]?.codecs ?? [],
      microphone: this.#microphone,
      speaker,
      emit: this.#emit,
      onDigit: digit => {
        call.recorder?.key(DIGIT_MS + AFTER_KEY_MS);
        this.#tones.key(digit);
      },
      onChange: () => {
        this.#mixer.update(this.#calls);
        call.recorder?.update();
      },
    });
    const call: Call = { session, speaker, recorder: null };
    this.#calls.set(id, call);
    this.#monitor.watch(session);
    return call;
  }

  /** One at a time: a second one takes the place of the first. */
  async #record(input: MediaInput<'record'>): Promise<void> {
    const session = this.#call(input.session);
    const call = this.#calls.get(input.session);
    if (call === undefined) return;
    const before = call.recorder;
    const recorder = (call.recorder = new Recorder(session, input, {
      emit: this.#emit,
      aloud: () => this.#tones.play('recording', input.session),
    }));
    await before?.end();
    await recorder.start(input.beep);
  }

  #noticed(event: MediaEvent): void {
    // The far end is heard: our own ringback would cover its announcement.
    if (event.kind === 'audio' && event.flowing) this.#tones.stopFor(event.session, 'ringback');
    this.#emit(event);
  }

  #call(id: string): Session {
    const call = this.#calls.get(id);
    if (call === undefined) throw new MediaFault('unknownSession', `no such call: ${id}`);
    return call.session;
  }

  #close(id: string): void {
    this.#tones.stopFor(id);
    const call = this.#calls.get(id);
    if (call === undefined) return;
    this.#monitor.unwatch(call.session);
    void call.recorder?.end();
    call.session.close();
    this.#calls.delete(id);
    this.#mixer.update(this.#calls);
  }

  /** `''` is the system's device, also while the wanted one is away. */
  #sink(wanted: string | null): string {
    return this.#devices.find(wanted, 'speaker')?.id ?? '';
  }

  async #routeAll(): Promise<void> {
    const voice = this.#sink(this.#outputs.speaker);
    const ring = this.#sink(this.#outputs.ringDevice);
    await Promise.all([
      this.#tones.route({ ring, voice }),
      ...[...this.#calls.values()].map(call => call.speaker.route(voice)),
    ]);
  }
}
