import { useMemo, type KeyboardEvent, type PointerEvent } from 'react';
import { span } from '../../../shared/i18n/format.ts';
import { useWords } from '../state/context.tsx';

const bars = 240;
/** Of the drawing, per side. */
const height = 20;
const step = 5_000;

/** The agent above the line, the customer below. Click, or arrow keys, Home and End, to go to a place. Time runs from the left. */
export function Wave({
  peaks,
  milliseconds,
  at,
  onSeek,
  onToggle,
}: {
  peaks: Uint8Array;
  milliseconds: number;
  at: number;
  onSeek: (at: number) => void;
  onToggle: () => void;
}) {
  const t = useWords();
  const path = useMemo(() => pathOf(peaks), [peaks]);
  const done = milliseconds === 0 ? 0 : Math.min(1, at / milliseconds);
  const go = (to: number) => onSeek(Math.max(0, Math.min(milliseconds, to)));
  const press = (event: KeyboardEvent) => {
    const to: Record<string, () => void> = {
      ArrowRight: () => go(at + step),
      ArrowLeft: () => go(at - step),
      ArrowUp: () => go(at + step),
      ArrowDown: () => go(at - step),
      PageUp: () => go(at + 6 * step),
      PageDown: () => go(at - 6 * step),
      Home: () => go(0),
      End: () => go(milliseconds),
      ' ': onToggle,
    };
    const act = to[event.key];
    if (act === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const point = (event: PointerEvent<HTMLElement>) => {
    if (event.type === 'pointermove' && event.buttons !== 1) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) go(((event.clientX - left) / width) * milliseconds);
  };
  return (
    <div
      className="wave"
      dir="ltr"
      role="slider"
      tabIndex={0}
      aria-label={t('recording.place')}
      aria-valuemin={0}
      aria-valuemax={Math.round(milliseconds / 1000)}
      aria-valuenow={Math.round(at / 1000)}
      aria-valuetext={t('recording.placeOf', { at: span(at), all: span(milliseconds) })}
      onKeyDown={press}
      onPointerDown={point}
      onPointerMove={point}
    >
      <svg viewBox={`0 0 ${bars} ${height * 2}`} preserveAspectRatio="none" aria-hidden>
        <path d={path} className="wave-all" />
        <path d={path} className="wave-done" style={{ clipPath: `inset(0 ${(1 - done) * 100}% 0 0)` }} />
      </svg>
      <i style={{ left: `${done * 100}%` }} />
    </div>
  );
}

/** One bar for each stretch, as high as its loudest moment; quiet speech is drawn so that it can be seen. */
function pathOf(peaks: Uint8Array): string {
  const moments = peaks.length / 2;
  const loudest = (bar: number, side: 0 | 1): number => {
    const from = Math.floor((bar * moments) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * moments) / bars));
    let most = 0;
    for (let moment = from; moment < to && moment < moments; moment += 1)
      most = Math.max(most, peaks[moment * 2 + side] ?? 0);
    return Math.round(Math.sqrt(most / 255) * (height - 1) * 10) / 10;
  };
  return Array.from({ length: bars }, (_, bar) => {
    const [up, down] = [loudest(bar, 0), loudest(bar, 1)];
    return `M${bar + 0.5} ${height - up - 0.3}V${height + down + 0.3}`;
  }).join('');
}
