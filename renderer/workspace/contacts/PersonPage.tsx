import { IconPhone } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { PersonNumber } from '../../../shared/people/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { History } from '../desk/History.tsx';
import { OwedToPerson, PersonFacts } from '../desk/Person.tsx';
import { listKeys } from '../keys/names.ts';
import type { Bindings } from '../keys/layers.ts';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber, namesOf } from '../people.ts';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';

type Found = NonNullable<Output<'people.get'>>;

/** The person, read anew whenever calls or follow-ups change; null while it is not there. */
export function usePerson(personId: string | null): Found | null | undefined {
  const { person } = useCommands();
  const recent = useWorkspace(state => state.recent);
  const due = useWorkspace(state => state.due);
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
  }, [personId, person, recent, due]);
  return found?.id === personId ? found.value : undefined;
}

/** One person: facts, what is owed, numbers to call, history. `aside`: something else on the screen is to be done next. */
export function PersonPage({ personId, aside = false }: { personId: string; aside?: boolean }) {
  const t = useWords();
  const language = useLanguage();
  const { dial } = useCommands();
  const found = usePerson(personId);
  const numbers = found?.person.numbers.filter(number => number.kind !== 'fax') ?? [];
  const call = (number: PersonNumber | undefined) => {
    if (number) void dial(number.e164 ?? number.raw, personId);
  };
  const keys: Bindings = {};
  if (numbers[0]) keys.C = () => call(numbers[0]);
  numbers.forEach((number, i) => {
    const key = listKeys[i];
    if (key) keys[key] = () => call(number);
  });
  const owns = useKeys(keys, { priority: 'list' });

  if (found === undefined)
    return (
      <div className="skeleton" aria-hidden>
        <i />
        <i />
        <i />
        <i />
      </div>
    );
  if (found === null) return <p className="empty section">{t('contacts.gone')}</p>;
  const { person } = found;
  const names = namesOf(person, language);
  return (
    <article className="person-page">
      <header className="head">
        <div className="grow">
          <h2>
            <bdi>{names.first}</bdi>
            {names.second !== null && <bdi className="band-other">{names.second}</bdi>}
          </h2>
          <p className="quiet">
            {[
              person.role,
              person.organisation?.name,
              person.sample ? t('caller.sample') : null,
              person.provisional ? t('caller.provisional') : null,
            ]
              .filter(part => part !== null && part !== undefined && part !== '')
              .map((part, i) => (
                <span key={i}>
                  {i > 0 && ' · '}
                  <bdi>{part}</bdi>
                </span>
              ))}
          </p>
        </div>
        {numbers[0] && (
          <SmallButton accent={!aside} k="C" idle={!owns('C')} onPress={() => call(numbers[0])}>
            {t('common.call')}
          </SmallButton>
        )}
      </header>
      <PersonFacts person={person} />
      <OwedToPerson owed={found.owed} />
      <Section title={t('contacts.numbers')}>
        {person.numbers.length === 0 && <p className="empty">{t('contacts.noNumbers')}</p>}
        <ul className="number-rows">
          {person.numbers.map(number => {
            const shown = formatNumber(number.e164 ?? number.raw);
            const key = listKeys[numbers.indexOf(number)];
            return (
              <li key={number.id}>
                <span>{t(`contacts.${number.kind}`)}</span>
                <span>
                  <Tel n={shown} />
                </span>
                <span className="quiet">{t(number.shared ? 'contacts.shared' : 'contacts.direct')}</span>
                <span>{key && <Kbd k={key} idle={!owns(key)} />}</span>
                {number.kind === 'fax' ? (
                  <span />
                ) : (
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={t('common.callNumber', { number: shown })}
                    onClick={() => call(number)}
                  >
                    <IconPhone size={16} stroke={1.6} aria-hidden />
                  </button>
                )}
              </li>
            );
          })}
        </ul>
        {person.email !== null && (
          <p className="mail-row">
            <span>{t('contacts.email')}</span>
            <span>
              <bdi dir="ltr">{person.email}</bdi>
            </span>
          </p>
        )}
      </Section>
      <History entries={found.history} ruled />
    </article>
  );
}
