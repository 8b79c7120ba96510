import { useEffect } from 'react';
import { span } from '../../../shared/i18n/format.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useNow, useWords, useWorkspace } from '../state/context.tsx';

/** How long a saved outcome can be taken back, ms; main keeps the same limit. */
export const undoMs = 10_000;

/** What was just saved, the seconds left, one key. Always at the foot of Now, only there. */
export function UndoStrip() {
  const t = useWords();
  const now = useNow(1000);
  const { undo, forgetUndo } = useCommands();
  const undoable = useWorkspace(state => state.undoable);
  const owns = useKeys({ U: () => void undo() }, { priority: 'call', when: undoable !== null });

  useEffect(() => {
    if (!undoable) return undefined;
    const timer = setTimeout(forgetUndo, undoable.at + undoMs - Date.now());
    return () => clearTimeout(timer);
  }, [undoable, forgetUndo]);

  if (!undoable) return null;
  const left = Math.max(0, undoable.at + undoMs - now);
  return (
    <div className="undo" role="status">
      <span className="grow">
        <b className="clip">
          <bdi>{undoable.who}</bdi>
        </b>
        <span className="num quiet" aria-hidden>
          {t('wrapUp.savedFor', { time: span(Math.min(left, undoMs)) })}
        </span>
        <span className="visually-hidden">{t('wrapUp.saved')}</span>
      </span>
      <SmallButton k="U" idle={!owns('U')} onPress={() => void undo()}>
        {t('wrapUp.undo')}
      </SmallButton>
    </div>
  );
}
