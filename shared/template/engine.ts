/** Liquid for texts and requests that people write themselves: the cage (cage.ts) with the tags and filters named here. */
import type { Liquid, Template } from 'liquidjs';
import { createCage, faultOf, type TemplateFault } from './cage.ts';
import { mostSource } from './limits.ts';

export type { TemplateFault };

/** Plain data; what a template may name. */
export type Values = { readonly [name: string]: Value };
type Value = string | number | boolean | null | readonly Value[] | Values;

export type Rendered = { ok: true; text: string } | { ok: false; fault: TemplateFault };

/** Characters of what comes out. */
export const mostOutput = 200_000;
/** Milliseconds that one text may take. */
const mostTime = 250;
/** Liquid's own count of the strings and lists that it makes. */
const mostMemory = 2_000_000;

const tags = new Set([
  '#',
  'assign',
  'break',
  'capture',
  'case',
  'comment',
  'continue',
  'echo',
  'for',
  'if',
  'raw',
  'unless',
]);
const filters = new Set([
  ...['append', 'prepend', 'capitalize', 'downcase', 'upcase', 'remove', 'replace', 'replace_first', 'slice'],
  ...[
    'strip',
    'lstrip',
    'rstrip',
    'strip_html',
    'strip_newlines',
    'newline_to_br',
    'truncate',
    'truncatewords',
  ],
  ...[
    'escape',
    'url_encode',
    'base64_encode',
    'json',
    'date',
    'default',
    'size',
    'split',
    'join',
    'first',
    'last',
  ],
  ...[
    'abs',
    'at_least',
    'at_most',
    'ceil',
    'divided_by',
    'floor',
    'minus',
    'modulo',
    'plus',
    'round',
    'times',
  ],
  ...['map', 'sort', 'uniq', 'where', 'reverse'],
]);

const createEngine = (): Liquid =>
  createCage({ tags, filters, source: mostSource, time: mostTime, memory: mostMemory });

let engine: Liquid | null = null;
const theEngine = (): Liquid => (engine ??= createEngine());

/** Fills `source`. A name that has no value leaves nothing. */
export function render(source: string, values: Values): Rendered {
  try {
    const text: unknown = theEngine().renderSync(parse(source), values);
    const filled = String(text);
    if (filled.length > mostOutput)
      return { ok: false, fault: { message: 'the filled text is too long', line: null, column: null } };
    return { ok: true, text: filled };
  } catch (cause) {
    return { ok: false, fault: faultOf(cause) };
  }
}

/** Null when `source` can be read; it may still fail on values that nobody foresaw. */
export function check(source: string): TemplateFault | null {
  try {
    parse(source);
    return null;
  } catch (cause) {
    return faultOf(cause);
  }
}

/** Names that `source` reads and nobody gives: `contct.name`. Paths are compared by their known beginning. */
export function unknownNames(source: string, known: readonly string[]): string[] {
  try {
    const paths = theEngine()
      .globalVariableSegmentsSync(parse(source))
      .map(segments => segments.map(String).join('.'));
    const isKnown = (path: string) =>
      known.some(name => name === path || path.startsWith(`${name}.`) || name.startsWith(`${path}.`));
    return [...new Set(paths.filter(path => !isKnown(path)))];
  } catch {
    return [];
  }
}

function parse(source: string): Template[] {
  if (source.length > mostSource) throw new RangeError('the template is too long');
  return theEngine().parse(source);
}
