/** Tries single things for the self-check: a STUN or TURN server, the microphone, the way there and back of a call. */
import type { IceServer, MediaInput, MediaOutput } from '../../shared/media/protocol.ts';
import type { Microphone } from './microphone.ts';
import { rtcServer } from './pool.ts';
import type { Session } from './session.ts';
import { mediaStats } from './stats.ts';

/** A server further than this helps no call. */
const ICE_MS = 5_000;
/** Louder than this is more than the noise of a quiet room; root mean square of full scale. */
const HEARD = 0.01;
/** Hz of the tone; between the keypad's rows, so that no announcement has it for long. */
const TONE = 1_130;
const LOOK_MS = 50;
/** Looks that hear it: one may be a click. */
const ENOUGH = 4;

/** Gathers with that server alone. `refused`: it was reached, and did not accept user and password. */
export async function tryIce({ server }: { server: IceServer }): Promise<MediaOutput<'tryIce'>> {
  const relay = /^turns?:/i.test(server.urls);
  const peer = openPeer(server, relay);
  if (peer === null) return { reached: false, refused: /^turns?:/i.test(server.urls) };
  try {
    return await new Promise(resolve => {
      let failed = false;
      let refused = false;
      const timer = setTimeout(() => resolve({ reached: false, refused }), ICE_MS);
      const done = (reached: boolean): void => {
        clearTimeout(timer);
        resolve({ reached, refused: refused && !reached });
      };
      peer.addEventListener('icecandidateerror', ({ errorCode }) => {
        // RFC 8489 section 9.2.4: 401 after our answer, 431, 437, 438, 441; 403 and 486 of RFC 8656 section 19.
        if ([401, 403, 431, 437, 438, 441].includes(errorCode)) refused = true;
        else failed = true;
      });
      peer.addEventListener('icecandidate', ({ candidate }) => {
        const type = candidate?.type;
        if (type === 'srflx' || type === 'relay') done(true);
        // Without NAT the address that STUN tells is our own, and no candidate of its own.
        else if (candidate === null) done(!relay && !failed);
      });
      peer.createDataChannel('trial');
      void peer.setLocalDescription();
    });
  } finally {
    peer.close();
  }
}

function openPeer(server: IceServer, relay: boolean): RTCPeerConnection | null {
  try {
    return new RTCPeerConnection({
      iceServers: [rtcServer(server)],
      iceTransportPolicy: relay ? 'relay' : 'all',
    });
  } catch {
    return null;
  }
}

/** Opens the microphone and listens until somebody speaks. Rejects with a MediaFault of code `microphone…`. */
export async function listen(microphone: Microphone, ms: number): Promise<MediaOutput<'listen'>> {
  const lease = await microphone.lease(() => undefined);
  const ear = new Ear(lease.track);
  try {
    return {
      heard: await ear.hears(ms, () => ear.loudness >= HEARD),
      label: lease.label.slice(0, 300),
    };
  } finally {
    ear.close();
    lease.release();
  }
}

/** Sends a tone in place of the microphone and listens for it. */
export async function echo(session: Session, { ms }: MediaInput<'echo'>): Promise<MediaOutput<'echo'>> {
  const { heard } = session;
  if (heard === null) return { arrived: false, returned: false };
  const mouth = new Mouth();
  const ear = new Ear(heard);
  const received = async (): Promise<number> => {
    const report = await session.report();
    return report === null ? 0 : mediaStats(report.values(), Date.now()).packetsReceived;
  };
  try {
    const before = await received();
    session.sendInstead(mouth.track);
    const returned = await ear.hears(ms, () => ear.hearsTone);
    return { returned, arrived: returned || (await received()) > before };
  } finally {
    session.sendInstead(null);
    ear.close();
    mouth.close();
  }
}

/** Beeps, so that echo cancelling and comfort noise have nothing steady to hold on to. */
class Mouth {
  readonly #context = new AudioContext();
  readonly track: MediaStreamTrack;

  constructor() {
    const out = this.#context.createMediaStreamDestination();
    const tone = this.#context.createOscillator();
    const gain = this.#context.createGain();
    tone.frequency.value = TONE;
    const now = this.#context.currentTime;
    gain.gain.value = 0;
    for (let beep = 0; beep < 60; beep += 1) {
      gain.gain.setValueAtTime(0.4, now + beep * 0.6);
      gain.gain.setValueAtTime(0, now + beep * 0.6 + 0.4);
    }
    tone.connect(gain).connect(out);
    tone.start();
    const [track] = out.stream.getAudioTracks();
    if (track === undefined) throw new Error('no track to speak with');
    this.track = track;
  }

  close(): void {
    this.track.stop();
    void this.#context.close();
  }
}

class Ear {
  readonly #context = new AudioContext();
  readonly #analyser = this.#context.createAnalyser();

  constructor(track: MediaStreamTrack) {
    this.#analyser.fftSize = 2_048;
    this.#analyser.smoothingTimeConstant = 0;
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
  }

  get loudness(): number {
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  }

  /** The tone is much louder than everything beside it. */
  get hearsTone(): boolean {
    const decibels = new Float32Array(this.#analyser.frequencyBinCount);
    this.#analyser.getFloatFrequencyData(decibels);
    const bin = Math.round((TONE * this.#analyser.fftSize) / this.#context.sampleRate);
    const near = Math.max(...decibels.slice(bin - 1, bin + 2));
    const beside = Math.max(...decibels.slice(8, bin - 8), ...decibels.slice(bin + 9, bin * 3));
    return near > -50 && near > beside + 12;
  }

  /** Whether it was so a few times, within so many milliseconds. */
  hears(ms: number, isSo: () => boolean): Promise<boolean> {
    const end = performance.now() + ms;
    let times = 0;
    return new Promise(resolve => {
      const timer = setInterval(() => {
        if (isSo()) times += 1;
        if (times < ENOUGH && performance.now() < end) return;
        clearInterval(timer);
        resolve(times >= ENOUGH);
      }, LOOK_MS);
    });
  }

  close(): void {
    void this.#context.close();
  }
}
