/** Ids that follow from what they stand for: the same again after a restart, so that nothing is done twice. */
import { createHash } from 'node:crypto';

/** A UUID (RFC 9562, version 8) made of `parts`: the same every time, different for other parts. */
export function derivedId(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(parts.join('\0')).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Names a call to whoever rates it, and to nobody what call it was. */
export const surveyCode = (interactionId: string): string =>
  derivedId('survey', interactionId).replaceAll('-', '');
