/** What is to be sent for an agent, and where each of it stands. */
import { z } from 'zod';

const instant = z.number().int(); // ms since the epoch, UTC
const line = (max: number) => z.string().max(max);

export const outboxKind = z.enum(['email', 'message', 'ticket', 'status']);
export type OutboxKind = z.infer<typeof outboxKind>;

/**
 * queued → sending → sent, by way of retrying when it certainly did not arrive. `unknown`: it may have arrived and the
 * other side cannot tell; only a person decides. `expired`: nobody wants it any more. Drawn in machine.ts.
 */
export const outboxState = z.enum([
  'queued',
  'sending',
  'retrying',
  'unknown',
  'sent',
  'failed',
  'cancelled',
  'expired',
]);
export type OutboxState = z.infer<typeof outboxState>;

/** Why an attempt did not succeed; each has a sentence in the catalogues (`outboxFault.*`). */
export const outboxFault = z.enum([
  'unreachable', // no connection came about
  'refusedAddress', // policy: private address, plain HTTP, not the same host
  'certificate',
  'signIn', // the other side wants another password or key
  'busy', // it asked to come later
  'rejected', // it understood and refused
  'redirected', // it pointed elsewhere
  'broke', // the connection ended, or nothing came in time, after all was said
  'server', // it failed inside
  'stopped', // Hatif stopped in the middle
  'notSetUp', // the way it should go is set up no more
  'badTemplate',
  'barred', // they refused since it was planned
  'mailProgram', // handed over; whether it was sent is known there
]);
export type OutboxFault = z.infer<typeof outboxFault>;

/** Bounds of all that is put into the outbox. */
export const mostBody = 100_000;
export const mostSubject = 300;

/** A line for a header: no break, no other control character. */
export const headerLine = (max: number) =>
  line(max).refine(text => !/[\u0000-\u001f\u007f\u2028\u2029]/.test(text), 'holds a line break');

/** Conservative on purpose: what every server takes, nothing that could start another header or recipient. */
export const emailAddress = headerLine(254).regex(
  /^[^\s"(),:;<>@[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u,
);

const json: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** It asks how the customer found the call; the code in its link. */
const survey = line(64).optional();
/** The agent said why it is to go although they are not to be contacted. */
const overridden = z.boolean().optional();

/** One of many who get the same message and do not see each other. */
export const outboxRecipient = z.object({ id: line(64), personId: line(64), to: emailAddress });

/** What to send. A request to a hook is filled when it is sent, from the hook as it then is and from these values. */
export const outboxPayload = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('smtp'),
    to: emailAddress,
    subject: headerLine(mostSubject),
    body: line(mostBody),
    survey,
    overridden,
  }),
  z.object({
    by: z.literal('hook'),
    hookId: line(64),
    to: headerLine(256),
    subject: headerLine(mostSubject),
    body: line(mostBody),
    values: z.record(z.string(), json),
    survey,
    /** It changes a case that was opened. */
    of: z.object({ caseId: line(64), change: z.enum(['update', 'escalate']) }).optional(),
    overridden,
  }),
  z.object({
    by: z.literal('bcc'),
    /** By the mail program of this computer. */
    program: z.boolean(),
    bcc: z.array(outboxRecipient),
    subject: headerLine(mostSubject),
    body: line(mostBody),
    survey,
    overridden,
  }),
  /** Over the phone system. */
  z.object({
    by: z.literal('line'),
    to: headerLine(256),
    subject: headerLine(mostSubject),
    body: line(mostBody),
    survey,
    overridden,
  }),
]);
export type OutboxPayload = z.infer<typeof outboxPayload>;

/** An intent as the agent finished it; everything else of an item comes with time. */
export interface OutboxIntent {
  id: string; // UUIDv7
  kind: OutboxKind;
  payload: OutboxPayload;
}

/** One thing in the outbox, as windows see it. */
export const outboxEntry = z.object({
  id: z.string(),
  kind: outboxKind,
  personId: z.string().nullable(),
  personName: line(200).nullable(),
  interactionId: z.string().nullable(),
  to: line(256),
  /** Name of the hook; null for e-mail. */
  via: line(80).nullable(),
  subject: line(mostSubject),
  state: outboxState,
  createdAt: instant,
  /** When it is tried (again): the end of the undo window, or of the wait after a failure. */
  dueAt: instant.nullable(),
  attempts: z.number().int(),
  lastAttemptAt: instant.nullable(),
  fault: outboxFault.nullable(),
  /** What the other side said, one line. Hostile text. */
  detail: line(300).nullable(),
  /** Another of the same contact is before it. */
  waits: z.boolean(),
});
export type OutboxEntry = z.infer<typeof outboxEntry>;

export const outboxView = z.object({
  entries: z.array(outboxEntry),
  /** Not sent yet. */
  waiting: z.number().int(),
  /** Waits for the agent's word. */
  asking: z.number().int(),
  failed: z.number().int(),
  offline: z.boolean(),
});
export type OutboxView = z.infer<typeof outboxView>;
