/** What a window sees of an import or an export that is going on. Kept in main: a window may be reloaded at any moment. */
import { z } from 'zod';
import { rowReasons } from './contact.ts';
import { delimiters } from './csv-shape.ts';
import { fileReasons } from './file-error.ts';
import { importPlan } from './plan.ts';

/** By their names in the Encoding Standard; the order in which they are offered. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1256',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'iso-8859-6',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
] as const;
export type Encoding = (typeof encodings)[number];

const id = z.string().min(1).max(64);
const count = z.number().int().nonnegative();
const text = z.string().max(2_000);

const preview = z.object({
  line: count,
  name: text,
  organisation: text.nullable(),
  numbers: z.array(text),
  emails: z.array(text),
});

export const importFound = z.object({
  format: z.enum(['csv', 'vcard']),
  encoding: z.enum(encodings),
  delimiter: z.string().max(1),
  hasHeader: z.boolean(),
  count,
  header: z.array(text).max(500),
  /** The first rows; empty for vCards. */
  sample: z.array(z.array(text)).max(20),
  /** Of vCards, which need no columns to be told apart: the first contacts. */
  preview: z.array(preview).max(8),
  plan: importPlan,
  /** The plan is that of the last file with these columns. */
  remembered: z.boolean(),
});
export type ImportFound = z.infer<typeof importFound>;

export const importChecked = z.object({
  fresh: count,
  known: count,
  failed: count,
  reasons: z.array(z.object({ reason: z.enum(rowReasons), count, line: count })),
  preview: z.array(preview).max(8),
});
export type ImportChecked = z.infer<typeof importChecked>;

export const importCounts = z.object({ added: count, updated: count, skipped: count, failed: count });

export const importView = z.object({
  /** `none` without a file; `found` waits for the agent; `done` has a batch to look at. */
  step: z.enum(['none', 'looking', 'found', 'checking', 'running', 'reverting', 'done']),
  /** Names this file in requests; never a path. */
  fileId: id.nullable(),
  fileName: text.nullable(),
  found: importFound.nullable(),
  checked: importChecked.nullable(),
  /** Why the file cannot be read, or why the import stopped. Null reason: something else went wrong. */
  refused: z.object({ reason: z.enum(fileReasons).nullable(), line: count.nullable() }).nullable(),
  /** Records so far, of `found.count`. */
  done: count,
  counts: importCounts.nullable(),
  batchId: id.nullable(),
});
export type ImportView = z.infer<typeof importView>;

export const noImport: ImportView = {
  step: 'none',
  fileId: null,
  fileName: null,
  found: null,
  checked: null,
  refused: null,
  done: 0,
  counts: null,
  batchId: null,
};

/** One of the last imports. */
export const importBatch = /* @__PURE__ */ importCounts.extend({
  id,
  fileName: text,
  at: z.number().int(),
  state: z.enum(['running', 'interrupted', 'done', 'reverting', 'reverted']),
  total: count,
  doneThrough: count,
  kept: count,
});
export type ImportBatch = z.infer<typeof importBatch>;

export const exportFormats = ['csv', 'vcard4', 'vcard3'] as const;
export const exportFormat = z.enum(exportFormats);
export type ExportFormatName = z.infer<typeof exportFormat>;

export const exportView = z.object({
  step: z.enum(['none', 'running', 'done', 'failed']),
  fileName: text.nullable(),
  done: count,
});
export type ExportView = z.infer<typeof exportView>;

export const noExport: ExportView = { step: 'none', fileName: null, done: 0 };

/** What the agent may say about a file when we guessed wrong. */
export const told = z.strictObject({
  encoding: z.enum(encodings).nullable(),
  delimiter: z.enum(delimiters).nullable(),
  header: z.boolean().nullable(),
});
