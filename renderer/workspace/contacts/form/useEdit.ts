import { useState } from 'react';
import { sameValue } from '../../../../shared/people/same-value.ts';

export interface Whole<Fields> {
  fields: Fields;
  version: number;
}

export interface Changes<Fields> {
  base: number;
  before: Partial<Fields>;
  change: Partial<Fields>;
}

export interface Edit<Fields> {
  fields: Fields;
  set: (part: Partial<Fields>) => void;
  /** What differs from what was read: nothing else is written. Null when nothing does. */
  changesTo: (wanted: Fields) => Changes<Fields> | null;
  /** Fields that were changed by somebody else since, and here. */
  conflicts: readonly (keyof Fields)[];
  /** The record as it is now: what was not touched here follows, what was typed stays. */
  rebase: (whole: Whole<Fields>) => void;
}

/** A form over one record, field by field. */
export function useEdit<Fields extends object>(read: Whole<Fields>): Edit<Fields> {
  const [base, setBase] = useState(read);
  const [touched, setTouched] = useState<Partial<Fields>>({});
  const [conflicts, setConflicts] = useState<readonly (keyof Fields)[]>([]);
  const fields = { ...base.fields, ...touched };
  const names = (): (keyof Fields)[] =>
    (Object.keys(touched) as (keyof Fields)[]).filter(name => !sameValue(touched[name], base.fields[name]));
  return {
    fields,
    set: part => setTouched(before => ({ ...before, ...part })),
    changesTo(wanted) {
      const changed = (Object.keys(wanted) as (keyof Fields)[]).filter(
        name => !sameValue(wanted[name], base.fields[name]),
      );
      if (changed.length === 0) return null;
      const pick = (from: Fields) =>
        Object.fromEntries(changed.map(name => [name, from[name]])) as unknown as Partial<Fields>;
      return { base: base.version, before: pick(base.fields), change: pick(wanted) };
    },
    conflicts,
    rebase(whole) {
      setConflicts(names().filter(name => !sameValue(whole.fields[name], base.fields[name])));
      setBase(whole);
    },
  };
}
