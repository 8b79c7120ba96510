/** Practice contacts and their history: added marked, removed without a trace. */
import { HatifError } from '../../shared/errors.ts';
import { numberKey } from '../../shared/match/number-key.ts';
import { inTransaction, type WritableDb } from './database.ts';
import type { SampleData } from '../../shared/people/sample-data.ts';
import { removeDraft } from './tables/drafts.ts';
import { addFollowUp, removeSampleFollowUps } from './tables/follow-ups.ts';
import { addSampleEntry, removePracticeInteractions } from './tables/interactions.ts';
import { addToList, removeSampleLists } from './tables/lists.ts';
import { addNumber } from './tables/numbers.ts';
import { addOrganisation, removeSampleOrganisations } from './tables/organisations.ts';
import { compactSearch } from './tables/people-search.ts';
import { removeRuns } from './tables/script-runs.ts';
import { addPerson, refreshContact, removeSamplePeople } from './tables/people.ts';

const mark = (id: string): string => `sample-${id}`;

/** What is there already stays as it is. Throws HatifError `badInput` for a call without a direction or a number. */
export function addSampleData(db: WritableDb, data: SampleData, now: number): void {
  inTransaction(db, () => {
    for (const { id, name } of data.organisations)
      addOrganisation(db, { id: mark(id), name, sample: true, createdAt: now });
    for (const { id, organisationId, lists, ...person } of data.people) {
      addPerson(db, {
        ...person,
        id: mark(id),
        organisationId: organisationId === null ? null : mark(organisationId),
        provisional: false,
        sample: true,
        createdAt: now,
      });
      for (const name of lists) addToList(db, mark(id), { id: mark(name), name, sample: true });
    }
    for (const [position, { id, personId, ...number }] of data.numbers.entries())
      addNumber(db, { ...number, id: mark(id), personId: mark(personId), position });
    addHistory(db, data, now);
    for (const { id, personId, kind, what, due, by } of data.followUps)
      addFollowUp(db, {
        id: mark(id),
        kind,
        personId: mark(personId),
        interactionId: null,
        number: null,
        what,
        dueAt: now + due,
        agent: by,
        sample: true,
      });
    for (const { id } of data.people) refreshContact(db, mark(id));
  });
}

function addHistory(db: WritableDb, data: SampleData, now: number): void {
  for (const { id, personId, at, by, ...entry } of data.interactions) {
    const number = data.numbers.find(candidate => candidate.personId === personId);
    const onCall = entry.channel === 'call' && entry.direction !== 'none' && number !== undefined;
    if (entry.channel === 'call' && !onCall)
      throw new HatifError('badInput', `the sample call ${id} needs a direction, and its person a number`);
    addSampleEntry(db, {
      ...entry,
      id: mark(id),
      personId: mark(personId),
      at: now + at,
      agent: by,
      number: onCall ? (number.e164 ?? number.raw) : null,
      numberKey: onCall ? numberKey({ number: number.raw, e164: number.e164 }) : null,
      e164: onCall ? number.e164 : null,
    });
  }
}

/** Removes every sample row, every call over the practice line and every call with a sample person. */
export function removeSampleData(db: WritableDb): void {
  inTransaction(db, () => {
    const removed = removePracticeInteractions(db);
    for (const { id } of removed) {
      removeDraft(db, id);
      removeRuns(db, id);
    }
    removeSampleFollowUps(db);
    removeSamplePeople(db);
    removeSampleOrganisations(db);
    removeSampleLists(db);
    // Own people who took part in practice calls keep no trace of them either.
    for (const personId of new Set(removed.map(row => row.personId)))
      if (personId !== null) refreshContact(db, personId);
    compactSearch(db);
  });
}
