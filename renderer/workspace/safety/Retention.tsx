import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import {
  retentionKinds,
  type RetentionCounts,
  type RetentionRules,
} from '../../../shared/safety/retention.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords } from '../state/context.tsx';

/** For how long each kind of thing is kept; what would go is said before, and goes with the daily run. */
export function Retention() {
  const t = useWords();
  const { ask, did } = useCommands();
  const [rules, setRules] = useState<RetentionRules | null>(null);
  const [counts, setCounts] = useState<RetentionCounts>({});
  const [went, setWent] = useState<RetentionCounts | null>(null);
  useEffect(() => {
    void ask('retention.get', null, ['storeUnavailable']).then(setRules);
  }, [ask]);
  useEffect(() => {
    if (rules === null) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void ask('retention.preview', rules).then(found => current && found && setCounts(found));
    }, 300);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, rules]);
  if (rules === null) return null;
  const due = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return (
    <Section title={t('safety.retentionTitle')} ruled>
      <p className="section-hint">{t('safety.retentionHint')}</p>
      <ul className="retention-rules">
        {retentionKinds.map(kind => (
          <li key={kind}>
            <span className="grow">{t(`safety.keep_${kind}`)}</span>
            <NumberInput
              aria-label={t('safety.daysOf', { what: t(`safety.keep_${kind}`) })}
              placeholder={t('safety.forever')}
              value={rules[kind] ?? ''}
              min={1}
              max={36_500}
              allowDecimal={false}
              clampBehavior="strict"
              onChange={value => {
                const days = typeof value === 'number' && value >= 1 ? value : null;
                const { [kind]: _old, ...others } = rules;
                setRules(days === null ? others : { ...others, [kind]: days });
                void did('retention.set', { kind, days });
              }}
            />
            <span className="quiet num">
              {rules[kind] === undefined ? '' : t('safety.wouldGo', { count: counts[kind] ?? 0 })}
            </span>
          </li>
        ))}
      </ul>
      <div className="retention-keys">
        <SmallButton
          disabled={due === 0}
          onPress={() =>
            void ask('retention.run', null).then(gone => {
              setWent(gone);
              setRules({ ...rules });
            })
          }
        >
          {t('safety.runNow')}
        </SmallButton>
        {went !== null && (
          <span role="status" className="quiet num">
            {t('safety.went', { count: Object.values(went).reduce((sum, n) => sum + n, 0) })}
          </span>
        )}
      </div>
    </Section>
  );
}
