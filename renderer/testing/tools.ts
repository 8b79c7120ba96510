/** What follow-ups are made from and where they stand, for the states of the workspace. */
import { standardTemplates } from '../../shared/followups/standard.ts';
import { readyMade } from '../../shared/followups/ready-made.ts';
import type { HookView, PlannedAction, SmtpSettings, Toolbox } from '../../shared/followups/types.ts';
import type { OutboxEntry, OutboxView } from '../../shared/outbox/types.ts';
import type { AgentView } from '../../shared/agent/types.ts';
import { hour, minute, noon, type Tongue } from './people.ts';

const zendesk = readyMade.find(({ readyId }) => readyId === 'zendesk');

export const hooks: HookView[] = zendesk
  ? [
      {
        id: 'h1',
        name: 'Zendesk',
        purpose: 'ticket',
        method: zendesk.method,
        url: zendesk.url,
        headers: zendesk.headers,
        body: zendesk.body,
        keyHeader: zendesk.keyHeader,
        keyHours: zendesk.keyHours,
        answerId: zendesk.answerId,
        update: zendesk.update,
        escalate: zendesk.escalate,
        allowPrivate: false,
        allowHttp: false,
        order: 0,
        hasSecret: true,
      },
    ]
  : [];

export const toolboxOf = (change: Partial<Toolbox> = {}): Toolbox => ({
  templates: [...standardTemplates],
  hooks: [],
  macros: [],
  ...change,
});

export const smtp: SmtpSettings = {
  host: 'mail.masar.example',
  port: 587,
  security: 'starttls',
  user: 'service',
  from: 'service@masar.example',
  fromName: 'Masar Service',
};

export const agentOf = (change: Partial<AgentView> = {}): AgentView => ({
  choice: { status: 'ready' },
  since: noon - hour,
  next: null,
  refusing: null,
  wrapUpUntil: null,
  used: { short: 12 * minute },
  ...change,
});

export const emptyOutbox: OutboxView = { entries: [], waiting: 0, asking: 0, failed: 0, offline: false };

const entry = (tongue: Tongue, change: Partial<OutboxEntry>): OutboxEntry => ({
  id: 'o1',
  kind: 'email',
  personId: 'p-layla',
  personName: tongue === 'en' ? 'Layla Haddad' : 'ليلى حداد',
  interactionId: 'c1',
  to: 'layla@haddad.example',
  via: null,
  subject: tongue === 'en' ? 'Our call of 24 Nov' : 'مكالمتنا بتاريخ 24 نوفمبر',
  state: 'queued',
  createdAt: noon - 5 * minute,
  dueAt: null,
  attempts: 0,
  lastAttemptAt: null,
  fault: null,
  detail: null,
  waits: false,
  ...change,
});

export const fullOutbox = (tongue: Tongue): OutboxView => ({
  entries: [
    entry(tongue, { id: 'o5', dueAt: noon + 6000, createdAt: noon - 4000 }),
    entry(tongue, { id: 'o4', kind: 'ticket', via: 'Zendesk', to: '', dueAt: noon, waits: true }),
    entry(tongue, {
      id: 'o3',
      state: 'unknown',
      attempts: 1,
      lastAttemptAt: noon - 4 * minute,
      fault: 'broke',
      detail: 'ETIMEDOUT',
    }),
    entry(tongue, {
      id: 'o2',
      kind: 'ticket',
      via: 'Zendesk',
      to: '',
      personName: null,
      personId: null,
      state: 'failed',
      attempts: 1,
      fault: 'signIn',
      detail: '401 {"error": "Couldn\'t authenticate you"}',
      createdAt: noon - 2 * hour,
    }),
    entry(tongue, { id: 'o1', state: 'sent', attempts: 2, createdAt: noon - 3 * hour, detail: '250 OK' }),
  ],
  waiting: 2,
  asking: 1,
  failed: 1,
  offline: false,
});

export const planned = (tongue: Tongue): PlannedAction[] => [
  {
    kind: 'email',
    to: 'layla@haddad.example',
    subject: tongue === 'en' ? 'Our call of 24 Nov' : 'مكالمتنا بتاريخ 24 نوفمبر',
    body: 'x',
  },
  {
    kind: 'ticket',
    hookId: 'h1',
    subject: tongue === 'en' ? 'Alarm E4 is back' : 'عاد الإنذار E4',
    body: 'x',
  },
];
