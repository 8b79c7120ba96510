import { Select, TextInput } from '@mantine/core';
import type { CustomField } from '../../../../shared/people/contact.ts';
import { useWords } from '../../state/context.tsx';

/** The team's own fields, each by its kind. An emptied field holds nothing. */
export function OwnValues({
  fields,
  values,
  onChange,
}: {
  fields: readonly CustomField[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
}) {
  const t = useWords();
  const set = (id: string, value: string | null) => {
    const { [id]: _before, ...others } = values;
    onChange(value === null || value.trim() === '' ? others : { ...others, [id]: value });
  };
  return fields.map(field => {
    const value = values[field.id] ?? '';
    if (field.kind === 'yesNo' || field.kind === 'choice')
      return (
        <Select
          key={field.id}
          label={<bdi>{field.name}</bdi>}
          clearable
          data={
            field.kind === 'yesNo'
              ? [
                  { value: 'yes', label: t('contacts.yes') },
                  { value: 'no', label: t('contacts.no') },
                ]
              : field.choices
          }
          value={value === '' ? null : value}
          onChange={chosen => set(field.id, chosen)}
        />
      );
    return (
      <TextInput
        key={field.id}
        label={<bdi>{field.name}</bdi>}
        type={field.kind}
        maxLength={1000}
        value={value}
        onChange={event => set(field.id, event.currentTarget.value)}
      />
    );
  });
}
