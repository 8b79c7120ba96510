import { Select } from '@mantine/core';
import { useState } from 'react';
import { useSearch } from '../../state/useSearch.ts';

/** One person, found as one types. `known`: those who are likely, and whose names are known already. */
export function PersonPicker({
  label,
  hint,
  known,
  value,
  error,
  onChange,
}: {
  label: string;
  hint?: string;
  known: readonly { personId: string; name: string }[];
  value: string | null;
  error?: string | undefined;
  onChange: (personId: string | null, name: string) => void;
}) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<{ personId: string; name: string } | null>(null);
  const hits = useSearch(text, 8);
  const names = new Map<string, string>();
  for (const { personId, name } of [...known, ...(chosen ? [chosen] : []), ...(hits ?? [])])
    names.set(personId, name);
  const offered = new Set([
    ...(hits && text.trim() !== '' ? hits.map(hit => hit.personId) : known.map(each => each.personId)),
    ...(value === null ? [] : [value]),
  ]);
  return (
    <Select
      label={label}
      description={hint}
      searchable
      clearable
      error={error}
      data={[...offered].map(personId => ({ value: personId, label: names.get(personId) ?? personId }))}
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      value={value}
      onChange={personId => {
        setChosen(personId === null ? null : { personId, name: names.get(personId) ?? '' });
        onChange(personId, personId === null ? '' : (names.get(personId) ?? ''));
      }}
    />
  );
}
