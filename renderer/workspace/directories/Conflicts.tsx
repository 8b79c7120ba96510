import type { ConflictChoice, ConflictView, DirectoryView } from '../../../shared/directories/types.ts';
import type { Key, Words } from '../../../shared/i18n/keys.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';

const fieldWords: Record<string, Key> = {
  name: 'directories.fieldName',
  otherName: 'directories.fieldOtherName',
  organisation: 'directories.fieldOrganisation',
  role: 'directories.fieldRole',
  language: 'directories.fieldLanguage',
  note: 'directories.fieldNote',
  birthday: 'directories.fieldBirthday',
  numbers: 'directories.fieldNumbers',
  emails: 'directories.fieldEmails',
  addresses: 'directories.fieldAddresses',
  links: 'directories.fieldLinks',
  tags: 'directories.fieldTags',
};

/** What both sides changed, until somebody decides: ours stands, theirs is kept here. */
export function Conflicts({ views }: { views: readonly DirectoryView[] }) {
  const t = useWords();
  const count = views.reduce((sum, { conflicts }) => sum + conflicts, 0);
  const all = useAnswer('directory.conflicts', count === 0 ? undefined : null);
  if (count === 0 || !all || all.length === 0) return null;
  return (
    <Section ruled title={t('directories.decideTitle', { count: all.length })}>
      <p className="section-hint">{t('directories.decideHint')}</p>
      <ul>
        {all.map(conflict => (
          <Row
            key={conflict.id}
            conflict={conflict}
            book={views.find(({ account }) => account.id === conflict.directoryId)?.account.name ?? ''}
          />
        ))}
      </ul>
    </Section>
  );
}

const choices = {
  field: [
    ['theirs', 'directories.takeTheirs'],
    ['mine', 'directories.keepMine'],
  ],
  goneThere: [
    ['theirs', 'directories.removeHere'],
    ['apart', 'directories.keepApart'],
    ['mine', 'directories.putBack'],
  ],
  backAgain: [
    ['mine', 'directories.removeAgain'],
    ['theirs', 'directories.keep'],
  ],
} as const satisfies Record<ConflictView['kind'], readonly (readonly [ConflictChoice, Key])[]>;

function Row({ conflict, book }: { conflict: ConflictView; book: string }) {
  const t = useWords();
  const { did, openPerson } = useCommands();
  const { id, kind, personId, personName, field, item, mine, theirs } = conflict;
  const word = fieldWords[field];
  return (
    <li className="tool-row">
      <div className="grow">
        <p>
          <button type="button" className="inline-link" onClick={() => openPerson(personId)}>
            <bdi>{personName}</bdi>
          </button>
          {kind === 'field' &&
            ` · ${word === undefined ? t('directories.fieldCustom', { name: item }) : t(word)}`}
        </p>
        {kind === 'field' ? (
          <dl className="two-sides">
            <dt>{t('directories.mine')}</dt>
            <dd>
              <bdi>{said(t, field, mine)}</bdi>
            </dd>
            <dt>{t('directories.theirs')}</dt>
            <dd>
              <bdi>{said(t, field, theirs)}</bdi>
            </dd>
          </dl>
        ) : (
          <p className="quiet">{t(`directories.${kind}`, { book })}</p>
        )}
      </div>
      <span className="row-keys">
        {choices[kind].map(([choice, key]) => (
          <SmallButton
            key={choice}
            of={personName}
            onPress={() => void did('directory.decide', { id, choice })}
          >
            {t(key)}
          </SmallButton>
        ))}
      </span>
    </li>
  );
}

/** A value as a person reads it; of an entry, what distinguishes one side from the other. */
function said(t: Words, field: string, json: string | null): string {
  const value: unknown = json === null ? null : JSON.parse(json);
  if (value === null) return t('directories.nothing');
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return '';
  const entry = value as Record<string, unknown>;
  const text = (name: string): string => (typeof entry[name] === 'string' ? entry[name] : '');
  const kind = ['mobile', 'work', 'home', 'main', 'fax', 'other'].includes(text('kind'))
    ? t(`contacts.${text('kind') as 'mobile'}`)
    : '';
  const main = text('raw') || text('address') || text('url') || text('value');
  const place = [text('street'), text('postalCode'), text('city'), text('region'), text('country')];
  const shared =
    field === 'numbers' ? t(entry['shared'] === true ? 'contacts.shared' : 'contacts.direct') : '';
  return [main || place.filter(Boolean).join(', '), kind, shared, text('label')].filter(Boolean).join(' · ');
}
