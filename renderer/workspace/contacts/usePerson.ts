import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { useCommands, useWorkspace } from '../state/context.tsx';

type Found = NonNullable<Output<'people.get'>>;

/** The person, read anew whenever calls or follow-ups change; null while it is not there. */
export function usePerson(personId: string | null): Found | null | undefined {
  const { person } = useCommands();
  const recent = useWorkspace(state => state.recent);
  const due = useWorkspace(state => state.due);
  const contacts = useWorkspace(state => state.contacts);
  const [found, setFound] = useState<{ id: string; value: Found | null } | null>(null);
  useEffect(() => {
    if (personId === null) return undefined;
    let current = true;
    void person(personId).then(value => {
      if (current) setFound({ id: personId, value });
    });
    return () => {
      current = false;
    };
  }, [personId, person, recent, due, contacts]);
  return found?.id === personId ? found.value : undefined;
}
