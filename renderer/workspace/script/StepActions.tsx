/** What a step can do, as buttons. What was done says when, and is not done twice. */
import {
  IconBan,
  IconBolt,
  IconBriefcase,
  IconCalendarTime,
  IconListDetails,
  IconMail,
  IconPlayerPause,
  IconPlayerRecord,
  IconTransfer,
  type Icon,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { KeyOf } from '../../../shared/i18n/keys.ts';
import type { Action, ActionKind, Step } from '../../../shared/script/types.ts';
import { useFormats, useNow, useWords } from '../state/context.tsx';
import { DayAndTime } from '../wrapup/DayAndTime.tsx';
import { inDays, inOneHour, tomorrowAt } from '../wrapup/dueTimes.ts';
import type { DoAction, Done } from './useActions.ts';
import type { ScriptInHand } from './useScript.ts';

const looks: Record<ActionKind, { Icon: Icon; say: KeyOf<'script'> }> = {
  transfer: { Icon: IconTransfer, say: 'script.doTransfer' },
  callback: { Icon: IconCalendarTime, say: 'script.doCallback' },
  template: { Icon: IconMail, say: 'script.doTemplate' },
  case: { Icon: IconBriefcase, say: 'script.doCase' },
  macro: { Icon: IconBolt, say: 'script.doMacro' },
  list: { Icon: IconListDetails, say: 'script.doList' },
  doNotContact: { Icon: IconBan, say: 'script.doDoNotContact' },
  pauseRecording: { Icon: IconPlayerPause, say: 'script.doPauseRecording' },
  resumeRecording: { Icon: IconPlayerRecord, say: 'script.doResumeRecording' },
};

/** These happen with the step. */
const byItself: readonly ActionKind[] = ['pauseRecording', 'resumeRecording'];

/** As in the store: what was done can be taken back for so many ms. */
const undoWindow = 10_000;

export function StepActions({
  step,
  hand,
  doAction,
}: {
  step: Step;
  hand: ScriptInHand;
  doAction: DoAction | null;
}) {
  if (step.actions.length === 0) return null;
  return (
    <ul className="script-acts">
      {step.actions.map((action, i) => (
        <li key={i}>
          {byItself.includes(action.kind) ? (
            <Itself action={action} />
          ) : (
            <ActionButton action={action} hand={hand} doAction={doAction} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Itself({ action }: { action: Action }) {
  const t = useWords();
  const { Icon, say } = looks[action.kind];
  return (
    <p className="script-act quiet">
      <Icon size={15} stroke={1.6} aria-hidden />
      {t(say)}
    </p>
  );
}

function ActionButton({
  action,
  hand,
  doAction,
}: {
  action: Action;
  hand: ScriptInHand;
  doAction: DoAction | null;
}) {
  const t = useWords();
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [latest, setLatest] = useState<(Done & { at: number }) | null>(null);
  const { Icon, say } = looks[action.kind];
  const { state, send } = hand;
  const before = state.acts.findLast(act => act.kind === action.kind && act.target === action.target);
  const act = async (dueAt: number | null) => {
    if (!doAction || busy) return;
    setBusy(true);
    const done = await doAction(action, dueAt);
    setBusy(false);
    setAsking(false);
    if (done === null) return;
    setLatest({ ...done, at: Date.now() });
    send?.({ kind: 'act', action: action.kind, target: action.target, at: Date.now() });
  };
  const takeBack = async () => {
    const undo = latest?.takeBack;
    setLatest(null);
    if (undo && (await undo())) send?.({ kind: 'unact', action: action.kind, target: action.target });
  };
  return (
    <>
      <button
        type="button"
        className="script-act"
        disabled={send === null || doAction === null || busy || before !== undefined}
        aria-expanded={action.kind === 'callback' ? asking : undefined}
        onClick={() => (action.kind === 'callback' ? setAsking(!asking) : void act(null))}
      >
        <Icon size={15} stroke={1.6} aria-hidden />
        <span className="grow">{t(say, { target: action.target })}</span>
        {before && <span className="quiet num">{t('script.done', { time: formats.time(before.at) })}</span>}
      </button>
      {before && latest && <Latest done={latest} since={latest.at} takeBack={() => void takeBack()} />}
      {asking && <WhenToCall onPick={at => void act(at)} />}
    </>
  );
}

/** What became of the press, and the way back for as long as there is one. */
function Latest({ done, since, takeBack }: { done: Done; since: number; takeBack: () => void }) {
  const t = useWords();
  const now = useNow(1000);
  const left = Math.ceil((since + undoWindow - now) / 1000);
  const open = done.takeBack !== null && left > 0;
  if (!open && !done.owed) return null;
  return (
    <p className="script-act quiet" role="status">
      {done.owed && <span className="grow">{t('script.owedInstead')}</span>}
      {open && (
        <button type="button" className="link num" onClick={takeBack}>
          {t('script.takeBack', { left: String(left) })}
        </button>
      )}
    </p>
  );
}

function WhenToCall({ onPick }: { onPick: (at: number) => void }) {
  const t = useWords();
  const now = useNow(60_000);
  const since = useRef(now); // the offered times stay as they were when they were offered
  const [exact, setExact] = useState<number | null>(null);
  const offered = [
    { label: t('wrapUp.whenIn1h'), at: inOneHour(since.current) },
    { label: t('wrapUp.whenTomorrow'), at: tomorrowAt(10, since.current, null) },
    { label: t('wrapUp.whenIn3d'), at: inDays(3, since.current, null) },
  ];
  const past = exact !== null && exact < now;
  return (
    <div className="needed" role="group" aria-label={t('script.whenCallback')}>
      <div className="chips">
        {offered.map(({ label, at }) => (
          <button key={label} type="button" onClick={() => onPick(at)}>
            {label}
          </button>
        ))}
        <button
          type="button"
          disabled={exact === null || past}
          onClick={() => exact !== null && onPick(exact)}
        >
          {t('script.doCallback')}
        </button>
      </div>
      <DayAndTime value={exact} invalid={past} onChange={setExact} />
    </div>
  );
}
