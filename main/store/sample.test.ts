import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginCall } from './calls.ts';
import type { WritableDb } from './database.ts';
import type { SampleData } from '../../shared/people/sample-data.ts';
import { addSampleData, removeSampleData } from './sample.ts';
import { allDrafts } from './tables/drafts.ts';
import { dueFollowUps } from './tables/follow-ups.ts';
import { recentCalls, timeline } from './tables/interactions.ts';
import { searchByDigits, searchByWords } from './search.ts';
import { findPerson } from './tables/people.ts';
import { know, minutes, noon, omar, openTables, ringing, temporaryPlace } from './testing/fixtures.ts';
import { saveDraft } from './wrap-up.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const consent = { call: true, email: true, message: false };
const nobody = { role: null, language: null, timeZone: null, city: null, email: null, lists: [], consent };
const sample: SampleData = {
  organisations: [{ id: 'cafe', name: 'Café Qamar' }],
  people: [
    {
      ...nobody,
      id: 'sara',
      organisationId: 'cafe',
      name: 'Sara Aziz',
      otherName: 'سارة عزيز',
      lists: ['Renewals'],
      doNotContact: false,
    },
    { ...nobody, id: 'ben', organisationId: null, name: 'Ben', otherName: null, doNotContact: true },
  ],
  numbers: [
    { id: 'sara-1', personId: 'sara', raw: '6001', e164: null, kind: 'work', shared: false },
    { id: 'sara-2', personId: 'sara', raw: '+1 555 0101', e164: '+15550101', kind: 'mobile', shared: false },
    { id: 'ben-1', personId: 'ben', raw: '6002', e164: null, kind: 'work', shared: false },
  ],
  interactions: [
    {
      id: 'mail',
      personId: 'sara',
      channel: 'email',
      direction: 'inbound',
      at: -60 * minutes,
      subject: 'Late delivery',
      detail: 'Third time this month.',
      by: null,
      seconds: null,
      outcomeId: null,
    },
    {
      id: 'talk',
      personId: 'sara',
      channel: 'call',
      direction: 'outbound',
      at: -30 * minutes,
      subject: 'Promised a discount',
      detail: null,
      by: 'Mona',
      seconds: 95,
      outcomeId: 'solved',
    },
  ],
  followUps: [
    {
      id: 'promise',
      personId: 'sara',
      kind: 'promise',
      what: 'Send the discount',
      due: 90 * minutes,
      by: 'Mona',
    },
  ],
};

/** Every row of every table, the search index included. */
function allRows(): Record<string, unknown[]> {
  const names = db
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_search*'`,
    )
    .all();
  const rows = Object.fromEntries(names.map(({ name }) => [name, db.prepare(`SELECT * FROM ${name}`).all()]));
  return { ...rows, found: searchByWords(db, 'a', 50), numbers: searchByDigits(db, '6', 50) };
}

describe('adding', () => {
  test('gives people, numbers, lists, history and promises, timed from now', () => {
    addSampleData(db, sample, noon);
    expect(findPerson(db, 'sample-sara')).toMatchObject({
      name: 'Sara Aziz',
      organisation: { name: 'Café Qamar' },
      lists: ['Renewals'],
      consent,
      sample: true,
      numbers: [{ raw: '6001' }, { raw: '+1 555 0101' }],
    });
    expect(timeline(db, 'person', 'sample-sara', '', 10)).toMatchObject([
      {
        channel: 'call',
        at: noon - 30 * minutes,
        subject: 'Promised a discount',
        by: 'Mona',
        seconds: 95,
        cause: 'hangup',
      },
      { channel: 'email', at: noon - 60 * minutes, detail: 'Third time this month.', cause: null },
    ]);
    expect(dueFollowUps(db, 5)).toMatchObject([{ what: 'Send the discount', dueAt: noon + 90 * minutes }]);
    expect(searchByWords(db, 'ساره', 5)).toHaveLength(1);
  });

  test('shows its calls among the recent ones, and owes none of them', () => {
    addSampleData(db, sample, noon);
    expect(recentCalls(db, 10)).toMatchObject([
      { name: 'Sara Aziz', number: '6001', answered: true, owed: false },
    ]);
  });

  test('twice is once', () => {
    addSampleData(db, sample, noon);
    const before = allRows();
    addSampleData(db, sample, noon + minutes);
    expect(allRows()).toEqual(before);
  });

  test('a call without a direction is the author’s mistake, and adds nothing', () => {
    const before = allRows();
    const [talk] = sample.interactions.filter(({ id }) => id === 'talk');
    const wrong = { ...sample, interactions: [{ ...talk!, direction: 'none' as const }] };
    expect(() => addSampleData(db, wrong, noon)).toThrow(expect.objectContaining({ code: 'badInput' }));
    expect(allRows()).toEqual(before);
  });
});

describe('removing', () => {
  test('leaves the store as it was before, whatever was done in practice meanwhile', () => {
    know(db, 'omar', omar);
    beginCall(db, ringing('real'));
    const before = allRows();
    addSampleData(db, sample, noon);
    beginCall(db, ringing('rehearsal', { accountId: 'practice', number: '6001', e164: null, at: noon + 1 }));
    beginCall(db, ringing('with-own', { accountId: 'practice-2', at: noon + 2 }));
    beginCall(db, ringing('on-own-line', { number: '+15550101', e164: '+15550101', at: noon + 3 }));
    saveDraft(db, { interactionId: 'rehearsal', note: 'x', outcomeId: null, dueAt: null, actions: [] }, noon);
    removeSampleData(db);
    expect(allDrafts(db)).toEqual([]);
    expect(allRows()).toEqual(before);
  });

  test('leaves no name in the file', () => {
    know(db, 'omar', omar);
    addSampleData(db, sample, noon);
    removeSampleData(db);
    db.pragma('wal_checkpoint(TRUNCATE)');
    // Encryption hides what is there; an unencrypted copy of the pages shows it.
    db.pragma(`rekey=''`);
    const pages = db.serialize().toString('latin1');
    expect(pages).toContain('Omar Haddad');
    expect(pages).not.toContain('Sara Aziz');
    expect(pages).not.toContain('Promised a discount');
    // Folded, as the search index has it.
    expect(pages).toContain('haddad');
    expect(pages).not.toContain('aziz');
    expect(pages).not.toContain('qamar');
  });
});
