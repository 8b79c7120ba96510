import { Button } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { span } from '../../../shared/i18n/format.ts';
import { inARow } from '../../../shared/outcome/consequences.ts';
import { isOffered } from '../../../shared/outcome/offered.ts';
import type { Outcome } from '../../../shared/outcome/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { PlanSection } from '../followups/PlanSection.tsx';
import type { PlanOf } from '../followups/making.ts';
import { usePlan } from '../followups/usePlan.ts';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useLanguage, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { useDraft } from '../state/useDraft.ts';
import { Endings } from './Endings.tsx';
import { Notes } from './Notes.tsx';
import { Outcomes, type Problem } from './Outcomes.tsx';
import { WillDo } from './WillDo.tsx';

export interface CallOf extends PlanOf {
  /** What was called, and the line: outcomes may be offered for these alone. */
  queues: readonly string[];
  /** What the call was made for. */
  campaign: string | null;
}

export interface WrapUpOf extends CallOf {
  /** How the undo strip names the call. */
  title: string;
  /** The person, null when the caller is not known. */
  person: string | null;
  /** Outcomes of the latest calls with them, newest first. */
  latest: readonly (string | null)[];
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
  const plan = usePlan(of);
  const outcomes = useOutcomes(of);
  const required = useWorkspace(state => state.settings.wrapUp.mode !== 'optional') && of.owed;
  const [problem, setProblem] = useState<Problem>(null);
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const time = useRef<HTMLButtonElement>(null);
  const notes = useRef<HTMLTextAreaElement>(null);
  const outcome = outcomes.find(one => one.id === draft.outcomeId);
  const gone = useGone(draft.outcomeId, outcome);

  /** A missing field does not disable the button: it takes the focus and says why. */
  const done = async () => {
    if (busy) return;
    if (!outcome) {
      if (!of.owed) return of.leave();
      setProblem('outcome');
      return first.current?.focus();
    }
    if (outcome.needsTime && (draft.dueAt === null || isPast(draft.dueAt))) {
      setProblem('time');
      return time.current?.focus();
    }
    if (outcome.needsNote && draft.note.trim() === '') {
      setProblem('note');
      return notes.current?.focus();
    }
    setBusy(true);
    const { note, dueAt, actions } = draft;
    const dueBy = draft.dueBy === 'anyone' ? { dueBy: draft.dueBy } : {};
    const { interactionId } = of;
    await finish({ interactionId, note, outcomeId: outcome.id, dueAt, ...dueBy, actions }, of.title);
    setBusy(false);
  };
  const owns = useKeys({ Enter: () => void done() }, { priority: 'outcomes' });
  const missing = missingOf(problem, outcome, draft);
  return (
    <>
      <div className="next-body">
        <Outcomes
          outcomes={outcomes}
          draft={draft}
          choose={chosen => void plan.chooseOutcome(chosen)}
          zone={of.zone}
          aside={t(required ? 'wrapUp.outcomeRequired' : 'wrapUp.outcomeOptional')}
          problem={missing}
          gone={gone}
          first={first}
          time={time}
        />
        <PlanSection plan={plan} of={of} ownTime={outcome?.needsTime === true} />
        {outcome && (
          <WillDo
            outcome={outcome}
            dueAt={draft.dueAt}
            dueBy={draft.dueBy ?? 'me'}
            who={of.person}
            zone={of.zone}
            before={inARow(outcome.id, of.latest)}
            actions={plan.actions}
          />
        )}
        {script}
        <Notes
          draft={draft}
          area={notes}
          {...(missing === 'note' && outcome ? { neededFor: outcome } : {})}
        />
      </div>
      <div className="finish-bar">
        <span className="quiet num">
          <TimeLeft interactionId={of.interactionId} fallback={outcome ? t('wrapUp.canUndo') : ''} />
        </span>
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

const isPast = (at: number): boolean => at < Date.now();

/** What was missing when it was to be finished, for as long as it still is. */
function missingOf(
  problem: Problem,
  outcome: Outcome | undefined,
  draft: { dueAt: number | null; note: string },
): Problem {
  switch (problem) {
    case null:
      return null;
    case 'outcome':
      return outcome ? null : problem;
    case 'time':
      return outcome?.needsTime === true && draft.dueAt === null ? problem : null;
    case 'note':
      return outcome?.needsNote === true && draft.note.trim() === '' ? problem : null;
  }
}

/** The time that runs against the wrap-up, and how to have more of it. */
function TimeLeft({ interactionId, fallback }: { interactionId: string; fallback: string }) {
  const t = useWords();
  const now = useNow(1000);
  const { extendWrapUp } = useCommands();
  const time = useWorkspace(state => state.wrapUpTimes.find(one => one.interactionId === interactionId));
  const more = time !== undefined && time.extensionsLeft > 0;
  const owns = useKeys({ W: () => extendWrapUp(interactionId) }, { priority: 'outcomes', when: more });
  if (time === undefined) return fallback;
  return (
    <span className="time-left">
      {t('wrapUp.timeLeft', { time: span(Math.max(0, time.until - now)) })}
      {more && (
        <SmallButton k="W" idle={!owns('W')} onPress={() => extendWrapUp(interactionId)}>
          {t('wrapUp.extend')}
        </SmallButton>
      )}
    </span>
  );
}

/** During the call: notes fill the column; outcome and follow-ups may be chosen beforehand under O. */
export function DuringCall({
  of,
  canEnd,
  script,
}: {
  of: CallOf;
  /** It rings no more: it can be hung up with an outcome. */
  canEnd: boolean;
  /** What to say, above the notes. */
  script: ReactNode;
}) {
  const t = useWords();
  const draft = useDraft(of.interactionId);
  const plan = usePlan(of);
  const outcomes = useOutcomes(of);
  const language = useWorkspace(state => state.settings.language) ?? 'en';
  const [open, setOpen] = useState(false);
  const owns = useKeys({ O: () => setOpen(was => !was) }, { priority: 'call' });
  const first = useRef<HTMLButtonElement>(null);
  const time = useRef<HTMLButtonElement>(null);
  const chosen = outcomes.find(one => one.id === draft.outcomeId);
  const gone = useGone(draft.outcomeId, chosen);

  return (
    <>
      <div className="next-body">
        {open && (
          <>
            <Outcomes
              outcomes={outcomes}
              draft={draft}
              choose={outcome => void plan.chooseOutcome(outcome)}
              zone={of.zone}
              aside={t('wrapUp.prepare')}
              problem={null}
              gone={gone}
              first={first}
              time={time}
            />
            <PlanSection plan={plan} of={of} ownTime={chosen?.needsTime === true} />
          </>
        )}
        {script}
        <Notes draft={draft} />
      </div>
      <div className="next-bar">
        <button type="button" aria-pressed={open} onClick={() => setOpen(!open)}>
          <span className="clip">
            {chosen ? t('wrapUp.outcomeIs', { outcome: chosen.name[language] }) : t('wrapUp.outcome')}
            {draft.actions.length > 0 && ` + ${draft.actions.length}`}
          </span>
          <Kbd k="O" idle={!owns('O')} />
        </button>
        {canEnd && <Endings of={of} plan={plan} outcomes={outcomes} />}
      </div>
    </>
  );
}

/** The name of what was chosen and is not offered any more: it was archived meanwhile, or the call turned out to be another's. */
function useGone(outcomeId: string | null, offered: Outcome | undefined): string | null {
  const language = useLanguage();
  const all = useWorkspace(state => state.outcomes);
  if (outcomeId === null || offered !== undefined) return null;
  return all.find(({ id }) => id === outcomeId)?.name[language] ?? outcomeId;
}

function useOutcomes({ contact, queues, campaign }: CallOf) {
  const outcomes = useWorkspace(state => state.outcomes);
  const campaigns = campaign === null ? [] : [campaign];
  const call = { queues, campaigns, lists: contact?.lists ?? [] };
  return outcomes
    .filter(outcome => !outcome.system && !outcome.archived && isOffered(outcome, call))
    .sort((a, b) => a.order - b.order);
}
