import { IconPhoneOff } from '@tabler/icons-react';
import type { Outcome } from '../../../shared/outcome/types.ts';
import type { Plan } from '../followups/usePlan.ts';
import type { PlanOf } from '../followups/making.ts';
import type { Bindings } from '../keys/layers.ts';
import { listKeys } from '../keys/names.ts';
import { useKeys, useSettling } from '../keys/useKeys.ts';
import { useCommands, useLanguage, useWords } from '../state/context.tsx';
import { tomorrowAtTen } from './dueTimes.ts';

/** So many have a button; the others are under their keys. */
const withButton = 2;

/**
 * One key, or for the usual ones one click, hangs up and sets the outcome. A time that it needs is the usual one, in sight
 * and to be changed until the end.
 */
export function Endings({ of, plan, outcomes }: { of: PlanOf; plan: Plan; outcomes: readonly Outcome[] }) {
  const t = useWords();
  const language = useLanguage();
  const { hangUpWith } = useCommands();
  // What stood here before the call was taken was something else.
  const settling = useSettling(of.interactionId);
  const end = (outcome: Outcome) => {
    if (settling) return;
    const dueAt = outcome.needsTime ? (plan.dueAt() ?? tomorrowAtTen(of.zone)) : undefined;
    void plan.chooseOutcome(outcome, dueAt).then(() => hangUpWith(of.interactionId));
  };
  const keys: Bindings = {};
  listKeys.forEach((key, i) => {
    const outcome = outcomes[i];
    if (outcome !== undefined) keys[`Ctrl${key}`] = () => end(outcome);
  });
  useKeys(keys, { priority: 'call' });
  return outcomes.slice(0, withButton).map((outcome, i) => {
    const title = t('wrapUp.endWith', { outcome: outcome.name[language] });
    return (
      <button
        key={outcome.id}
        type="button"
        className="ending"
        title={`${title} (Ctrl ${listKeys[i]})`}
        aria-label={title}
        aria-keyshortcuts={`Control+${listKeys[i]}`}
        aria-disabled={settling || undefined}
        onClick={() => end(outcome)}
      >
        <IconPhoneOff size={15} stroke={1.6} aria-hidden />
        <span className="clip">{outcome.name[language]}</span>
      </button>
    );
  });
}
