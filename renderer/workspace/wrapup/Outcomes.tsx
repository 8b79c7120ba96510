import { TextInput } from '@mantine/core';
import { useRef, useState, type Ref } from 'react';
import { fold } from '../../../shared/match/fold.ts';
import type { Outcome } from '../../../shared/outcome/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Section } from '../../ui/Section.tsx';
import { useTheirTime } from '../followups/promise.ts';
import { WhoCallsBack } from '../followups/WhoCallsBack.tsx';
import { listKeys } from '../keys/names.ts';
import type { Bindings } from '../keys/layers.ts';
import { useKeys } from '../keys/useKeys.ts';
import { useLanguage, useNow, useWords } from '../state/context.tsx';
import type { DraftInHand } from '../state/useDraft.ts';
import { DayAndTime } from './DayAndTime.tsx';
import { inDays, inOneHour, tomorrowAt } from './dueTimes.ts';

export type Problem = 'outcome' | 'time' | 'note' | null;

/** From so many on, a field finds one by its name. */
const manyOutcomes = 13;

/** How the call ended, under the number keys; a time where the outcome needs one, in place, with its reason. */
export function Outcomes({
  outcomes,
  draft,
  choose,
  zone,
  aside,
  problem,
  gone,
  first,
  time,
}: {
  outcomes: readonly Outcome[];
  draft: DraftInHand;
  choose: (outcome: Outcome) => void;
  /** The customer's zone, where known. */
  zone: string | null;
  aside: string;
  problem: Problem;
  /** The name of what was chosen and is offered no more. */
  gone: string | null;
  /** Where the focus goes when an outcome, or a time, is missing. */
  first: Ref<HTMLButtonElement>;
  time: Ref<HTMLButtonElement>;
}) {
  const t = useWords();
  const language = useLanguage();
  const [sought, setSought] = useState('');
  const wanted = fold(sought);
  const shown = outcomes.filter(({ name }) => fold(`${name.en} ${name.ar}`).includes(wanted));
  const keys: Bindings = {};
  outcomes.forEach((outcome, i) => {
    const key = listKeys[i];
    if (key) keys[key] = () => choose(outcome);
  });
  const owns = useKeys(keys, { priority: 'outcomes' });
  const chosen = outcomes.find(outcome => outcome.id === draft.outcomeId);
  return (
    <Section
      title={t('wrapUp.outcome')}
      aside={
        problem === 'outcome' ? (
          <span className="danger-text" role="alert">
            {t('wrapUp.chooseFirst')}
          </span>
        ) : (
          aside
        )
      }
    >
      {outcomes.length >= manyOutcomes && (
        <TextInput
          className="find-outcome"
          aria-label={t('wrapUp.find')}
          placeholder={t('wrapUp.find')}
          value={sought}
          maxLength={80}
          onChange={event => setSought(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Escape') event.currentTarget.blur();
            const [only] = shown;
            if (event.key !== 'Enter' || only === undefined) return;
            event.preventDefault();
            choose(only);
            event.currentTarget.blur();
          }}
        />
      )}
      {gone !== null && (
        <p className="field-error" role="alert">
          {t('wrapUp.outcomeGone', { outcome: gone })}
        </p>
      )}
      {outcomes.length > 0 && shown.length === 0 && <p className="empty">{t('wrapUp.findNone')}</p>}
      {outcomes.length === 0 && <p className="empty">{t('wrapUp.outcomesEmpty')}</p>}
      <ol className="outcomes">
        {shown.map((outcome, i) => {
          const key = listKeys[outcomes.indexOf(outcome)];
          return (
            <li key={outcome.id}>
              <button
                ref={i === 0 ? first : undefined}
                type="button"
                aria-pressed={outcome.id === draft.outcomeId}
                onClick={() => choose(outcome)}
              >
                {key && <Kbd k={key} idle={!owns(key)} />}
                <span className="clip">{outcome.name[language]}</span>
              </button>
            </li>
          );
        })}
      </ol>
      {chosen?.needsTime && (
        <When
          draft={draft}
          zone={zone}
          outcome={chosen.name[language]}
          missing={problem === 'time'}
          first={time}
        />
      )}
    </Section>
  );
}

function When({
  draft,
  zone,
  outcome,
  missing,
  first,
}: {
  draft: DraftInHand;
  zone: string | null;
  outcome: string;
  missing: boolean;
  first: Ref<HTMLButtonElement>;
}) {
  const t = useWords();
  const now = useNow(60_000);
  const since = useRef(now); // the offered times stay as they were when they were offered
  const offered = [
    { label: t('wrapUp.whenIn1h'), at: inOneHour(since.current) },
    { label: t('wrapUp.whenTomorrow'), at: tomorrowAt(10, since.current, zone) },
    { label: t('wrapUp.whenIn3d'), at: inDays(3, since.current, zone) },
    { label: t('wrapUp.whenIn7d'), at: inDays(7, since.current, zone) },
  ];
  const theirTime = useTheirTime();
  const past = draft.dueAt !== null && draft.dueAt < now;
  return (
    <div className="needed" role="group" aria-label={t('wrapUp.when')}>
      <p className="needed-label">
        {t('wrapUp.when')} <span aria-hidden>*</span>
      </p>
      <div className="chips">
        {offered.map(({ label, at }, i) => (
          <button
            key={label}
            ref={i === 0 ? first : undefined}
            type="button"
            aria-pressed={draft.dueAt === at}
            onClick={() => draft.edit({ dueAt: at })}
          >
            {label}
          </button>
        ))}
      </div>
      <DayAndTime value={draft.dueAt} invalid={missing || past} onChange={dueAt => draft.edit({ dueAt })} />
      <div className="when-more">
        <WhoCallsBack by={draft.dueBy ?? 'me'} onChange={dueBy => draft.edit({ dueBy })} />
        <span className="quiet num">{theirTime(draft.dueAt, zone)}</span>
      </div>
      {(missing || past) && (
        <p className="field-error" role="alert">
          {past ? t('wrapUp.whenPast') : t('wrapUp.whenNeeded', { outcome })}
        </p>
      )}
    </div>
  );
}
