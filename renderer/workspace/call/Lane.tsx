import {
  IconAntennaBars2,
  IconAntennaBars5,
  IconAntennaBarsOff,
  IconMicrophoneOff,
  IconPlayerPause,
} from '@tabler/icons-react';
import type { CallView, EndCause } from '../../../shared/call/view.ts';
import { span } from '../../../shared/i18n/format.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { callerName } from '../people.ts';
import { isUp, standingOf } from '../state/calls.ts';
import { useFormats, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { LaneItem } from './LaneItem.tsx';
import { TiedActs, TiedWords, useTied } from './TiedLane.tsx';
import { useQuality } from './useQuality.ts';

/** What is happening to this call; at the end the line it is on. */
export function Lane({ call, onTransfer }: { call: CallView; onTransfer: () => void }) {
  const t = useWords();
  const line = useWorkspace(state => state.lines.find(one => one.accountId === call.accountId)?.name);
  const held = standingOf(call) === 'held';
  const tied = useTied(call);
  return (
    <div className={held ? 'lane held' : 'lane'}>
      {tied && tied.say !== null ? (
        <>
          <TiedWords tied={tied} />
          {isUp(call) && <Up call={call} brief />}
        </>
      ) : (
        <Said call={call} />
      )}
      {tied && <TiedActs call={call} tied={tied} onTransfer={onTransfer} />}
      {!tied && line !== undefined && <LaneItem tone="end">{t('call.via', { line })}</LaneItem>}
    </div>
  );
}

function Said({ call }: { call: CallView }) {
  const t = useWords();
  switch (standingOf(call)) {
    case 'ringing':
      return (
        <>
          {call.called !== null && (
            <LaneItem tone="strong">{t('call.called', { called: call.called })}</LaneItem>
          )}
          {call.silenced && <LaneItem>{t('call.laneSilenced')}</LaneItem>}
        </>
      );
    case 'dialling':
      return (
        <LaneItem tone="strong">
          {t(call.phase === 'ringing' ? 'call.laneRingback' : 'call.laneDialling')}
        </LaneItem>
      );
    case 'early':
      return (
        <>
          <LaneItem tone="strong">{t('call.laneEarlyMedia')}</LaneItem>
          <Digits digits={call.digits} />
        </>
      );
    case 'answering':
      return <LaneItem tone="strong">{t('call.laneAnswering')}</LaneItem>;
    case 'live':
    case 'held':
      return <Up call={call} />;
    case 'ending':
      return null;
    case 'wrapUp':
    case 'missed':
    case 'failed':
      return <Ended call={call} />;
  }
}

/** `brief`: something else is told in the lane; only what has to be known is added. */
function Up({ call, brief = false }: { call: CallView; brief?: boolean }) {
  const t = useWords();
  const verdict = useQuality(call);
  const waiting = useWaiting(call);
  const Bars =
    verdict?.tone === 'bad'
      ? IconAntennaBarsOff
      : verdict?.tone === 'warn'
        ? IconAntennaBars2
        : IconAntennaBars5;
  return (
    <>
      {call.hold !== 'none' && !brief && (
        <LaneItem tone="strong" icon={<IconPlayerPause size={15} stroke={1.8} aria-hidden />}>
          {t(heldWord[call.hold])}
        </LaneItem>
      )}
      {verdict && !(brief && (verdict.tone === 'good' || verdict.tone === 'neutral')) && (
        <LaneItem
          tone={
            verdict.tone === 'bad'
              ? 'bad'
              : verdict.tone === 'warn'
                ? 'warn'
                : call.hold === 'none'
                  ? 'strong'
                  : ''
          }
          icon={<Bars size={15} stroke={1.8} aria-hidden />}
        >
          {t(`quality.${verdict.word}`, verdict.fill)}
        </LaneItem>
      )}
      {call.muted && (
        <LaneItem tone="strong" icon={<IconMicrophoneOff size={15} stroke={1.8} aria-hidden />}>
          {t('call.muted')}
        </LaneItem>
      )}
      {!brief && <Digits digits={call.digits} />}
      {brief ? null : waiting !== null ? (
        <LaneItem tone="strong">{t('call.laneAnswerHolds', { who: waiting })}</LaneItem>
      ) : (
        call.called !== null &&
        call.direction === 'inbound' && <LaneItem>{t('call.called', { called: call.called })}</LaneItem>
      )}
    </>
  );
}

/** Who rings while this call is up: answering them puts this one on hold. Null when nobody does. */
function useWaiting(call: CallView): string | null {
  const t = useWords();
  const language = useLanguage();
  const other = useWorkspace(state =>
    state.calls.find(one => one.id !== call.id && standingOf(one) === 'ringing'),
  );
  const context = useWorkspace(state => (other ? state.contexts[other.id] : undefined));
  if (!other || call.hold === 'local' || call.hold === 'both') return null;
  return callerName(other, context, language)?.first ?? t('call.hiddenNumber');
}

const heldWord = {
  local: 'call.laneHeld',
  remote: 'call.laneHeldByThem',
  both: 'call.laneHeldByBoth',
} as const satisfies Record<string, Key>;

function Digits({ digits }: { digits: string }) {
  const t = useWords();
  return digits === '' ? null : <LaneItem>{t('call.laneDigits', { digits: digits.slice(-16) })}</LaneItem>;
}

/** These need somebody to do something; the others are how calls end. */
const faults: ReadonlySet<EndCause> = new Set([
  'forbidden',
  'unsupportedMedia',
  'serverError',
  'networkLost',
  'microphone',
  'internal',
]);

const endedBy = {
  local: 'call.byYou',
  remote: 'call.byThem',
  system: 'call.bySystem',
} as const satisfies Record<string, Key>;

function Ended({ call }: { call: CallView }) {
  const t = useWords();
  const formats = useFormats();
  const end = call.end;
  const endedAt = call.endedAt ?? call.startedAt;
  const talked = call.answeredAt === null ? null : endedAt - call.answeredAt;
  const plain = end?.cause === 'hangup' && talked !== null;
  return (
    <>
      {end && !plain && (
        <LaneItem tone={faults.has(end.cause) ? 'bad' : 'strong'}>
          <span className="clip">
            {t(
              call.direction === 'inbound' && end.cause === 'cancelled'
                ? 'call.gaveUp'
                : `callEnd.${end.cause}`,
            )}
          </span>
        </LaneItem>
      )}
      <LaneItem tone={plain ? 'strong' : ''}>
        {t('call.endedAt', { time: formats.time(endedAt) })}
        {plain && ` · ${t(endedBy[end.by])}`}
      </LaneItem>
      <LaneItem>
        {talked === null
          ? t('call.rang', { time: span(endedAt - call.startedAt) })
          : t('call.talked', { time: span(talked) })}
      </LaneItem>
      {end && faults.has(end.cause) && end.status !== null && (
        <LaneItem>{t('call.status', { status: end.status })}</LaneItem>
      )}
    </>
  );
}
