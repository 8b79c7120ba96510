/** The last SIP messages of every line, without names, numbers and passwords, in memory alone. */
import type { Redactor } from '../../shared/diagnostics/redact.ts';

export interface TracedMessage {
  at: number;
  accountId: string;
  direction: 'in' | 'out';
  text: string;
}

/** Messages and characters that are kept; the oldest go first. */
const most = { messages: 1_000, characters: 600_000 } as const;

export class Trace {
  readonly #redactor: Redactor;
  readonly #later: (run: () => void) => void;
  #kept: TracedMessage[] = [];
  #characters = 0;
  /** As they came, for less than a moment: reading them must not keep a ringing call waiting. */
  #fresh: TracedMessage[] = [];

  constructor(options: {
    redactor: Redactor;
    /** Runs when the messages under way are dealt with. */
    later: (run: () => void) => void;
  }) {
    this.#redactor = options.redactor;
    this.#later = options.later;
  }

  note(message: TracedMessage): void {
    if (this.#fresh.length === 0) this.#later(() => this.#take());
    if (this.#fresh.length < most.messages) this.#fresh.push(message);
  }

  get messages(): readonly TracedMessage[] {
    this.#take();
    return this.#kept;
  }

  #take(): void {
    for (const message of this.#fresh.splice(0)) {
      const text = this.#redactor.sip(message.text);
      this.#kept.push({ ...message, text });
      this.#characters += text.length;
    }
    let gone = 0;
    while (this.#kept.length - gone > most.messages || this.#characters > most.characters)
      this.#characters -= this.#kept[gone++]?.text.length ?? 0;
    if (gone > 0) this.#kept = this.#kept.slice(gone);
  }
}
