import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { KeyOf } from '../../../shared/i18n/keys.ts';
import { plannedAction, type PlannedAction } from '../../../shared/followups/types.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useWords } from '../state/context.tsx';

/** A text in hand; it becomes an action when it can be sent. */
export interface Composed {
  kind: 'email' | 'message' | 'ticket';
  hookId?: string;
  to: string;
  subject: string;
  body: string;
  /** It changes a ticket that is there. */
  of?: Extract<PlannedAction, { kind: 'ticket' }>['of'];
}

type Field = 'to' | 'subject' | 'body';

/** Edits an e-mail, a message or a ticket in place. What is missing is said under its field when it is to be used. */
export function Composer({
  first,
  hookName,
  sends,
  onReady,
  onClose,
}: {
  first: Composed;
  hookName: string | null;
  /** It can be sent from here; else the mail program opens. */
  sends: boolean;
  onReady: (action: PlannedAction) => void;
  onClose: () => void;
}) {
  const t = useWords();
  const { openMail } = useCommands();
  const [text, setText] = useState(first);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // It may open below what is in sight. What is missing comes first, else what is usually changed.
  useEffect(() => {
    const fields = [...(form.current?.querySelectorAll<HTMLInputElement>('[name]') ?? [])];
    (fields.find(({ value }) => value === '') ?? fields.at(-1))?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useKeys({ Escape: onClose }, { priority: 'candidates' });
  const action = actionOf(text);
  const problems = tried ? problemsOf(text) : {};
  const set = (field: Field) => (event: { currentTarget: { value: string } }) =>
    setText(before => ({ ...before, [field]: event.currentTarget.value }));
  const field = (name: Field, label: string) => ({
    label,
    name,
    value: text[name],
    error: problems[name] === undefined ? undefined : t(problems[name]),
    onChange: set(name),
  });

  const use = () => {
    if (action === null) {
      setTried(true);
      const [wrong] = Object.keys(problemsOf(text));
      return form.current?.querySelector<HTMLElement>(`[name="${wrong ?? 'to'}"]`)?.focus();
    }
    if (sends) return onReady(action);
    if (action.kind === 'email') {
      const { to, subject, body } = action;
      openMail({ to, subject, body });
      onClose();
    }
    return undefined;
  };

  return (
    <form
      className="composer"
      ref={form}
      noValidate
      aria-label={t(`followUps.${text.kind}`)}
      onSubmit={event => {
        event.preventDefault();
        use();
      }}
    >
      {hookName !== null && (
        <p className="quiet">
          <bdi>{hookName}</bdi>
        </p>
      )}
      {text.kind !== 'ticket' && (
        <TextInput
          {...field('to', t('followUps.to'))}
          maxLength={254}
          styles={{ input: { direction: 'ltr', textAlign: 'start' } }}
        />
      )}
      {text.kind !== 'message' && <TextInput {...field('subject', t('followUps.subject'))} maxLength={300} />}
      <Textarea
        {...field('body', t('followUps.text'))}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={20_000}
      />
      {!sends && <p className="quiet">{t('followUps.openMailHint')}</p>}
      <div className="composer-keys">
        <SmallButton onPress={onClose}>{t('common.cancel')}</SmallButton>
        <SmallButton accent onPress={use}>
          {t(sends ? 'followUps.done' : 'followUps.openMail')}
        </SmallButton>
      </div>
    </form>
  );
}

/** The action that `text` is; null while something is missing or cannot be sent. */
function actionOf({ kind, hookId, to, subject, body, of }: Composed): PlannedAction | null {
  const wanted =
    kind === 'email'
      ? { kind, to: to.trim(), subject, body }
      : kind === 'message'
        ? { kind, hookId, to: to.trim(), body }
        : { kind, hookId, subject, body, ...(of === undefined ? {} : { of }) };
  const read = plannedAction.safeParse(wanted);
  return read.success && !(kind === 'email' && subject.trim() === '') ? read.data : null;
}

function problemsOf(text: Composed): Partial<Record<Field, KeyOf<'followUps'>>> {
  const problems: Partial<Record<Field, KeyOf<'followUps'>>> = {};
  const fine = (change: Partial<Composed>) =>
    actionOf({ kind: text.kind, hookId: 'h', to: 'a@b', subject: 'x', body: 'x', ...change }) !== null;
  if (text.kind === 'email' && !fine({ to: text.to })) problems.to = 'followUps.needTo';
  if (text.kind === 'message' && !fine({ to: text.to })) problems.to = 'followUps.needNumber';
  if (text.kind !== 'message' && !fine({ subject: text.subject })) problems.subject = 'followUps.needSubject';
  if (!fine({ body: text.body })) problems.body = 'followUps.needText';
  return problems;
}
