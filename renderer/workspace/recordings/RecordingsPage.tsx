import { Select, TextInput } from '@mantine/core';
import { IconPhoneIncoming, IconPhoneOutgoing, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { RecordingFilter, RecordingRow } from '../../../shared/recording/types.ts';
import type { RetentionRules } from '../../../shared/safety/retention.ts';
import { Section } from '../../ui/Section.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { formatNumber } from '../people.ts';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { Player } from './Player.tsx';
import './recordings.css';

/** As many as main gives at once. */
const page = 50;
const day = 86_400_000;
const everything: RecordingFilter = { text: '', direction: null, startedBy: null };
const directions = ['inbound', 'outbound'] as const;
const begunBy = ['rule', 'agent'] as const;

/** Every recording, newest first: found, heard, removed with a way back, and when it goes by itself. */
export function RecordingsPage() {
  const t = useWords();
  const { openSettings } = useCommands();
  const [filter, setFilter] = useState(everything);
  const { found, more, readMore, remove } = useRecordings(filter);
  const rules = useAnswer('retention.get', null) ?? {};
  const narrowed = filter.text !== '' || filter.direction !== null || filter.startedBy !== null;
  return (
    <div className="page-pad">
      <Section
        title={t('recording.title')}
        aside={<SmallButton onPress={() => openSettings('recording')}>{t('recording.rules')}</SmallButton>}
      >
        <div className="recordings-tools">
          <TextInput
            label={t('recording.find')}
            placeholder={t('recording.findHint')}
            value={filter.text}
            maxLength={100}
            onChange={event => setFilter({ ...filter, text: event.currentTarget.value })}
          />
          <Select
            label={t('recording.direction')}
            data={directions.map(value => ({ value, label: t(`recording.direction_${value}`) }))}
            placeholder={t('recording.any')}
            value={filter.direction}
            clearable
            onChange={value =>
              setFilter({ ...filter, direction: directions.find(each => each === value) ?? null })
            }
          />
          <Select
            label={t('recording.begunBy')}
            data={begunBy.map(value => ({ value, label: t(`recording.begunBy_${value}`) }))}
            placeholder={t('recording.any')}
            value={filter.startedBy}
            clearable
            onChange={value =>
              setFilter({ ...filter, startedBy: begunBy.find(each => each === value) ?? null })
            }
          />
        </div>
        {found === null && <Skeleton />}
        {found !== null && found.count > 0 && (
          <p className="section-hint num" role="status">
            {t('recording.total', { count: found.count, size: Math.ceil(found.bytes / 1_048_576) })}{' '}
            {keptFor(rules, t)}
          </p>
        )}
        {found?.rows.length === 0 && (
          <p className="empty">{t(narrowed ? 'recording.noneFound' : 'recording.empty')}</p>
        )}
        <ul className="recordings-rows">
          {found?.rows.map(row => (
            <Row key={row.id} row={row} rules={rules} onRemove={() => void remove(row)} />
          ))}
        </ul>
        {more && <SmallButton onPress={() => void readMore()}>{t('safety.older')}</SmallButton>}
      </Section>
    </div>
  );
}

type Found = Output<'recording.list'>;

function useRecordings(filter: RecordingFilter) {
  const t = useWords();
  const { ask, did, canUndo } = useCommands();
  const changes = useWorkspace(state => state.contacts);
  const [found, setFound] = useState<Found | null>(null);
  const [more, setMore] = useState(false);
  const { text, direction, startedBy } = filter;
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () => {
        const asked = { filter: { text: text.trim(), direction, startedBy }, after: null };
        void ask('recording.list', asked, ['storeUnavailable']).then(now => {
          if (!current) return;
          setFound(now ?? { rows: [], count: 0, bytes: 0 });
          setMore(now?.rows.length === page);
        });
      },
      text === '' ? 0 : 200,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, text, direction, startedBy, changes]);
  const readMore = async () => {
    const last = found?.rows.at(-1);
    if (!found || !last) return;
    const next = await ask('recording.list', { filter, after: { at: last.at, id: last.id } });
    if (next === null) return;
    setFound({ ...next, rows: [...found.rows, ...next.rows] });
    setMore(next.rows.length === page);
  };
  const remove = async ({ id, name, number }: RecordingRow) => {
    if (!(await did('recording.remove', { id }))) return;
    canUndo({
      key: 'recording.didRemove',
      who: name ?? number ?? t('recording.one'),
      back: () => did('recording.restore', { id }),
    });
  };
  return { found, more, readMore, remove };
}

/** By the rule that is the sooner: recordings go with their conversations. */
function daysOf(rules: RetentionRules): number | null {
  const days = [rules.recordings, rules.history].filter(each => each !== undefined);
  return days.length === 0 ? null : Math.min(...days);
}

function keptFor(rules: RetentionRules, t: ReturnType<typeof useWords>): string {
  const days = daysOf(rules);
  return days === null ? t('recording.keptForEver') : t('recording.keptFor', { count: days });
}

function Row({ row, rules, onRemove }: { row: RecordingRow; rules: RetentionRules; onRemove: () => void }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { openPerson } = useCommands();
  const { personId, name, number, direction, called } = row;
  const who = name ?? number ?? '';
  const Icon = direction === 'outbound' ? IconPhoneOutgoing : IconPhoneIncoming;
  const days = daysOf(rules);
  const goes = days === null ? null : row.at + days * day;
  const removal = t('recording.remove', { of: who });
  return (
    <li>
      <Icon className="flip" size={15} stroke={1.6} aria-label={t(`recording.direction_${direction}`)} />
      <span className="clip">
        {personId === null ? (
          <b>{name === null ? <Tel n={formatNumber(number ?? '')} /> : <bdi>{name}</bdi>}</b>
        ) : (
          <button type="button" className="inline-link" onClick={() => openPerson(personId)}>
            <bdi>{who}</bdi>
          </button>
        )}
        {name !== null && number !== null && (
          <span className="quiet">
            {' · '}
            <Tel n={formatNumber(number)} />
          </span>
        )}
        {called !== null && (
          <span className="quiet">
            {' · '}
            <bdi>{called}</bdi>
          </span>
        )}
        <span className="quiet">
          {' · '}
          {t(`recording.begunBy_${row.startedBy}`)}
        </span>
      </span>
      <span className="num quiet">
        <time dateTime={new Date(row.at).toISOString()}>{formats.when(row.at, now)}</time>
        {goes !== null && ` · ${t('recording.goesOn', { date: formats.date(goes, now) })}`}
      </span>
      <button type="button" className="icon-button" aria-label={removal} title={removal} onClick={onRemove}>
        <IconTrash size={15} stroke={1.6} aria-hidden />
      </button>
      <Player recording={row} of={`${who}, ${formats.when(row.at, now)}`} />
    </li>
  );
}
