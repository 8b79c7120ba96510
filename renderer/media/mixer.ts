/**
 * A conference of two calls: each far end hears the agent and the other one. Nothing is negotiated for it, only what goes
 * out is another track. While one of the two is on hold, on either side, nobody is mixed: music on hold is not for the
 * other, and who waits shall not listen.
 */
import type { Session } from './session.ts';
import { silentContext } from './silent.ts';

export class Mixer {
  /** Calls that shall be mixed; they may come later, or never. */
  #wanted: readonly string[] = [];
  #mixed: readonly [Session, Session] | null = null;
  /** What the present mix is made of. */
  #made: readonly unknown[] = [];
  #context: AudioContext | null = null;

  /** To be called at every change of what a call hears, says, holds, and of the calls there are. */
  update(calls: ReadonlyMap<string, { session: Session }>): void {
    const [one, other] = this.#wanted.map(id => calls.get(id)?.session);
    if (one === undefined || other === undefined || !one.bothWays || !other.bothWays) return this.#release();
    const parts = [one, other].flatMap(each => [each, each.microphone, each.heard]);
    if (parts.every((part, i) => part === this.#made[i])) return;
    this.#release();
    this.#made = parts;
    const context = (this.#context = silentContext());
    one.sendInstead(mix(context, [one.microphone, other.heard]));
    other.sendInstead(mix(context, [other.microphone, one.heard]));
    this.#mixed = [one, other];
  }

  want(sessions: readonly string[]): void {
    this.#wanted = sessions.length === 2 ? sessions : [];
  }

  #release(): void {
    for (const session of this.#mixed ?? []) session.sendInstead(null);
    this.#mixed = null;
    this.#made = [];
    void this.#context?.close();
    this.#context = null;
  }
}

/** A muted microphone is a silent track, so that muting needs nothing here. */
function mix(context: AudioContext, tracks: readonly (MediaStreamTrack | null)[]): MediaStreamTrack | null {
  const out = context.createMediaStreamDestination();
  for (const track of tracks)
    if (track !== null) context.createMediaStreamSource(new MediaStream([track])).connect(out);
  return out.stream.getAudioTracks()[0] ?? null;
}
