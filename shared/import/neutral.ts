/**
 * Cells that a spreadsheet would take for a formula (OWASP, CSV injection) get an apostrophe before them; docs/decisions
 * 0029 says why a plain phone number does not.
 */

/** The ASCII and fullwidth signs that begin a formula, and the controls that hide one. */
const begins = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Digits and the signs between them: nothing that can name a function, a cell or a program. */
const phone = /^\+[\d\s().\-/]+$/;

export function guarded(cell: string): string {
  return begins.test(cell) && !(phone.test(cell) && !/[\t\r\n]/.test(cell)) ? `'${cell}` : cell;
}

/** Takes off what `guarded` put on; also the mark that spreadsheets themselves leave before text. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && begins.test(cell) ? cell.slice(1) : cell;
}
