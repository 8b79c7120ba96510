import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WritableDb } from './database.ts';
import { duplicateQueries } from './duplicates.ts';
import { knownQueries } from './import/known.ts';
import { selectionQueries } from './selected.ts';
import { peopleOfName } from './import/names.ts';
import { spansQuery } from './tables/agent-spans.ts';
import { followUpQueries } from './tables/follow-ups.ts';
import { olderQuery, recentQuery, timelineQueries } from './tables/interactions.ts';
import { digitPlacesQuery, digitsQueries, hitsQuery, placesQuery, withDigitsQuery } from './search.ts';
import { numberQueries } from './tables/numbers.ts';
import { organisationSearchQuery } from './tables/organisations.ts';
import { outboxQueries } from './tables/outbox.ts';
import { talkedAboutQuery } from './tables/people-search.ts';
import { tagsQuery } from './tables/tags.ts';
import { openTables, temporaryPlace } from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeAll(() => {
  place = temporaryPlace();
  db = openTables(place.file);
});
afterAll(() => {
  db.close();
  place.dispose();
});

/** SQLite's plan, one line a step. Values do not matter to it. */
function plan(sql: string): string {
  const named = new Set(sql.match(/\$\w+/g) ?? []);
  const positional = (sql.match(/\?/g) ?? []).map(() => 1);
  const values =
    named.size > 0 ? [Object.fromEntries([...named].map(name => [name.slice(1), 1]))] : positional;
  const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  return steps.map(({ detail }) => detail).join('\n');
}

test.each([
  [
    'a caller by E.164',
    numberQueries.e164,
    ['numbers USING INDEX numbers_e164', 'people USING INDEX', 'interactions_person'],
  ],
  ['a caller by digits', numberQueries.digits, ['numbers USING INDEX numbers_digits']],
  [
    'a caller by their organisation’s number',
    numberQueries.organisation,
    ['organisation_numbers USING INDEX organisation_numbers_e164', 'people USING INDEX people_organisation'],
  ],
  ['organisations by name', organisationSearchQuery, ['organisations USING INDEX organisations_name']],
  ['a person’s earlier history', olderQuery, ['interactions USING INDEX interactions_person']],
  ['duplicates by number', duplicateQueries.number, ['numbers_person', 'numbers_digits']],
  ['duplicates by e-mail', duplicateQueries.email, ['emails_person', 'emails_key']],
  ['duplicates by name', duplicateQueries.name, ['people_search VIRTUAL TABLE INDEX']],
  ['tags in use', tagsQuery, ['person_tags USING COVERING INDEX person_tags_tag (tag>?)']],
  ['pairs told apart', duplicateQueries.setApart, ['not_duplicates USING PRIMARY KEY']],
  ['a caller by ending', numberQueries.ending, ['numbers USING INDEX numbers_reversed']],
  ['typed digits that end a number', digitsQueries.ending, ['numbers USING INDEX numbers_reversed']],
  ['typed digits that begin a number', digitsQueries.beginning, ['numbers USING INDEX numbers_digits']],
  ['typed words', placesQuery, ['people_search VIRTUAL TABLE INDEX']],
  ['typed digits', digitPlacesQuery, ['number_search VIRTUAL TABLE INDEX']],
  [
    'typed words and digits',
    withDigitsQuery,
    ['number_search VIRTUAL TABLE INDEX', 'people_search VIRTUAL TABLE INDEX'],
  ],
  ['who was found', hitsQuery, ['search_places USING INTEGER PRIMARY KEY', 'numbers_person']],
  [
    'digits in the middle of a number',
    digitsQueries.anywhere,
    ['search_places USING INTEGER PRIMARY KEY', 'numbers_person'],
  ],
  ['what was talked about with a person', talkedAboutQuery, ['interactions USING INDEX interactions_person']],
  [
    'a person’s history',
    timelineQueries.person,
    ['interactions USING INDEX interactions_person', 'notes_interaction'],
  ],
  ['a stranger’s history', timelineQueries.number, ['interactions USING INDEX interactions_number']],
  ['what is owed to a person', followUpQueries.person, ['follow_ups USING INDEX follow_ups_person']],
  ['what is due', followUpQueries.due, ['follow_ups USING INDEX follow_ups_open']],
  ['somebody of a number, for an import', knownQueries.number, ['numbers USING INDEX numbers_digits']],
  ['somebody of an address, for an import', knownQueries.email, ['emails USING INDEX emails_key']],
  ['somebody of a name, for an import', peopleOfName, ['people USING INDEX people_name_key']],
  ['everybody, for an export', selectionQueries.all, ['people USING INTEGER PRIMARY KEY']],
  ['a list, for an export', selectionQueries.list, ['list_members USING']],
  [
    'found people, for an export',
    selectionQueries.words,
    ['people_search VIRTUAL TABLE INDEX', 'INTEGER PRIMARY KEY'],
  ],
  [
    'the next to send',
    outboxQueries.next,
    ['outbox USING INDEX outbox_waiting', 'before USING INDEX outbox_open'],
  ],
  ['due without a reminder', followUpQueries.unreminded, ['follow_ups USING INDEX follow_ups_open']],
  [
    'what a calendar holds',
    followUpQueries.calendar,
    ['follow_ups USING INDEX follow_ups_open', 'calendar_items_1 FOR IN-OPERATOR'],
  ],
  ['callbacks that waited too long', followUpQueries.stale, ['follow_ups USING INDEX follow_ups_open']],
  ['spans of the agent', spansQuery, ['agent_spans USING INDEX agent_spans_from']],
  ['recent calls', recentQuery, ['interactions USING INDEX interactions_calls']],
])('%s reads by index, and sorts nothing that grows', (what, sql, indexes) => {
  const steps = plan(sql);
  for (const index of indexes) expect(steps).toContain(index);
  // A step that is a plain SCAN reads a whole table.
  const scans = steps
    .split('\n')
    .filter(step => step.startsWith('SCAN') && !/INDEX|found|used|interactions$/.test(step));
  expect(scans).toEqual([]);
  if (what !== 'who was found' && what !== 'digits in the middle of a number')
    // Rows of one instant may be put in order among themselves.
    expect(steps).not.toMatch(/USE TEMP B-TREE(?! FOR LAST TERM)/);
});

test('a query without its index is seen', () => {
  db.exec('SAVEPOINT before; DROP INDEX numbers_e164');
  expect(plan(numberQueries.e164)).toContain('SCAN numbers');
  db.exec('ROLLBACK TO before; RELEASE before');
});
