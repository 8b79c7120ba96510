import { Button } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { Kbd } from '../../ui/Kbd.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { useDraft } from '../state/useDraft.ts';
import { Notes } from './Notes.tsx';
import { Outcomes, type Problem } from './Outcomes.tsx';
import { WillDo } from './WillDo.tsx';

export interface WrapUpOf {
  interactionId: string;
  /** How the undo strip names the call. */
  title: string;
  /** The person, null when the caller is not known. */
  person: string | null;
  zone: string | null;
  /** The call was a conversation: an outcome is owed. Else it may be put away without one. */
  owed: boolean;
  /** Puts it away without an outcome. */
  leave: () => void;
}

/** After the call: outcome, what it will do, notes, and the one button to finish. */
export function WrapUp({ of, script }: { of: WrapUpOf; script?: ReactNode }) {
  const t = useWords();
  const { finish } = useCommands();
  const draft = useDraft(of.interactionId);
  const outcomes = useOutcomes();
  const required = useWorkspace(state => state.settings.wrapUp.required) && of.owed;
  const [problem, setProblem] = useState<Problem>(null);
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const time = useRef<HTMLButtonElement>(null);
  const outcome = outcomes.find(one => one.id === draft.outcomeId);

  /** A missing field does not disable the button: it takes the focus and says why. */
  const done = async () => {
    if (busy) return;
    if (!outcome) {
      if (!of.owed) return of.leave();
      setProblem('outcome');
      return first.current?.focus();
    }
    if (outcome.needsTime && (draft.dueAt === null || draft.dueAt < Date.now())) {
      setProblem('time');
      return time.current?.focus();
    }
    setBusy(true);
    const { note, dueAt } = draft;
    await finish({ interactionId: of.interactionId, note, outcomeId: outcome.id, dueAt }, of.title);
    setBusy(false);
  };
  const owns = useKeys({ Enter: () => void done() }, { priority: 'outcomes' });
  const stillMissing =
    problem === 'outcome'
      ? !outcome
      : problem === 'time'
        ? outcome?.needsTime === true && draft.dueAt === null
        : false;
  return (
    <>
      <div className="next-body">
        <Outcomes
          outcomes={outcomes}
          draft={draft}
          zone={of.zone}
          aside={t(required ? 'wrapUp.outcomeRequired' : 'wrapUp.outcomeOptional')}
          problem={stillMissing ? problem : null}
          first={first}
          time={time}
        />
        {outcome && <WillDo outcome={outcome} dueAt={draft.dueAt} who={of.person} zone={of.zone} />}
        {script}
        <Notes draft={draft} />
      </div>
      <div className="finish-bar">
        <span className="quiet num">{outcome ? t('wrapUp.canUndo') : ''}</span>
        <span className="finish-keys">
          {!required && (outcome || of.owed) && (
            <button
              type="button"
              className="link"
              title={of.owed ? t('wrapUp.laterHint') : undefined}
              onClick={of.leave}
            >
              {of.owed ? t('wrapUp.later') : t('call.putAway')}
            </button>
          )}
          <Button rightSection={<Kbd k="⏎" idle={!owns('Enter')} />} onClick={() => void done()}>
            {outcome || of.owed ? t('wrapUp.finish') : t('call.putAway')}
          </Button>
        </span>
      </div>
    </>
  );
}

/** During the call: notes fill the column; the outcome may be chosen beforehand under O. */
export function DuringCall({
  interactionId,
  zone,
  script,
}: {
  interactionId: string;
  zone: string | null;
  /** What to say, above the notes. */
  script: ReactNode;
}) {
  const t = useWords();
  const draft = useDraft(interactionId);
  const outcomes = useOutcomes();
  const language = useWorkspace(state => state.settings.language) ?? 'en';
  const [open, setOpen] = useState(false);
  const owns = useKeys({ O: () => setOpen(was => !was) }, { priority: 'call' });
  const first = useRef<HTMLButtonElement>(null);
  const time = useRef<HTMLButtonElement>(null);
  const chosen = outcomes.find(one => one.id === draft.outcomeId);
  return (
    <>
      <div className="next-body">
        {open && (
          <Outcomes
            outcomes={outcomes}
            draft={draft}
            zone={zone}
            aside={t('wrapUp.prepare')}
            problem={null}
            first={first}
            time={time}
          />
        )}
        {script}
        <Notes draft={draft} />
      </div>
      <div className="next-bar">
        <button type="button" aria-pressed={open} onClick={() => setOpen(!open)}>
          <span className="clip">
            {chosen ? t('wrapUp.outcomeIs', { outcome: chosen.name[language] }) : t('wrapUp.outcome')}
          </span>
          <Kbd k="O" idle={!owns('O')} />
        </button>
      </div>
    </>
  );
}

function useOutcomes() {
  const outcomes = useWorkspace(state => state.outcomes);
  return outcomes.filter(outcome => !outcome.system).sort((a, b) => a.order - b.order);
}
