/** A card as its content lines, each with the text that stood for it, so that what is not touched stays as it was. */

export interface ContentLine {
  /** Unfolded (RFC 6350 3.2). */
  line: string;
  /** As it stood, with its line ends. */
  source: string;
}

/** BEGIN and END included; null when the text is not one card. */
export function contentLines(text: string): ContentLine[] | null {
  const found: ContentLine[] = [];
  for (const physical of text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []) {
    const bare = physical.replace(/[\r\n]+$/, '');
    const last = found.at(-1);
    if (/^[ \t]/.test(bare) && last !== undefined) {
      last.line += bare.slice(1);
      last.source += physical;
    } else if (bare.trim() !== '') found.push({ line: bare, source: physical });
  }
  const [first, last] = [found[0]?.line ?? '', found.at(-1)?.line ?? ''];
  const one = found.filter(({ line }) => /^BEGIN:VCARD\s*$/i.test(line)).length === 1;
  return one && /^BEGIN:VCARD\s*$/i.test(first) && /^END:VCARD\s*$/i.test(last) ? found : null;
}

/** Octets in a line, its end not counted (RFC 6350 3.2). */
const width = 75;

export function folded(line: string): string {
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const sign of line) {
    const code = sign.codePointAt(0) ?? 0;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > width) {
      parts.push(part);
      // The space that begins it counts.
      [part, octets] = ['', 1];
    }
    part += sign;
    octets += size;
  }
  return [...parts, part].join('\r\n ') + '\r\n';
}
