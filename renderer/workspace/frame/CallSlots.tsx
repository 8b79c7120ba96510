import type { CallView } from '../../../shared/call/view.ts';
import { span } from '../../../shared/i18n/format.ts';
import { Dot } from '../../ui/Lamp.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { dotOf, wordOf } from '../call/standing.ts';
import { useKeys, useSettling } from '../keys/useKeys.ts';
import { callerName } from '../people.ts';
import { clockOf, standingOf } from '../state/calls.ts';
import { useCommands, useLanguage, useNow, useWords, useWorkspace } from '../state/context.tsx';

/** Two lines, always drawn, also when free: a call that arrives fills a slot and pushes nothing. */
export function CallSlots() {
  const t = useWords();
  const [first, second] = useWorkspace(state => state.slots);
  const calls = useWorkspace(state => state.calls);
  const chosen = useWorkspace(state => state.chosen);
  const { show } = useCommands();
  const other = chosen === first ? second : first;
  useKeys(other === null ? {} : { Z: () => show(other) }, { priority: 'call' });
  const firstCall = calls.find(call => call.id === first);
  const secondCall = calls.find(call => call.id === second);
  return (
    <>
      {firstCall ? (
        <TakenSlot call={firstCall} />
      ) : (
        <FreeSlot chosen={chosen === null} name={t('call.firstFree')} />
      )}
      {secondCall ? <TakenSlot call={secondCall} /> : <FreeSlot chosen={false} name={t('call.secondFree')} />}
    </>
  );
}

function FreeSlot({ name, chosen }: { name: string; chosen: boolean }) {
  return (
    <div className="slot free" aria-current={chosen || undefined}>
      <div className="slot-show">
        <Dot state="free" />
        <p className="slot-name clip">{name}</p>
      </div>
    </div>
  );
}

function TakenSlot({ call }: { call: CallView }) {
  const t = useWords();
  const language = useLanguage();
  const now = useNow(1000);
  const { show, answer } = useCommands();
  const chosen = useWorkspace(state => state.chosen === call.id);
  const recorded = useWorkspace(state =>
    state.recordings.some(({ callId, state: is }) => callId === call.id && is === 'recording'),
  );
  const context = useWorkspace(state => state.contexts[call.id]);
  const standing = standingOf(call);
  const settling = useSettling(`${call.id} ${standing}`);

  const waits = standing === 'ringing' && !chosen;
  const accept = () => void (settling || answer(call.id));
  const owns = useKeys({ A: accept }, { priority: 'call', when: waits });

  const name = callerName(call, context, language);
  const words = name?.first ?? t('call.hiddenNumber');
  const { from, to } = clockOf(call);
  const time = span((to ?? now) - from);
  return (
    <div className={`slot ${dotOf[standing]}`} aria-current={chosen || undefined}>
      <button type="button" className="slot-show" onClick={() => show(call.id)}>
        <Dot state={dotOf[standing]} />
        <span className="grow">
          <span className="slot-name clip">{name?.isNumber ? <Tel n={words} /> : <bdi>{words}</bdi>}</span>
          <span className="slot-sub clip">
            {recorded && `${t('recording.recording')} · `}
            {(standing === 'live' || standing === 'ringing') && call.called !== null ? (
              <bdi>{call.called}</bdi>
            ) : (
              t(wordOf[standing])
            )}
            {waits && <span className="num"> · {time}</span>}
          </span>
        </span>
        {!waits && <span className="slot-time num">{time}</span>}
      </button>
      {waits && (
        <div className="slot-keys">
          <SmallButton accent k="A" idle={!owns('A')} onPress={accept} locked={settling}>
            {t('call.answer')}
          </SmallButton>
        </div>
      )}
    </div>
  );
}
