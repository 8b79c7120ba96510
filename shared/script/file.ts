/** Scripts in a text file, one after the other: each begins with its own `Script:` line. */

/** Where a script of the file begins, and its text. What stands before the first one is part of it. */
export interface ScriptInFile {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

const begins = /^(?:\s*)script\s*:/i;

export function splitScripts(file: string): ScriptInFile[] {
  const lines = file.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  // An indented line goes on with the one above, whatever it says.
  const starts = lines.flatMap((line, i) => (begins.test(line) && !/^\s/.test(line) ? [i] : []));
  const found = starts.map((start, n): ScriptInFile => {
    const from = n === 0 ? 0 : start;
    return {
      line: from + 1,
      text: `${lines
        .slice(from, starts[n + 1])
        .join('\n')
        .trimEnd()}\n`,
    };
  });
  return found.length === 0 && file.trim() !== '' ? [{ line: 1, text: file }] : found;
}

export const joinScripts = (texts: readonly string[]): string =>
  texts.map(text => `${text.trimEnd()}\n`).join('\n');
