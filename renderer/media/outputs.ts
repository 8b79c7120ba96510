/** Which of the loudspeakers that the agent chose went away, and which came back. */
import type { AudioDevice } from '../../shared/media/protocol.ts';

export class Outputs {
  /** The chosen devices that are here, and those that were and are not, by their chosen id. */
  readonly #here = new Map<string, AudioDevice>();
  readonly #away = new Map<string, AudioDevice>();

  /** `find` gives a chosen device if it is plugged in. A device that was never here is not missed. */
  look(
    chosen: readonly (string | null)[],
    find: (id: string) => AudioDevice | null,
  ): { gone: AudioDevice[]; back: AudioDevice[] } {
    const ids = new Set(chosen.filter(id => id !== null));
    for (const known of [this.#here, this.#away])
      for (const id of [...known.keys()]) if (!ids.has(id)) known.delete(id);
    const gone: AudioDevice[] = [];
    const back: AudioDevice[] = [];
    for (const id of ids) {
      const found = find(id);
      const was = this.#here.get(id);
      if (found !== null) {
        if (this.#away.delete(id)) back.push(found);
        this.#here.set(id, found);
      } else if (was !== undefined) {
        gone.push(was);
        this.#here.delete(id);
        this.#away.set(id, was);
      }
    }
    return { gone, back };
  }
}
