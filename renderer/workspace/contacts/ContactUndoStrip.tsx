import { useEffect } from 'react';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

/** A change of contacts can be taken back from the foot of Now for so long, ms. */
const stays = 20_000;

/** The last change of a contact or a list, and the way back. A wrap-up that can be undone stands before it. */
export function ContactUndoStrip() {
  const t = useWords();
  const { forgetContactUndo } = useCommands();
  const undo = useWorkspace(state => state.contactUndo);
  const wrapUp = useWorkspace(state => state.undoable);
  const shown = wrapUp === null ? undo : null;
  const back = () => {
    if (!shown) return;
    forgetContactUndo();
    void shown.back();
  };
  const owns = useKeys({ U: back }, { priority: 'page', when: shown !== null });
  useEffect(() => {
    if (!undo) return undefined;
    const timer = setTimeout(forgetContactUndo, undo.at + stays - Date.now());
    return () => clearTimeout(timer);
  }, [undo, forgetContactUndo]);
  if (!shown) return null;
  return (
    <div className="undo" role="status">
      <span className="grow">
        <b className="clip">
          <bdi>{shown.who}</bdi>
        </b>
        <span className="quiet">{t(shown.key)}</span>
      </span>
      <SmallButton k="U" idle={!owns('U')} onPress={back}>
        {t('wrapUp.undo')}
      </SmallButton>
    </div>
  );
}
