/** Steps to jump to, objections to answer, other scripts to take: a list in the place of the step, under its own keys. */
import { useEffect, useState } from 'react';
import type { ScriptSummary } from '../../../shared/ipc/contract.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import type { Bindings } from '../keys/layers.ts';
import { listKeys } from '../keys/names.ts';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useLanguage, useWords } from '../state/context.tsx';
import { stepTitle, type ScriptInHand } from './useScript.ts';

export type JumpKind = 'jump' | 'objection';

export function JumpList({
  kind,
  hand,
  useOther,
  onPick,
  onClose,
}: {
  kind: JumpKind;
  hand: ScriptInHand;
  useOther: ((scriptId: string) => void) | null;
  onPick: (step: string) => void;
  onClose: () => void;
}) {
  const t = useWords();
  const { script, state } = hand;
  const steps = script.steps.filter(step => (step.kind === 'objection') === (kind === 'objection'));
  const keys: Bindings = { Escape: onClose, Backspace: onClose, [kind === 'jump' ? 'J' : 'G']: onClose };
  steps.forEach((step, i) => {
    const key = listKeys[i];
    if (key) keys[key] = () => onPick(step.id);
  });
  const owns = useKeys(keys, { priority: 'menu' });
  return (
    <div className="jump" lang={state.language}>
      <p className="asked-label">{t(kind === 'jump' ? 'script.jumpTitle' : 'script.objectionTitle')}</p>
      <ol className="answers">
        {steps.map((step, i) => {
          const key = listKeys[i];
          return (
            <li key={step.id}>
              <button
                type="button"
                aria-current={step.id === state.step ? 'step' : undefined}
                onClick={() => onPick(step.id)}
              >
                {key ? <Kbd k={key} idle={!owns(key)} /> : <i className="no-key" />}
                <span>
                  <bdi>{stepTitle(script, step, state.language)}</bdi>
                </span>
                {Object.hasOwn(state.times, step.id) && <span className="been" aria-hidden />}
              </button>
            </li>
          );
        })}
      </ol>
      {kind === 'jump' && useOther && <OtherScripts current={script.id} onPick={useOther} />}
      <div className="script-foot">
        <button type="button" className="link" onClick={onClose}>
          {t('script.backToStep')} <Kbd k="Esc" idle={!owns('Escape')} />
        </button>
      </div>
    </div>
  );
}

function OtherScripts({ current, onPick }: { current: string; onPick: (scriptId: string) => void }) {
  const t = useWords();
  const language = useLanguage();
  const { scripts } = useCommands();
  const [all, setAll] = useState<readonly ScriptSummary[]>([]);
  useEffect(() => {
    let there = true;
    void scripts.list().then(found => {
      if (there && found) setAll(found);
    });
    return () => {
      there = false;
    };
  }, [scripts]);
  const others = all.filter(each => each.id !== current && each.version > 0 && !each.archived);
  if (others.length === 0) return null;
  return (
    <>
      <p className="asked-label other-label">{t('script.otherScript')}</p>
      <ul className="others">
        {others.map(each => (
          <li key={each.id}>
            <button type="button" className="link" onClick={() => onPick(each.id)}>
              <bdi>{each.title[language]}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
