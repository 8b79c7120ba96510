import { useEffect, useState } from 'react';
import type { SearchHit } from '../../../shared/people/types.ts';
import { useCommands } from './context.tsx';

/** What the store finds for `text` as it is typed. Null until the first answer; answers out of order are dropped. */
export function useSearch(text: string, limit: number): readonly SearchHit[] | null {
  const { search } = useCommands();
  const [found, setFound] = useState<{ text: string; hits: readonly SearchHit[] } | null>(null);
  const wanted = text.trim().slice(0, 200);
  useEffect(() => {
    if (wanted === '') return undefined;
    let current = true;
    void search(wanted, limit).then(hits => {
      if (current && hits) setFound({ text: wanted, hits });
    });
    return () => {
      current = false;
    };
  }, [wanted, limit, search]);
  return wanted === '' ? null : (found?.hits ?? null);
}
