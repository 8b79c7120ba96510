import {
  IconBellOff,
  IconDialpad,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhone,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconPlayerPause,
  IconPlayerPlay,
  IconRecordMail,
  IconTransfer,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import { useKeys, useSettling } from '../keys/useKeys.ts';
import { canTransfer, isHandedOn, isOver, standingOf, type Standing } from '../state/calls.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { RecordButton, useRecordKey } from '../recordings/RecordButton.tsx';
import { CallButton, callIcon } from './CallButton.tsx';
import { DigitPad } from './DigitPad.tsx';

/** The controls of a call, in an order that never changes. Answer stands over Mute, decline over hang-up. */
export function CallControls({
  call,
  transferring,
  onTransfer,
}: {
  call: CallView;
  /** The field for whom the call shall go to is open. */
  transferring: boolean;
  onTransfer: () => void;
}) {
  const standing = standingOf(call);
  const settling = useSettling(`${call.id} ${setOf[standing]} ${call.hold}`);
  switch (setOf[standing]) {
    case 'ringing':
      return <Ringing call={call} locked={settling} />;
    case 'talking':
      return <Talking call={call} locked={settling} transferring={transferring} onTransfer={onTransfer} />;
    case 'over':
      return <Over call={call} locked={settling} />;
    case 'none':
      return null;
  }
}

const setOf: Record<Standing, 'ringing' | 'talking' | 'over' | 'none'> = {
  ringing: 'ringing',
  dialling: 'talking',
  early: 'talking',
  answering: 'talking',
  live: 'talking',
  held: 'talking',
  ending: 'none',
  wrapUp: 'over',
  missed: 'over',
  failed: 'over',
};

interface ControlsProps {
  call: CallView;
  locked: boolean;
}

function Ringing({ call, locked }: ControlsProps) {
  const t = useWords();
  const { answer, decline, silence, forward } = useCommands();
  const takesMessages = useWorkspace(state => state.settings.phone.takesMessages);
  const act = {
    A: () => void (locked || answer(call.id)),
    S: () => void (locked || call.silenced || silence(call.id)),
    X: () => void (locked || decline(call.id)),
    ...(takesMessages === null ? {} : { V: () => void (locked || forward(call.id, takesMessages)) }),
  };
  const owns = useKeys(act, { priority: 'call' });
  return (
    <>
      <CallButton
        icon={<IconPhone {...callIcon} />}
        label={t('call.answer')}
        k="A"
        idle={!owns('A')}
        tone="primary"
        locked={locked}
        onPress={act.A}
      />
      <CallButton
        icon={<IconBellOff {...callIcon} />}
        label={call.silenced ? t('call.silenced') : t('call.silence')}
        k="S"
        idle={!owns('S') || call.silenced}
        pressed={call.silenced}
        locked={locked}
        onPress={act.S}
      />
      {act.V && (
        <CallButton
          icon={<IconRecordMail {...callIcon} />}
          label={t('ringing.send')}
          k="V"
          idle={!owns('V')}
          locked={locked}
          onPress={act.V}
        />
      )}
      <CallButton
        icon={<IconPhoneOff {...callIcon} />}
        label={t('call.decline')}
        k="X"
        idle={!owns('X')}
        tone="danger-line"
        locked={locked}
        onPress={act.X}
      />
    </>
  );
}

function Talking({
  call,
  locked,
  transferring,
  onTransfer,
}: ControlsProps & { transferring: boolean; onTransfer: () => void }) {
  const t = useWords();
  const { mute, hold, hangUp, digits } = useCommands();
  const [pad, setPad] = useState(false);
  const registered = useWorkspace(state =>
    state.lines.some(line => line.accountId === call.accountId && line.state === 'registered'),
  );
  const up = call.phase === 'established';
  const held = call.hold === 'local' || call.hold === 'both';
  const early = t('call.afterAnswer');
  const muteReason = up ? null : early;
  const holdReason = !up
    ? early
    : call.busyHold
      ? t('call.holdBusy')
      : isHandedOn(call)
        ? t('transfer.underWay')
        : registered
          ? null
          : t('call.holdNoLine');
  const transferReason = !up
    ? early
    : call.consultFor !== null
      ? t('transfer.bothTaken')
      : !canTransfer(call)
        ? t('transfer.underWay')
        : registered
          ? null
          : t('call.holdNoLine');
  const padReason = up || call.earlyMedia ? null : early;

  const press = {
    mute: () => mute(call.id, !call.muted),
    hold: () => hold(call.id, !held),
    pad: () => setPad(open => !open),
  };
  const keyed = useRecordKey(call);
  const { act: record } = keyed;
  const owns = useKeys(
    {
      X: () => void (locked || hangUp(call.id)),
      ...(record === null ? {} : { R: () => void (locked || record()) }),
      ...(muteReason === null ? { M: () => void (locked || press.mute()) } : {}),
      ...(holdReason === null ? { H: () => void (locked || press.hold()) } : {}),
      ...(transferReason === null ? { T: () => void (locked || onTransfer()) } : {}),
      ...(padReason === null ? { K: () => void (locked || press.pad()) } : {}),
    },
    { priority: 'call' },
  );
  const MuteIcon = call.muted ? IconMicrophoneOff : IconMicrophone;
  const HoldIcon = held ? IconPlayerPlay : IconPlayerPause;
  return (
    <>
      <CallButton
        icon={<MuteIcon {...callIcon} />}
        label={call.muted ? t('call.unmute') : t('call.mute')}
        k="M"
        idle={!owns('M')}
        pressed={call.muted}
        reason={muteReason}
        locked={locked}
        onPress={press.mute}
      />
      <CallButton
        icon={<HoldIcon {...callIcon} />}
        label={held ? t('call.resume') : t('call.hold')}
        k="H"
        idle={!owns('H')}
        tone="held"
        pressed={held}
        reason={holdReason}
        locked={locked}
        onPress={press.hold}
      />
      <DigitPad
        open={pad && padReason === null}
        onClose={() => setPad(false)}
        shown={call.digits}
        empty={t('call.noDigits')}
        onDigit={digit => digits(call.id, digit)}
      >
        <CallButton
          icon={<IconDialpad {...callIcon} />}
          label={t('call.keypad')}
          k="K"
          idle={!owns('K')}
          expanded={pad}
          reason={padReason}
          locked={locked}
          onPress={press.pad}
        />
      </DigitPad>
      <CallButton
        icon={<IconTransfer className="flip" {...callIcon} />}
        label={t('transfer.transfer')}
        k="T"
        idle={!owns('T')}
        expanded={transferring}
        reason={transferReason}
        locked={locked}
        onPress={onTransfer}
      />
      <RecordButton call={call} idle={!owns('R')} locked={locked} keyed={keyed} />
      <CallButton
        icon={<IconPhoneOff {...callIcon} />}
        label={up || call.phase === 'answering' ? t('call.hangUp') : t('call.cancel')}
        k="X"
        idle={!owns('X')}
        tone="danger"
        locked={locked}
        onPress={() => hangUp(call.id)}
      />
    </>
  );
}

/** After the call nothing stands where hang-up was. */
function Over({ call, locked }: ControlsProps) {
  const t = useWords();
  const { dial } = useCommands();
  const person = useWorkspace(state => state.contexts[call.id]?.person?.id ?? null);
  const target = call.remote.e164 ?? call.remote.number;
  const busy = useWorkspace(state => state.calls.some(other => other.id !== call.id && !isOver(other)));
  const redial = () => void (locked || dial(target, person, call.accountId));
  const possible = target !== '' && !busy;
  const owns = useKeys(possible ? { D: redial } : {}, { priority: 'call' });
  if (!possible) return null;
  return (
    <CallButton
      icon={<IconPhoneOutgoing className="flip" {...callIcon} />}
      label={call.direction === 'inbound' ? t('call.callBack') : t('call.redial')}
      k="D"
      idle={!owns('D')}
      locked={locked}
      onPress={redial}
    />
  );
}
