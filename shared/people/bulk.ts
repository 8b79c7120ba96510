/** What is done to many people at once, whom it leaves out, and how far it is. */
import { z } from 'zod';
import { gateReasons } from './gate.ts';
import { peopleSelection } from './selection.ts';
import { tag } from './contact.ts';
import { searchHit } from './types.ts';
import { headerLine, mostSubject } from '../outbox/types.ts';

const id = z.string().min(1).max(64);
const count = z.number().int();

/** Who gets one and the same message at most; many servers take no more. */
export const mostPerMessage = 100;

export const bulkAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tag'), tag }),
  /** Onto a list made by hand. */
  z.strictObject({ kind: z.literal('list'), listId: id }),
  z.strictObject({
    kind: z.literal('followUp'),
    as: z.enum(['callback', 'task']),
    what: z.string().trim().min(1).max(300),
    dueAt: z.number().int(),
    /** Anybody may do it, or only the one who says so. */
    by: z.enum(['me', 'anyone']),
  }),
  /** One e-mail to each, filled for them, in their language. `look`: none leaves before the agent has seen them. */
  z.strictObject({ kind: z.literal('email'), templateId: id, look: z.boolean().optional() }),
  /** One e-mail to many who do not see each other, split where it is too many; none leaves before the agent has seen it. */
  z.strictObject({
    kind: z.literal('bcc'),
    by: z.enum(['smtp', 'mailProgram']),
    subject: headerLine(mostSubject).trim().min(1),
    body: z.string().max(20_000),
    perMessage: z.number().int().min(2).max(mostPerMessage),
  }),
  /** One message to each: by a hook, or over the phone system. */
  z.strictObject({
    kind: z.literal('message'),
    templateId: id,
    hookId: id.nullable(),
    look: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('doNotContact') }),
  /** What is open for them becomes the colleague's, and a task says so. */
  z.strictObject({ kind: z.literal('handOver'), to: z.string().trim().min(1).max(80) }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

export const leftOutReasons = [
  'already', // nothing would change
  'noEmail',
  'noNumber',
  'cannotFill', // the text names something that cannot be filled for them
  'addressRefused', // by the server that was to take it
  ...gateReasons,
] as const;
export const leftOutReason = z.enum(leftOutReasons);
export type LeftOutReason = z.infer<typeof leftOutReason>;

/** A part of those who would be reached, and of those who would not. */
export const bulkPreviewPart = z.object({
  will: count,
  leftOut: z.partialRecord(leftOutReason, count),
  /** Some of those who are left out. */
  examples: z.array(searchHit.extend({ reason: leftOutReason })),
  next: z.string().nullable(),
});
export type BulkPreviewPart = z.infer<typeof bulkPreviewPart>;

export const bulkState = z.enum(['running', 'interrupted', 'done', 'cancelled', 'undoing', 'undone']);
export type BulkState = z.infer<typeof bulkState>;

export const bulkJob = z.object({
  id,
  action: bulkAction,
  selection: peopleSelection,
  state: bulkState,
  startedAt: z.number().int(),
  endedAt: z.number().int().nullable(),
  done: count,
  leftOut: z.partialRecord(leftOutReason, count),
  /** What it wrote that waits to be seen by the agent. */
  drafts: count,
});
export type BulkJob = z.infer<typeof bulkJob>;

/** Something that was written and has not left. */
export const bulkDraft = z.object({
  id,
  /** Everybody it goes to. */
  to: z.array(z.string().max(256)),
  subject: z.string().max(mostSubject),
  body: z.string(),
});
export type BulkDraft = z.infer<typeof bulkDraft>;

export const bulkDraftPage = z.object({ drafts: z.array(bulkDraft), next: count.nullable() });
export type BulkDraftPage = z.infer<typeof bulkDraftPage>;
