import type { ReactNode } from 'react';
import type { PointOfContact } from '../../../shared/people/contact.ts';
import { isWithin } from '../../../shared/people/hours.ts';
import { Lamp } from '../../ui/Lamp.tsx';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { namesOf } from '../people.ts';
import { useCommands, useFormats, useLanguage, useNow, useWords } from '../state/context.tsx';
import { sayHours } from './saying.ts';

/** Whom to reach about what, with them and with us: role, tier, hours and whether they are there now, stand-in. */
export function Points({
  title,
  points,
  aside,
  onEdit,
}: {
  title: string;
  points: readonly PointOfContact[];
  aside?: ReactNode;
  onEdit?: (point: PointOfContact) => void;
}) {
  const t = useWords();
  return (
    <Section title={title} aside={aside}>
      {points.length === 0 ? (
        <p className="empty">{t('contacts.noPoints')}</p>
      ) : (
        <table className="plain points">
          <thead>
            <tr>
              <th scope="col">{t('contacts.topic')}</th>
              <th scope="col">{t('contacts.person')}</th>
              <th scope="col">{t('contacts.tier')}</th>
              <th scope="col">{t('contacts.hours')}</th>
              <th scope="col">{t('contacts.standIn')}</th>
              <th scope="col">{t('contacts.now')}</th>
            </tr>
          </thead>
          {[false, true].map(inside => {
            const part = points.filter(point => point.fields.inside === inside);
            return part.length === 0 ? null : (
              <tbody key={String(inside)}>
                <tr>
                  <th scope="rowgroup" colSpan={6} className="part">
                    {t(inside ? 'contacts.withUs' : 'contacts.withThem')}
                  </th>
                </tr>
                {part.map(point => (
                  <PointRow key={point.id} point={point} {...(onEdit ? { onEdit } : {})} />
                ))}
              </tbody>
            );
          })}
        </table>
      )}
    </Section>
  );
}

function PointRow({ point, onEdit }: { point: PointOfContact; onEdit?: (point: PointOfContact) => void }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const now = useNow(60_000);
  const { openPerson } = useCommands();
  const { fields, zone } = point;
  const there = fields.hours.length === 0 ? true : zone === null ? null : isWithin(fields.hours, zone, now);
  const names = namesOf({ name: point.personName, otherName: point.personOtherName }, language);
  const where = fields.about === 'organisation' ? null : t(`contacts.about_${fields.about}`);
  return (
    <tr>
      <td>
        <bdi>{fields.subject}</bdi>
        <span className="quiet">
          {[where, t(`contacts.by_${fields.channel}`)].filter(Boolean).join(' · ')}
        </span>
      </td>
      <td>
        <NameLink name={names.first} onPress={() => openPerson(fields.personId)} />
        <span className="quiet">
          <bdi>{fields.role ?? point.organisationName}</bdi>
        </span>
      </td>
      <td className="num">{fields.tier}</td>
      <td className="num">
        {fields.hours.length === 0 ? t('contacts.always') : sayHours(fields.hours, formats)}
        {fields.hours.length > 0 && zone !== null && (
          <span className="quiet">
            {t('contacts.timeThere', { time: formats.timeIn(now, zone) ?? zone })}
          </span>
        )}
      </td>
      <td>
        {fields.standInId !== null && point.standInName !== null ? (
          <NameLink name={point.standInName} onPress={() => openPerson(fields.standInId ?? '')} />
        ) : (
          <span className="quiet">{t('contacts.noStandIn')}</span>
        )}
      </td>
      <td>
        <span className="row-keys">
          {there !== null && (
            <Lamp state={there ? 'ready' : 'off'}>{t(there ? 'contacts.atWork' : 'contacts.away')}</Lamp>
          )}
          {onEdit && (
            <SmallButton of={fields.subject} onPress={() => onEdit(point)}>
              {t('common.edit')}
            </SmallButton>
          )}
        </span>
      </td>
    </tr>
  );
}

function NameLink({ name, onPress }: { name: string; onPress: () => void }) {
  return (
    <button type="button" className="inline-link" onClick={onPress}>
      <bdi>{name}</bdi>
    </button>
  );
}
