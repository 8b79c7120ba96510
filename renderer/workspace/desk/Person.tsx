import { IconAlertTriangle, IconClockExclamation } from '@tabler/icons-react';
import type { FollowUp, Person } from '../../../shared/people/types.ts';
import { Fact, Facts } from '../../ui/Fact.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useOwnerWords } from '../followups/promise.ts';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useFormats, useNow, useWords } from '../state/context.tsx';

/** Their time, language, consent, lists. */
export function PersonFacts({ person }: { person: Person }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const time = person.timeZone === null ? null : formats.timeIn(now, person.timeZone);
  const allowed = [
    person.consent.call && t('caller.consentCall'),
    person.consent.email && t('caller.consentEmail'),
    person.consent.message && t('caller.consentMessage'),
  ].filter(word => word !== false);
  return (
    <>
      {person.doNotContact && (
        <p className="match warning-row" role="note">
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          {t('caller.doNotContact')}
        </p>
      )}
      <Facts>
        <Fact name={t('caller.localTime')}>
          {time === null
            ? t('common.unknown')
            : person.city
              ? t('caller.timeIn', { time, place: person.city })
              : time}
        </Fact>
        <Fact name={t('caller.language')}>
          {person.language === null ? t('common.unknown') : formats.language(person.language)}
        </Fact>
        <Fact name={t('caller.consent')}>
          {allowed.length === 0 ? t('caller.consentNone') : formats.list(allowed)}
        </Fact>
        <Fact name={t('caller.lists')}>
          {person.lists.length === 0 ? t('caller.noLists') : <bdi>{formats.list(person.lists)}</bdi>}
        </Fact>
      </Facts>
    </>
  );
}

/** What is owed to this person, the oldest first; P marks the first as done. */
export function OwedToPerson({ owed }: { owed: readonly FollowUp[] }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { followUpDone } = useCommands();
  const ownerWords = useOwnerWords();
  const open = owed.filter(item => item.doneAt === null);
  const first = open[0];
  const owns = useKeys(first ? { P: () => followUpDone(first.id) } : {}, { priority: 'call' });
  if (open.length === 0) return null;
  return (
    <ul className="standing">
      {open.map((item, i) => (
        <li key={item.id} className="standing-row owed">
          <IconClockExclamation size={16} stroke={1.7} aria-hidden />
          <div className="grow">
            <p>
              <strong>
                <bdi>{item.what}</bdi>
              </strong>
            </p>
            <p className="quiet">{ownerWords(item) ?? t(kindWord[item.kind])}</p>
          </div>
          <span className="owed-when num">
            {item.dueAt < now
              ? t('caller.overdueSince', { when: formats.when(item.dueAt, now) })
              : t('caller.dueAt', { when: formats.when(item.dueAt, now) })}
          </span>
          <SmallButton
            {...(i === 0 ? { k: 'P', idle: !owns('P') } : {})}
            of={item.what}
            onPress={() => followUpDone(item.id)}
          >
            {t('caller.markDone')}
          </SmallButton>
        </li>
      ))}
    </ul>
  );
}

export const kindWord = {
  callback: 'desk.callback',
  email: 'desk.email',
  message: 'desk.message',
  task: 'desk.task',
  promise: 'desk.promise',
} as const;
