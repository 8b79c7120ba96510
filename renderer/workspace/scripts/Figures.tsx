/** How a published version fared: how many calls came to each step, stopped there, and how long it took. */
import { useEffect, useState } from 'react';
import { span } from '../../../shared/i18n/format.ts';
import type { ScriptFigures } from '../../../shared/ipc/contract.ts';
import { inLanguage, type Script } from '../../../shared/script/types.ts';
import { useCommands, useLanguage, useWords } from '../state/context.tsx';

export function Figures({ script, version }: { script: Script; version: number }) {
  const t = useWords();
  const language = useLanguage();
  const { scripts } = useCommands();
  const [figures, setFigures] = useState<ScriptFigures | null>(null);
  useEffect(() => {
    let there = true;
    if (version > 0)
      void scripts.figures(script.id, version).then(found => {
        if (there && found) setFigures(found);
      });
    return () => {
      there = false;
    };
  }, [scripts, script.id, version]);
  if (figures === null || figures.runs === 0) return <p className="empty">{t('script.noRuns')}</p>;
  const rows = script.steps.flatMap(step => {
    const found = figures.steps.find(each => each.step === step.id);
    return found ? [{ ...found, title: inLanguage(step.title, language, script) ?? step.id }] : [];
  });
  return (
    <>
      <p className="quiet num">
        {t('script.version', { n: version })} · {t('script.runs', { count: figures.runs })} ·{' '}
        {t('script.finishedShare', { share: Math.round((figures.finished / figures.runs) * 100) })}
      </p>
      <ol className="figures">
        {rows.map(row => (
          <li key={row.step}>
            <span className="clip">
              <bdi>{row.title}</bdi>
            </span>
            <span className="quiet num">{span(row.ms)}</span>
            <span className="bar" aria-hidden>
              <i style={{ inlineSize: `${(row.runs / figures.runs) * 100}%` }} />
              <i className="left" style={{ inlineSize: `${(row.left / figures.runs) * 100}%` }} />
            </span>
            <span className="quiet num">
              {t('script.stepRuns', { count: row.runs })}
              {row.left > 0 && ` · ${t('script.stepLeft', { count: row.left })}`}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
