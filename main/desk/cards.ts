/** The caller's card: found, shown, and only then does the phone say "ringing". */
import type { CallerContext } from '../../shared/people/types.ts';

/** Waits for the workspace to say that a card is in the DOM. A wait ends with the card, or with `give up`. */
export class Cards {
  readonly #waiting = new Map<string, () => void>();
  readonly #shown = new Set<string>();

  shown(callId: string): void {
    this.#shown.add(callId);
    this.#waiting.get(callId)?.();
    this.#waiting.delete(callId);
  }

  whenShown(callId: string): Promise<void> {
    if (this.#shown.has(callId)) return Promise.resolve();
    return new Promise(resolve => this.#waiting.set(callId, resolve));
  }

  forget(callId: string): void {
    this.shown(callId);
    this.#shown.delete(callId);
  }
}

/** What is shown of a caller when the store cannot say anything. */
export const unknownCaller = (callId: string): CallerContext => ({
  callId,
  match: { rule: 'none', number: null, lastContactAt: null },
  person: null,
  candidates: [],
  history: [],
  owed: [],
});
