/** Accounts of directories, their syncs, what is to be decided, and look-ups. */
import { z } from 'zod';
import {
  conflictChoice,
  conflictView,
  directoryAccount,
  directoryAnswer,
  directoryHit,
  directoryView,
  personSource,
  testResult,
} from '../directories/types.ts';
import { contact } from '../people/contact.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

const id = z.string().min(1).max(64);
const byId = z.strictObject({ id });
/** The password goes to the key chain and never comes back. Null keeps the stored one. */
const withPassword = z.strictObject({
  account: directoryAccount,
  password: z.string().max(1000).nullable(),
});

export const directoryProcedures = {
  'directory.all': { input: nothing, output: z.array(directoryView), windows: workspace },
  'directory.save': { input: withPassword, output: nothing, windows: workspace },
  'directory.remove': {
    input: z.strictObject({ id, keepPeople: z.boolean() }),
    output: nothing,
    windows: workspace,
  },
  'directory.test': { input: withPassword, output: testResult, windows: workspace },
  /** Answers when it is over. `manyMayGo`: more than half may be removed. */
  'directory.sync': {
    input: z.strictObject({ id, manyMayGo: z.boolean() }),
    output: nothing,
    windows: workspace,
  },
  'directory.cancel': { input: byId, output: nothing, windows: workspace },
  'directory.conflicts': { input: nothing, output: z.array(conflictView), windows: workspace },
  'directory.decide': {
    input: z.strictObject({ id, choice: conflictChoice }),
    output: nothing,
    windows: workspace,
  },
  /** What sources outside have; each has its time, and what is kept here is asked for elsewhere and never waits. */
  'directory.search': {
    input: z.strictObject({ text: z.string().max(200) }),
    output: directoryAnswer,
    windows: workspace,
  },
  'directory.byNumber': {
    input: z.strictObject({ number: z.string().min(1).max(256), e164: z.string().max(20).nullable() }),
    output: directoryAnswer,
    windows: workspace,
  },
  /** Makes a contact of it; with the id of a call, the call is theirs. */
  'directory.keep': {
    input: z.strictObject({ hit: directoryHit, callId: id.nullable() }),
    output: contact,
    windows: workspace,
  },
  'directory.sources': {
    input: z.strictObject({ personIds: z.array(id).max(100) }),
    output: z.array(personSource),
    windows: workspace,
  },
  'directory.putInto': {
    input: z.strictObject({ id, personId: id }),
    output: nothing,
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
