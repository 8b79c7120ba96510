/** What each action does to one person, why it does nothing, and how it is taken back. */
import { assertNever } from '../../../shared/assert.ts';
import type { Hook, TextTemplate } from '../../../shared/followups/types.ts';
import type { BulkAction, LeftOutReason } from '../../../shared/people/bulk.ts';
import type { Language } from '../../../shared/settings/schema.ts';
import { readContact } from '../contacts.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { addFollowUp, removeFollowUp } from '../tables/follow-ups.ts';
import { addMembers, removeMembers } from '../tables/lists.ts';
import { indexPerson } from '../tables/people-search.ts';
import { countChange, setDoNotContact } from '../tables/people.ts';
import { barredFrom, letterFor, putLetter, takeLetterBack, type Letter } from './write.ts';

export interface Surroundings {
  at: number;
  agent: string | null;
  language: Language;
  /** Of the job; empty while nothing is done. */
  job: string;
  /** Of templateOf(). */
  template: TextTemplate | null;
  /** Of hookOf(). */
  hook: Hook | null;
}

/** What undoing takes back; each action writes what it needs. */
export interface Made {
  followUp?: string;
  mail?: string;
  /** Whose the open follow-ups were. */
  owners?: [string, string | null][];
}

/** What is to be done for one person; null for a person who is gone. */
export type Plan = { made: null; reason: LeftOutReason } | { made: true; letter?: Letter };

/** Changes nothing. Null when there is no such person. */
export function plan(
  db: ReadableDb,
  action: BulkAction,
  personId: string,
  surroundings: Surroundings,
): Plan | null {
  const { at } = surroundings;
  const left = (reason: LeftOutReason): Plan => ({ made: null, reason });
  const has = (sql: string, ...values: string[]): boolean => prepared(db, sql).get(...values) !== undefined;
  if (!has(`SELECT 1 FROM people WHERE id = ?`, personId)) return null;
  switch (action.kind) {
    case 'tag':
      return has(`SELECT 1 FROM person_tags WHERE person_id = ? AND tag = ?`, personId, action.tag)
        ? left('already')
        : { made: true };
    case 'list':
      return has(`SELECT 1 FROM list_members WHERE person_id = ? AND list_id = ?`, personId, action.listId)
        ? left('already')
        : { made: true };
    case 'doNotContact':
      return has(`SELECT 1 FROM people WHERE id = ? AND do_not_contact = 1`, personId)
        ? left('already')
        : { made: true };
    case 'followUp': {
      if (action.as === 'task') return { made: true };
      const barred = barredFrom(readContact(db, personId, at), 'call', at);
      return barred === null ? { made: true } : left(barred);
    }
    case 'handOver':
      return { made: true };
    case 'email':
    case 'bcc':
    case 'message': {
      const letter = letterFor(db, action, personId, surroundings);
      return typeof letter === 'string' ? left(letter) : { made: true, letter };
    }
    default:
      return assertNever(action);
  }
}

/** Part of a transaction. */
export function act(
  db: WritableDb,
  action: BulkAction,
  personId: string,
  planned: Extract<Plan, { made: true }>,
  surroundings: Surroundings,
  newId: () => string,
): Made {
  const { at, agent } = surroundings;
  const id = newId();
  switch (action.kind) {
    case 'tag':
      prepared(db, `INSERT INTO person_tags (person_id, tag) VALUES (?, ?)`).run(personId, action.tag);
      indexPerson(db, personId);
      countChange(db, personId, at);
      return {};
    case 'list':
      addMembers(db, action.listId, [personId]);
      return {};
    case 'doNotContact':
      setDoNotContact(db, personId, true);
      countChange(db, personId, at);
      return {};
    case 'followUp': {
      const { as: kind, what, dueAt } = action;
      const by = action.by === 'me' ? agent : null;
      addFollowUp(db, {
        id,
        kind,
        personId,
        interactionId: null,
        number: null,
        what,
        dueAt,
        agent: by,
        sample: false,
      });
      return { followUp: id };
    }
    case 'handOver': {
      const owners = prepared<{ id: string; agent: string | null }>(
        db,
        `SELECT id, agent FROM follow_ups WHERE person_id = ? AND done_at IS NULL AND agent IS NOT ?`,
      )
        .all(personId, action.to)
        .map(each => [each.id, each.agent] as [string, string | null]);
      for (const [followUp] of owners)
        prepared(db, `UPDATE follow_ups SET agent = ? WHERE id = ?`).run(action.to, followUp);
      const what = agent === null ? '↦' : `${agent} ↦ ${action.to}`;
      addFollowUp(db, {
        id,
        kind: 'task',
        personId,
        interactionId: null,
        number: null,
        what,
        dueAt: at,
        agent: action.to,
        sample: false,
      });
      return { followUp: id, owners };
    }
    case 'email':
    case 'bcc':
    case 'message':
      return planned.letter === undefined
        ? {}
        : putLetter(db, action, personId, planned.letter, surroundings, newId);
    default:
      return assertNever(action);
  }
}

/** Part of a transaction. False for what has left already and cannot come back. */
export function takeBack(
  db: WritableDb,
  action: BulkAction,
  personId: string,
  made: Made,
  at: number,
): boolean {
  switch (action.kind) {
    case 'tag':
      prepared(db, `DELETE FROM person_tags WHERE person_id = ? AND tag = ?`).run(personId, action.tag);
      indexPerson(db, personId);
      countChange(db, personId, at);
      return true;
    case 'list':
      removeMembers(db, action.listId, [personId]);
      return true;
    case 'doNotContact':
      setDoNotContact(db, personId, false);
      countChange(db, personId, at);
      return true;
    case 'followUp':
    case 'handOver':
      for (const [followUp, owner] of made.owners ?? [])
        prepared(db, `UPDATE follow_ups SET agent = ? WHERE id = ? AND done_at IS NULL`).run(owner, followUp);
      if (made.followUp !== undefined) removeFollowUp(db, made.followUp);
      return true;
    case 'email':
    case 'bcc':
    case 'message':
      return made.mail === undefined || takeLetterBack(db, action, personId, made.mail);
    default:
      return assertNever(action);
  }
}
