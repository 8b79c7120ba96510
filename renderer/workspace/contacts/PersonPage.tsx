import { IconBan, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import type { Contact } from '../../../shared/people/contact.ts';
import type { PersonNumber } from '../../../shared/people/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Section } from '../../ui/Section.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { History } from '../desk/History.tsx';
import { PersonSources } from '../directories/PersonSources.tsx';
import { OwedToPerson, PersonFacts } from '../desk/Person.tsx';
import { listKeys } from '../keys/names.ts';
import type { Bindings } from '../keys/layers.ts';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber, namesOf } from '../people.ts';
import {
  useCommands,
  useFormats,
  useLanguage,
  useNow,
  useParts,
  useWords,
  useWorkspace,
} from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { PersonData } from '../safety/ErasePerson.tsx';
import { Channels } from './Channels.tsx';
import { EntryForm, type HandChannel } from './EntryForm.tsx';
import { Files, Photo } from './Files.tsx';
import { MessageForm } from '../phone/MessageForm.tsx';
import { PersonForm } from './PersonForm.tsx';
import { EmailRows, PersonRest } from './PersonRest.tsx';
import { usePerson } from './usePerson.ts';

/** One person: facts, what is owed, numbers to call, history. `aside`: something else on the screen is to be done next. */
export function PersonPage({ personId, aside = false }: { personId: string; aside?: boolean }) {
  const t = useWords();
  const language = useLanguage();
  const { dial, openPane } = useCommands();
  const found = usePerson(personId);
  const contact = useAnswer('contact.get', { personId });
  const [editing, setEditing] = useState(false);
  const [writing, setWriting] = useState(false);
  const registered = useWorkspace(state => state.lines.some(line => line.state === 'registered'));
  const [entering, setEntering] = useState<HandChannel | null>(null);
  const numbers = found?.person.numbers.filter(number => number.kind !== 'fax') ?? [];
  const call = (number: PersonNumber | undefined) => {
    if (number) void dial(number.e164 ?? number.raw, personId);
  };
  const keys: Bindings = {};
  if (numbers[0]) keys.C = () => call(numbers[0]);
  if (contact) keys.E = () => setEditing(true);
  numbers.forEach((number, i) => {
    const key = listKeys[i];
    if (key) keys[key] = () => call(number);
  });
  const owns = useKeys(keys, { priority: 'list', when: !editing });

  if (found === undefined) return <Skeleton />;
  if (found === null) return <p className="empty section">{t('contacts.gone')}</p>;
  if (editing && contact) return <EditPerson contact={contact} onDone={() => setEditing(false)} />;
  const { person } = found;
  const names = namesOf(person, language);
  return (
    <article className="person-page">
      <header className="head">
        <Photo personId={personId} name={names.first} />
        <div className="grow">
          <h2>
            <bdi>{names.first}</bdi>
            {names.second !== null && <bdi className="band-other">{names.second}</bdi>}
          </h2>
          <p className="quiet">
            <Line parts={[person.role]} />
            {person.organisation && (
              <>
                {person.role !== null && person.role !== '' && ' · '}
                <button
                  type="button"
                  className="inline-link"
                  onClick={() => openPane({ kind: 'organisation', id: person.organisation?.id ?? '' })}
                >
                  <bdi>{person.organisation.name}</bdi>
                </button>
              </>
            )}
            {(person.sample || person.provisional) && (person.role !== null || person.organisation) && ' · '}
            <Line
              parts={[
                person.sample ? t('caller.sample') : null,
                person.provisional ? t('caller.provisional') : null,
              ]}
            />
          </p>
        </div>
        {contact && (
          <Channels
            contact={contact}
            onCall={() => call(numbers[0])}
            onMessage={registered && numbers.length > 0 ? () => setWriting(true) : null}
            onEnter={setEntering}
          />
        )}
        <SmallButton k="E" idle={!owns('E')} disabled={!contact} onPress={() => setEditing(true)}>
          {t('common.edit')}
        </SmallButton>
        {numbers[0] && (
          <SmallButton accent={!aside} k="C" idle={!owns('C')} onPress={() => call(numbers[0])}>
            {t('common.call')}
          </SmallButton>
        )}
      </header>
      {person.provisional && contact && <Provisional contact={contact} />}
      <PersonFacts person={person} />
      <OwedToPerson owed={found.owed} />
      <Section title={t('contacts.numbers')}>
        {person.numbers.length === 0 && <p className="empty">{t('contacts.noNumbers')}</p>}
        <ul className="number-rows">
          {person.numbers.map(number => (
            <NumberRow
              key={number.id}
              number={number}
              refused={contact?.refusedNumbers.some(each => each.numberId === number.id) ?? false}
              k={listKeys[numbers.indexOf(number)]}
              owned={key => owns(key)}
              onCall={() => call(number)}
            />
          ))}
        </ul>
        {contact && <EmailRows contact={contact} />}
      </Section>
      {writing && <MessageForm person={person} numbers={numbers} onDone={() => setWriting(false)} />}
      {entering !== null && (
        <EntryForm
          key={entering}
          personId={personId}
          who={person.name}
          channel={entering}
          onDone={() => setEntering(null)}
        />
      )}
      <History
        entries={found.history}
        ruled
        of={person}
        first={8}
        {...(entering === null ? { onAdd: () => setEntering('note') } : {})}
      />
      {contact && <PersonRest contact={contact} />}
      <Files personId={personId} />
      <PersonSources personId={personId} />
      <RemovePerson contact={contact ?? null} />
    </article>
  );
}

function Line({ parts }: { parts: readonly (string | null)[] }) {
  return parts
    .filter(part => part !== null && part !== '')
    .map((part, i) => (
      <span key={i}>
        {i > 0 && ' · '}
        <bdi>{part}</bdi>
      </span>
    ));
}

/** Until when a provisional contact is kept, and the way to keep them. */
function Provisional({ contact }: { contact: Contact }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { did } = useCommands();
  return (
    <p className="match">
      <span className="grow">
        <b>{t('caller.provisional')}</b>
        {contact.expiresAt !== null &&
          ` · ${t('contacts.keptUntil', { when: formats.date(contact.expiresAt, now) })}`}
      </span>
      <SmallButton
        onPress={() =>
          void did('contact.change', {
            personId: contact.person.id,
            base: contact.version,
            before: { provisional: true },
            change: { provisional: false },
          })
        }
      >
        {t('contacts.keep')}
      </SmallButton>
    </p>
  );
}

function NumberRow({
  number,
  refused,
  k,
  owned,
  onCall,
}: {
  number: PersonNumber;
  refused: boolean;
  k: (typeof listKeys)[number] | undefined;
  owned: (key: (typeof listKeys)[number]) => boolean;
  onCall: () => void;
}) {
  const t = useWords();
  const { did, canUndo } = useCommands();
  const shown = formatNumber(number.e164 ?? number.raw);
  const refuse = async (now: boolean) => {
    const asked = { number: number.raw, e164: number.e164, channel: null };
    if (!(await did('number.refuse', { ...asked, refused: now }))) return;
    canUndo({
      key: now ? 'contacts.didRefuse' : 'contacts.didAllow',
      who: shown,
      back: () => did('number.refuse', { ...asked, refused: !now }),
    });
  };
  const ban = t(refused ? 'contacts.allowNumber' : 'contacts.refuseNumber', { number: shown });
  return (
    <li>
      <span>{t(`contacts.${number.kind}`)}</span>
      <span>
        <Tel n={shown} />
      </span>
      <span className={refused ? 'danger-text' : 'quiet'}>
        {t(refused ? 'contacts.numberRefused' : number.shared ? 'contacts.shared' : 'contacts.direct')}
      </span>
      <span>{k && <Kbd k={k} idle={!owned(k)} />}</span>
      <button
        type="button"
        className="icon-button"
        aria-label={ban}
        title={ban}
        aria-pressed={refused}
        onClick={() => void refuse(!refused)}
      >
        <IconBan size={16} stroke={1.6} aria-hidden />
      </button>
      {number.kind === 'fax' ? (
        <span />
      ) : (
        <button
          type="button"
          className="icon-button"
          aria-label={t('common.callNumber', { number: shown })}
          onClick={onCall}
        >
          <IconPhone size={16} stroke={1.6} aria-hidden />
        </button>
      )}
    </li>
  );
}

function EditPerson({ contact, onDone }: { contact: Contact; onDone: () => void }) {
  const t = useWords();
  const { ask, did, canUndo } = useCommands();
  const personId = contact.person.id;
  return (
    <PersonForm
      title={t('contacts.editPerson')}
      draft={{
        ...contact,
        organisation: contact.person.organisation?.name ?? '',
      }}
      onCancel={onDone}
      onSave={async changes => {
        if (changes === null) {
          onDone();
          return null;
        }
        const done = await ask('contact.change', { personId, ...changes });
        // Refused: the form goes on with the record as it is now.
        if (!done) return (await ask('contact.get', { personId })) ?? contact;
        canUndo({
          key: 'contacts.didChange',
          who: done.whole.person.name,
          back: () =>
            did('contact.change', {
              personId,
              base: done.whole.version,
              before: changes.change,
              change: changes.before,
            }),
        });
        onDone();
        return null;
      }}
    />
  );
}

function RemovePerson({ contact }: { contact: Contact | null }) {
  const t = useWords();
  const { ask, did, canUndo, openPerson } = useCommands();
  const { store } = useParts();
  if (!contact) return null;
  const { id, name } = contact.person;
  const remove = async () => {
    const removed = await ask('contacts.remove', { what: 'person', id });
    if (!removed) return;
    store.setState({ personId: null });
    canUndo({
      key: 'contacts.didRemove',
      who: name,
      back: async () => {
        const back = await did('contacts.restore', { asideId: removed.asideId });
        if (back) openPerson(id);
        return back;
      },
    });
  };
  return (
    <p className="page-foot">
      <PersonData contact={contact} />
      <SmallButton of={name} onPress={() => void remove()}>
        {t('contacts.removePerson')}
      </SmallButton>
    </p>
  );
}
