/** Contacts as their pages read and change them: people, organisations, points of contact, lists, duplicates. */
import { z } from 'zod';
import {
  contact,
  customField,
  id,
  organisation,
  organisationFields,
  organisationHit,
  personFields,
  pointFields,
  pointOfContact,
  refusableChannel,
  tag,
} from '../people/contact.ts';
import { duplicatePair } from '../people/duplicates.ts';
import { override } from '../people/gate.ts';
import { listFields, listView, matchingPart } from '../people/lists.ts';
import { rule } from '../people/rule.ts';
import { channel, handEntry, timelineEntry } from '../people/types.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

const page = { after: z.number().int().min(0), limit: z.number().int().min(0).max(500) };
const text = z.string().max(200);
const personIds = z.array(id).min(1).max(500);
const removable = z.enum(['person', 'organisation', 'list']);
const somePersonFields = personFields.partial();
const someOrganisationFields = organisationFields.partial();
const version = z.number().int().min(1);

export const contactProcedures = {
  'contact.get': {
    input: z.strictObject({ personId: id }),
    output: contact.nullable(),
    windows: workspace,
  },
  /** With the id of a call, the call is theirs. */
  'contact.add': {
    input: z.strictObject({
      fields: somePersonFields.extend({ name: personFields.shape.name }),
      callId: id.nullable(),
    }),
    output: contact,
    windows: workspace,
  },
  /** The fields that are named and no others; `before` is what they held when the page was read at version `base`. */
  'contact.change': {
    input: z.strictObject({
      personId: id,
      base: version,
      before: somePersonFields,
      change: somePersonFields,
    }),
    output: z.object({ changed: z.array(z.string()), whole: contact }),
    windows: workspace,
  },
  /** Opens an address or a link that is stored with them, in the program that the system has for it. */
  'contact.open': {
    input: z.strictObject({
      of: z.enum(['person', 'organisation']),
      id,
      what: z.enum(['email', 'link']),
      whatId: id,
      override: override.optional(),
    }),
    output: nothing,
    windows: workspace,
  },
  /** A number whoever has it; no channel is every channel. */
  'number.refuse': {
    input: z.strictObject({
      number: z.string().min(1).max(64),
      e164: z.string().max(20).nullable(),
      channel: refusableChannel.nullable(),
      refused: z.boolean(),
    }),
    output: nothing,
    windows: workspace,
  },
  'organisation.search': {
    input: z.strictObject({ text, limit: z.number().int().min(1).max(200) }),
    output: z.array(organisationHit),
    windows: workspace,
  },
  'organisation.get': {
    input: z.strictObject({ organisationId: id }),
    output: organisation.nullable(),
    windows: workspace,
  },
  /** The one of that name, made when there is none. */
  'organisation.named': {
    input: z.strictObject({ name: organisationFields.shape.name }),
    output: z.object({ id }),
    windows: workspace,
  },
  'organisation.change': {
    input: z.strictObject({
      organisationId: id,
      base: version,
      before: someOrganisationFields,
      change: someOrganisationFields,
    }),
    output: z.object({ changed: z.array(z.string()), whole: organisation }),
    windows: workspace,
  },
  /** Whole, with all that belongs to it; kept for thirty days. */
  'contacts.remove': {
    input: z.strictObject({ what: removable, id }),
    output: z.object({ asideId: id }),
    windows: workspace,
  },
  'contacts.restore': {
    input: z.strictObject({ asideId: id }),
    output: z.object({ what: removable, id }),
    windows: workspace,
  },
  'contacts.removed': {
    input: nothing,
    output: z.array(z.object({ id, what: removable, goneId: id, name: z.string(), at: z.number().int() })),
    windows: workspace,
  },
  'point.search': {
    input: z.strictObject({ text, limit: z.number().int().min(1).max(200) }),
    output: z.array(pointOfContact),
    windows: workspace,
  },
  /** Without an id a new one. */
  'point.put': {
    input: z.strictObject({ id: id.nullable(), fields: pointFields }),
    output: z.object({ id }),
    windows: workspace,
  },
  'point.remove': { input: z.strictObject({ id }), output: nothing, windows: workspace },
  'vocabulary.get': {
    input: nothing,
    output: z.object({ fields: z.array(customField), tags: z.array(tag) }),
    windows: workspace,
  },
  'field.put': { input: customField, output: nothing, windows: workspace },
  /** With every value that stands in it; says how many. */
  'field.remove': { input: z.strictObject({ id }), output: z.number().int(), windows: workspace },
  'entry.add': {
    input: z.strictObject({ personId: id, entry: handEntry }),
    output: z.object({ id }),
    windows: workspace,
  },
  'entry.remove': { input: z.strictObject({ id }), output: nothing, windows: workspace },
  'timeline.older': {
    input: z.strictObject({
      personId: id,
      channels: z.array(channel).min(1).max(9),
      after: z.strictObject({ at: z.number().int(), id: z.string().max(64) }),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.array(timelineEntry),
    windows: workspace,
  },
  'list.all': { input: nothing, output: z.array(listView), windows: workspace },
  /** Without an id a new one; else `base` is the version it was made from. */
  'list.save': {
    input: z.strictObject({ id: id.nullable(), base: version.nullable(), list: listFields }),
    output: listView,
    windows: workspace,
  },
  'list.addMembers': {
    input: z.strictObject({ id, personIds }),
    output: z.array(z.string()),
    windows: workspace,
  },
  'list.removeMembers': {
    input: z.strictObject({ id, personIds }),
    output: z.array(z.string()),
    windows: workspace,
  },
  'list.members': { input: z.strictObject({ id, ...page }), output: matchingPart, windows: workspace },
  'list.matching': { input: z.strictObject({ rule, ...page }), output: matchingPart, windows: workspace },
  'duplicates.of': {
    input: z.strictObject({ personId: id }),
    output: z.array(duplicatePair),
    windows: workspace,
  },
  'duplicates.after': {
    input: z.strictObject({ after: page.after }),
    output: z.object({ pairs: z.array(duplicatePair), next: z.number().int().nullable(), done: z.number() }),
    windows: workspace,
  },
  /** They are two people. */
  'duplicates.setApart': {
    input: z.strictObject({ personId: id, otherId: id }),
    output: nothing,
    windows: workspace,
  },
  /** `choice` names the fields that are taken from the one who goes. */
  'people.merge': {
    input: z.strictObject({ keptId: id, goneId: id, choice: z.array(z.string().max(80)).max(100) }),
    output: z.object({ asideId: id }),
    windows: workspace,
  },
  'organisations.merge': {
    input: z.strictObject({ keptId: id, goneId: id, choice: z.array(z.string().max(80)).max(100) }),
    output: z.object({ asideId: id }),
    windows: workspace,
  },
  'organisations.unmerge': {
    input: z.strictObject({ asideId: id }),
    output: z.object({ keptId: id, goneId: id }),
    windows: workspace,
  },
  'people.unmerge': {
    input: z.strictObject({ asideId: id }),
    output: z.object({ keptId: id, goneId: id }),
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
