/** What another program wants of Hatif, from the words of a command line or a link. Everything in it is hostile. */
import { readTarget } from '../sip/target.ts';

export type Intent =
  /** Shows the number; the agent dials. */
  { kind: 'offer'; target: string } | { kind: 'answer' } | { kind: 'hangUp' };

const link = /^(?:tel|sips?|callto):/i;

/**
 * The first thing that is wanted; null when nothing is. Chromium moves and adds words of its own, so words are looked for
 * wherever they stand; a link is taken only after `--`, or without any switch of ours before it.
 */
export function intentOf(words: readonly string[]): Intent | null {
  if (words.includes('--answer')) return { kind: 'answer' };
  if (words.includes('--hang-up')) return { kind: 'hangUp' };
  const dial = words.findIndex(word => word === '--dial' || word.startsWith('--dial='));
  if (dial >= 0) return offer(words[dial]?.slice('--dial='.length) || words[dial + 1]);
  return offer(words.find(word => link.test(word)));
}

/** Null when nobody is named who could be called. What is shown has no parameters and no headers. */
export function offer(text: string | undefined): Intent | null {
  if (text === undefined || text.length > 512) return null;
  try {
    const { user, host } = readTarget(text);
    return { kind: 'offer', target: host === null ? user : `${user}@${host}` };
  } catch {
    return null;
  }
}
