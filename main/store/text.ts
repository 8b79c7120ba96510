/** Cutting text to what a row and a line of the interface hold. */

/** Characters of one line about what a conversation was, as shared/people/types.ts has it. */
const lineLength = 300;

/** At most `length` UTF-16 units, never half a surrogate pair. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** The first line of a note that says something. */
export function firstLine(text: string): string {
  return clip(text.trim().split('\n', 1)[0]?.trim() ?? '', lineLength);
}
