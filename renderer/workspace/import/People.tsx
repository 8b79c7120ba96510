import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import { matchBy, onDuplicate, type OnDuplicate } from '../../../shared/import/duplicates.ts';
import type { ImportPlan } from '../../../shared/import/plan.ts';
import type { ImportFound, ImportView } from '../../../shared/import/view.ts';
import { Section } from '../../ui/Section.tsx';
import { useCommands, useWords } from '../state/context.tsx';
import { Previews } from './Previews.tsx';
import { Refusal } from './Refusal.tsx';

const words = { number: 'import.byNumber', email: 'import.byEmail', name: 'import.byName' } as const;

/** Who is known already, counted over the whole file before anything is entered, and what becomes of them. */
export function People({
  fileId,
  found,
  plan,
  view,
  onChange,
  onBack,
}: {
  fileId: string;
  found: ImportFound;
  plan: ImportPlan;
  view: ImportView;
  onChange: (change: Partial<ImportPlan>) => void;
  onBack: () => void;
}) {
  const t = useWords();
  const { checkImport, runImport, cancelImport } = useCommands();
  const checking = view.step === 'checking';
  const { checked } = view;
  const by = plan.matchBy.join(' ');
  // The counts depend on what people are compared by, and on the columns; a count that goes on is for the old choice.
  const check = useEffectEvent(() => checkImport(fileId, plan));
  // An import that was started from here leaves this page too, and goes on.
  const stopCounting = useEffectEvent(() => {
    if (checking) cancelImport();
  });
  useEffect(() => {
    check();
    return () => stopCounting();
  }, [fileId, by]);

  const enters = checked === null ? found.count : entered(plan.onDuplicate, checked);
  return (
    <>
      <Section title={t('import.knownTitle')}>
        <p className="quiet">{t('import.matchBy')}</p>
        <div className="import-choices">
          {matchBy.map(one => (
            <Switch
              key={one}
              withThumbIndicator={false}
              label={t(words[one])}
              checked={plan.matchBy.includes(one)}
              disabled={checking}
              onChange={event => {
                const { checked: on } = event.currentTarget;
                onChange({
                  matchBy: matchBy.filter(each => (each === one ? on : plan.matchBy.includes(each))),
                });
              }}
            />
          ))}
        </div>
        <SegmentedControl
          aria-label={t('import.knownTitle')}
          data={onDuplicate.map(value => ({ value, label: t(`import.${value}`) }))}
          value={plan.onDuplicate}
          onChange={value => onChange({ onDuplicate: value as OnDuplicate })}
        />
        <TextInput
          className="import-list"
          label={t('import.list')}
          placeholder={t('import.listHint')}
          maxLength={120}
          value={plan.list ?? ''}
          onChange={event => {
            const { value } = event.currentTarget;
            onChange({ list: value.trim() === '' ? null : value });
          }}
        />
      </Section>
      <Section title={t('import.records', { count: found.count })} ruled>
        {view.refused !== null && <Refusal refused={view.refused} nothingEntered />}
        {checking && (
          <>
            <p role="status">{t('import.checking')}</p>
            <progress aria-label={t('import.checking')} max={found.count} value={view.done} />
          </>
        )}
        {checked !== null && !checking && (
          <>
            <dl className="facts">
              <Count name={t('import.fresh')} count={checked.fresh} />
              <Count name={t('import.known')} count={checked.known} />
              <Count name={t('import.unreadable')} count={checked.failed} />
            </dl>
            <ul className="import-reasons">
              {checked.reasons.map(({ reason, count, line }) => (
                <li key={reason}>
                  {t(`importReason.${reason}`)}{' '}
                  <span className="quiet num">{t('import.firstLine', { count, line })}</span>
                </li>
              ))}
            </ul>
            <Previews contacts={checked.preview} />
          </>
        )}
      </Section>
      <footer className="import-foot">
        <Button variant="default" onClick={onBack}>
          {t('import.previous')}
        </Button>
        <Button
          disabled={checking || enters === 0}
          onClick={() => runImport(fileId, { ...plan, list: plan.list?.trim() ?? null })}
        >
          {t('import.startCount', { count: enters })}
        </Button>
      </footer>
    </>
  );
}

/** How many the plan would enter or fill in. */
function entered(onKnown: OnDuplicate, { fresh, known }: { fresh: number; known: number }): number {
  return onKnown === 'skip' ? fresh : fresh + known;
}

function Count({ name, count }: { name: string; count: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{count}</dd>
    </div>
  );
}
