import { IconPhone } from '@tabler/icons-react';
import { memo, useDeferredValue, useState } from 'react';
import type { FollowUp, RecentCall } from '../../../shared/people/types.ts';
import { daysBetween } from '../../../shared/i18n/format.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Dot } from '../../ui/Lamp.tsx';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { useOwner, useOwnerWords, useTheirTime } from '../followups/promise.ts';
import { listKeys } from '../keys/names.ts';
import type { Bindings } from '../keys/layers.ts';
import { useKeys } from '../keys/useKeys.ts';
import { dayName } from '../days.ts';
import { formatNumber } from '../people.ts';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { useCalmRows } from '../state/useCalmRows.ts';
import { useRowsInTurn } from '../state/useRowsInTurn.ts';
import { PracticePanel } from './PracticePanel.tsx';
import { kindWord } from './Person.tsx';

/** The desk without a call: what is owed, what is due, whom to practise with. */
export function Home() {
  const owed = useWorkspace(state => state.recent).filter(call => call.owed);
  const due = useWorkspace(state => state.due.length > 0);
  const practising = useWorkspace(state => state.practice.state === 'running');
  return (
    <div className="who-body">
      {owed.length > 0 && <OwedOutcomes owed={owed} />}
      {(due || !practising) && <DueList />}
      <PracticePanel />
    </div>
  );
}

function OwedOutcomes({ owed }: { owed: readonly RecentCall[] }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { openOwed } = useCommands();
  const first = owed[0];
  const owns = useKeys(first ? { O: () => openOwed(first.interactionId) } : {}, { priority: 'call' });
  return (
    <ul className="standing">
      {owed.slice(0, 5).map((call, i) => (
        <li key={call.interactionId} className="standing-row owed">
          <Dot state="owed" />
          <div className="grow">
            <p>
              <strong>{t('desk.owedOf', { who: call.name ?? formatNumber(call.number) })}</strong>
            </p>
            <p className="quiet num">{t('desk.owedWhy', { when: formats.when(call.at, now) })}</p>
          </div>
          <SmallButton
            {...(i === 0 ? { k: 'O', idle: !owns('O') } : {})}
            onPress={() => openOwed(call.interactionId)}
          >
            {t('desk.enterOutcome')}
          </SmallButton>
        </li>
      ))}
    </ul>
  );
}

function DueList() {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { dial } = useCommands();
  const owner = useOwner();
  const [shown, setShown] = useState<Shown>('all');
  const everything = useDeferredValue(useWorkspace(state => state.due));
  const all = shown === 'all' ? everything : everything.filter(item => owner(item) === shown);
  const { rows: due, calm } = useCalmRows(all, item => item.id);
  const callable = due.filter(item => item.number !== null).slice(0, listKeys.length);
  const keys: Bindings = {};
  callable.forEach((item, i) => {
    const key = listKeys[i];
    if (key) keys[key] = () => void dial(item.number ?? '', item.personId);
  });
  const owns = useKeys(keys, { priority: 'list' });
  const groups = byDay(useRowsInTurn(due), now);
  return (
    <Section
      title={t('desk.due')}
      aside={<span className="num">{t('desk.dueCount', { count: due.length })}</span>}
    >
      {everything.some(({ by }) => by !== null) && (
        <div className="chips due-filter" role="group" aria-label={t('desk.whose')}>
          {shownOf.map(one => (
            <button key={one} type="button" aria-pressed={one === shown} onClick={() => setShown(one)}>
              {t(shownWord[one])}
            </button>
          ))}
        </div>
      )}
      {due.length === 0 && <p className="empty">{t('desk.dueEmpty')}</p>}
      {groups.map(([day, items]) => (
        <div key={day} className="due-list">
          {groups.length > 1 && (
            <h3 className="day-head">
              {day < 0 ? t('common.overdue') : dayName(t, formats, items[0]?.dueAt ?? now, now)}
            </h3>
          )}
          <ul {...calm}>
            {items.map(item => {
              const key = listKeys[callable.indexOf(item)];
              return <DueItem key={item.id} item={item} k={key ?? null} idle={key ? !owns(key) : true} />;
            })}
          </ul>
        </div>
      ))}
    </Section>
  );
}

type Shown = 'all' | 'mine' | 'anyone';
const shownOf = ['all', 'mine', 'anyone'] as const;
const shownWord = { all: 'desk.whoseAll', mine: 'desk.whoseMine', anyone: 'desk.whoseAnyone' } as const;

/** Grouped by calendar day; what is late of earlier days stands together, first. */
function byDay(due: readonly FollowUp[], now: number): [number, FollowUp[]][] {
  const groups = new Map<number, FollowUp[]>();
  for (const item of due) {
    const day = Math.max(-1, daysBetween(now, item.dueAt));
    groups.set(day, [...(groups.get(day) ?? []), item]);
  }
  return [...groups].sort(([a], [b]) => a - b);
}

const DueItem = memo(function DueItem({
  item,
  k,
  idle,
}: {
  item: FollowUp;
  k: string | null;
  idle: boolean;
}) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { dial, openPerson } = useCommands();
  const ownerWords = useOwnerWords();
  const theirTime = useTheirTime();
  const late = item.dueAt < now;
  const theirs = theirTime(item.dueAt, item.zone);
  const name = item.personName ?? item.number ?? t('common.unknown');
  return (
    <li className="row two">
      <span className={`due-time num ${late ? 'owed-text' : ''}`}>
        {daysBetween(now, item.dueAt) < 0 ? formats.date(item.dueAt, now) : formats.time(item.dueAt)}
        {late && <span className="clip">{t('desk.late')}</span>}
      </span>
      <span className="grow">
        {item.personId === null ? (
          <b className="clip">
            <bdi>{name}</bdi>
          </b>
        ) : (
          <button type="button" className="name-link clip" onClick={() => openPerson(item.personId ?? '')}>
            <bdi>{name}</bdi>
          </button>
        )}
        <span className="quiet clip">{ownerWords(item) ?? t(kindWord[item.kind])}</span>
      </span>
      <span className="grow due-why">
        <bdi>{item.what}</bdi>
        {theirs !== null && <span className="quiet num">{theirs}</span>}
      </span>
      <span className="quiet">{item.number !== null && <Tel n={formatNumber(item.number)} />}</span>
      <span>{k !== null && <Kbd k={k} idle={idle} />}</span>
      {item.number === null ? (
        <span />
      ) : (
        <button
          type="button"
          className="icon-button"
          aria-label={t('common.callName', { who: name })}
          onClick={() => void dial(item.number ?? '', item.personId)}
        >
          <IconPhone size={16} stroke={1.6} aria-hidden />
        </button>
      )}
    </li>
  );
});
