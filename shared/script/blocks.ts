/** A text is a header and steps, each beginning at a line of its own; what stands in one means nothing to the others. */
import type { Finding, Step } from './types.ts';

export interface Block {
  readonly source: string;
  readonly step: Step;
  /** Lines counted from the block's own beginning. */
  readonly findings: readonly Finding[];
  readonly lines: number;
}

const begin = /(?<![^\r\n])(?:step|objection)[^\r\n:]*:/gi;

export function splitHead(text: string): { head: string; body: string } {
  const start = text.search(begin);
  return start < 0 ? { head: text, body: '' } : { head: text.slice(0, start), body: text.slice(start) };
}

/** `body` begins with a step, or is empty. */
export function splitBlocks(body: string): string[] {
  const starts = [...body.matchAll(begin)].map(({ index }) => index);
  return starts.map((start, i) => detached(body.slice(start, starts[i + 1])));
}

/** The same text by itself: V8 keeps the whole of a string alive for a slice of it, and there is one such at every key press. */
const detached = (part: string): string => ` ${part}`.slice(1);

/**
 * The steps of the text that was read before. A key press changes one of them: those before and behind it are found again
 * by comparing, which is far cheaper than reading.
 */
export class StepMemory {
  #blocks: readonly Block[] = [];
  #languages = '';

  read(body: string, languages: string, read: (source: string) => Block): readonly Block[] {
    const known = this.#languages === languages ? this.#blocks : [];
    this.#blocks = this.#again(body, known, read);
    this.#languages = languages;
    return this.#blocks;
  }

  #again(body: string, known: readonly Block[], read: (source: string) => Block): readonly Block[] {
    let front = 0;
    let from = 0;
    for (const { source } of known) {
      if (!body.startsWith(source, from)) break;
      from += source.length;
      front++;
    }
    if (front === known.length && from === body.length) return known;
    // What follows the last one that is the same may be its continuation.
    const last = front > 0 ? known[--front] : undefined;
    if (last !== undefined) from -= last.source.length;
    let back = known.length;
    let to = body.length;
    while (back > front) {
      const source = known[back - 1]?.source ?? '';
      const start = to - source.length;
      if (start < from || !body.startsWith(source, start)) break;
      if (start > 0 && !/[\r\n]/.test(body.charAt(start - 1))) break;
      to = start;
      back--;
    }
    return [...known.slice(0, front), ...splitBlocks(body.slice(from, to)).map(read), ...known.slice(back)];
  }
}
