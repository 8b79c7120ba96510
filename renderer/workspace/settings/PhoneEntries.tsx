import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useWords } from '../state/context.tsx';
import { ltr } from './useForm.ts';

/** What is typed of one: its name, what is dialled for it, and what it is for. */
export interface Typed<Use extends string> {
  name: string;
  dialled: string;
  use: Use;
}

/** Named things to dial, one to a row, and in the last row a form that adds one. */
export function PhoneEntries<Use extends string>({
  row,
  label,
  words,
  longest,
  uses,
  entries,
  full,
  onAdd,
  onRemove,
}: {
  row: 'lamp-row' | 'code-row';
  label: string;
  words: { dialled: string; use: string; wrong: string };
  /** Most letters. */
  longest: { name: number; dialled: number };
  /** The first is offered. */
  uses: readonly [{ value: Use; label: string }, ...{ value: Use; label: string }[]];
  entries: readonly (Typed<Use> & { id: string })[];
  full: boolean;
  /** False when it is none. */
  onAdd: (typed: Typed<Use>) => boolean;
  onRemove: (id: string) => void;
}) {
  const t = useWords();
  const blank = { name: '', dialled: '', use: uses[0].value };
  const [value, setValue] = useState<Typed<Use>>(blank);
  const [wrong, setWrong] = useState(false);
  return (
    <>
      <ul>
        {entries.map(({ id, name, dialled, use }) => (
          <li key={id} className={`tool-row ${row}`}>
            <b className="clip">
              <bdi>{name}</bdi>
            </b>
            <bdi dir="ltr">{dialled}</bdi>
            <span className="quiet">{uses.find(each => each.value === use)?.label}</span>
            <SmallButton of={name} onPress={() => onRemove(id)}>
              {t('common.remove')}
            </SmallButton>
          </li>
        ))}
      </ul>
      <form
        className={`tool-row ${row}`}
        aria-label={label}
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (full) return;
          const added = onAdd(value);
          setWrong(!added);
          if (added) setValue(blank);
        }}
      >
        <TextInput
          aria-label={t('phone.name')}
          placeholder={t('phone.name')}
          value={value.name}
          maxLength={longest.name}
          onChange={event => setValue({ ...value, name: event.currentTarget.value })}
        />
        <TextInput
          aria-label={words.dialled}
          placeholder={words.dialled}
          value={value.dialled}
          maxLength={longest.dialled}
          error={wrong ? words.wrong : undefined}
          {...ltr}
          onChange={event => setValue({ ...value, dialled: event.currentTarget.value })}
        />
        <Select
          aria-label={words.use}
          allowDeselect={false}
          data={uses}
          value={value.use}
          onChange={use =>
            setValue({ ...value, use: uses.find(each => each.value === use)?.value ?? value.use })
          }
        />
        <button type="submit" className="small" disabled={full}>
          {t('phone.add')}
        </button>
      </form>
    </>
  );
}
