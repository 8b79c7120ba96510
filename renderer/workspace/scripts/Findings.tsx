import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { Finding } from '../../../shared/script/types.ts';
import { Section } from '../../ui/Section.tsx';
import { useWords } from '../state/context.tsx';
import { sayFinding } from './sayFinding.ts';

/** So many at once; whoever has more begins with the first. */
const mostShown = 50;

export function Findings({
  findings,
  onGo,
  onReplace,
}: {
  findings: readonly Finding[];
  onGo: (finding: Finding) => void;
  onReplace: (finding: Finding) => void;
}) {
  const t = useWords();
  return (
    <Section
      className="findings"
      ruled
      title={t('script.findings')}
      aside={<span className="num">{t('script.findingsCount', { count: findings.length })}</span>}
    >
      {findings.length === 0 && <p className="empty">{t('script.findingsNone')}</p>}
      <ul>
        {findings.slice(0, mostShown).map((finding, i) => (
          <li key={i}>
            <button type="button" className="row" onClick={() => onGo(finding)}>
              {finding.severity === 'error' ? (
                <IconCircleX className="danger-text" size={15} stroke={1.7} aria-hidden />
              ) : (
                <IconAlertTriangle className="quiet" size={15} stroke={1.7} aria-hidden />
              )}
              <span className="grow clip">{sayFinding(t, finding)}</span>
              <span className="quiet num">{t('script.line', { line: finding.at.line })}</span>
            </button>
            {finding.suggestion !== null && (
              <button type="button" className="link" onClick={() => onReplace(finding)}>
                {t('script.meant', { text: finding.suggestion })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
