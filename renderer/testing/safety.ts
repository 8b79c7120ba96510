/** Privacy, back-ups and things done to many, as main would tell of them. */
import type { BulkDraft, BulkJob, BulkPreviewPart } from '../../shared/people/bulk.ts';
import type { Barred } from '../../shared/people/gate.ts';
import type { AuditEntry } from '../../shared/safety/audit.ts';
import type { BackUpView } from '../../shared/safety/back-up.ts';
import type { ErasureCounts } from '../../shared/safety/erasure.ts';
import { found, hour, noon, type Tongue } from './people.ts';

const day = 24 * hour;

export const backUps: BackUpView = {
  running: false,
  failed: true,
  recoveryMadeAt: null,
  folder: '/home/sara/Documents/Masar/Hatif back-ups',
  files: [
    { name: 'b2', size: 48_300_000, at: noon - 10 * hour },
    { name: 'b1', size: 47_900_000, at: noon - 34 * hour },
  ],
};

const entry = (row: number, change: Partial<AuditEntry>): AuditEntry => ({
  row,
  id: `audit-${row}`,
  at: noon - row * hour,
  kind: 'export',
  agent: 'Sara Mansour',
  personId: null,
  personName: null,
  subject: null,
  why: null,
  data: {},
  ...change,
});

export const auditLog = (t: Tongue): AuditEntry[] => [
  entry(1, {
    kind: 'override',
    personName: t === 'en' ? 'Layla Haddad' : 'ليلى حداد',
    subject: '+966505550142',
    why: t === 'en' ? 'She asked to be called back about the alarm' : 'طلبت معاودة الاتصال بشأن الإنذار',
    data: { reasons: ['channelRefused', 'outsideHours'] },
  }),
  entry(4, { kind: 'bulk', data: { action: 'tag', selection: 'search', job: 'j2' } }),
  entry(6, { kind: 'export', data: { format: 'csv', people: 1840 } }),
  entry(9, { kind: 'retention', agent: null, data: { counts: { notes: 41, outbox: 7 } } }),
  entry(30, { kind: 'erasure', data: { counts: { numbers: 2, addresses: 0, notes: 9 } } }),
];

export const barredCall = (t: Tongue): Barred => ({
  reasons: ['channelRefused', 'outsideHours'],
  who: [t === 'en' ? 'Layla Haddad' : 'ليلى حداد'],
  lists: [t === 'en' ? 'Asked not to be called' : 'طلبوا عدم الاتصال'],
  mayOverride: true,
});

export const erasure: ErasureCounts = {
  numbers: 2,
  addresses: 3,
  details: 11,
  files: 2,
  history: 14,
  notes: 9,
  answers: 4,
  followUps: 2,
  outbox: 1,
  imports: 1,
  recordings: 2,
  aside: 0,
  log: 3,
};

export const bulkPreview = (t: Tongue): BulkPreviewPart => ({
  will: 212,
  leftOut: { already: 6, onList: 2 },
  examples: found(t)
    .slice(0, 3)
    .map((hit, i) => ({ ...hit, reason: i === 0 ? 'onList' : 'already' })),
  next: null,
});

const job = (id: string, change: Partial<BulkJob>): BulkJob => ({
  id,
  action: { kind: 'tag', tag: 'VIP' },
  selection: { kind: 'search', text: 'hadd' },
  state: 'done',
  startedAt: noon - 2 * hour,
  endedAt: noon - 2 * hour,
  done: 212,
  leftOut: { already: 6, onList: 2 },
  drafts: 0,
  ...change,
});

export const bulkDrafts = (t: Tongue): BulkDraft[] =>
  [3, 1].map((count, n) => ({
    id: `m${n}`,
    to: Array.from({ length: count }, (_, each) => `customer${n * 3 + each}@alnoor.example`),
    subject: t === 'ar' ? 'إغلاق يوم الخميس' : 'Closed on Thursday',
    body:
      t === 'ar'
        ? 'مكتبنا مغلق يوم الخميس.\nنعود يوم الأحد.'
        : 'Our desk is closed on Thursday.\nWe are back on Sunday.',
  }));

export const bulkJobs: BulkJob[] = [
  job('j1', { state: 'running', startedAt: noon - 60_000, endedAt: null, done: 87, leftOut: {} }),
  job('j2', {}),
  job('j4', {
    action: {
      kind: 'bcc',
      by: 'smtp',
      subject: 'Closed on Thursday',
      body: 'Our desk is closed on Thursday.',
      perMessage: 50,
    },
    done: 61,
    leftOut: { noEmail: 4, notAsked: 2 },
    drafts: 2,
  }),
  job('j3', {
    action: { kind: 'handOver', to: 'Rania Khoury' },
    state: 'interrupted',
    startedAt: noon - day,
    done: 40,
    leftOut: {},
  }),
];
