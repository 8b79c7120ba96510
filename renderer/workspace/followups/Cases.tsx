import { useEffect, useState } from 'react';
import type { CaseView } from '../../../shared/followups/cases.ts';
import type { PlannedAction } from '../../../shared/followups/types.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

const mostShown = 3;

/** The customer's cases in other systems: what is noted goes to one of them, or it is escalated. */
export function Cases({
  personId,
  note,
  onAdd,
}: {
  personId: string;
  note: () => string;
  onAdd: (action: PlannedAction) => void;
}) {
  const t = useWords();
  const { ask, did, canUndo } = useCommands();
  const hooks = useWorkspace(state => state.toolbox.hooks);
  // What went out may have opened one.
  const sent = useWorkspace(state => state.outbox.entries.filter(({ state: its }) => its === 'sent').length);
  const [round, setRound] = useState(0);
  const [cases, setCases] = useState<readonly CaseView[]>([]);
  useEffect(() => {
    let there = true;
    void ask('case.of', { personId }).then(found => there && found && setCases(found));
    return () => {
      there = false;
    };
  }, [ask, personId, sent, round]);
  const close = async ({ id, reference }: CaseView) => {
    const put = async (closed: boolean) => {
      const done = await did('case.close', { id, closed });
      setRound(before => before + 1);
      return done;
    };
    if (await put(true)) canUndo({ key: 'contacts.didRemove', who: `#${reference}`, back: () => put(false) });
  };
  return cases.slice(0, mostShown).map(one => {
    const hook = hooks.find(({ id }) => id === one.hookId);
    const plan = (change: 'update' | 'escalate') => () =>
      onAdd({
        kind: 'ticket',
        hookId: one.hookId,
        subject: one.subject.slice(0, 120) || one.reference,
        body: note(),
        of: { caseId: one.id, change, reference: one.reference },
      });
    return (
      <div className="plan-row" role="group" key={one.id} aria-label={one.reference}>
        <span className="plan-name clip" title={one.subject}>
          <bdi className="num">#{one.reference}</bdi>
        </span>
        <div className="chips">
          {hook?.update && (
            <button type="button" onClick={plan('update')}>
              {t('followUps.caseUpdate')}
            </button>
          )}
          {hook?.escalate && (
            <button type="button" disabled={one.state === 'escalated'} onClick={plan('escalate')}>
              {t(one.state === 'escalated' ? 'followUps.caseEscalated' : 'followUps.caseEscalate')}
            </button>
          )}
          <button type="button" onClick={() => void close(one)}>
            {t('followUps.caseClose')}
          </button>
          <bdi className="quiet clip">{one.subject}</bdi>
        </div>
      </div>
    );
  });
}
