import { Select, Textarea } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { mostMessage } from '../../../shared/phone/message.ts';
import type { Person, PersonNumber } from '../../../shared/people/types.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber } from '../people.ts';
import { useCommands, useWords } from '../state/context.tsx';

/** A message over the phone system, to one of a person's numbers. Ctrl+Enter sends, Escape leaves. */
export function MessageForm({
  person,
  numbers,
  onDone,
}: {
  person: Person;
  numbers: readonly PersonNumber[];
  onDone: () => void;
}) {
  const t = useWords();
  const { did, say, setUnsaved } = useCommands();
  const [target, setTarget] = useState(() => dialledOf(numbers[0]));
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useKeys({ Escape: onDone }, { priority: 'page' });
  useEffect(() => form.current?.querySelector('textarea')?.focus(), []);
  useEffect(() => () => setUnsaved(false), [setUnsaved]);

  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === '' || sending) return;
    setSending(true);
    const sent = await did('message.send', { target, text: text.trim(), personId: person.id });
    setSending(false);
    if (!sent) return;
    say('phone.sent', { who: person.name });
    onDone();
  };

  return (
    <form
      ref={form}
      className="entry-form"
      aria-label={t('phone.messageTo', { who: person.name })}
      onSubmit={event => void send(event)}
    >
      {numbers.length > 1 && (
        <Select
          label={t('phone.to')}
          allowDeselect={false}
          data={numbers.map(number => ({ value: dialledOf(number), label: formatNumber(dialledOf(number)) }))}
          value={target}
          styles={{ input: { direction: 'ltr', textAlign: 'start' } }}
          onChange={value => value !== null && setTarget(value)}
        />
      )}
      <Textarea
        className="whole"
        label={t('phone.text')}
        description={t('phone.messageHint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={mostMessage}
        dir="auto"
        value={text}
        onChange={event => {
          setUnsaved(true);
          setText(event.currentTarget.value);
        }}
        onKeyDown={event => {
          if (event.key === 'Enter' && event.ctrlKey) void send();
        }}
      />
      <span className="row-keys">
        <span className="quiet num">{t('phone.left', { count: mostMessage - text.length })}</span>
        <SmallButton onPress={onDone}>{t('common.cancel')}</SmallButton>
        <button type="submit" className="small accent" disabled={sending || text.trim() === ''}>
          {t('phone.send')}
        </button>
      </span>
    </form>
  );
}

const dialledOf = (number: PersonNumber | undefined): string => number?.e164 ?? number?.raw ?? '';
