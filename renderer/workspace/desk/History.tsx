import {
  IconBrandHipchat,
  IconFileText,
  IconMail,
  IconMailForward,
  IconMailOpened,
  IconMapPin,
  IconMessage,
  IconNote,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconTrash,
  IconWorld,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Key } from '../../../shared/i18n/keys.ts';
import { span } from '../../../shared/i18n/format.ts';
import { isKey } from '../../../shared/i18n/words.ts';
import type { CallTransfer, Channel, TimelineEntry } from '../../../shared/people/types.ts';
import { Section } from '../../ui/Section.tsx';
import { AttachTo } from '../contacts/Files.tsx';
import { channelWord } from '../people.ts';
import { Player } from '../recordings/Player.tsx';
import { Survey } from './Survey.tsx';
import { soundFigures, soundWas } from './soundWas.ts';
import { useCommands, useFormats, useLanguage, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { useRowsInTurn } from '../state/useRowsInTurn.ts';

const kinds = ['calls', 'mail', 'chat', 'letters', 'visits', 'notes'] as const;
type Kind = (typeof kinds)[number];

const kindOf: Record<Channel, Kind> = {
  call: 'calls',
  email: 'mail',
  chat: 'chat',
  message: 'chat',
  social: 'chat',
  letter: 'letters',
  fax: 'letters',
  visit: 'visits',
  note: 'notes',
};
const allChannels = Object.keys(kindOf) as Channel[];
/** Rows that are read at once when one asks for earlier ones. */
const earlierRows = 50;

/** Every channel on one line of time, newest first; the tabs filter in place. */
export function History({
  entries,
  ruled = false,
  of = null,
  first = Infinity,
  onAdd,
}: {
  entries: readonly TimelineEntry[];
  ruled?: boolean;
  /** Whose it is: earlier entries can be asked for, and those made by hand taken away. */
  of?: { id: string; name: string } | null;
  /** Rows that are shown before one asks for earlier ones. */
  first?: number;
  onAdd?: () => void;
}) {
  const t = useWords();
  const [only, setOnly] = useState<Kind | null>(null);
  const there =
    of === null ? kinds.filter(kind => entries.some(entry => kindOf[entry.channel] === kind)) : kinds;
  const filter = only !== null && there.includes(only) ? only : null;
  const recent = filter === null ? entries : entries.filter(entry => kindOf[entry.channel] === filter);
  const { earlier, more, readMore } = useEarlier(of?.id ?? null, filter, recent, entries.length);
  const [visible, setVisible] = useState(first);
  const known = [...recent, ...earlier];
  const shown = known.slice(0, visible);
  const drawn = useRowsInTurn(shown);
  const hidden = known.length > shown.length;
  return (
    <Section
      title={t('caller.history')}
      ruled={ruled}
      className="history"
      aside={
        there.length > 1 ? (
          <span className="tabs">
            {([null, ...there] as const).map(kind => (
              <button
                key={kind ?? 'all'}
                type="button"
                aria-pressed={kind === filter}
                onClick={() => setOnly(kind)}
              >
                {kind === null ? t('caller.all') : t(`caller.${kind}`)}
              </button>
            ))}
            {onAdd && (
              <button type="button" className="add" onClick={onAdd}>
                {t('contacts.addEntry')}
              </button>
            )}
          </span>
        ) : undefined
      }
    >
      {entries.length === 0 ? (
        <p className="empty">{t('caller.historyEmpty')}</p>
      ) : (
        <ol className="timeline">
          {drawn.map(entry => (
            <Entry key={entry.id} entry={entry} of={of} />
          ))}
        </ol>
      )}
      {entries.length > 0 && shown.length === 0 && !more && (
        <p className="empty">{t('caller.nothingOfThese')}</p>
      )}
      {(hidden || more) && (
        <button
          type="button"
          className="link earlier"
          onClick={() => {
            setVisible(Infinity);
            if (!hidden) readMore();
          }}
        >
          {t('caller.earlier')}
        </button>
      )}
    </Section>
  );
}

/** Entries before those that are shown anyway, of the channels that the filter lets through. */
function useEarlier(
  personId: string | null,
  filter: Kind | null,
  recent: readonly TimelineEntry[],
  all: number,
): { earlier: readonly TimelineEntry[]; more: boolean; readMore: () => void } {
  const { ask } = useCommands();
  const [read, setRead] = useState<{ of: string; entries: readonly TimelineEntry[]; end: boolean } | null>(
    null,
  );
  const key = `${personId} ${filter}`;
  const known = read?.of === key ? read : null;
  const earlier = known?.entries ?? [];
  const readMore = async () => {
    if (personId === null) return;
    const last = earlier.at(-1) ?? recent.at(-1);
    const found = await ask('timeline.older', {
      personId,
      channels: filter === null ? allChannels : allChannels.filter(channel => kindOf[channel] === filter),
      after: last ? { at: last.at, id: last.id } : { at: Number.MAX_SAFE_INTEGER, id: '' },
      limit: earlierRows,
    });
    if (found) setRead({ of: key, entries: [...earlier, ...found], end: found.length < earlierRows });
  };
  // Fewer than main gives at once are all that there are.
  const more = personId !== null && all >= earlierRows && !(known?.end ?? false);
  return { earlier, more, readMore: () => void readMore() };
}

/** To whom the call was handed on, and why not where it was not. */
function HandedOn({ transfer }: { transfer: CallTransfer }) {
  const t = useWords();
  const { result, cause } = transfer;
  const why = `callEnd.${cause ?? ''}`;
  return (
    <p className="quiet clip" title={isKey(why) ? t(why) : transfer.to}>
      {t(`transfer.was_${result}`, { who: transfer.name ?? transfer.to })}
    </p>
  );
}

function Entry({ entry, of }: { entry: TimelineEntry; of: { id: string; name: string } | null }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const now = useNow(60_000);
  const outcome = useWorkspace(
    state => state.outcomes.find(one => one.id === entry.outcomeId)?.name[language],
  );
  const what = entry.subject !== '' ? entry.subject : (outcome ?? t(titleOf(entry)));
  const reference = entry.reference ? t('caller.reference', { reference: entry.reference }) : null;
  const detail = [outcome !== undefined && outcome !== what ? outcome : null, reference, entry.detail].filter(
    part => part !== null && part !== '',
  );
  const sounded = entry.quality;
  const by = [
    entry.by,
    entry.seconds === null || entry.seconds === 0 ? null : span(entry.seconds * 1000),
    sounded ? t('sound.score', { score: sounded.mos.usual }) : null,
  ].filter(part => part !== null);
  return (
    <li>
      <span className="timeline-icon">
        <ChannelIcon entry={entry} />
      </span>
      <div className="timeline-body">
        <p className="clip">
          <strong>
            <bdi>{what}</bdi>
          </strong>
        </p>
        <p className="quiet clip">
          <bdi>
            {detail.length > 0 ? detail.join(' · ') : what === t(titleOf(entry)) ? ' ' : t(titleOf(entry))}
          </bdi>
        </p>
        {entry.recordings?.map(recording => (
          <Player key={recording.id} recording={recording} of={formats.when(entry.at, now)} />
        ))}
        {entry.survey !== undefined && <Survey interactionId={entry.id} survey={entry.survey} />}
        {entry.handed !== undefined && (
          <p className="quiet clip" title={entry.handed.note}>
            {entry.handed.by !== null && <bdi>{entry.handed.by}: </bdi>}
            <bdi>{entry.handed.note}</bdi>
          </p>
        )}
        {entry.transfer !== undefined && <HandedOn transfer={entry.transfer} />}
        {sounded && sounded.verdict !== 'clear' && (
          <p className="clip owed-text" title={soundFigures(t, sounded)}>
            {soundWas(t, sounded)}
          </p>
        )}
        {entry.answers !== undefined && (
          <p className="quiet clip" title={entry.answers}>
            <bdi>{entry.answers}</bdi>
          </p>
        )}
      </div>
      <div className="timeline-when num">
        <time dateTime={new Date(entry.at).toISOString()}>{formats.when(entry.at, now)}</time>
        <span className="quiet" title={sounded && soundFigures(t, sounded)}>
          {by.map((part, i) => (
            <span key={i}>
              {i > 0 && ' · '}
              <bdi>{part}</bdi>
            </span>
          ))}
        </span>
      </div>
      {of !== null && <AttachTo entryId={entry.id} what={what} />}
      {of !== null && entry.channel !== 'call' && <RemoveEntry entry={entry} of={of} />}
      {of !== null && entry.channel === 'call' && <span className="remove-place" />}
    </li>
  );
}

function RemoveEntry({ entry, of }: { entry: TimelineEntry; of: { id: string; name: string } }) {
  const t = useWords();
  const { did, canUndo } = useCommands();
  const { id, at, by: _by, seconds: _seconds, outcomeId: _outcome, cause: _cause, ...rest } = entry;
  const { channel } = rest;
  if (channel === 'call') return null;
  const remove = async () => {
    if (!(await did('entry.remove', { id }))) return;
    const again = { ...rest, at, channel, subject: rest.subject || t(channelWord[channel]) };
    canUndo({
      key: 'contacts.didRemoveEntry',
      who: of.name,
      back: () =>
        did('entry.add', { personId: of.id, entry: { ...again, reference: entry.reference ?? null } }),
    });
  };
  const label = t('contacts.removeEntry', { what: entry.subject });
  return (
    <button
      type="button"
      className="icon-button quiet-until-near"
      aria-label={label}
      title={label}
      onClick={() => void remove()}
    >
      <IconTrash size={15} stroke={1.6} aria-hidden />
    </button>
  );
}

const missed = (entry: TimelineEntry) =>
  entry.channel === 'call' &&
  entry.direction === 'inbound' &&
  !entry.seconds &&
  entry.cause !== null &&
  entry.cause !== 'hangup';

function titleOf(entry: TimelineEntry): Key {
  if (entry.channel === 'call') {
    if (missed(entry)) return 'caller.callMissed';
    return entry.direction === 'outbound' ? 'caller.callOut' : 'caller.callIn';
  }
  return channelWord[entry.channel];
}

function ChannelIcon({ entry }: { entry: TimelineEntry }) {
  const drawn = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;
  const out = entry.direction === 'outbound';
  switch (entry.channel) {
    case 'call':
      if (missed(entry)) return <IconPhoneOff {...drawn} />;
      return out ? (
        <IconPhoneOutgoing className="flip" {...drawn} />
      ) : (
        <IconPhoneIncoming className="flip" {...drawn} />
      );
    case 'email':
      return out ? <IconMailForward className="flip" {...drawn} /> : <IconMail {...drawn} />;
    case 'chat':
      return <IconBrandHipchat {...drawn} />;
    case 'message':
      return <IconMessage {...drawn} />;
    case 'letter':
      return <IconMailOpened {...drawn} />;
    case 'fax':
      return <IconFileText {...drawn} />;
    case 'visit':
      return <IconMapPin {...drawn} />;
    case 'social':
      return <IconWorld {...drawn} />;
    case 'note':
      return <IconNote {...drawn} />;
  }
}
