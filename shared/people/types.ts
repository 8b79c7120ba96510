/** People, what happened with them, and what is owed to them, as windows see them. */
import { z } from 'zod';
import { recordingBrief } from '../recording/types.ts';
import { surveyEntry } from '../survey/types.ts';
import { callQuality } from '../media/quality.ts';

const id = z.string().min(1).max(64);
const instant = z.number().int(); // ms since the epoch, UTC
const text = (max: number) => z.string().max(max);

/** What people on a list are called for, by its name. */
export const campaignName = z.string().trim().min(1).max(120);

export const channel = z.enum([
  'call',
  'email',
  'chat',
  'message',
  'letter',
  'fax',
  'visit',
  'social',
  'note',
]);
export type Channel = z.infer<typeof channel>;

export const numberKind = z.enum(['mobile', 'work', 'home', 'main', 'fax', 'other']);

/** BCP 47: `en`, `ar`, `pt-BR`. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/);

/** A number is a *direct line* of one person, or *shared* (a switchboard, a family phone) and then never multiplies records. */
export const personNumber = z.object({
  id,
  raw: text(64),
  e164: text(20).nullable(),
  kind: numberKind,
  shared: z.boolean(),
});
export type PersonNumber = z.infer<typeof personNumber>;

export const consent = z.object({ call: z.boolean(), email: z.boolean(), message: z.boolean() });

export const person = z.object({
  id,
  /** Name as written in Latin script, and in Arabic script; at least one is there. */
  name: text(200),
  otherName: text(200).nullable(),
  organisation: z.object({ id, name: text(200) }).nullable(),
  role: text(120).nullable(),
  language: languageTag.nullable(),
  /** IANA zone, to show the local time; null when unknown. */
  timeZone: text(64).nullable(),
  city: text(120).nullable(),
  /** The first of their addresses. */
  email: text(254).nullable(),
  numbers: z.array(personNumber),
  lists: z.array(text(120)),
  consent,
  doNotContact: z.boolean(),
  /** A caller nobody knows yet; expires unless kept. */
  provisional: z.boolean(),
  /** Belongs to the practice sample; one click removes all of it. */
  sample: z.boolean(),
});
export type Person = z.infer<typeof person>;

/** Where a call was handed on to, and what became of it. */
export const callTransfer = z.object({
  /** As dialled. */
  to: text(256),
  name: text(256).nullable(),
  /** They were asked first. */
  asked: z.boolean(),
  result: z.enum(['begun', 'done', 'refused', 'unanswered', 'takenBack']),
  /** Why they could not be reached, `endCause` of shared/call, where that is known. */
  cause: text(40).nullable(),
});
export type CallTransfer = z.infer<typeof callTransfer>;

export const timelineEntry = z.object({
  id,
  channel,
  direction: z.enum(['inbound', 'outbound', 'none']),
  at: instant,
  /** What it was about, one line. */
  subject: text(300),
  detail: text(2000).nullable(),
  by: text(120).nullable(),
  /** Seconds of conversation, for calls. */
  seconds: z.number().nullable(),
  outcomeId: id.nullable(),
  /** How a call ended, `endCause` of shared/call; null for other channels and living calls. */
  cause: text(40).nullable(),
  /** What was answered in the call's scripts, in a line; absent when nothing was. */
  answers: text(2000).optional(),
  /** How a call sounded; absent of other channels, and of calls too short to say. */
  quality: callQuality.optional(),
  /** Its own mark: a file number, a consignment; what was entered by hand has one. */
  reference: text(120).nullable().optional(),
  /** What was recorded of a call; absent when nothing was. */
  recordings: z.array(recordingBrief).optional(),
  /** They were asked how they found it. */
  survey: surveyEntry.optional(),
  /** What whoever handed the call over wrote along. */
  handed: z.object({ by: text(128).nullable(), note: text(512) }).optional(),
  /** To whom the agent handed the call on, or tried to. */
  transfer: callTransfer.optional(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** Something that happened away from the phone, as an agent enters it. */
export const handEntry = z.strictObject({
  channel: channel.exclude(['call']),
  direction: z.enum(['inbound', 'outbound', 'none']),
  at: instant,
  subject: z.string().trim().min(1).max(300),
  detail: z.string().trim().max(2000).nullable(),
  reference: z.string().trim().max(120).nullable(),
});
export type HandEntry = z.infer<typeof handEntry>;

export const followUp = z.object({
  id,
  kind: z.enum(['callback', 'email', 'message', 'task', 'promise']),
  personId: id.nullable(),
  personName: text(200).nullable(),
  number: text(64).nullable(),
  what: text(300),
  dueAt: instant,
  /** Who promised it; '' is an agent without a name. Null: anybody may do it. */
  by: text(120).nullable(),
  /** It waited too long for who promised it, and is anybody's since then. */
  returnedAt: instant.nullable(),
  /** IANA zone of the person, where known. */
  zone: text(64).nullable(),
  doneAt: instant.nullable(),
});
export type FollowUp = z.infer<typeof followUp>;

/** Why we think it is them: the rule, the stored number it hit, and when they last spoke to us. */
export const matchRule = z.enum(['chosen', 'directLine', 'sharedNumber', 'sameSubscriber', 'none']);
export const match = z.object({
  rule: matchRule,
  number: text(64).nullable(),
  lastContactAt: instant.nullable(),
});
export const candidate = z.object({
  personId: id,
  name: text(200),
  otherName: text(200).nullable(),
  detail: text(300),
  match,
});

/** All that is shown of the caller, found in one query batch. */
export const callerContext = z.object({
  callId: id,
  match,
  /** The person taken to be the caller; null when unknown or several are likely. */
  person: person.nullable(),
  /** More than one when the number is shared by several people: keys 1–9. */
  candidates: z.array(candidate).max(9),
  history: z.array(timelineEntry).max(50),
  owed: z.array(followUp).max(20),
  /** What the call was made for; absent when for no campaign. */
  campaign: text(120).optional(),
});
export type CallerContext = z.infer<typeof callerContext>;

/** A row of the Recent list. */
export const recentCall = z.object({
  interactionId: id,
  personId: id.nullable(),
  name: text(256).nullable(),
  number: text(256),
  direction: z.enum(['inbound', 'outbound']),
  at: instant,
  cause: text(40).nullable(),
  answered: z.boolean(),
  outcomeId: id.nullable(),
  /** The call is over, was answered, and no outcome was given yet. */
  owed: z.boolean(),
  /** What was called, where it was said: a queue, a brand. */
  called: text(256).nullable().optional(),
  accountId: z.string().nullable().optional(),
  /** What the call was made for. */
  campaign: text(120).nullable().optional(),
});
export type RecentCall = z.infer<typeof recentCall>;

export const searchHit = z.object({
  personId: id,
  name: text(200),
  otherName: text(200).nullable(),
  organisation: text(200).nullable(),
  number: text(64).nullable(),
  /** What of them was found, where name, organisation and number do not show it: a text; or that the spelling is another. */
  why: z
    .object({ by: z.enum(['email', 'role', 'city', 'tag', 'note', 'spelling']), text: text(120) })
    .optional(),
});
export type SearchHit = z.infer<typeof searchHit>;
