/**
 * The cage that every Liquid of ours runs in: it sees the values it is given and nothing else — no files, no other
 * templates, no inherited properties, and only the tags and filters that are named. What it may cost is bounded.
 */
import { Liquid } from 'liquidjs';

export interface Bounds {
  tags: ReadonlySet<string>;
  filters: ReadonlySet<string>;
  /** Characters of a source. */
  source: number;
  /** Milliseconds that one filling may take. */
  time: number;
  /** Liquid's own count of the strings and lists that it makes. */
  memory: number;
  /** What becomes of each value that is written out. */
  escape?: (text: string) => string;
  /** Filters of our own; `filters` must name them. */
  own?: Readonly<Record<string, (text: string) => string>>;
}

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value as string | number | boolean);

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

export function createCage({ tags, filters, source, time, memory, escape, own }: Bounds): Liquid {
  const engine = new Liquid({
    fs: noFiles,
    relativeReference: false,
    dynamicPartials: false,
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: source,
    renderLimit: time,
    memoryLimit: memory,
    ...(escape === undefined ? {} : { outputEscape: (value: unknown) => escape(textOf(value)) }),
  });
  for (const [name, filter] of Object.entries(own ?? {}))
    engine.registerFilter(name, (value: unknown) => filter(textOf(value)));
  for (const name of Object.keys(engine.tags)) if (!tags.has(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!filters.has(name)) delete engine.filters[name];
  return engine;
}

/** What is wrong with a template, and where: lines and columns count from 1. */
export interface TemplateFault {
  /** As the engine says it, in English. */
  message: string;
  line: number | null;
  column: number | null;
}

/** Liquid says `…, line:2, col:5` at the end of its first line; what follows shows the source around it. */
export function faultOf(cause: unknown): TemplateFault {
  const said = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
  const where = /,?\s*line:\s*(\d+)(?:,\s*col:\s*(\d+))?/.exec(said);
  return {
    message: said.replace(where?.[0] ?? '', '').slice(0, 300),
    line: where ? Number(where[1]) : null,
    column: where?.[2] === undefined ? null : Number(where[2]),
  };
}
