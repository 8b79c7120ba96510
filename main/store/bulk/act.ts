/** What each action does to one person, why it does nothing, and how it is taken back. */
import { assertNever } from '../../../shared/assert.ts';
import { fillTemplate } from '../../../shared/followups/fill.ts';
import { languageFor, valuesOf } from '../../../shared/followups/values.ts';
import type { TextTemplate } from '../../../shared/followups/types.ts';
import { emailAddress } from '../../../shared/outbox/types.ts';
import { judge } from '../../../shared/people/gate.ts';
import type { BulkAction, LeftOutReason } from '../../../shared/people/bulk.ts';
import type { Contact } from '../../../shared/people/contact.ts';
import type { Language } from '../../../shared/settings/schema.ts';
import { readContact } from '../contacts.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { putIntoOutbox } from '../outbox.ts';
import { addFollowUp, removeFollowUp } from '../tables/follow-ups.ts';
import { addMembers, removeMembers } from '../tables/lists.ts';
import { removeUntried } from '../tables/outbox.ts';
import { indexPerson } from '../tables/people-search.ts';
import { countChange, setDoNotContact } from '../tables/people.ts';
import { allTools } from '../tables/tools.ts';

export interface Surroundings {
  at: number;
  agent: string | null;
  language: Language;
  /** Of templateOf(). */
  template: TextTemplate | null;
}

/** What undoing takes back; each action writes what it needs. */
export interface Made {
  followUp?: string;
  mail?: string;
  /** Whose the open follow-ups were. */
  owners?: [string, string | null][];
}

/** An e-mail of many waits so long, so that all can be taken back, ms. */
export const bulkMailWaits = 120_000;

/** What is to be done for one person; null for a person who is gone. */
export type Plan =
  | { made: null; reason: LeftOutReason }
  | { made: true; mail?: { to: string; subject: string; body: string } };

/** Changes nothing. Null when there is no such person. */
export function plan(
  db: ReadableDb,
  action: BulkAction,
  personId: string,
  surroundings: Surroundings,
): Plan | null {
  const { at, template } = surroundings;
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
    case 'email': {
      const contact = readContact(db, personId, at);
      const to = emailAddress.safeParse(contact?.fields.emails[0]?.address);
      if (contact === null || !to.success) return left('noEmail');
      const barred = barredFrom(contact, 'email', at);
      if (barred !== null) return left(barred);
      const filled = template === null ? null : fillFor(template, contact, surroundings);
      if (filled === null || filled.subject === '') return left('cannotFill');
      return { made: true, mail: { to: to.data, ...filled } };
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
  { at, agent }: Surroundings,
  newId: () => string,
): Made {
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
    case 'email': {
      if (planned.mail === undefined) return {};
      const { to, subject, body } = planned.mail;
      putIntoOutbox(db, {
        intents: [{ id, kind: 'email', keyLife: null, payload: { by: 'smtp', to, subject, body } }],
        lane: personId,
        personId,
        interactionId: null,
        agent,
        at,
        notBefore: at + bulkMailWaits,
      });
      return { mail: id };
    }
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
      return made.mail === undefined || removeUntried(db, made.mail);
    default:
      return assertNever(action);
  }
}

/** Nobody is asked one by one: who would have to be asked about is left out. Whether it is their hour is for the call itself. */
function barredFrom(contact: Contact | null, channel: 'call' | 'email', now: number): LeftOutReason | null {
  if (contact === null) return null;
  const facts = { channel, numberIds: {}, refusedOfNumber: [], numberZones: null } as const;
  const number = contact.fields.numbers.find(({ kind }) => kind !== 'fax');
  const numberIds = number === undefined ? facts.numberIds : { [contact.person.id]: number.id };
  const judged = judge(
    { ...facts, numberIds, contacts: [contact], needsConsent: channel === 'email' },
    { override: false, callingHours: [] },
    now,
    () => [],
  );
  return judged?.reasons[0] ?? null;
}

function fillFor(
  template: TextTemplate,
  { person }: Contact,
  { at, agent, language: ours }: Surroundings,
): { subject: string; body: string } | null {
  const language = languageFor(person, ours);
  const call = {
    personId: person.id,
    name: person.name,
    number: '',
    direction: 'outbound',
    at,
    note: '',
  } as const;
  const facts = {
    language,
    person,
    call,
    outcome: null,
    callbackAt: null,
    agent: agent ?? '',
    answers: {},
    // No call that a rating could be of.
    survey: { code: '', link: '' },
    now: at,
  };
  const filled = fillTemplate(template, valuesOf(facts), language);
  return filled.ok ? { subject: filled.subject, body: filled.body } : null;
}

/** What the action fills; null when it fills nothing, or when that is gone. */
export function templateOf(db: ReadableDb, action: BulkAction): TextTemplate | null {
  if (action.kind !== 'email') return null;
  return allTools(db).templates.find(({ id, kind }) => id === action.templateId && kind === 'email') ?? null;
}
