import { IconPhoneCheck, IconPhoneX, IconSearch } from '@tabler/icons-react';
import type { Key } from '../../../shared/i18n/keys.ts';
import { Dot, type LampState } from '../../ui/Lamp.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { standingOf } from '../state/calls.ts';
import type { Workspace } from '../state/store.ts';
import { Notice } from './Notice.tsx';

export function TitleBar({ searchKey }: { searchKey: boolean }) {
  const t = useWords();
  const { openSearch, openSettings } = useCommands();
  const searchText = useWorkspace(state => state.searchText);
  const all = useWorkspace(state => state.lines.length);
  const ready = useWorkspace(state => state.lines.filter(line => line.state === 'registered').length);
  const agent = useWorkspace(state => state.settings.agentName);
  const status = useWorkspace(statusOf);
  const LineIcon = ready > 0 ? IconPhoneCheck : IconPhoneX;
  return (
    <section className="title-bar" aria-label={t('frame.regionTitle')}>
      <button type="button" className="search-button" onClick={() => openSearch(searchText)}>
        <IconSearch size={15} stroke={1.7} aria-hidden />
        <span>{t('frame.search')}</span>
        <Kbd k="/" idle={!searchKey} />
      </button>
      <Notice />
      <div className="title-end num">
        <button
          type="button"
          className={ready > 0 ? 'title-fact' : 'title-fact bad'}
          title={t('frame.linesHint')}
          onClick={() => openSettings('lines')}
        >
          <LineIcon size={15} stroke={1.6} aria-hidden />
          {all === 0 ? t('frame.noLines') : t('frame.lines', { ready, count: all })}
        </button>
        <span className="title-status">
          <Dot state={statusDot[status]} />
          <b>{t(statusWord[status])}</b>
          {agent !== '' && <bdi className="quiet">{agent}</bdi>}
        </span>
      </div>
    </section>
  );
}

type Status = 'ready' | 'noLine' | 'ringing' | 'dialling' | 'onCall' | 'onHold' | 'wrapUp';

const statusWord: Record<Status, Key> = {
  ready: 'frame.ready',
  noLine: 'frame.noLine',
  ringing: 'frame.ringing',
  dialling: 'frame.dialling',
  onCall: 'frame.onCall',
  onHold: 'frame.onHold',
  wrapUp: 'frame.wrapUp',
};
const statusDot: Record<Status, LampState> = {
  ready: 'ready',
  noLine: 'off',
  ringing: 'ringing',
  dialling: 'ringing',
  onCall: 'live',
  onHold: 'held',
  wrapUp: 'owed',
};

/** What the agent is doing, the most binding first. */
function statusOf(state: Workspace): Status {
  const standings = state.calls.map(standingOf);
  const any = (...wanted: typeof standings) => standings.some(standing => wanted.includes(standing));
  if (any('live', 'ending', 'answering')) return 'onCall';
  if (any('held')) return 'onHold';
  if (any('dialling', 'early')) return 'dialling';
  if (any('ringing')) return 'ringing';
  if (any('wrapUp')) return 'wrapUp';
  return state.lines.some(line => line.state === 'registered') ? 'ready' : 'noLine';
}
