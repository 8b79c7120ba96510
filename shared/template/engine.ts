/**
 * Liquid for texts and requests that people write themselves. It sees the values it is given and nothing else: no files,
 * no other templates, no inherited properties, and only the tags and filters named here. What it may cost is bounded.
 */
import { Liquid, LiquidError, type Template } from 'liquidjs';
import { mostSource } from './limits.ts';

/** Plain data; what a template may name. */
export type Values = { readonly [name: string]: Value };
type Value = string | number | boolean | null | readonly Value[] | Values;

/** What is wrong with a template, and where: lines and columns count from 1. */
export interface TemplateFault {
  message: string;
  line: number | null;
  column: number | null;
}

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

const refuse = (): never => {
  throw new Error('templates read no files');
};
const noFiles = {
  exists: () => Promise.resolve(false),
  existsSync: () => false,
  readFile: () => Promise.reject(new Error('templates read no files')),
  readFileSync: refuse,
  resolve: refuse,
};

function createEngine(): Liquid {
  const engine = new Liquid({
    fs: noFiles,
    relativeReference: false,
    dynamicPartials: false,
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: mostSource,
    renderLimit: mostTime,
    memoryLimit: mostMemory,
  });
  for (const name of Object.keys(engine.tags)) if (!tags.has(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!filters.has(name)) delete engine.filters[name];
  return engine;
}

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

/** Liquid says `…, line:2, col:5` at the end of its first line; what follows shows the source around it. */
function faultOf(cause: unknown): TemplateFault {
  const message = cause instanceof Error ? cause.message : String(cause);
  const said = message.split('\n')[0] ?? '';
  const where = /,?\s*line:\s*(\d+)(?:,\s*col:\s*(\d+))?/.exec(said);
  return {
    message: said.replace(where?.[0] ?? '', '').slice(0, 300),
    line: where ? Number(where[1]) : null,
    column: LiquidError.is(cause) && where?.[2] !== undefined ? Number(where[2]) : null,
  };
}
