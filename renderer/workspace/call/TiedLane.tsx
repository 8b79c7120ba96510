import { IconArrowsRightLeft, IconUsers } from '@tabler/icons-react';
import type { CallView } from '../../../shared/call/view.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import type { KeyName } from '../keys/names.ts';
import type { Bindings } from '../keys/layers.ts';
import { useKeys, useSettling } from '../keys/useKeys.ts';
import { callerName, formatNumber } from '../people.ts';
import { isOver } from '../state/calls.ts';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { LaneItem } from './LaneItem.tsx';
import { tiedOf, type TieAct, type Tied } from './tied.ts';

const keyOf: Record<TieAct, KeyName> = {
  takeBack: 'B',
  another: 'T',
  connect: 'C',
  sendNow: 'C',
  together: 'J',
  back: 'B',
  swap: 'W',
  split: 'J',
  leave: 'C',
};

const labelOf = {
  takeBack: 'transfer.takeBack',
  another: 'transfer.someoneElse',
  connect: 'transfer.connect',
  sendNow: 'transfer.sendNow',
  together: 'transfer.together',
  back: 'transfer.back',
  swap: 'transfer.swap',
  split: 'transfer.split',
  leave: 'transfer.leave',
} as const satisfies Record<TieAct, Key>;

export function useTied(call: CallView | null): Tied | null {
  const calls = useWorkspace(state => state.calls);
  return call === null || isOver(call)
    ? null
    : tiedOf(
        call,
        calls.filter(one => !isOver(one)),
      );
}

/** The name of whom a call is with, for a sentence. */
function useNames(): (call: CallView) => string {
  const t = useWords();
  const language = useLanguage();
  const contexts = useWorkspace(state => state.contexts);
  return call => callerName(call, contexts[call.id], language)?.first ?? t('call.hiddenNumber');
}

/** How it stands with the two of them, in words. */
export function useTiedWords(): (tied: Tied) => string | null {
  const t = useWords();
  const nameOf = useNames();
  return ({ say, caller, asked }) => {
    if (say === null) return null;
    const { transfer } = caller;
    const target = transfer?.target;
    const who =
      asked !== null && transfer?.kind !== 'blind'
        ? nameOf(asked)
        : (target?.name ?? (target?.e164 ? formatNumber(target.e164) : (target?.number ?? '')));
    const values = { who, caller: nameOf(caller), one: nameOf(caller), other: who };
    const cause = transfer?.phase === 'refused' && transfer.cause ? ` ${t(`callEnd.${transfer.cause}`)}` : '';
    const out = asked !== null && caller.conference === 'joined' ? [caller, asked].find(held) : undefined;
    return out ? t('transfer.out', { who: nameOf(out) }) : t(say, values) + cause;
  };
}

const held = (call: CallView): boolean => call.hold === 'local' || call.hold === 'both';

/** In the lane: what is said of the two calls. */
export function TiedWords({ tied }: { tied: Tied }) {
  const words = useTiedWords()(tied);
  const Icon = tied.caller.conference === 'joined' ? IconUsers : IconArrowsRightLeft;
  return (
    <LaneItem tone={tied.tone} icon={<Icon size={15} stroke={1.7} aria-hidden />}>
      <span className="clip">{words}</span>
    </LaneItem>
  );
}

/** At the end of the lane: what can be done with the two. */
export function TiedActs({ call, tied, onTransfer }: { call: CallView; tied: Tied; onTransfer: () => void }) {
  const t = useWords();
  const commands = useCommands();
  const nameOf = useNames();
  const locked = useSettling(`${call.id} ${tied.acts.join(' ')}`);
  const { caller, asked } = tied;
  const other = caller.id === call.id ? asked : caller;
  const turnTo = (one: CallView) => {
    commands.show(one.id);
    commands.hold(one.id, false);
  };
  /** How it goes is told with the caller's call, and that one is wrapped up. */
  const handOn = () => {
    commands.complete(caller.id);
    commands.show(caller.id);
  };
  const act: Record<TieAct, () => void> = {
    takeBack() {
      commands.show(caller.id);
      commands.takeBack(caller.id);
    },
    another: onTransfer,
    connect: handOn,
    sendNow() {
      if (asked) commands.complete(asked.id);
      commands.show(caller.id);
    },
    together: () => commands.join(call.id),
    back() {
      if (asked) commands.hangUp(asked.id);
      turnTo(caller);
    },
    swap() {
      const waiting = [caller, asked].find(one => one !== null && held(one)) ?? other;
      if (waiting) turnTo(waiting);
    },
    split: () => commands.split(call.id),
    leave: handOn,
  };
  const bindings: Bindings = {};
  for (const name of tied.acts)
    if (name !== 'another') bindings[keyOf[name]] = () => void (locked || act[name]());
  const owns = useKeys(bindings, { priority: 'call' });
  return (
    <span className="lane-acts">
      {tied.acts.map((name, i) => (
        <SmallButton
          key={name}
          k={keyOf[name]}
          idle={name !== 'another' && !owns(keyOf[name])}
          accent={i === 0 && (name === 'takeBack' || name === 'connect')}
          locked={locked}
          onPress={() => {
            if (!locked) act[name]();
          }}
        >
          {t(labelOf[name], { caller: nameOf(caller), who: nameOf(call) })}
        </SmallButton>
      ))}
    </span>
  );
}
