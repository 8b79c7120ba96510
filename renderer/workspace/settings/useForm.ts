import { useEffect, useState } from 'react';
import { useCommands } from '../state/context.tsx';

/** What a form holds until it is saved; the page is not taken away from under it meanwhile. */
export function useForm<T extends object>(first: T) {
  const { setUnsaved } = useCommands();
  const [value, setValue] = useState(first);
  const [tried, setTried] = useState(false);
  // A page that is left takes its word back.
  useEffect(() => () => setUnsaved(false), [setUnsaved]);
  return {
    value,
    /** Somebody wanted to save it: what is wrong may be said. */
    tried,
    tryIt: () => setTried(true),
    set: (change: Partial<T>) => {
      setUnsaved(true);
      setValue(before => ({ ...before, ...change }));
    },
    saved: () => setUnsaved(false),
  };
}

export const ltr = { styles: { input: { direction: 'ltr' as const, textAlign: 'start' as const } } };
export const rtl = { styles: { input: { direction: 'rtl' as const, textAlign: 'start' as const } } };
