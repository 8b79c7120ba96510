import type { ReactNode } from 'react';
import type { Contact } from '../../../shared/people/contact.ts';
import { isWithin } from '../../../shared/people/hours.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useNow, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { sayAddress, sayHours } from './saying.ts';

/** Everything else that is known: addresses, links, consent, organisations, points of contact, own fields. */
export function PersonRest({ contact }: { contact: Contact }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { did, openPane } = useCommands();
  const vocabulary = useAnswer('vocabulary.get', null);
  const { fields, person } = contact;
  const zone = fields.timeZone;
  const open = fields.bestTime.length === 0 || zone === null ? null : isWithin(fields.bestTime, zone, now);
  const link = (whatId: string, shown: string) => (
    <button
      type="button"
      className="inline-link"
      onClick={() => void did('contact.open', { of: 'person', id: person.id, what: 'link', whatId })}
    >
      <bdi dir="ltr">{shown}</bdi>
    </button>
  );
  const rows: [string, ReactNode][] = [
    ...fields.addresses.map((each): [string, ReactNode] => [
      t('contacts.address'),
      <>
        <bdi>{sayAddress(each, formats)}</bdi> <span className="quiet">{t(`contacts.${each.kind}`)}</span>
      </>,
    ]),
    ...fields.links.map((each): [string, ReactNode] => [
      t(`contacts.${each.kind}Link`),
      link(each.id, each.label === '' ? each.url : each.label),
    ]),
  ];
  if (fields.bestTime.length > 0)
    rows.push([
      t('contacts.bestTime'),
      <>
        {sayHours(fields.bestTime, formats)}{' '}
        {open !== null && <span className="quiet">{t(open ? 'contacts.goodNow' : 'contacts.badNow')}</span>}
      </>,
    ]);
  for (const answer of contact.consents)
    rows.push([
      t('contacts.consentTo', { what: t(`contacts.channel_${answer.channel}`) }),
      <>
        {t(answer.given ? 'contacts.given' : 'contacts.refused')}{' '}
        <span className="quiet">{formats.date(answer.at, now)}</span>
      </>,
    ]);
  if (fields.refusedChannels.length > 0)
    rows.push([
      t('contacts.neverBy'),
      formats.list(fields.refusedChannels.map(channel => t(`contacts.channel_${channel}`))),
    ]);
  if (contact.barringLists.length > 0)
    rows.push([t('contacts.barred_onList'), <bdi key="l">{formats.list(contact.barringLists)}</bdi>]);
  for (const other of contact.affiliations)
    rows.push([
      t('contacts.alsoAt'),
      <>
        <button
          type="button"
          className="inline-link"
          onClick={() => openPane({ kind: 'organisation', id: other.id })}
        >
          <bdi>{other.name}</bdi>
        </button>{' '}
        <bdi className="quiet">{other.role}</bdi>
      </>,
    ]);
  if (fields.tags.length > 0) rows.push([t('contacts.tags'), <bdi key="t">{formats.list(fields.tags)}</bdi>]);
  for (const field of vocabulary?.fields ?? []) {
    const value = fields.values[field.id];
    if (field.belongsTo === 'person' && value !== undefined)
      rows.push([
        field.name,
        <bdi key="v">
          {field.kind === 'yesNo' ? t(value === 'yes' ? 'contacts.yes' : 'contacts.no') : value}
        </bdi>,
      ]);
  }
  for (const point of contact.points)
    rows.push([
      t('contacts.pointFor'),
      <>
        <bdi>{point.fields.subject}</bdi>
        {point.organisationName !== null && (
          <>
            {' · '}
            <bdi>{point.organisationName}</bdi>
          </>
        )}
      </>,
    ]);
  if (fields.remark !== null)
    rows.push([
      t('contacts.remark'),
      <p key="r" className="remark" dir="auto">
        {fields.remark}
      </p>,
    ]);
  return (
    <>
      {rows.length > 0 && (
        <Section title={t('contacts.more')} ruled>
          <dl className="detail-rows">
            {rows.map(([name, value], i) => (
              <div key={i}>
                <dt>
                  <bdi>{name}</bdi>
                </dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <OnLists contact={contact} />
      <AlikeAndMerged contact={contact} />
    </>
  );
}

/** Their addresses, each opened in the system's mail program. */
export function EmailRows({ contact }: { contact: Contact }) {
  const t = useWords();
  const { did } = useCommands();
  const { id } = contact.person;
  return contact.fields.emails.map(each => (
    <p key={each.id} className="mail-row">
      <span>{t('contacts.email')}</span>
      <span>
        <button
          type="button"
          className="inline-link"
          onClick={() => void did('contact.open', { of: 'person', id, what: 'email', whatId: each.id })}
        >
          <bdi dir="ltr">{each.address}</bdi>
        </button>{' '}
        <span className="quiet">{t(`contacts.${each.kind}`)}</span>
      </span>
    </p>
  ));
}

/** Lists made by hand that they are on, and those they can be put on. */
function OnLists({ contact }: { contact: Contact }) {
  const t = useWords();
  const { ask, did, canUndo } = useCommands();
  const lists = useAnswer('list.all', null) ?? [];
  const hand = lists.filter(list => list.rule === null && !list.archived);
  if (hand.length === 0) return null;
  const { id, name } = contact.person;
  const put = async (listId: string, on: boolean) => {
    const changed = await ask(on ? 'list.addMembers' : 'list.removeMembers', { id: listId, personIds: [id] });
    if (!changed || changed.length === 0) return;
    canUndo({
      key: on ? 'contacts.didPutOn' : 'contacts.didTakeOff',
      who: name,
      back: () => did(on ? 'list.removeMembers' : 'list.addMembers', { id: listId, personIds: [id] }),
    });
  };
  return (
    <Section title={t('caller.lists')} ruled>
      <span className="toggles">
        {hand.map(list => {
          const on = contact.listIds.includes(list.id);
          return (
            <button key={list.id} type="button" aria-pressed={on} onClick={() => void put(list.id, !on)}>
              <bdi>{list.name}</bdi>
            </button>
          );
        })}
      </span>
    </Section>
  );
}

/** Records that may be the same person, and those that were merged into this one. */
function AlikeAndMerged({ contact }: { contact: Contact }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { did, openPane } = useCommands();
  const { id } = contact.person;
  const pairs = useAnswer('duplicates.of', { personId: id }) ?? [];
  if (pairs.length === 0 && contact.merges.length === 0) return null;
  return (
    <Section title={t('contacts.same')} ruled>
      <ul className="pair-rows">
        {pairs.map(({ people: [, other], reasons }) => (
          <li key={other.id}>
            <span className="grow">
              <b className="clip">
                <bdi>{other.name}</bdi>
              </b>
              <span className="quiet clip">
                {formats.list(reasons.map(reason => t(`contacts.alike_${reason}`)))}
              </span>
            </span>
            <SmallButton
              of={other.name}
              onPress={() => void did('duplicates.setApart', { personId: id, otherId: other.id })}
            >
              {t('contacts.twoPeople')}
            </SmallButton>
            <SmallButton
              of={other.name}
              onPress={() => openPane({ kind: 'merge', keptId: id, goneId: other.id })}
            >
              {t('contacts.compare')}
            </SmallButton>
          </li>
        ))}
        {contact.merges.map((merge, i) => (
          <li key={merge.id}>
            <span className="grow">
              <b className="clip">
                <bdi>{merge.name}</bdi>
              </b>
              <span className="quiet clip">
                {t('contacts.mergedOn', { when: formats.when(merge.at, now) })}
              </span>
            </span>
            {i === 0 && (
              <SmallButton of={merge.name} onPress={() => void did('people.unmerge', { asideId: merge.id })}>
                {t('contacts.unmerge')}
              </SmallButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
