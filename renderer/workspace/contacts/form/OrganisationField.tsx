import { Autocomplete } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useCommands } from '../../state/context.tsx';

/** The name of an organisation, those that are known offered as one types. Another name makes a new one when it is saved. */
export function OrganisationField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  value: string;
  onChange: (name: string) => void;
}) {
  const { ask } = useCommands();
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    let current = true;
    void ask('organisation.search', { text: value.trim().slice(0, 200), limit: 8 }).then(hits => {
      // Two of one name are one choice.
      if (current && hits) setNames([...new Set(hits.map(hit => hit.name))]);
    });
    return () => {
      current = false;
    };
  }, [ask, value]);
  return (
    <Autocomplete
      size="sm"
      label={label}
      description={hint}
      maxLength={200}
      data={names}
      filter={({ options }) => options}
      comboboxProps={{ shadow: 'none', keepMounted: false }}
      value={value}
      onChange={onChange}
    />
  );
}
