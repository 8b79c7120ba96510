import { Select } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconLoader2,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckStep } from '../../../shared/diagnostics/types.ts';
import type { Words } from '../../../shared/i18n/keys.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { Report } from './Report.tsx';

const icons = {
  waiting: IconCircleDashed,
  running: IconLoader2,
  passed: IconCircleCheck,
  failed: IconCircleX,
  skipped: IconCircleMinus,
} as const;

/** Tests a line leg by leg, and makes the report for whoever helps. */
export function Check() {
  const t = useWords();
  const { did } = useCommands();
  const lines = useWorkspace(state => state.lines);
  const check = useWorkspace(state => state.selfCheck);
  const [chosen, setChosen] = useState<string | null>(null);
  const accountId = chosen ?? check.accountId ?? lines[0]?.accountId ?? null;
  const line = lines.find(each => each.accountId === accountId) ?? lines[0];
  const running = check.state === 'running';
  return (
    <>
      <Section title={t('check.title')}>
        <p className="section-hint">{t('check.hint')}</p>
        {line === undefined ? (
          <p className="empty">{t('check.noLine')}</p>
        ) : (
          <div className="check-head">
            <Select
              label={t('check.line')}
              data={lines.map(each => ({ value: each.accountId, label: each.name }))}
              value={line.accountId}
              allowDeselect={false}
              disabled={running}
              onChange={setChosen}
            />
            {running ? (
              <SmallButton onPress={() => void did('check.cancel', null)}>{t('check.cancel')}</SmallButton>
            ) : (
              <SmallButton accent onPress={() => void did('check.start', { accountId: line.accountId })}>
                {t(check.state === 'idle' ? 'check.start' : 'check.again')}
              </SmallButton>
            )}
          </div>
        )}
        {check.steps.length > 0 && (
          <ol className="check-steps">
            {check.steps.map((step, index) => (
              <Step key={step.leg} step={step} number={index + 1} />
            ))}
          </ol>
        )}
        <p className="check-sum" role="status">
          {summary(t, check.state, check.steps)}
        </p>
      </Section>
      <Report />
    </>
  );
}

function summary(t: Words, state: string, steps: readonly CheckStep[]): string {
  if (state === 'cancelled') return t('check.stopped');
  if (state !== 'over') return '';
  const broken = steps.find(step => step.state === 'failed');
  return broken === undefined ? t('check.allWell') : t('check.broken', { leg: t(`check.${broken.leg}`) });
}

function Step({ step, number }: { step: CheckStep; number: number }) {
  const t = useWords();
  const Icon = icons[step.state];
  return (
    <li className={`check-step ${step.state}`}>
      <Icon size={18} stroke={1.6} aria-hidden className={step.state === 'running' ? 'turning' : ''} />
      <div className="grow">
        <p>
          <span className="num">{number}.</span> {t(`check.${step.leg}`)}{' '}
          <span className="visually-hidden">{t(`check.${step.state}`)}</span>
        </p>
        <p className={step.state === 'failed' ? 'danger-text' : 'quiet'}>{sentence(t, step)}</p>
      </div>
      <span className="quiet num">
        {step.ms === null ? '' : t('check.took', { ms: Math.round(step.ms) })}
      </span>
    </li>
  );
}

function sentence(t: Words, { state, fault, skipped, detail }: CheckStep) {
  if (fault !== null) {
    const said = t(`checkFault.${fault}`, { detail: detail ?? '' });
    // Without a detail the brackets around it would stand empty.
    return detail === null ? said.replace(/ \(\u2068?\u2069?\)/, '') : said;
  }
  if (skipped !== null) return t(`checkSkipped.${skipped}`);
  if (state === 'passed' && detail !== null) return <bdi>{detail}</bdi>;
  return t(`check.${state}`);
}
