/** The whole judgement of a text: what the editor shows and what publishing asks for. */
import { lintScript } from './lint.ts';
import { StepMemory } from './blocks.ts';
import { parseScript } from './parse.ts';
import type { Finding, Script } from './types.ts';

export interface Checked {
  readonly script: Script;
  /** By place. */
  readonly findings: readonly Finding[];
  /** Without errors: it may be published. */
  readonly sound: boolean;
}

export function checkScript(text: string, memory: StepMemory | null = null): Checked {
  const { script, findings } = parseScript(text, memory);
  const all = [...findings, ...lintScript(script)].sort(
    (a, b) => a.at.line - b.at.line || a.at.column - b.at.column,
  );
  return { script, findings: all, sound: all.every(each => each.severity !== 'error') };
}

/** Checks one text again and again as it is typed; steps that stay as they were are not read again. */
export function createChecker(): (text: string) => Checked {
  const memory = new StepMemory();
  return text => checkScript(text, memory);
}
