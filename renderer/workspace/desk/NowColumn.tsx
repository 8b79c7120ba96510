import {
  IconCalendarTime,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconPhoneX,
} from '@tabler/icons-react';
import { memo, useDeferredValue } from 'react';
import type { FollowUp, RecentCall } from '../../../shared/people/types.ts';
import { Section } from '../../ui/Section.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { formatNumber } from '../people.ts';
import { useCommands, useFormats, useLanguage, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { useCalmRows } from '../state/useCalmRows.ts';
import { useRowsInTurn } from '../state/useRowsInTurn.ts';
import { ContactUndoStrip } from '../contacts/ContactUndoStrip.tsx';
import { PhonePanel } from '../phone/PhonePanel.tsx';
import { UndoStrip } from '../wrapup/UndoStrip.tsx';

/** Rows of the due list that fit beside a call without scrolling the recent calls away. */
const dueRows = 6;

/** What is going on: the same blocks in the same order beside every screen. */
export function NowColumn() {
  const t = useWords();
  // Lists give way to what the agent does meanwhile, and to a call.
  const allDue = useDeferredValue(useWorkspace(state => state.due));
  const allRecent = useDeferredValue(useWorkspace(state => state.recent));
  const { rows: due, calm: calmDue } = useCalmRows(allDue, item => item.id);
  const { rows: recent, calm: calmRecent } = useCalmRows(allRecent, call => call.interactionId);
  const owed = recent.filter(call => call.owed);
  const drawn = useRowsInTurn(recent);
  return (
    <>
      <div className="now-rows">
        <PhonePanel />
        <Section
          title={t('desk.due')}
          aside={<span className="num">{t('desk.dueCount', { count: due.length })}</span>}
        >
          <ul {...calmDue}>
            {owed.map(call => (
              <OwedRow key={call.interactionId} call={call} />
            ))}
            {due.slice(0, dueRows).map(item => (
              <DueRow key={item.id} item={item} />
            ))}
          </ul>
          {due.length === 0 && owed.length === 0 && <p className="empty">{t('desk.dueEmpty')}</p>}
        </Section>
        <Section title={t('desk.recent')}>
          <ul {...calmRecent}>
            {drawn.map(call => (
              <RecentRow key={call.interactionId} call={call} />
            ))}
          </ul>
          {recent.length === 0 && <p className="empty">{t('desk.recentEmpty')}</p>}
        </Section>
      </div>
      <UndoStrip />
      <ContactUndoStrip />
    </>
  );
}

function OwedRow({ call }: { call: RecentCall }) {
  const t = useWords();
  const { openOwed } = useCommands();
  const open = useWorkspace(state => state.owedOpen === call.interactionId);
  return (
    <li>
      <button
        type="button"
        className="row two"
        aria-current={open || undefined}
        onClick={() => openOwed(call.interactionId)}
      >
        <span className="row-lead owed-text">
          <IconCalendarTime size={15} stroke={1.7} aria-hidden />
        </span>
        <span className="grow">
          <b className="clip">
            <CallName call={call} />
          </b>
          <span className="owed-text clip">{t('desk.owed')}</span>
        </span>
      </button>
    </li>
  );
}

function DueRow({ item }: { item: FollowUp }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { openPerson, setDialText } = useCommands();
  const late = item.dueAt < now;
  const open = () => {
    if (item.personId !== null) openPerson(item.personId);
    else if (item.number !== null) setDialText(item.number);
  };
  return (
    <li>
      <button type="button" className="row two" onClick={open}>
        <span className={`row-lead num ${late ? 'owed-text' : ''}`}>{formats.brief(item.dueAt, now)}</span>
        <span className="grow">
          <b className="clip">
            <bdi>{item.personName ?? item.number ?? t('common.unknown')}</bdi>
          </b>
          <span className="quiet clip">
            <bdi>{item.what}</bdi>
          </span>
        </span>
      </button>
    </li>
  );
}

const RecentRow = memo(function RecentRow({ call }: { call: RecentCall }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const language = useLanguage();
  const { openPerson, openOwed, setDialText } = useCommands();
  const outcome = useWorkspace(state => state.outcomes.find(one => one.id === call.outcomeId));
  const open = () => {
    if (call.owed) openOwed(call.interactionId);
    else if (call.personId !== null) openPerson(call.personId);
    else setDialText(call.number);
  };
  const how = call.owed
    ? t('desk.owed')
    : outcome
      ? outcome.name[language]
      : call.answered
        ? t('desk.answered')
        : call.direction === 'inbound'
          ? t(call.cause === 'away' ? 'desk.away' : 'desk.missed')
          : t('desk.notReached');
  return (
    <li>
      <button type="button" className="row two" onClick={open}>
        <span className="row-lead quiet">
          <RecentIcon call={call} />
        </span>
        <span className="grow">
          <b className="clip">
            <CallName call={call} />
          </b>
          <span className={call.owed ? 'owed-text clip' : 'quiet clip'}>{how}</span>
        </span>
        <span className="quiet num">{formats.brief(call.at, now)}</span>
      </button>
    </li>
  );
});

function RecentIcon({ call }: { call: RecentCall }) {
  const drawn = { size: 15, stroke: 1.6, 'aria-hidden': true } as const;
  if (call.direction === 'inbound')
    return call.answered ? <IconPhoneIncoming className="flip" {...drawn} /> : <IconPhoneX {...drawn} />;
  return call.answered ? <IconPhoneOutgoing className="flip" {...drawn} /> : <IconPhoneOff {...drawn} />;
}

function CallName({ call }: { call: RecentCall }) {
  const t = useWords();
  if (call.name !== null && call.name !== '') return <bdi>{call.name}</bdi>;
  return call.number === '' ? t('call.hiddenNumber') : <Tel n={formatNumber(call.number)} />;
}
