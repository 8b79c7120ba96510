import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { standardOutcomes } from '../../../shared/outcome/standard.ts';
import { beginCall } from '../calls.ts';
import type { WritableDb } from '../database.ts';
import { know, noon, omar, openTables, ringing, temporaryPlace } from '../testing/fixtures.ts';
import { chosenPerson, forgetChoice, rememberChoice } from './choices.ts';
import { allDrafts, putDraft, removeDraft } from './drafts.ts';
import { addEvent, eventsOf } from './events.ts';
import {
  addFollowUp,
  dueFollowUps,
  followUpsOf,
  moveFollowUps,
  removeFollowUp,
  removeSampleFollowUps,
  setDone,
  type NewFollowUp,
} from './follow-ups.ts';
import { addToList, findList, listsOf, putList, removeSampleLists } from './lists.ts';
import { addNote, removeNote } from './notes.ts';
import { addOrganisation, removeSampleOrganisations } from './organisations.ts';
import { addMissingOutcomes, allOutcomes, findOutcome } from './outcomes.ts';
import { addUndo, findUndo, removeUndo, removeUndosBefore } from './wrap-up-undos.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
  know(db, 'sara', { name: 'Sara' });
  beginCall(db, ringing('call'));
});
afterEach(() => {
  db.close();
  place.dispose();
});

describe('organisations', () => {
  test('a sample organisation goes when nobody belongs to it, and no other ever', () => {
    expect(addOrganisation(db, { id: 'cafe', name: 'Café', sample: true, createdAt: noon })).toBe(true);
    expect(addOrganisation(db, { id: 'cafe', name: 'Other', sample: true, createdAt: noon })).toBe(false);
    addOrganisation(db, { id: 'empty', name: 'Empty', sample: false, createdAt: noon });
    db.prepare(`UPDATE people SET organisation_id = 'cafe' WHERE id = 'sara'`).run();
    expect(removeSampleOrganisations(db)).toBe(0);
    db.prepare(`UPDATE people SET organisation_id = NULL WHERE id = 'sara'`).run();
    expect(removeSampleOrganisations(db)).toBe(1);
  });
});

describe('lists', () => {
  test('a person stands once on a list, which is made when first named', () => {
    expect(addToList(db, 'omar', { id: '1', name: 'Renewals', sample: true })).toBe(true);
    expect(addToList(db, 'omar', { id: '2', name: 'Renewals', sample: true })).toBe(false);
    expect(addToList(db, 'omar', { id: '3', name: 'Autumn', sample: false })).toBe(true);
    expect(listsOf(db, 'omar')).toEqual(['Autumn', 'Renewals']);
  });

  test('one is a campaign from when it is given a name for it until it is taken away', () => {
    const list = { name: 'Spring', rule: null, doNotContact: false, archived: false };
    putList(db, 'l', { ...list, campaign: 'Renewal' }, noon);
    expect(findList(db, 'l')).toMatchObject({ name: 'Spring', campaign: 'Renewal' });
    putList(db, 'l', { ...list, campaign: 'Qualification' }, noon);
    expect(findList(db, 'l')?.campaign).toBe('Qualification');
    putList(db, 'l', list, noon);
    expect(findList(db, 'l')).not.toHaveProperty('campaign');
  });

  test('a sample list goes when nobody is on it', () => {
    addToList(db, 'sara', { id: '1', name: 'Renewals', sample: true });
    expect(removeSampleLists(db)).toBe(0);
    db.prepare(`DELETE FROM people WHERE id = 'sara'`).run();
    expect(removeSampleLists(db)).toBe(1);
  });
});

describe('outcomes', () => {
  test('the standard ones are there, in their order', () => {
    expect(allOutcomes(db)).toEqual(standardOutcomes);
    expect(findOutcome(db, 'sale')?.success).toBe(true);
    expect(findOutcome(db, 'no-such')).toBeNull();
  });

  test('one that a person renamed stays renamed, one that is missing comes', () => {
    db.prepare(`UPDATE outcomes SET name_en = 'Won' WHERE id = 'sale'`).run();
    db.prepare(`DELETE FROM outcomes WHERE id = 'solved'`).run();
    expect(addMissingOutcomes(db, standardOutcomes)).toBe(1);
    expect(findOutcome(db, 'sale')?.name.en).toBe('Won');
  });
});

describe('events', () => {
  const hold = {
    interactionId: 'call',
    at: noon + 1,
    kind: 'hold',
    phase: null,
    data: '{"hold":"local"}',
  } as const;

  test('a step is appended once, in order', () => {
    expect(addEvent(db, hold)).toBe(true);
    expect(addEvent(db, hold)).toBe(false);
    expect(addEvent(db, { ...hold, at: noon + 2 })).toBe(true);
    expect(eventsOf(db, 'call').map(({ kind, at }) => [kind, at - noon])).toEqual([
      ['phase', 0],
      ['hold', 1],
      ['hold', 2],
    ]);
  });

  test('no step is ever changed', () => {
    addEvent(db, hold);
    expect(() => db.prepare(`UPDATE events SET at = 0`).run()).toThrow('events are append-only');
  });

  test('a step needs its call, and data that is JSON', () => {
    expect(() => addEvent(db, { ...hold, interactionId: 'none' })).toThrow(/FOREIGN KEY/);
    expect(() => addEvent(db, { ...hold, data: '{' })).toThrow(/CHECK/);
  });
});

describe('notes', () => {
  test('a note is removed once', () => {
    addNote(db, { id: 'n', interactionId: 'call', text: 'x', at: noon });
    expect(removeNote(db, 'n')).toBe(true);
    expect(removeNote(db, 'n')).toBe(false);
  });
});

describe('follow-ups', () => {
  const owed = (id: string, more: Partial<NewFollowUp> = {}): NewFollowUp => ({
    id,
    kind: 'callback',
    personId: 'omar',
    interactionId: 'call',
    number: null,
    what: 'call back',
    dueAt: noon,
    agent: null,
    sample: false,
    ...more,
  });

  test('open ones come soonest first, with whom to call and where', () => {
    addFollowUp(db, owed('later', { dueAt: noon + 9 }));
    addFollowUp(db, owed('sooner', { dueAt: noon + 1, number: '+1 555 0100', personId: null }));
    expect(dueFollowUps(db, 10)).toMatchObject([
      { id: 'sooner', personName: null, number: '+1 555 0100' },
      { id: 'later', personName: 'Omar Haddad', number: '+966 50 123 4567', by: null, doneAt: null },
    ]);
    expect(dueFollowUps(db, 1)).toHaveLength(1);
  });

  test('what is done is owed no more, until it is opened again', () => {
    expect(addFollowUp(db, owed('a'))).toBe(true);
    expect(addFollowUp(db, owed('a'))).toBe(false);
    expect(setDone(db, 'a', noon)).toBe(true);
    expect(followUpsOf(db, 'omar', 10)).toEqual([]);
    expect(setDone(db, 'a', null)).toBe(true);
    expect(followUpsOf(db, 'omar', 10)).toHaveLength(1);
    expect(setDone(db, 'none', noon)).toBe(false);
  });

  test('what a call promised moves with the call', () => {
    addFollowUp(db, owed('a'));
    addFollowUp(db, owed('b', { interactionId: null }));
    expect(moveFollowUps(db, 'call', 'sara')).toBe(1);
    expect(followUpsOf(db, 'sara', 10).map(({ id }) => id)).toEqual(['a']);
  });

  test('sample ones go together, one by its id', () => {
    addFollowUp(db, owed('a', { sample: true }));
    addFollowUp(db, owed('b'));
    expect(removeSampleFollowUps(db)).toBe(1);
    expect(removeFollowUp(db, 'b')).toBe(true);
    expect(dueFollowUps(db, 10)).toEqual([]);
  });
});

describe('drafts', () => {
  const typed = (note: string, savedAt: number) => ({
    interactionId: 'call',
    note,
    outcomeId: null,
    dueAt: null,
    actions: [],
    savedAt,
  });

  test('the latest request wins, even after the clock was set back', () => {
    putDraft(db, typed('first', noon));
    putDraft(db, typed('second', noon - 60_000));
    expect(allDrafts(db)).toEqual([typed('second', noon - 60_000)]);
  });

  test('a draft is kept without its call, and removed once', () => {
    putDraft(db, { ...typed('x', noon), interactionId: 'no-call' });
    expect(removeDraft(db, 'no-call')).toBe(true);
    expect(removeDraft(db, 'no-call')).toBe(false);
  });
});

describe('choices', () => {
  test('the last choice for a number counts, until it is forgotten', () => {
    rememberChoice(db, '+1555', 'omar', noon);
    rememberChoice(db, '+1555', 'sara', noon);
    expect(chosenPerson(db, '+1555')).toBe('sara');
    expect(forgetChoice(db, '+1555')).toBe(true);
    expect(forgetChoice(db, '+1555')).toBe(false);
    expect(chosenPerson(db, '+1555')).toBeNull();
  });

  test('a choice goes with its person', () => {
    rememberChoice(db, '+1555', 'sara', noon);
    db.prepare(`DELETE FROM people WHERE id = 'sara'`).run();
    expect(chosenPerson(db, '+1555')).toBeNull();
  });
});

describe('undos', () => {
  const undo = {
    interactionId: 'call',
    at: noon,
    note: 'x',
    outcomeId: 'solved',
    dueAt: null,
    noteId: 'n',
    followUpId: null,
    refusedPersonId: null,
    provisionalPersonId: null,
    actions: [],
    made: { followUps: ['f'], outbox: [] },
  };

  test('what was finished can be found until its time is over', () => {
    addUndo(db, undo);
    expect(findUndo(db, 'call')).toEqual(undo);
    expect(removeUndosBefore(db, noon)).toBe(0);
    expect(removeUndosBefore(db, noon + 1)).toBe(1);
    expect(findUndo(db, 'call')).toBeNull();
  });

  test('what was taken back is forgotten', () => {
    addUndo(db, undo);
    removeUndo(db, 'call');
    expect(findUndo(db, 'call')).toBeNull();
  });
});
