/** What the workspace draws from before main has said anything: nothing is there, and nothing is wrong. */
import { noCheck } from '../../../shared/diagnostics/types.ts';
import type { Snapshot } from '../../../shared/ipc/contract.ts';
import { noReach } from '../../../shared/reach/types.ts';
import { defaultSettings, type Language } from '../../../shared/settings/schema.ts';

export const nothingYet = (language: Language | null): Snapshot => ({
  settings: { ...defaultSettings, language, firstRunDone: true },
  lines: [],
  calls: [],
  recordings: [],
  contexts: [],
  drafts: [],
  outcomes: [],
  recent: [],
  due: [],
  upNext: null,
  outbox: { entries: [], waiting: 0, asking: 0, failed: 0, offline: false },
  toolbox: { templates: [], hooks: [], macros: [] },
  agent: {
    choice: { status: 'ready' },
    since: 0,
    next: null,
    refusing: null,
    wrapUpUntil: null,
    used: {},
  },
  wrapUpTimes: [],
  devices: [],
  practice: { state: 'off', customers: [], sampleData: false },
  callScripts: [],
  lamps: { lamps: [], mailboxes: [] },
  store: { state: 'open', detail: null },
  selfCheck: noCheck,
  reach: noReach,
  offered: null,
  runtime: { hatif: '', electron: '', chrome: '', fallback: false, keychain: true, dataFolder: '' },
});
