/** Text of a file as it is kept: what cannot be seen goes, what was meant stays. */

/** C0 and C1 controls, noncharacters, and the marks that turn the direction of what follows (Unicode TR 36, 3.2). */
const unseen =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFEFF]/gu;

/** One line, single spaces, no controls; lone surrogates become U+FFFD. */
export function tidy(text: string): string {
  if (isPlain(text)) return text.replace(/ {2,}/g, ' ').trim();
  return wellFormed(text).replace(unseen, '').replace(/\s+/gu, ' ').trim();
}

/** Lines kept, ended by \n; spaces at their ends go. */
export function tidyLines(text: string): string {
  if (isPlain(text)) return text.trim();
  return wellFormed(text)
    .replace(/\r\n?/g, '\n')
    .replace(unseen, '')
    .replace(/[^\S\n]+$/gmu, '')
    .trim();
}

/** Printable ASCII, as most cells are: nothing in it needs the long way. */
const isPlain = (text: string): boolean => !/[^\x20-\x7e]/.test(text);

function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
