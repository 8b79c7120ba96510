/**
 * Spoken text is a Liquid template in the cage of all of them, made small: conditions and a few filters, no loops. What is
 * filled in is isolated, so that a Latin name cannot turn an Arabic sentence round.
 */
import type { Template } from 'liquidjs';
import { isolate } from '../i18n/isolate.ts';
import { createCage, faultOf } from '../template/cage.ts';

const filters = ['default', 'capitalize', 'upcase', 'downcase', 'first_word', 'round', 'truncate'] as const;
export const filterNames: readonly string[] = filters;
export const tagNames: readonly string[] = ['if', 'elsif', 'else', 'endif', 'unless', 'case', 'when'];

const engine = createCage({
  tags: new Set(['if', 'unless', 'case', 'comment', '#']),
  filters: new Set(filters),
  source: 100_000,
  time: 50,
  memory: 100_000,
  escape: text => (text === '' ? '' : isolate(text)),
  own: { first_word: text => text.trim().split(/\s+/)[0] ?? '' },
});

export interface TextFault {
  /** As the engine says it, in English. */
  readonly message: string;
  /** The filter or tag that does not exist. */
  readonly unknown: string | null;
  readonly row: number;
  readonly column: number;
}

/** A variable that the text speaks of; row and column count from 1 within the text. */
export interface Mention {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

export type Analysis =
  | { readonly ok: true; readonly template: Template[]; readonly mentions: readonly Mention[] }
  | { readonly ok: false; readonly fault: TextFault };

/** Texts change one at a time while somebody types: what was read is kept. Newest last. */
const kept = new Map<string, Analysis>();
const mostKept = 20_000;

const plain: Analysis = { ok: true, template: [], mentions: [] };

export function analyse(text: string): Analysis {
  if (!text.includes('{{') && !text.includes('{%')) return plain;
  const known = kept.get(text);
  if (known !== undefined) return known;
  const analysis = read(text);
  if (kept.size >= mostKept) for (const old of [...kept.keys()].slice(0, mostKept / 2)) kept.delete(old);
  kept.set(text, analysis);
  return analysis;
}

function read(text: string): Analysis {
  try {
    const template = engine.parse(text);
    const { globals } = engine.analyzeSync(template, { partials: false });
    const mentions = Object.values(globals)
      .flat()
      .map(({ segments, location }) => ({
        name: segments.filter(segment => typeof segment === 'string').join('.'),
        row: location.row,
        column: location.col,
      }))
      .sort((a, b) => a.row - b.row || a.column - b.column);
    return { ok: true, template, mentions };
  } catch (error) {
    return { ok: false, fault: textFault(error) };
  }
}

function textFault(error: unknown): TextFault {
  const { message, line, column } = faultOf(error);
  const unknown =
    /undefined filter: (\S+)/.exec(message)?.[1] ?? /^tag "([^"]+)" not found/.exec(message)?.[1];
  return { message, unknown: unknown ?? null, row: line ?? 1, column: column ?? 1 };
}

/** The text with everything filled in. A text that cannot be read stands as it was written: better than silence. */
export function fill(text: string, scope: Readonly<Record<string, unknown>>): string {
  const analysis = analyse(text);
  if (analysis === plain) return text;
  if (!analysis.ok) return text;
  try {
    return String(engine.renderSync(analysis.template, scope))
      .replace(/[ \t]+\n/g, '\n')
      .trim();
  } catch {
    return text;
  }
}
