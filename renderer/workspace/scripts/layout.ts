/** Where the boxes and arrows of a script's flow chart lie. Pure. */
import dagre from '@dagrejs/dagre';
import { leadsTo, type Way } from '../../../shared/script/graph.ts';
import { firstStep, inLanguage, type Script, type Step } from '../../../shared/script/types.ts';

export interface Box {
  /** A step's name, or `start` and `end` for the two ends. */
  readonly id: string;
  readonly kind: 'step' | 'objection' | 'start' | 'end';
  readonly title: string;
  readonly asks: boolean;
  /** Centre and size, px. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Of the answers; empty for conditions and for what is next. */
  readonly label: string;
  readonly kind: Way['why']['kind'];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The middle of the label. */
  readonly at: { readonly x: number; readonly y: number };
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Steps that are left out: a drawing of all would help nobody. */
  readonly hidden: number;
}

/** A screenful or two; of longer scripts, the steps around the one in hand. */
const mostSteps = 120;
const size = { width: 148, height: 40 };
const round = { width: 64, height: 26 };
const gap = 16;
/** Width of a letter of a label, roughly. */
const letter = 5.6;

/** What the answers of a question that takes yes or no are called where the script does not say. */
export interface Usual {
  readonly yes: string;
  readonly no: string;
}

export function layOut(script: Script, language: string, around: string | null, usual: Usual): Drawing {
  const steps = script.steps.filter(step => step.kind === 'step');
  const middle = Math.max(
    0,
    steps.findIndex(step => step.id === around),
  );
  const from = Math.max(0, Math.min(middle - mostSteps / 2, steps.length - mostSteps));
  const shown = steps.slice(from, from + mostSteps);
  const ids = new Set(shown.map(step => step.id));
  const title = (id: string) => {
    const step = script.steps.find(each => each.id === id);
    return (step && inLanguage(step.title, language, script)) ?? id;
  };

  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 18, ranksep: 34, marginx: gap, marginy: gap });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const step of shown) graph.setNode(step.id, { ...size });
  const ways = waysBetween(script, shown, ids, language, usual);
  for (const { from, to } of ways)
    for (const id of [from, to]) if (id.startsWith(':')) graph.setNode(id, { ...round });
  for (const { from, to, label } of ways)
    graph.setEdge(from, to, {
      width: label === '' ? 0 : clip(label).length * letter,
      height: 14,
      labelpos: 'c',
    });
  dagre.layout(graph);

  const boxes = graph.nodes().map((id): Box => {
    const at = graph.node(id) as { x: number; y: number };
    if (id === ':start' || id === ':end')
      return {
        id: id.slice(1),
        kind: id === ':start' ? 'start' : 'end',
        title: '',
        asks: false,
        ...at,
        ...round,
      };
    const asks = shown.find(step => step.id === id)?.question !== null;
    return { id, kind: 'step', title: title(id), asks, ...at, ...size };
  });
  const arrows = ways.map((way): Arrow => {
    const edge = graph.edge(way.from, way.to) as {
      points: { x: number; y: number }[];
      x?: number;
      y?: number;
    };
    return { ...way, label: clip(way.label), points: edge.points, at: { x: edge.x ?? 0, y: edge.y ?? 0 } };
  });
  const drawn = graph.graph() as { width?: number; height?: number };
  const whole = { width: drawn.width ?? 0, height: drawn.height ?? 0 };
  return withObjections(script, title, { ...whole, boxes, arrows, hidden: steps.length - shown.length });
}

const clip = (label: string): string => (label.length > 24 ? `${label.slice(0, 23)}…` : label);

/** One arrow from step to step, however many answers lead along it. */
function waysBetween(
  script: Script,
  shown: readonly Step[],
  ids: ReadonlySet<string>,
  language: string,
  usual: Usual,
): Omit<Arrow, 'points' | 'at'>[] {
  const first = firstStep(script);
  const named = ({ question }: Step, id: string): string =>
    question?.kind === 'yes/no' && (id === 'yes' || id === 'no') ? usual[id] : id;
  const between = new Map<string, Omit<Arrow, 'points' | 'at'>>();
  const add = (from: string, to: string, kind: Arrow['kind'], label: string) => {
    const before = between.get(`${from}>${to}`);
    const labels = [before?.label, label].filter(part => part !== undefined && part !== '');
    between.set(`${from}>${to}`, { from, to, kind: before?.kind ?? kind, label: labels.join(' / ') });
  };
  if (first && ids.has(first.id)) add(':start', first.id, 'next', '');
  for (const step of shown)
    for (const { to, why } of leadsTo(step).ways) {
      const target = to === 'end' ? ':end' : to;
      if (target !== ':end' && !ids.has(target)) continue;
      const label =
        why.kind === 'answer'
          ? (inLanguage(why.answer.label, language, script) ?? named(step, why.answer.id))
          : '';
      add(step.id, target, why.kind, label);
    }
  return [...between.values()];
}

/** Objections stand below: they can be raised anywhere, and an arrow from everywhere says nothing. */
function withObjections(script: Script, title: (id: string) => string, drawing: Drawing): Drawing {
  const objections = script.steps.filter(step => step.kind === 'objection').slice(0, mostSteps);
  if (objections.length === 0) return drawing;
  const columns = Math.max(2, Math.floor((drawing.width - gap) / (size.width + gap)));
  const boxes = objections.map((step, i): Box => ({
    id: step.id,
    kind: 'objection',
    title: title(step.id),
    asks: step.question !== null,
    x: gap + size.width / 2 + (i % columns) * (size.width + gap),
    y: drawing.height + gap + size.height / 2 + Math.floor(i / columns) * (size.height + gap),
    ...size,
  }));
  const rows = Math.ceil(objections.length / columns);
  return {
    ...drawing,
    width: Math.max(drawing.width, gap + Math.min(columns, objections.length) * (size.width + gap)),
    height: drawing.height + gap + rows * (size.height + gap),
    boxes: [...drawing.boxes, ...boxes],
  };
}
