/**
 * Text that is filled into a sentence must not turn the sentence round (Unicode Bidirectional Algorithm, UAX #9).
 * What comes from a caller may carry direction controls of its own, which could close our isolate early: they go.
 */
const firstStrongIsolate = '\u2068';
const popDirectionalIsolate = '\u2069';
const directionControls = /[\u202A-\u202E\u2066-\u2069]/g;

/** `text` between U+2068 and U+2069, without direction controls of its own. */
export function isolate(text: string): string {
  return firstStrongIsolate + text.replace(directionControls, '') + popDirectionalIsolate;
}

/** `text` as it reads, for comparing and for places that show no direction (window titles, logs, tests). */
export function withoutIsolates(text: string): string {
  return text.replace(directionControls, '');
}
