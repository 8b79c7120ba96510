/** A file of customers on its way in: looked at, rehearsed, entered. */
import { usualPlan } from '../../shared/import/plan.ts';
import { noImport, type ImportBatch, type ImportView } from '../../shared/import/view.ts';
import { noon } from './people.ts';

const found: ImportView = {
  ...noImport,
  step: 'found',
  fileId: 'f1',
  fileName: 'customers.csv',
  found: {
    format: 'csv',
    encoding: 'windows-1256',
    delimiter: ';',
    hasHeader: true,
    count: 2_000,
    header: ['الاسم', 'الجوال', 'E-mail', 'Company', 'Contract'],
    sample: [
      ['ليلى سعيد', '0501234567', 'layla@alnoor.example', 'Al Noor Trading', 'A-17'],
      ['Omar Haddad', '050 765 4321', '', 'Cedar Works', ''],
    ],
    preview: [],
    plan: {
      ...usualPlan,
      mapping: [
        { field: 'name', of: null },
        { field: 'phone.mobile', of: null },
        { field: 'email.work', of: null },
        { field: 'organisation', of: null },
        { field: 'custom', of: null },
      ],
    },
    remembered: true,
  },
};

const checked: ImportView = {
  ...found,
  checked: {
    fresh: 1_900,
    known: 90,
    failed: 10,
    reasons: [
      { reason: 'rounded', count: 7, line: 17 },
      { reason: 'empty', count: 3, line: 801 },
    ],
    preview: [
      { line: 2, name: 'ليلى سعيد', organisation: 'Al Noor Trading', numbers: ['+966501234567'], emails: ['layla@alnoor.example'] },
      { line: 3, name: 'Omar Haddad', organisation: 'Cedar Works', numbers: ['+966507654321'], emails: [] },
    ], // prettier-ignore
  },
};

export const importSteps = {
  importStart: noImport,
  importFound: found,
  importChecked: checked,
  importRunning: { ...checked, step: 'running', done: 740, counts: { added: 700, updated: 0, skipped: 36, failed: 4 } },
  importDone: {
    ...checked,
    step: 'done',
    done: 2_000,
    counts: { added: 1_900, updated: 0, skipped: 90, failed: 10 },
    batchId: 'b1',
  },
} satisfies Record<string, ImportView>; // prettier-ignore

export const importBatches: ImportBatch[] = [
  { id: 'b1', fileName: 'customers.csv', at: noon, state: 'done', total: 2_000, doneThrough: 2_000, kept: 0, added: 1_900, updated: 0, skipped: 90, failed: 10 },
  { id: 'b0', fileName: 'old-telephone.vcf', at: noon - 86_400_000, state: 'interrupted', total: 50, doneThrough: 20, kept: 0, added: 20, updated: 0, skipped: 0, failed: 0 },
]; // prettier-ignore
