/** One step at a time: what to say in the largest type of the column, the answers under their keys. */
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { Language } from '../../../shared/settings/schema.ts';
import { progressOf } from '../../../shared/script/progress.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useWords } from '../state/context.tsx';
import { AnswerKeys } from './AnswerKeys.tsx';
import { JumpList, type JumpKind } from './JumpList.tsx';
import { StepActions } from './StepActions.tsx';
import type { DoAction } from './useActions.ts';
import { directionOfText, type ScriptInHand } from './useScript.ts';

export function StepBar({ hand }: { hand: ScriptInHand }) {
  const t = useWords();
  const { n, of } = progressOf(hand.script, hand.state);
  const place = t('script.stepOf', { n, of });
  return (
    <div className="steps" role="img" aria-label={place}>
      {Array.from({ length: Math.min(of, 30) }, (_, i) => (
        <i key={i} className={i < n - 1 || hand.step === null ? 'done' : i === n - 1 ? 'here' : ''} />
      ))}
    </div>
  );
}

/** `doAction` null: its buttons do nothing here (a preview). */
export function ScriptView({
  hand,
  doAction,
  useOther = null,
  onEnd = null,
}: {
  hand: ScriptInHand;
  doAction: DoAction | null;
  /** Puts another script in its place. */
  useOther?: ((scriptId: string) => void) | null;
  /** What may follow after the end. */
  onEnd?: { title: string; go: () => void } | null;
}) {
  const t = useWords();
  const [open, setOpen] = useState<JumpKind | null>(null);
  const { script, state, step, send } = hand;
  const at = () => Date.now();
  const back = () => send?.({ kind: 'back', at: at() });
  const toggle = (kind: JumpKind) => setOpen(was => (was === kind ? null : kind));
  const hasObjections = script.steps.some(each => each.kind === 'objection');
  const owns = useKeys(
    {
      Backspace: back,
      J: () => toggle('jump'),
      ...(hasObjections ? { G: () => toggle('objection') } : {}),
    },
    // What is done with the calls themselves comes first: J joins two of them.
    { priority: 'list', when: send !== null },
  );
  const say = step && hand.say(step.say);
  const note = step && hand.say(step.note);
  const text = { lang: state.language, dir: directionOfText(state.language) } as const;

  if (open !== null)
    return (
      <JumpList
        kind={open}
        hand={hand}
        useOther={useOther}
        onClose={() => setOpen(null)}
        onPick={id => {
          setOpen(null);
          send?.({ kind: open, step: id, at: at() });
        }}
      />
    );
  return (
    <>
      <div className="script-text" {...text}>
        <div className="say" aria-live="polite" aria-atomic>
          {step === null ? (
            <p>{t('script.finishedText')}</p>
          ) : (
            say?.split('\n').map((row, i) => <p key={i}>{row}</p>)
          )}
        </div>
        {note && (
          <div className="hint">
            <b>{t('script.forYou')}</b>
            <span>{note}</span>
          </div>
        )}
      </div>
      {step && <AnswerKeys key={step.id} step={step} hand={hand} />}
      {step && <StepActions key={`${step.id}-do`} step={step} hand={hand} doAction={doAction} />}
      {step === null && onEnd && <EndOffer {...onEnd} />}
      <div className="script-foot">
        <button type="button" className="link" disabled={!send || state.trail.length === 0} onClick={back}>
          <IconArrowBackUp className="flip" size={15} stroke={1.6} aria-hidden />
          {t('script.back')} <Kbd k="⌫" idle={!owns('Backspace') || state.trail.length === 0} />
        </button>
        <button type="button" className="link" disabled={!send} onClick={() => toggle('jump')}>
          {t('script.jump')} <Kbd k="J" idle={!owns('J')} />
        </button>
        {hasObjections && (
          <button type="button" className="link" disabled={!send} onClick={() => toggle('objection')}>
            {t('script.objection')} <Kbd k="G" idle={!owns('G')} />
          </button>
        )}
        <Tongues hand={hand} />
      </div>
    </>
  );
}

function EndOffer({ title, go }: { title: string; go: () => void }) {
  const t = useWords();
  const owns = useKeys({ '1': go }, { priority: 'call' });
  return (
    <ol className="answers">
      <li>
        <button type="button" onClick={go}>
          <Kbd k="1" idle={!owns('1')} />
          <span>{t('script.goToEnd', { title })}</span>
        </button>
      </li>
    </ol>
  );
}

const tongues: Readonly<Record<string, { name: string; short: string }>> = {
  en: { name: 'English', short: 'EN' },
  ar: { name: 'العربية', short: 'ع' },
};

/** In which language it is said; the interface keeps its own. */
function Tongues({ hand }: { hand: ScriptInHand }) {
  const t = useWords();
  const { script, state, send } = hand;
  if (script.languages.length < 2) return null;
  return (
    <span className="tabs" role="group" aria-label={t('script.speak')}>
      {script.languages.map(language => (
        <button
          key={language}
          type="button"
          lang={language as Language}
          title={tongues[language]?.name ?? language}
          aria-pressed={language === state.language}
          disabled={!send}
          onClick={() => send?.({ kind: 'language', language })}
        >
          <span aria-hidden>{tongues[language]?.short ?? language}</span>
          <span className="visually-hidden">{tongues[language]?.name ?? language}</span>
        </button>
      ))}
    </span>
  );
}
