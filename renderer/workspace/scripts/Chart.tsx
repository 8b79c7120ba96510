/** The script as a flow chart, drawn while it is written. A box leads to its place in the text. */
import { useDeferredValue, useMemo } from 'react';
import type { Checked } from '../../../shared/script/check.ts';
import { useLanguage, useWords } from '../state/context.tsx';
import { layOut, type Arrow, type Box } from './layout.ts';

export function Chart({
  checked,
  here,
  onStep,
}: {
  checked: Checked;
  /** The step that the cursor is in. */
  here: string | null;
  onStep: (id: string) => void;
}) {
  const t = useWords();
  const language = useLanguage();
  // Drawn after the key press has been shown: typing never waits for it.
  const script = useDeferredValue(checked.script);
  const [yes, no] = [t('script.yes'), t('script.no')];
  const drawing = useMemo(
    () => layOut(script, language, here, { yes, no }),
    [script, language, here, yes, no],
  );
  const wrong = useMemo(() => faultySteps(checked), [checked]);
  return (
    <div className="chart">
      <svg
        role="img"
        aria-label={t('script.chartOf')}
        width={drawing.width}
        height={drawing.height}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      >
        <defs>
          <marker
            id="arrowhead"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 1 7 4 0 7" />
          </marker>
        </defs>
        {drawing.arrows.map((arrow, i) => (
          <Way key={i} arrow={arrow} lit={arrow.from === here} />
        ))}
        {drawing.boxes.map(box => (
          <BoxView
            key={`${box.kind}/${box.id}`}
            box={box}
            said={box.kind === 'start' ? t('script.start') : box.kind === 'end' ? t('script.end') : box.title}
            state={box.id === here ? 'here' : (wrong.get(box.id) ?? '')}
            onStep={onStep}
          />
        ))}
      </svg>
      {drawing.hidden > 0 && (
        <p className="quiet chart-more">{t('script.chartMore', { count: drawing.hidden })}</p>
      )}
    </div>
  );
}

/** The worst that was found in each step. */
function faultySteps({ script, findings }: Checked): Map<string, 'error' | 'warning'> {
  const worst = new Map<string, 'error' | 'warning'>();
  for (const { at, severity } of findings) {
    const i = script.lines.findLastIndex(line => line <= at.line);
    const step = script.steps[i];
    if (step && worst.get(step.id) !== 'error') worst.set(step.id, severity);
  }
  return worst;
}

function BoxView({
  box,
  said,
  state,
  onStep,
}: {
  box: Box;
  said: string;
  state: string;
  onStep: (id: string) => void;
}) {
  const { x, y, width, height, kind } = box;
  const end = kind === 'start' || kind === 'end';
  const label = said.length > 22 ? `${said.slice(0, 21)}…` : said;
  return (
    <g
      className={`box ${kind} ${state}`}
      transform={`translate(${x - width / 2} ${y - height / 2})`}
      onClick={end ? undefined : () => onStep(box.id)}
    >
      <title>{said}</title>
      <rect width={width} height={height} rx={end ? height / 2 : 6} />
      <text x={width / 2} y={height / 2} dominantBaseline="central" textAnchor="middle">
        {label}
      </text>
    </g>
  );
}

function Way({ arrow, lit }: { arrow: Arrow; lit: boolean }) {
  return (
    <g className={`way ${arrow.kind} ${lit ? 'lit' : ''}`}>
      <path d={curve(arrow.points)} markerEnd="url(#arrowhead)" />
      {arrow.label !== '' && (
        <text x={arrow.at.x} y={arrow.at.y} dominantBaseline="central" textAnchor="middle">
          {arrow.label}
        </text>
      )}
    </g>
  );
}

/** Through the middles between the points, the points as handles: no corner, no overshoot. */
function curve(points: Arrow['points']): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = [`M${first.x} ${first.y}`];
  rest.forEach((point, i) => {
    const after = rest[i + 1];
    parts.push(
      after
        ? `Q${point.x} ${point.y} ${(point.x + after.x) / 2} ${(point.y + after.y) / 2}`
        : `L${point.x} ${point.y}`,
    );
  });
  return parts.join(' ');
}
