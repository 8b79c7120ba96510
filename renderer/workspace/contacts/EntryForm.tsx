import { Select, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { Channel } from '../../../shared/people/types.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { channelWord } from '../people.ts';
import { useCommands, useWords } from '../state/context.tsx';

export type HandChannel = Exclude<Channel, 'call'>;
const channels: readonly HandChannel[] = [
  'email',
  'message',
  'chat',
  'letter',
  'fax',
  'visit',
  'social',
  'note',
];

/** Something that happened away from the phone, onto the timeline. Enter saves, Escape leaves. */
export function EntryForm({
  personId,
  who,
  channel: first,
  onDone,
}: {
  personId: string;
  who: string;
  channel: HandChannel;
  onDone: () => void;
}) {
  const t = useWords();
  const { ask, did, canUndo, setUnsaved } = useCommands();
  const [channel, setChannel] = useState<HandChannel>(first);
  const [direction, setDirection] = useState<'inbound' | 'outbound' | 'none'>(
    first === 'note' ? 'none' : 'outbound',
  );
  const [at, setAt] = useState(() => localTime(Date.now()));
  const [subject, setSubject] = useState('');
  const [detail, setDetail] = useState('');
  const [reference, setReference] = useState('');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useKeys({ Escape: onDone }, { priority: 'page' });
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input[name=subject]')?.focus(), []);
  useEffect(() => () => setUnsaved(false), [setUnsaved]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (subject.trim() === '' || at === '') return;
    const added = await ask('entry.add', {
      personId,
      entry: {
        channel,
        direction,
        at: new Date(at).getTime(),
        subject: subject.trim(),
        detail: detail.trim() === '' ? null : detail.trim(),
        reference: reference.trim() === '' ? null : reference.trim(),
      },
    });
    if (!added) return;
    canUndo({ key: 'contacts.didEnter', who, back: () => did('entry.remove', { id: added.id }) });
    onDone();
  };
  const typed = (set: (text: string) => void) => (event: { currentTarget: { value: string } }) => {
    setUnsaved(true);
    set(event.currentTarget.value);
  };

  return (
    <form
      ref={form}
      className="entry-form"
      noValidate
      aria-label={t('contacts.addEntry')}
      onSubmit={event => void submit(event)}
    >
      <Select
        label={t('contacts.channel')}
        allowDeselect={false}
        data={channels.map(value => ({ value, label: t(channelWord[value]) }))}
        value={channel}
        onChange={value => value !== null && setChannel(value)}
      />
      <Select
        label={t('contacts.direction')}
        allowDeselect={false}
        data={(['inbound', 'outbound', 'none'] as const).map(value => ({
          value,
          label: t(`contacts.direction_${value}`),
        }))}
        value={direction}
        onChange={value => value !== null && setDirection(value)}
      />
      <TextInput
        label={t('contacts.when')}
        type="datetime-local"
        value={at}
        error={tried && at === '' ? t('contacts.whenMissing') : undefined}
        onChange={typed(setAt)}
      />
      <TextInput
        name="subject"
        className="whole"
        label={t('contacts.subject')}
        maxLength={300}
        value={subject}
        error={tried && subject.trim() === '' ? t('contacts.subjectMissing') : undefined}
        onChange={typed(setSubject)}
      />
      <Textarea
        className="whole"
        label={t('contacts.detail')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        value={detail}
        onChange={typed(setDetail)}
      />
      <TextInput
        className="two-thirds"
        label={t('contacts.reference')}
        description={t('contacts.referenceHint')}
        maxLength={120}
        value={reference}
        onChange={typed(setReference)}
      />
      <span className="row-keys">
        <SmallButton onPress={onDone}>{t('common.cancel')}</SmallButton>
        <button type="submit" className="small accent">
          {t('contacts.enter')}
        </button>
      </span>
    </form>
  );
}

/** As an input of type datetime-local writes it, by the clock of this machine. */
function localTime(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
