import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { isSame } from '../../../shared/agent/machine.ts';
import type { AgentChoice, BreakReason } from '../../../shared/agent/types.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { span } from '../../../shared/i18n/format.ts';
import { Dot, type LampState } from '../../ui/Lamp.tsx';
import { standingOf } from '../state/calls.ts';
import { useCommands, useLanguage, useNow, useWords, useWorkspace } from '../state/context.tsx';
import type { Workspace } from '../state/store.ts';

/** What the agent is, as a word; pressed, what they may be. A choice made in a call waits for its end, and says so. */
export function StatusMenu() {
  const t = useWords();
  const language = useLanguage();
  const { chooseStatus } = useCommands();
  const agent = useWorkspace(state => state.agent);
  const name = useWorkspace(state => state.settings.agentName);
  const breaks = useWorkspace(state => state.settings.agent.breaks);
  const status = useWorkspace(statusOf);
  const now = useNow(1000);
  const nameOf = (choice: AgentChoice): string => {
    if (choice.status !== 'break') return t(`agent.${choice.status}`);
    const reason = breaks.find(({ id }) => id === choice.reason);
    return reason === undefined ? t('agent.breaks') : reason.name[language] || reason.name.en;
  };
  const away = status === 'away';
  const word = away ? nameOf(agent.choice) : t(statusWord[status]);
  const item = (choice: AgentChoice) => ({
    'aria-current': isSame(choice, agent.next ?? agent.choice) || undefined,
    onClick: () => chooseStatus(choice),
  });
  return (
    <Menu position="bottom-end" width={264} classNames={{ dropdown: 'status-menu' }}>
      <Menu.Target>
        <button type="button" className="title-status">
          <span className="visually-hidden">{t('agent.status')}: </span>
          <Dot state={away ? 'off' : statusDot[status]} />
          <b>{word}</b>
          {away && <Elapsed since={agent.since} now={now} reason={reasonOf(agent.choice, breaks)} />}
          {agent.next !== null && (
            <span className="quiet">{t('agent.after', { status: nameOf(agent.next) })}</span>
          )}
          {name !== '' && <bdi className="quiet">{name}</bdi>}
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {agent.next !== null && <Menu.Label>{t('agent.afterHint')}</Menu.Label>}
        <Menu.Item {...item({ status: 'ready' })}>{t('agent.ready')}</Menu.Item>
        {breaks.map(reason => (
          <Menu.Item
            key={reason.id}
            {...item({ status: 'break', reason: reason.id })}
            rightSection={<Used reason={reason} now={now} />}
          >
            {reason.name[language] || reason.name.en}
          </Menu.Item>
        ))}
        <Menu.Item
          {...item({ status: 'offline' })}
          rightSection={<span className="quiet">{t('agent.offlineHint')}</span>}
        >
          {t('agent.offline')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const reasonOf = (choice: AgentChoice, breaks: readonly BreakReason[]): BreakReason | null =>
  choice.status === 'break' ? (breaks.find(({ id }) => id === choice.reason) ?? null) : null;

/** Milliseconds of this break today, the present one counted. */
function useUsed(reason: BreakReason | null, now: number): number {
  const agent = useWorkspace(state => state.agent);
  if (reason === null) return 0;
  const present =
    agent.choice.status === 'break' && agent.choice.reason === reason.id
      ? Math.max(0, now - Math.max(agent.since, new Date(now).setHours(0, 0, 0, 0)))
      : 0;
  return (agent.used[reason.id] ?? 0) + present;
}

const minutes = (ms: number): number => Math.floor(ms / 60_000);

function Used({ reason, now }: { reason: BreakReason; now: number }) {
  const t = useWords();
  const used = minutes(useUsed(reason, now));
  return (
    <span className="quiet num">
      {reason.minutes === null
        ? used > 0 && t('agent.usedOnly', { used })
        : t('agent.used', { used, allowed: reason.minutes })}
    </span>
  );
}

function Elapsed({ since, now, reason }: { since: number; now: number; reason: BreakReason | null }) {
  const t = useWords();
  const used = minutes(useUsed(reason, now));
  const over = reason?.minutes == null ? -1 : used - reason.minutes;
  return (
    <span className={over >= 0 ? 'over' : 'quiet'}>
      {span(Math.max(0, now - since))}
      {over >= 1 && ` · ${t('agent.over', { minutes: over })}`}
    </span>
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

/** What the agent is doing, the most binding first; what they chose comes before what the line is. */
function statusOf(state: Workspace): Status | 'away' {
  const standings = state.calls.map(standingOf);
  const any = (...wanted: typeof standings) => standings.some(standing => wanted.includes(standing));
  if (any('live', 'ending', 'answering')) return 'onCall';
  if (any('held')) return 'onHold';
  if (any('dialling', 'early')) return 'dialling';
  if (any('ringing')) return 'ringing';
  if (any('wrapUp') || state.agent.refusing === 'wrapUp') return 'wrapUp';
  if (state.agent.choice.status !== 'ready') return 'away';
  return state.lines.some(line => line.state === 'registered') ? 'ready' : 'noLine';
}
