/** What an agent may set going beside a call, and the texts and requests it is made from. */
import { z } from 'zod';
import { emailAddress, headerLine, mostBody, mostSubject } from '../outbox/types.ts';
import { mostSource } from '../template/limits.ts';

const id = z.string().min(1).max(64);
const names = z.object({ en: z.string().max(80), ar: z.string().max(80) });
const source = z.string().max(mostSource);

/** A text to fill, in each language that customers are written to. An empty one is not offered. */
export const textTemplate = z.object({
  id,
  kind: z.enum(['email', 'message']),
  name: names,
  subject: z.object({ en: source, ar: source }),
  body: z.object({ en: source, ar: source }),
  order: z.number().int(),
});
export type TextTemplate = z.infer<typeof textTemplate>;

const method = z.enum(['POST', 'PUT', 'PATCH']);
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
/** These are ours, or would change where the request ends. */
const ownHeaders = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'te',
  'trailer',
]);

/** What can be done with a ticket that was opened. */
export const hookChange = z.enum(['update', 'escalate']);
export type HookChange = z.infer<typeof hookChange>;
/** Its request: the headers and the secret are those of the hook; `case.id` names the ticket. */
const changeOf = z
  .object({ method, url: source.min(1), body: source })
  .nullable()
  .default(null);

/** A request to another system: a ticket, a message, anything that takes a web hook. */
export const hook = z.object({
  id,
  name: z.string().min(1).max(80),
  /** `status`: told of what the agent chooses to be. */
  purpose: z.enum(['ticket', 'message', 'status']),
  method,
  /** Liquid, but for the scheme and the host. */
  url: source.min(1),
  /** Values are Liquid and alone may name `secret`. */
  headers: z
    .array(z.object({ name: headerName, value: z.string().max(2000) }))
    .max(20)
    .refine(
      all => all.every(({ name }) => !ownHeaders.has(name.toLowerCase())),
      'a header that is not theirs to set',
    ),
  /** Liquid. */
  body: source,
  /** The header that carries the key of a request; null when they take none: then it is sent at most once. */
  keyHeader: headerName.nullable(),
  /** Hours for which they know a key. */
  keyHours: z.number().min(0.1).max(720),
  /** Addresses of this machine and of the local network may be reached. */
  allowPrivate: z.boolean(),
  /** Without encryption. */
  allowHttp: z.boolean(),
  /** Where in the JSON answer to a new ticket its id stands: `ticket.id`; empty when it is not wanted. */
  answerId: z
    .string()
    .max(120)
    .regex(/^[A-Za-z0-9_$.-]*$/)
    .default(''),
  update: changeOf,
  escalate: changeOf,
  order: z.number().int(),
});
export type Hook = z.infer<typeof hook>;

/** A hook as windows see it: whether a secret is kept, never which. */
export const hookView = /* @__PURE__ */ hook.extend({ hasSecret: z.boolean() });
export type HookView = z.infer<typeof hookView>;

/** Anybody may make a callback, or only the one who promised it. */
export const callbackBy = z.enum(['me', 'anyone']);
export type CallbackBy = z.infer<typeof callbackBy>;

/** One more thing that finishing the call will do. Texts are as the agent left them. */
export const plannedAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('callback'),
    dueAt: z.number().int(),
    by: callbackBy,
  }),
  z.strictObject({
    kind: z.literal('email'),
    to: emailAddress,
    subject: headerLine(mostSubject),
    body: z.string().max(mostBody),
  }),
  z.strictObject({
    kind: z.literal('message'),
    hookId: id,
    to: headerLine(64).min(1),
    body: z.string().min(1).max(4000),
  }),
  z.strictObject({
    kind: z.literal('ticket'),
    hookId: id,
    subject: headerLine(mostSubject).min(1),
    body: z.string().max(mostBody),
    /** Not a new one, but a change of this. */
    of: z.strictObject({ caseId: id, change: hookChange, reference: z.string().max(120) }).optional(),
  }),
]);
export type PlannedAction = z.infer<typeof plannedAction>;
export const mostActions = 12;
export const plannedActions = z.array(plannedAction).max(mostActions);

/** A step of a macro: what to add, to be filled when it is pressed. */
export const macroStep = z.discriminatedUnion('kind', [
  /** Days ahead, or hours when `days` is 0. */
  z.strictObject({
    kind: z.literal('callback'),
    days: z.number().int().min(0).max(90),
    hours: z.number().int().min(0).max(23),
  }),
  z.strictObject({ kind: z.literal('email'), templateId: id }),
  z.strictObject({ kind: z.literal('message'), templateId: id, hookId: id }),
  z.strictObject({ kind: z.literal('ticket'), hookId: id }),
]);
export type MacroStep = z.infer<typeof macroStep>;

/** Several actions under one key; with `outcomeId` it runs by itself when that outcome is chosen. */
export const macro = z.object({
  id,
  name: names,
  outcomeId: id.nullable(),
  steps: z.array(macroStep).min(1).max(6),
  order: z.number().int(),
});
export type Macro = z.infer<typeof macro>;

export const smtpSecurity = z.enum(['tls', 'starttls', 'none']);
/** How e-mail leaves. The password is in the key chain. */
export const smtpSettings = z.object({
  host: z.string().regex(/^[^\s/@]{1,253}$/),
  port: z.number().int().min(1).max(65_535),
  security: smtpSecurity,
  user: z.string().max(254),
  from: emailAddress,
  fromName: headerLine(80),
});
export type SmtpSettings = z.infer<typeof smtpSettings>;

/** What follow-ups are made from, as a window needs it. */
export const toolbox = z.object({
  templates: z.array(textTemplate),
  hooks: z.array(hookView),
  macros: z.array(macro),
});
export type Toolbox = z.infer<typeof toolbox>;
