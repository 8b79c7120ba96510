/** Where telephony writes what happened. Never SIP messages, secrets or digits. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  details?: Readonly<Record<string, unknown>>,
) => void;

/** One line of at most 200 characters, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 200);
}
