/** The scripts of a call beside it: one for its start, one for its end. */
import { useEffect, useState } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import { progressOf } from '../../../shared/script/progress.ts';
import { recordOf } from '../../../shared/script/record.ts';
import type { CallScript, Part } from '../../../shared/script/run-state.ts';
import { Section } from '../../ui/Section.tsx';
import { standingOf } from '../state/calls.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { ScriptView, StepBar } from './ScriptView.tsx';
import { scriptOf } from './scriptOf.ts';
import { runIn } from './runKeeper.ts';
import { useActions } from './useActions.ts';
import { directionOfText, titleOf, useScript, type ScriptInHand } from './useScript.ts';

/** Nothing at all for a call without scripts. */
export function CallScripts({ call }: { call: CallView }) {
  const all = useWorkspace(state => state.callScripts);
  const mine = all.filter(each => each.interactionId === call.id && each.offered === undefined);
  const start = mine.find(each => each.part === 'start');
  const end = mine.find(each => each.part === 'end');
  const first = start ?? end;
  return first ? <Parts key={call.id} call={call} start={start} end={end} first={first} /> : null;
}

function Parts({
  call,
  start,
  end,
  first,
}: {
  call: CallView;
  start: CallScript | undefined;
  end: CallScript | undefined;
  first: CallScript;
}) {
  // Whoever had gone on to the closing script is there again after a reload.
  const begun = useWorkspace(state => end !== undefined && runIn(end, state.runs) !== null);
  const [part, setPart] = useState<Part>(begun ? 'end' : first.part);
  const beside = (part === 'end' ? end : start) ?? first;
  return (
    <OneScript
      key={`${beside.part}/${beside.scriptId}/${beside.version}`}
      call={call}
      beside={beside}
      other={beside === start ? end : start}
      onPart={setPart}
    />
  );
}

function OneScript({
  call,
  beside,
  other,
  onPart,
}: {
  call: CallView;
  beside: CallScript;
  other: CallScript | undefined;
  onPart: (part: Part) => void;
}) {
  const t = useWords();
  const { scripts } = useCommands();
  const talking = ['live', 'held', 'ending', 'wrapUp'].includes(standingOf(call));
  const hand = useScript(beside, call, talking);
  const doAction = useActions(call, beside.part, hand);
  const { n, of } = progressOf(hand.script, hand.state);
  const { language } = hand.state;
  const next = beside.part === 'start' ? other : undefined;
  return (
    <>
      <Section
        className="script"
        title={
          <>
            {t('script.title')} <Titles beside={beside} other={other} language={language} onPart={onPart} />
          </>
        }
        aside={
          hand.failure !== null ? (
            <span className="danger-text" role="alert">
              {t('script.unsaved', { reason: t(`error.${hand.failure}`) })}
            </span>
          ) : (
            <span className="num">
              {hand.send === null
                ? t('script.startsOnAnswer')
                : hand.step === null
                  ? t('script.finished')
                  : t('script.stepOf', { n, of })}
            </span>
          )
        }
      >
        <StepBar hand={hand} />
        <ScriptView
          hand={hand}
          doAction={doAction}
          useOther={id => scripts.use(call.id, beside.part, id)}
          onEnd={next ? { title: titleOf(scriptOf(next.source), language), go: () => onPart('end') } : null}
        />
      </Section>
      <SoFar hand={hand} />
    </>
  );
}

/** The title of the script that is shown; beside it, quiet, the one for the other part of the call. */
function Titles({
  beside,
  other,
  language,
  onPart,
}: {
  beside: CallScript;
  other: CallScript | undefined;
  language: string;
  onPart: (part: Part) => void;
}) {
  const title = (of: CallScript) => titleOf(scriptOf(of.source), language);
  const ordered = [beside, other]
    .filter(each => each !== undefined)
    .sort(each => (each.part === 'start' ? -1 : 1));
  if (ordered.length === 1) return <bdi className="quiet clip">{title(beside)}</bdi>;
  return (
    <span className="tabs">
      {ordered.map(each => (
        <button
          key={each.part}
          type="button"
          className="clip"
          aria-pressed={each === beside}
          onClick={() => onPart(each.part)}
        >
          <bdi>{title(each)}</bdi>
        </button>
      ))}
    </span>
  );
}

/** After the call: what was answered; the rest of the script is a press away. */
export function ScriptsAfterCall({ call }: { call: CallView }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const all = useWorkspace(state => state.callScripts);
  const runs = useWorkspace(state => state.runs);
  const begun = all.flatMap(beside => {
    const state =
      beside.interactionId === call.id && beside.offered === undefined ? runIn(beside, runs) : null;
    return state === null ? [] : [{ script: scriptOf(beside.source), state }];
  });
  if (begun.length === 0) return null;
  if (open) return <CallScripts call={call} />;
  const finished = begun.every(({ state }) => state.step === 'end');
  return (
    <>
      {!finished && (
        <div className="script-after">
          <button type="button" className="link" onClick={() => setOpen(true)}>
            {t('script.goOn')}
          </button>
        </div>
      )}
      {begun.map(({ script, state }) => (
        <SoFar key={script.id} hand={{ script, state }} />
      ))}
    </>
  );
}

/** Of a call that is owed its outcome since before this window was opened. */
export function ScriptsOfOwed({ interactionId }: { interactionId: string }) {
  const { scripts } = useCommands();
  const [found, setFound] = useState<readonly CallScript[]>([]);
  useEffect(() => {
    let there = true;
    void scripts.ofCall(interactionId).then(all => {
      if (there && all) setFound(all);
    });
    return () => {
      there = false;
    };
  }, [scripts, interactionId]);
  return found.map(({ part, source, state }) =>
    state === null ? null : <SoFar key={part} hand={{ script: scriptOf(source), state }} />,
  );
}

/** One line of question over answer. */
function SoFar({ hand }: { hand: Pick<ScriptInHand, 'script' | 'state'> }) {
  const t = useWords();
  const answers = recordOf(hand.script, hand.state);
  if (answers.length === 0) return null;
  return (
    <dl className="given" aria-label={t('script.soFar')} dir={directionOfText(hand.state.language)}>
      {answers.slice(-6).map(({ field, label, said }) => (
        <div key={field}>
          <dt className="clip">{label}</dt>
          <dd className="clip">
            <bdi>{said}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
