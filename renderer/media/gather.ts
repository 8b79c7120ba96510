/** Waits for ICE candidates as long as gathering.ts says, and gives the description that goes on the wire. */
import type { MediaOutput } from '../../shared/media/protocol.ts';
import { MediaFault } from './fault.ts';
import { judge } from './gathering.ts';
import { candidates, isObscured, withoutObscured } from './sdp.ts';

export interface GatherOptions {
  needed: boolean;
  outside: boolean;
  warmMs: number;
  /** Aborted when the call ends meanwhile. */
  signal: AbortSignal;
}

/** To be called right after setLocalDescription. Rejects `internal` when the machine has no address to offer. */
export function gather(connection: RTCPeerConnection, options: GatherOptions): Promise<MediaOutput<'offer'>> {
  const began = performance.now();
  let lastCandidate = began;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new AbortController();

  return new Promise<MediaOutput<'offer'>>((resolve, reject) => {
    const look = (): void => {
      clearTimeout(timer);
      if (options.signal.aborted) {
        reject(new MediaFault('closed', 'the call ended while gathering'));
        return;
      }
      const now = performance.now();
      const sdp = connection.localDescription?.sdp ?? '';
      const complete = connection.iceGatheringState === 'complete';
      const udp = candidates(sdp).filter(each => each.transport === 'udp');
      const plain = udp.filter(each => !isObscured(each));
      // A machine that shows no real address at all is still better reached by a made-up one than not at all.
      const usable = plain.length === 0 && complete ? udp : plain;
      const host = usable.filter(each => each.type === 'host').length;
      const judgement = judge({
        needed: options.needed,
        outside: options.outside,
        complete,
        host,
        beyond: usable.length - host,
        elapsedMs: now - began,
        warmMs: options.warmMs,
        quietMs: now - lastCandidate,
      });
      if (judgement.stop === null) timer = setTimeout(look, judgement.againMs);
      else if (judgement.stop === 'nothing') reject(new MediaFault('internal', 'no ICE candidate'));
      else {
        const sent = withoutObscured(sdp);
        resolve({ sdp: sent, gatheredMs: now - began, gatheredBy: judgement.stop });
      }
    };
    connection.addEventListener(
      'icecandidate',
      () => {
        lastCandidate = performance.now();
        look();
      },
      end,
    );
    connection.addEventListener('icegatheringstatechange', look, end);
    options.signal.addEventListener('abort', look, end);
    look();
  }).finally(() => {
    clearTimeout(timer);
    end.abort();
  });
}
