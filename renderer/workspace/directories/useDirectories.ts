import { useEffect } from 'react';
import type { DirectoryView } from '../../../shared/directories/types.ts';
import { useCommands, useParts, useWorkspace } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';

/** The accounts, asked for once; events keep them up to date. Null until they are there. */
export function useDirectories(): readonly DirectoryView[] | null {
  const { store } = useParts();
  const { ask } = useCommands();
  const all = useWorkspace(state => state.directories);
  useEffect(() => {
    if (store.getState().directories !== null) return;
    void ask('directory.all', null, ['storeUnavailable']).then(found => {
      if (found !== null) store.setState(state => (state.directories === null ? { directories: found } : {}));
    });
  }, [ask, store]);
  return all;
}

/** Proper names of the protocols, the same in every language. */
export const protocol = { carddav: 'CardDAV', ldap: 'LDAP' } as const;

/** By person: the address books that each is in, in words. */
export function useSources(personIds: readonly string[]): (personId: string) => string | null {
  const books = useDirectories()?.filter(({ account }) => account.kind === 'carddav') ?? [];
  const asked = books.length > 0 && personIds.length > 0;
  const sources = useAnswer('directory.sources', asked ? { personIds: personIds.slice(0, 100) } : undefined);
  return personId => {
    const names = sources
      ?.filter(source => source.personId === personId)
      .flatMap(
        ({ directoryId }) => books.find(({ account }) => account.id === directoryId)?.account.name ?? [],
      );
    return names === undefined || names.length === 0 ? null : `${protocol.carddav} · ${names.join(' · ')}`;
  };
}
