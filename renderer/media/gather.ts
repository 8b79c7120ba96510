/** Puts a local description in force and waits for its ICE candidates as long as gathering.ts says. */
import type { MediaOutput } from '../../shared/media/protocol.ts';
import { MediaFault } from './fault.ts';
import { judge } from './gathering.ts';
import { candidates, iceUser, isObscured, withoutObscured } from './sdp.ts';

export interface GatherOptions {
  /** A STUN or TURN server is configured. */
  outside: boolean;
  /** How long the connection has gathered already, ms. */
  warmMs: number;
  /** Aborted when the call ends meanwhile. */
  signal: AbortSignal;
}

/** What goes on the wire. Rejects with code `internal` when the machine has no address to offer. */
export async function gather(
  peer: RTCPeerConnection,
  description: RTCSessionDescriptionInit,
  options: GatherOptions,
): Promise<MediaOutput<'offer'>> {
  const user = iceUser(peer.localDescription?.sdp);
  const watch = new CandidateWatch(peer, options.signal);
  try {
    await peer.setLocalDescription(description);
    // A new ICE user means new candidates: the first description, or a restart by either side.
    const needed = iceUser(peer.localDescription?.sdp) !== user;
    return await watch.until(needed, options);
  } finally {
    watch.dispose();
  }
}

class CandidateWatch {
  readonly #peer: RTCPeerConnection;
  readonly #signal: AbortSignal;
  readonly #end = new AbortController();
  /** After an ICE restart the state still says `complete` of the candidates before; only the end of the new ones counts. */
  readonly #stale: boolean;
  #ended = false;
  #lastCandidate = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #changed: () => void = () => undefined;

  constructor(peer: RTCPeerConnection, signal: AbortSignal) {
    this.#peer = peer;
    this.#signal = signal;
    this.#stale = peer.iceGatheringState === 'complete';
    const came = ({ candidate }: RTCPeerConnectionIceEvent): void => {
      this.#lastCandidate = performance.now();
      if (candidate === null) this.#ended = true;
      this.#changed();
    };
    peer.addEventListener('icecandidate', came, this.#end);
    peer.addEventListener('icegatheringstatechange', () => this.#changed(), this.#end);
    signal.addEventListener('abort', () => this.#changed(), this.#end);
  }

  until(needed: boolean, { outside, warmMs }: GatherOptions): Promise<MediaOutput<'offer'>> {
    const began = performance.now();
    return new Promise((resolve, reject) => {
      this.#changed = () => {
        clearTimeout(this.#timer);
        if (this.#signal.aborted) return reject(new MediaFault('closed', 'the call ended while gathering'));
        const now = performance.now();
        const sdp = this.#peer.localDescription?.sdp ?? '';
        const judgement = judge({
          needed,
          outside,
          warmMs,
          ...this.#count(sdp),
          elapsedMs: now - began,
          quietMs: now - this.#lastCandidate,
        });
        if (judgement.stop === null) this.#timer = setTimeout(this.#changed, judgement.againMs);
        else if (judgement.stop === 'nothing') reject(new MediaFault('internal', 'no ICE candidate'));
        else resolve({ sdp: withoutObscured(sdp), gatheredMs: now - began, gatheredBy: judgement.stop });
      };
      this.#changed();
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#end.abort();
  }

  #count(sdp: string): { complete: boolean; host: number; beyond: number } {
    const complete = this.#ended || (!this.#stale && this.#peer.iceGatheringState === 'complete');
    const udp = candidates(sdp).filter(each => each.transport === 'udp');
    const plain = udp.filter(each => !isObscured(each));
    // A machine that shows no real address at all is still better reached by a made-up one than not at all.
    const usable = plain.length === 0 && complete ? udp : plain;
    const host = usable.filter(each => each.type === 'host').length;
    return { complete, host, beyond: usable.length - host };
  }
}
