/** Whom to reach about what: in which role and tier, when, by which channel, with whom standing in. */
import type { PointFields, PointOfContact } from '../../../shared/people/contact.ts';
import { bit, prepared, type ReadableDb, type WritableDb } from '../database.ts';

interface PointRow extends Omit<PointFields, 'inside' | 'hours'> {
  id: string;
  inside: number;
  hours: string;
  personName: string;
  personOtherName: string | null;
  standInName: string | null;
  organisationName: string | null;
  zone: string | null;
}

const columns = `
  points_of_contact.id AS id, points_of_contact.organisation_id AS organisationId, about, subject, person_id AS personId,
  points_of_contact.role AS role, tier, inside, channel, hours, points_of_contact.time_zone AS timeZone,
  stand_in_id AS standInId, people.name AS personName, people.other_name AS personOtherName,
  stand_ins.name AS standInName, organisations.name AS organisationName,
  coalesce(points_of_contact.time_zone, people.time_zone, organisations.time_zone) AS zone
  FROM points_of_contact JOIN people ON people.id = person_id
  LEFT JOIN people AS stand_ins ON stand_ins.id = stand_in_id
  LEFT JOIN organisations ON organisations.id = points_of_contact.organisation_id`;
const order = `ORDER BY inside, tier, position, points_of_contact.id`;

/** Outside before inside, the first to ask first. */
export function pointsOfOrganisation(db: ReadableDb, organisationId: string): PointOfContact[] {
  return prepared<PointRow>(db, `SELECT ${columns} WHERE points_of_contact.organisation_id = ? ${order}`)
    .all(organisationId)
    .map(pointFrom);
}

export function pointsOfPerson(db: ReadableDb, personId: string): PointOfContact[] {
  return prepared<PointRow>(db, `SELECT ${columns} WHERE person_id = ? ${order}`)
    .all(personId)
    .map(pointFrom);
}

/** By what they are about, for which organisation, and who it is. A few hundred at most: read whole. */
export function searchPoints(db: ReadableDb, text: string, limit: number): PointOfContact[] {
  return prepared<PointRow>(
    db,
    `SELECT ${columns}
     WHERE instr(fold(subject || ' ' || coalesce(organisations.name, '') || ' ' || people.name || ' '
       || coalesce(people.other_name, '') || ' ' || coalesce(points_of_contact.role, '')), fold($text)) > 0
     ${order} LIMIT $limit`,
  )
    .all({ text, limit })
    .map(pointFrom);
}

/** Adds it last, or changes it. */
export function putPoint(db: WritableDb, id: string, point: PointFields): void {
  prepared(
    db,
    `INSERT INTO points_of_contact (id, organisation_id, about, subject, person_id, role, tier, inside, channel, hours,
       time_zone, stand_in_id, position)
     VALUES ($id, $organisationId, $about, $subject, $personId, $role, $tier, $inside, $channel, $hours, $timeZone,
       $standInId, (SELECT coalesce(max(position), 0) + 1 FROM points_of_contact))
     ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, about = excluded.about,
       subject = excluded.subject, person_id = excluded.person_id, role = excluded.role, tier = excluded.tier,
       inside = excluded.inside, channel = excluded.channel, hours = excluded.hours, time_zone = excluded.time_zone,
       stand_in_id = excluded.stand_in_id`,
  ).run({ ...point, id, inside: bit(point.inside), hours: JSON.stringify(point.hours) });
}

export function removePoint(db: WritableDb, id: string): boolean {
  return prepared(db, `DELETE FROM points_of_contact WHERE id = ?`).run(id).changes === 1;
}

function pointFrom(row: PointRow): PointOfContact {
  const { id, personName, personOtherName, standInName, organisationName, zone, ...fields } = row;
  return {
    id,
    fields: {
      ...fields,
      inside: fields.inside === 1,
      hours: JSON.parse(fields.hours) as PointFields['hours'],
    },
    personName,
    personOtherName,
    standInName,
    organisationName,
    zone,
  };
}
