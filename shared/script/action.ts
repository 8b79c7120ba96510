/** What a script can do, in words: `transfer to Technical support`, `pause recording`. */
import { nearest } from './nearest.ts';
import type { ActionKind } from './types.ts';

interface Wording {
  kind: ActionKind;
  /** As it is printed; a target follows where `takes`. */
  words: string;
  takes: boolean;
  pattern: RegExp;
}

const wordings: readonly Wording[] = [
  { kind: 'transfer', words: 'transfer to', takes: true, pattern: /^transfer(?:\s+to)?(?:\s+(.*))?$/i },
  { kind: 'callback', words: 'schedule callback', takes: false, pattern: /^schedule(?:\s+a)?\s+callback$/i },
  { kind: 'template', words: 'send template', takes: true, pattern: /^send\s+template(?:\s+(.*))?$/i },
  { kind: 'case', words: 'open case', takes: true, pattern: /^open(?:\s+a)?\s+case(?:\s+(.*))?$/i },
  { kind: 'macro', words: 'run macro', takes: true, pattern: /^run\s+macro(?:\s+(.*))?$/i },
  { kind: 'list', words: 'add to list', takes: true, pattern: /^add\s+to\s+list(?:\s+(.*))?$/i },
  { kind: 'doNotContact', words: 'do not contact', takes: false, pattern: /^do\s+not\s+contact$/i },
  { kind: 'pauseRecording', words: 'pause recording', takes: false, pattern: /^pause\s+recording$/i },
  { kind: 'resumeRecording', words: 'resume recording', takes: false, pattern: /^resume\s+recording$/i },
];

export const actionWords: readonly string[] = wordings.map(({ words }) => words);
const byKind = new Map(wordings.map(wording => [wording.kind, wording]));

export const takesTarget = (kind: ActionKind): boolean => byKind.get(kind)?.takes ?? false;

export function parseAction(text: string): { kind: ActionKind; target: string } | null {
  for (const { kind, pattern } of wordings) {
    const match = pattern.exec(text);
    if (match) return { kind, target: match[1]?.trim() ?? '' };
  }
  return null;
}

/** The wording somebody may have meant, with what they wrote behind it. */
export function suggestAction(text: string): string | null {
  const words = text.split(/\s+/);
  for (const wording of wordings) {
    const n = wording.words.split(' ').length;
    const begun = words.slice(0, n).join(' ');
    if (nearest(begun, [wording.words]) !== null)
      return [wording.words, ...(wording.takes ? words.slice(n) : [])].join(' ');
  }
  return null;
}

export function printAction({ kind, target }: { kind: ActionKind; target: string }): string {
  return `${byKind.get(kind)?.words ?? kind} ${target}`.trim();
}
