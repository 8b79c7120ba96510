import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { protocol, useDirectories } from './useDirectories.ts';

/** The address books that a person is in, and a way into the others. */
export function PersonSources({ personId }: { personId: string }) {
  const t = useWords();
  const { did } = useCommands();
  const books = useDirectories()?.filter(({ account }) => account.kind === 'carddav') ?? [];
  const sources = useAnswer('directory.sources', books.length === 0 ? undefined : { personIds: [personId] });
  if (books.length === 0 || !sources) return null;
  const isIn = (id: string) => sources.some(({ directoryId }) => directoryId === id);
  const inside = books.filter(({ account }) => isIn(account.id));
  return (
    <p className="page-foot person-sources">
      <span className="quiet grow">
        {inside.length === 0
          ? t('directories.inNoBook')
          : inside.map(({ account }, index) => (
              <span key={account.id}>
                {index > 0 && ' · '}
                {protocol.carddav} · <bdi>{account.name}</bdi>
              </span>
            ))}
      </span>
      {books
        .filter(({ account }) => !isIn(account.id))
        .map(({ account: { id, name } }) => (
          <SmallButton key={id} onPress={() => void did('directory.putInto', { id, personId })}>
            {t('directories.putInto', { book: name })}
          </SmallButton>
        ))}
    </p>
  );
}
