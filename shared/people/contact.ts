/** A person, an organisation and their points of contact whole, as their pages show and change them. */
import { z } from 'zod';
import { weeklyHours } from './hours.ts';
import { consent, languageTag, numberKind, person } from './types.ts';

export const id = z.string().min(1).max(64);
const line = (max: number) => z.string().trim().max(max);
const someLine = (max: number) => line(max).min(1);
const position = { id };

export const email = z.strictObject({
  ...position,
  address: someLine(254).regex(/^[^\s@]+@[^\s@]+$/),
  kind: z.enum(['work', 'home', 'other']),
});
export type Email = z.infer<typeof email>;

export const address = z.strictObject({
  ...position,
  kind: z.enum(['work', 'home', 'post', 'other']),
  street: line(300),
  postcode: line(20),
  city: line(120),
  region: line(120),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
});
export type Address = z.infer<typeof address>;

export const link = z.strictObject({
  ...position,
  kind: z.enum(['web', 'video', 'chat', 'social', 'map', 'other']),
  label: line(120),
  url: z
    .string()
    .trim()
    .max(2000)
    .regex(/^https?:\/\/[^\s/]/i),
});
export type Link = z.infer<typeof link>;

/** A number as it is typed: main reads it in the account's country and keeps E.164 beside it. */
export const typedNumber = z.strictObject({
  ...position,
  raw: someLine(64),
  kind: numberKind,
  shared: z.boolean(),
});
export type TypedNumber = z.infer<typeof typedNumber>;

export const customField = z.strictObject({
  id,
  belongsTo: z.enum(['person', 'organisation']),
  name: someLine(80),
  kind: z.enum(['text', 'number', 'date', 'yesNo', 'choice']),
  choices: z.array(someLine(80)).max(50),
});
export type CustomField = z.infer<typeof customField>;

/** By field id, in the field's own notation: dates as 2026-11-24, figures with a point, yes and no as words. */
const customValues = z.record(id, someLine(1000));

export const tag = someLine(60);

/** Channels that can be refused one by one. */
export const refusableChannel = z.enum(['call', 'email', 'message', 'letter']);
export type RefusableChannel = z.infer<typeof refusableChannel>;

const affiliation = z.strictObject({ organisationId: id, role: line(120).nullable() });

/** What is changed on a person's page; each field alone, lists of numbers and the like as a whole. */
export const personFields = z.strictObject({
  name: someLine(200),
  otherName: line(200).nullable(),
  organisationId: id.nullable(),
  role: line(120).nullable(),
  language: languageTag.nullable(),
  timeZone: line(64).nullable(),
  city: line(120).nullable(),
  remark: z.string().max(2000).nullable(),
  bestTime: weeklyHours,
  consent,
  doNotContact: z.boolean(),
  refusedChannels: z.array(refusableChannel).max(4),
  /** Their calls are not to be recorded. */
  noRecording: z.boolean(),
  provisional: z.boolean(),
  numbers: z.array(typedNumber).max(20),
  emails: z.array(email).max(20),
  addresses: z.array(address).max(10),
  links: z.array(link).max(20),
  tags: z.array(tag).max(50),
  values: customValues,
  affiliations: z.array(affiliation).max(20),
});
export type PersonFields = z.infer<typeof personFields>;
export type PersonField = keyof PersonFields;

/** Some of the fields; one that is undefined is one that is not named. */
export type Some<Fields> = { [K in keyof Fields]?: Fields[K] | undefined };

export const consentAnswer = z.object({
  channel: z.enum(['call', 'email', 'message', 'recording']),
  given: z.boolean(),
  at: z.number().int(),
  source: z.string(),
});
export type ConsentAnswer = z.infer<typeof consentAnswer>;

/** The person's page. */
export const contact = z.object({
  person,
  fields: personFields,
  version: z.number().int(),
  expiresAt: z.number().int().nullable(),
  affiliations: z.array(z.object({ id, name: z.string(), role: z.string().nullable() })),
  /** The latest answer for each channel that was asked about. */
  consents: z.array(consentAnswer),
  /** Numbers of theirs that nobody may contact, whoever has them. */
  refusedNumbers: z.array(z.object({ numberId: id, channel: refusableChannel.nullable() })),
  listIds: z.array(id),
  /** Names of lists whose members nobody is to contact, that they are on. */
  barringLists: z.array(z.string()),
  points: z.array(z.lazy(() => pointOfContact)),
  /** Who was merged into this record, the latest first. */
  merges: z.array(z.object({ id, name: z.string(), at: z.number().int() })),
});
export type Contact = z.infer<typeof contact>;

export const organisationKind = z.enum([
  'customer',
  'prospect',
  'supplier',
  'distributor',
  'partner',
  'own',
  'other',
]);
export type OrganisationKind = z.infer<typeof organisationKind>;

export const organisationFields = z.strictObject({
  name: someLine(200),
  kind: organisationKind,
  timeZone: line(64).nullable(),
  remark: z.string().max(2000).nullable(),
  numbers: z.array(typedNumber).max(20),
  emails: z.array(email).max(20),
  addresses: z.array(address).max(10),
  links: z.array(link).max(20),
  values: customValues,
});
export type OrganisationFields = z.infer<typeof organisationFields>;
export type OrganisationField = keyof OrganisationFields;

export const pointChannel = z.enum(['call', 'email', 'message', 'video', 'letter']);

export const pointFields = z.strictObject({
  organisationId: id.nullable(),
  about: z.enum(['organisation', 'project', 'product', 'topic']),
  subject: someLine(120),
  personId: id,
  role: line(120).nullable(),
  /** 1 is asked first. */
  tier: z.number().int().min(1).max(9),
  /** One of our own people. */
  inside: z.boolean(),
  channel: pointChannel,
  hours: weeklyHours,
  /** Of the hours; null takes the person's own, else the organisation's. */
  timeZone: line(64).nullable(),
  standInId: id.nullable(),
});
export type PointFields = z.infer<typeof pointFields>;

export const pointOfContact = z.object({
  id,
  fields: pointFields,
  personName: z.string(),
  personOtherName: z.string().nullable(),
  standInName: z.string().nullable(),
  organisationName: z.string().nullable(),
  /** The zone that holds for the hours; null when nobody said any. */
  zone: z.string().nullable(),
});
export type PointOfContact = z.infer<typeof pointOfContact>;

export const organisationPerson = z.object({
  personId: id,
  name: z.string(),
  otherName: z.string().nullable(),
  role: z.string().nullable(),
  number: z.string().nullable(),
});

export const organisation = z.object({
  id,
  fields: organisationFields,
  /** As it is dialled, by number id. */
  e164: z.record(id, z.string().nullable()),
  version: z.number().int(),
  sample: z.boolean(),
  people: z.array(organisationPerson),
  /** More people than are given here. */
  morePeople: z.boolean(),
  points: z.array(pointOfContact),
  /** Which were merged into this record, the latest first. */
  merges: z.array(z.object({ id, name: z.string(), at: z.number().int() })),
});
export type Organisation = z.infer<typeof organisation>;

export const organisationHit = z.object({
  id,
  name: z.string(),
  kind: organisationKind,
  people: z.number().int(),
});
export type OrganisationHit = z.infer<typeof organisationHit>;
