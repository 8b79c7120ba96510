/** What is written to one of many: filled for them, put into the outbox, taken out of it again. */
import { takesOneMore } from '../../../shared/followups/bcc.ts';
import { fillTemplate } from '../../../shared/followups/fill.ts';
import { fillRequest } from '../../../shared/followups/request.ts';
import { firstWords } from '../../../shared/followups/said.ts';
import type { Hook, TextTemplate } from '../../../shared/followups/types.ts';
import { languageFor, valuesOf } from '../../../shared/followups/values.ts';
import { notBeforeSeen } from '../../../shared/outbox/machine.ts';
import { numberKey } from '../../../shared/match/number-key.ts';
import { emailAddress, outboxPayload, type OutboxPayload } from '../../../shared/outbox/types.ts';
import type { BulkAction, LeftOutReason } from '../../../shared/people/bulk.ts';
import type { Contact } from '../../../shared/people/contact.ts';
import { judge } from '../../../shared/people/gate.ts';
import { mostMessage } from '../../../shared/phone/message.ts';
import type { Values } from '../../../shared/template/engine.ts';
import { readContact } from '../contacts.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { putIntoOutbox } from '../outbox.ts';
import { refusalsOfNumber } from '../tables/do-not-contact.ts';
import { removeUntried, setPayload } from '../tables/outbox.ts';
import { allTools } from '../tables/tools.ts';
import type { Made, Surroundings } from './act.ts';

type Written = Extract<BulkAction, { kind: 'email' | 'bcc' | 'message' }>;
type Bcc = Extract<BulkAction, { kind: 'bcc' }>;

/** What is to be put into the outbox for one person. */
export interface Letter {
  payload: OutboxPayload;
  keyLife: number | null;
}

/** What is written to many waits so long, so that all can be taken back, ms. */
export const bulkMailWaits = 120_000;

/** The outbox lane of a message to many: each job has its own. */
export const laneOf = (job: string): string => `bulk:${job}`;
export const jobOf = (lane: string): string | null => /^bulk:(.+)$/.exec(lane)?.[1] ?? null;

/** What the action fills; null when it fills nothing, or when that is gone. */
export function templateOf(db: ReadableDb, action: BulkAction): TextTemplate | null {
  if (action.kind !== 'email' && action.kind !== 'message') return null;
  return (
    allTools(db).templates.find(({ id, kind }) => id === action.templateId && kind === action.kind) ?? null
  );
}

/** The web hook that takes the messages; null when they go over the phone system, or when it is gone. */
export function hookOf(db: ReadableDb, action: BulkAction): Hook | null {
  if (action.kind !== 'message' || action.hookId === null) return null;
  return allTools(db).hooks.find(({ id, purpose }) => id === action.hookId && purpose === 'message') ?? null;
}

/** Changes nothing. */
export function letterFor(
  db: ReadableDb,
  action: Written,
  personId: string,
  surroundings: Surroundings,
): Letter | LeftOutReason {
  const contact = readContact(db, personId, surroundings.at);
  if (action.kind === 'message') return messageFor(db, action, contact, surroundings);
  const to = emailAddress.safeParse(contact?.fields.emails[0]?.address);
  if (contact === null || !to.success) return 'noEmail';
  const barred = barredFrom(contact, 'email', surroundings.at);
  if (barred !== null) return barred;
  if (action.kind === 'bcc') {
    const { subject, body } = action;
    const bcc = [{ id: '', personId, to: to.data }];
    return {
      payload: { by: 'bcc', program: action.by === 'mailProgram', bcc, subject, body },
      keyLife: null,
    };
  }
  const filled = fillFor(contact, surroundings);
  if (filled === null || filled.subject === '') return 'cannotFill';
  const { subject, body } = filled;
  return { payload: { by: 'smtp', to: to.data, subject, body }, keyLife: null };
}

function messageFor(
  db: ReadableDb,
  action: Extract<Written, { kind: 'message' }>,
  contact: Contact | null,
  surroundings: Surroundings,
): Letter | LeftOutReason {
  const numbers = contact?.person.numbers.filter(({ kind, shared }) => kind !== 'fax' && !shared) ?? [];
  const number = numbers.find(({ kind }) => kind === 'mobile') ?? numbers[0];
  if (contact === null || number === undefined) return 'noNumber';
  const key = numberKey({ number: number.raw, e164: number.e164 });
  const barred = barredFrom(contact, 'message', surroundings.at, {
    id: number.id,
    refused: key === null ? [] : refusalsOfNumber(db, key),
  });
  if (barred !== null) return barred;
  const filled = fillFor(contact, surroundings);
  if (filled === null || filled.body.trim() === '') return 'cannotFill';
  const { body, values } = filled;
  const to = number.e164 ?? number.raw;
  const said = { to, subject: firstWords(body), body };
  if (action.hookId === null)
    return body.length > mostMessage ? 'cannotFill' : { payload: { by: 'line', ...said }, keyLife: null };
  const { hook } = surroundings;
  const all: Values = { ...values, ...said };
  if (hook === null || !fillRequest(hook, all, { key: '', secret: '' }).ok) return 'cannotFill';
  const payload = outboxPayload.safeParse({ by: 'hook', hookId: hook.id, ...said, values: all });
  if (!payload.success) return 'cannotFill';
  return { payload: payload.data, keyLife: hook.keyHeader === null ? null : hook.keyHours * 3_600_000 };
}

/** Nobody is asked one by one: who would have to be asked about is left out. Whether it is their hour is for the call itself. */
export function barredFrom(
  contact: Contact | null,
  channel: 'call' | 'email' | 'message',
  now: number,
  of: { id: string; refused: ReturnType<typeof refusalsOfNumber> } | null = null,
): LeftOutReason | null {
  if (contact === null) return null;
  const number = of?.id ?? contact.fields.numbers.find(({ kind }) => kind !== 'fax')?.id;
  const judged = judge(
    {
      channel,
      contacts: [contact],
      numberIds: number === undefined ? {} : { [contact.person.id]: number },
      refusedOfNumber: of?.refused ?? [],
      numberZones: null,
      needsConsent: channel !== 'call',
    },
    { override: false, callingHours: [] },
    now,
    () => [],
  );
  return judged?.reasons[0] ?? null;
}

function fillFor(
  { person }: Contact,
  { at, agent, language: ours, template }: Surroundings,
): { subject: string; body: string; values: Values } | null {
  if (template === null) return null;
  const language = languageFor(person, ours);
  const values = valuesOf({
    language,
    person,
    call: { personId: person.id, name: person.name, number: '', direction: 'outbound', at, note: '' },
    outcome: null,
    callbackAt: null,
    agent: agent ?? '',
    answers: {},
    // No call that a rating could be of.
    survey: { code: '', link: '' },
    now: at,
  });
  const filled = fillTemplate(template, values, language);
  return filled.ok ? { subject: filled.subject, body: filled.body, values } : null;
}

/** Part of a transaction. */
export function putLetter(
  db: WritableDb,
  action: Written,
  personId: string,
  letter: Letter,
  { at, agent, job }: Surroundings,
  newId: () => string,
): Made {
  const id = newId();
  const kind = action.kind === 'message' ? 'message' : 'email';
  const look = action.kind === 'bcc' || action.look === true;
  const { keyLife } = letter;
  let { payload } = letter;
  if (action.kind === 'bcc' && payload.by === 'bcc') {
    payload = { ...payload, bcc: payload.bcc.map(each => ({ ...each, id })) };
    const open = openMessage(db, job, action, payload.bcc[0]?.to ?? '');
    if (open !== null) {
      setPayload(db, open.id, { ...open.payload, bcc: [...open.payload.bcc, ...payload.bcc] });
      return { mail: open.id };
    }
  }
  const mail = action.kind === 'bcc' ? newId() : id;
  putIntoOutbox(db, {
    intents: [{ id: mail, kind, keyLife, payload }],
    // Drafts hold nothing up that goes to the same person meanwhile.
    lane: action.kind === 'bcc' ? laneOf(job) : look ? mail : personId,
    personId: action.kind === 'bcc' ? null : personId,
    interactionId: null,
    agent,
    at,
    notBefore: look ? notBeforeSeen : at + bulkMailWaits,
  });
  return { mail };
}

/** The last message of the job, when it still takes one more. */
function openMessage(db: ReadableDb, job: string, action: Bcc, next: string) {
  const row = prepared<{ id: string; payload: string }>(
    db,
    `SELECT id, payload FROM outbox WHERE lane = ? AND state = 'queued' AND due_at = ? ORDER BY row DESC LIMIT 1`,
  ).get(laneOf(job), notBeforeSeen);
  if (row === undefined) return null;
  const payload = outboxPayload.parse(JSON.parse(row.payload));
  if (payload.by !== 'bcc') return null;
  const there = payload.bcc.map(({ to }) => to);
  return takesOneMore(action, there, next) ? { id: row.id, payload } : null;
}

/** Part of a transaction. False for what has left already. */
export function takeLetterBack(db: WritableDb, action: Written, personId: string, mail: string): boolean {
  return action.kind === 'bcc' ? takeOut(db, mail, personId) : removeUntried(db, mail);
}

/** Out of a message to many that has not been tried; with its last one it goes. */
function takeOut(db: WritableDb, mail: string, personId: string): boolean {
  const row = prepared<{ payload: string }>(
    db,
    `SELECT payload FROM outbox WHERE id = ? AND state IN ('queued', 'cancelled') AND attempts = 0`,
  ).get(mail);
  if (row === undefined) return false;
  const payload = outboxPayload.parse(JSON.parse(row.payload));
  if (payload.by !== 'bcc') return false;
  const bcc = payload.bcc.filter(each => each.personId !== personId);
  if (bcc.length === 0) return removeUntried(db, mail);
  setPayload(db, mail, { ...payload, bcc });
  return true;
}
