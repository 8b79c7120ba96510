/** The answers of a step under the number keys; a field where something is written. */
import { useRef, useState } from 'react';
import type { KeyOf } from '../../../shared/i18n/keys.ts';
import { boundsOf, longestAnswer, takeAnswer, type Taken } from '../../../shared/script/answer.ts';
import { inLanguage, type Question, type Step } from '../../../shared/script/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import type { Bindings } from '../keys/layers.ts';
import { listKeys } from '../keys/names.ts';
import { useKeys } from '../keys/useKeys.ts';
import { useWords } from '../state/context.tsx';
import { directionOfText, type ScriptInHand } from './useScript.ts';

interface Choice {
  id: string;
  label: string;
  /** What it is, as it was given before. */
  given: boolean;
  act: () => void;
}

export function AnswerKeys({ step, hand }: { step: Step; hand: ScriptInHand }) {
  const t = useWords();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { question } = step;
  const { send, state } = hand;
  const given =
    question && Object.hasOwn(state.answers, question.field) ? state.answers[question.field] : null;

  const written = question !== null && writes(question);
  const choices: Choice[] = [
    ...choicesOf(question, hand, t('script.yes'), t('script.no')).map(({ id, label }) => ({
      id,
      label,
      given: String(given?.value) === id,
      act: () => send && giveNow(send, id),
    })),
    ...(question === null || question.optional
      ? [
          {
            id: '',
            label: t(question === null ? 'script.go' : 'script.skip'),
            given: false,
            act: () => send && goNow(send),
          },
        ]
      : []),
  ];
  // The field, where there is one, has the first key.
  const keyOf = (i: number) => listKeys[written ? i + 1 : i];
  const keys: Bindings = written ? { '1': () => field.current?.focus() } : {};
  choices.forEach((choice, i) => {
    const key = keyOf(i);
    if (key) keys[key] = choice.act;
  });
  const owns = useKeys(keys, { priority: 'call', when: send !== null });
  const label = question && inLanguage(question.label, state.language, hand.script);
  const rating = question?.kind === 'rating';
  return (
    <div className="asked" lang={state.language} dir={directionOfText(state.language)}>
      {written && (
        <WrittenAnswer
          question={question}
          label={label ?? question.field}
          hand={hand}
          field={field}
          capped={owns('1')}
        />
      )}
      {!written && label && <p className="asked-label">{label}</p>}
      {choices.length > 0 && (
        <ol className={rating ? 'answers rating' : 'answers'} aria-label={label ?? undefined}>
          {choices.map((choice, i) => {
            const key = keyOf(i);
            return (
              <li key={choice.id}>
                <button
                  type="button"
                  aria-pressed={choice.given || undefined}
                  disabled={send === null}
                  // The second click of a double click was meant for what stood here before.
                  onClick={event => event.detail < 2 && choice.act()}
                >
                  {key && send !== null ? <Kbd k={key} idle={!owns(key)} /> : <i className="no-key" />}
                  <span>{choice.label}</span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </div>
  );
}

type Send = NonNullable<ScriptInHand['send']>;
const giveNow = (send: Send, written: string) => send({ kind: 'answer', written, at: Date.now() });
const goNow = (send: Send) => send({ kind: 'go', at: Date.now() });

const writes = ({ kind }: Question): boolean => kind === 'text' || kind === 'number' || kind === 'date';

function choicesOf(
  question: Question | null,
  { script, state }: ScriptInHand,
  yes: string,
  no: string,
): { id: string; label: string }[] {
  if (question === null || writes(question)) return [];
  const labelled = (id: string, usual: string) => {
    const answer = question.answers.find(each => each.id === id);
    return { id, label: (answer && inLanguage(answer.label, state.language, script)) ?? usual };
  };
  if (question.kind === 'yes/no') return [labelled('yes', yes), labelled('no', no)];
  if (question.kind === 'choice') return question.answers.map(({ id }) => labelled(id, id));
  const { from, to } = boundsOf(question) ?? { from: 1, to: 5 };
  return Array.from({ length: to - from + 1 }, (_, i) => ({ id: String(from + i), label: String(from + i) }));
}

function WrittenAnswer({
  question,
  label,
  hand,
  field,
  capped,
}: {
  question: Question;
  label: string;
  hand: ScriptInHand;
  field: React.RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>;
  capped: boolean;
}) {
  const t = useWords();
  const [why, setWhy] = useState<Exclude<Taken, { ok: true }>['why'] | null>(null);
  const { state, send } = hand;
  const own = <T,>(record: Readonly<Record<string, T>>): T | undefined =>
    Object.hasOwn(record, question.field) ? record[question.field] : undefined;
  const text = own(state.typed) ?? String(own(state.answers)?.value ?? '');
  const bounds = boundsOf(question);
  const give = () => {
    const taken = takeAnswer(question, text);
    setWhy(taken.ok ? null : taken.why);
    if (taken.ok && send) giveNow(send, text);
    else field.current?.focus();
  };
  const shared = {
    ref: field,
    className: 'exact typed',
    'aria-label': label,
    'aria-invalid': why !== null,
    disabled: send === null,
    value: text,
    onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Escape') event.currentTarget.blur();
      // Shift+Enter makes a new line where there can be one.
      if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
      event.preventDefault();
      give();
    },
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setWhy(null);
      send?.({ kind: 'type', text: event.currentTarget.value });
    },
  };
  const sentence = why && (`script.${why}` satisfies KeyOf<'script'>);
  return (
    <div className="written">
      <p className="asked-label">
        {label} {send !== null && <Kbd k="1" idle={!capped} />}
      </p>
      <div className="written-row">
        {question.kind === 'text' ? (
          <textarea {...shared} rows={2} maxLength={longestAnswer} />
        ) : (
          <input
            {...shared}
            type={question.kind === 'date' ? 'date' : 'text'}
            inputMode={question.kind === 'number' ? 'decimal' : undefined}
          />
        )}
        <button type="button" className="small-button" disabled={send === null} onClick={give}>
          {t('script.give')} <Kbd k="⏎" />
        </button>
      </div>
      {sentence && (
        <p className="field-error" role="alert">
          {t(sentence, bounds ? { from: bounds.from, to: bounds.to } : {})}
        </p>
      )}
    </div>
  );
}
