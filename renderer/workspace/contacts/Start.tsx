import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useNow, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';

/** What there is to do while nobody is chosen: duplicates, own fields, what was removed. */
export function Start() {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { did, openPane, openPerson, openList } = useCommands();
  const removed = useAnswer('contacts.removed', null) ?? [];
  const restore = async (asideId: string, what: 'person' | 'organisation' | 'list', goneId: string) => {
    if (!(await did('contacts.restore', { asideId }))) return;
    if (what === 'person') openPerson(goneId);
    else if (what === 'organisation') openPane({ kind: 'organisation', id: goneId });
    else openList(goneId);
  };
  return (
    <>
      <p className="centre-hint">{t('contacts.choose')}</p>
      <Section title={t('contacts.tidy')} ruled>
        <span className="row-keys">
          <SmallButton onPress={() => openPane({ kind: 'duplicates' })}>
            {t('contacts.findDuplicates')}
          </SmallButton>
          <SmallButton onPress={() => openPane({ kind: 'fields' })}>{t('contacts.ownFields')}</SmallButton>
        </span>
      </Section>
      {removed.length > 0 && (
        <Section title={t('contacts.removed')} aside={t('contacts.removedHint')} ruled>
          <ul className="pair-rows">
            {removed.map(each => (
              <li key={each.id}>
                <span className="grow">
                  <b className="clip">
                    <bdi>{each.name}</bdi>
                  </b>
                  <span className="quiet clip num">
                    {t(`contacts.what_${each.what}`)} · {formats.when(each.at, now)}
                  </span>
                </span>
                <SmallButton of={each.name} onPress={() => void restore(each.id, each.what, each.goneId)}>
                  {t('contacts.bringBack')}
                </SmallButton>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
