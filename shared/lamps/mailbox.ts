/** Message-waiting (RFC 3842): lines of `name: value`. Hostile text. */
import type { MailboxView } from './types.ts';

/** Null for what does not say whether anything waits. */
export function readMailbox(body: string): Omit<MailboxView, 'accountId'> | null {
  const lines = body.slice(0, 8_192).split(/\r?\n/);
  const value = (name: string): string | null => {
    const line = lines.find(each => each.toLowerCase().startsWith(`${name}:`));
    return line === undefined ? null : line.slice(name.length + 1).trim();
  };
  const waiting = value('messages-waiting')?.toLowerCase();
  if (waiting !== 'yes' && waiting !== 'no') return null;
  const voice = /^(\d{1,5})\/(\d{1,5})(?:\s|$)/.exec(value('voice-message') ?? '');
  return {
    waiting: waiting === 'yes',
    fresh: voice === null ? null : Number(voice[1]),
    old: voice === null ? null : Number(voice[2]),
  };
}
