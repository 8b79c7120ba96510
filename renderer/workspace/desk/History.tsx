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
  IconWorld,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Key } from '../../../shared/i18n/keys.ts';
import { span } from '../../../shared/i18n/format.ts';
import type { Channel, TimelineEntry } from '../../../shared/people/types.ts';
import { Section } from '../../ui/Section.tsx';
import { useFormats, useLanguage, useNow, useWords, useWorkspace } from '../state/context.tsx';

const kinds = ['calls', 'mail', 'chat', 'letters', 'visits'] as const;
type Kind = (typeof kinds)[number];

const kindOf: Record<Channel, Kind | null> = {
  call: 'calls',
  email: 'mail',
  chat: 'chat',
  message: 'chat',
  social: 'chat',
  letter: 'letters',
  fax: 'letters',
  visit: 'visits',
  note: null,
};

/** Every channel on one line of time, newest first; the tabs filter in place. */
export function History({ entries, ruled = false }: { entries: readonly TimelineEntry[]; ruled?: boolean }) {
  const t = useWords();
  const [only, setOnly] = useState<Kind | null>(null);
  const there = kinds.filter(kind => entries.some(entry => kindOf[entry.channel] === kind));
  const filter = only !== null && there.includes(only) ? only : null;
  const shown = filter === null ? entries : entries.filter(entry => kindOf[entry.channel] === filter);
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
          </span>
        ) : undefined
      }
    >
      {entries.length === 0 ? (
        <p className="empty">{t('caller.historyEmpty')}</p>
      ) : (
        <ol className="timeline">
          {shown.map(entry => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const now = useNow(60_000);
  const outcome = useWorkspace(
    state => state.outcomes.find(one => one.id === entry.outcomeId)?.name[language],
  );
  const what = entry.subject !== '' ? entry.subject : (outcome ?? t(titleOf(entry)));
  const detail = [outcome !== undefined && outcome !== what ? outcome : null, entry.detail].filter(
    part => part !== null && part !== '',
  );
  const by = [
    entry.by,
    entry.seconds === null || entry.seconds === 0 ? null : span(entry.seconds * 1000),
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
      </div>
      <div className="timeline-when num">
        <time dateTime={new Date(entry.at).toISOString()}>{formats.when(entry.at, now)}</time>
        <span className="quiet">
          {by.map((part, i) => (
            <span key={i}>
              {i > 0 && ' · '}
              <bdi>{part}</bdi>
            </span>
          ))}
        </span>
      </div>
    </li>
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

const channelWord: Record<Exclude<Channel, 'call'>, Key> = {
  email: 'caller.channelEmail',
  chat: 'caller.channelChat',
  message: 'caller.channelMessage',
  letter: 'caller.channelLetter',
  fax: 'caller.channelFax',
  visit: 'caller.channelVisit',
  social: 'caller.channelSocial',
  note: 'caller.channelNote',
};

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
