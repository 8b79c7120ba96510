/** Every state that the workspace can show, as the snapshot that main would send. */
import type { CallView, TransferView } from '../../shared/call/view.ts';
import type { Snapshot } from '../../shared/ipc/contract.ts';
import type { PlannedAction } from '../../shared/followups/types.ts';
import { brokenLines, failedLine, salesLine, serviceLine, threeAccounts } from './lines.ts';
import { offered, recordingOf, recordingRules } from './recordings.ts';
import { phoneOf } from './phone.ts';
import {
  due,
  laylaContext,
  noon,
  outcomes,
  recent,
  sharedContext,
  unknownContext,
  type Tongue,
} from './people.ts';
import { brokenCheck, fromOutside, passedCheck } from './outside.ts';
import { handedBy, rated } from './handed.ts';
import { settingsOf } from './settings.ts';
import { scriptBeside } from './scripts.ts';
import { agentOf, emptyOutbox, fullOutbox, hooks, planned, smtp, toolboxOf } from './tools.ts';
import { customers } from './customers.ts';

export const desk = (tongue: Tongue, change: Partial<Snapshot> = {}): Snapshot => ({
  settings: settingsOf(tongue),
  lines: [serviceLine],
  calls: [],
  contexts: [],
  drafts: [],
  outcomes,
  recent: recent(tongue),
  due: due(tongue),
  upNext: null,
  outbox: emptyOutbox,
  toolbox: toolboxOf(),
  agent: agentOf(),
  wrapUpTimes: [],
  devices: [
    { id: 'm1', label: 'Jabra Evolve2 65', groupId: 'g1', kind: 'microphone' },
    { id: 's1', label: 'Jabra Evolve2 65', groupId: 'g1', kind: 'speaker' },
    { id: 's2', label: 'Built-in speakers', groupId: 'g2', kind: 'speaker' },
  ],
  practice: { state: 'off', customers: [], sampleData: false },
  callScripts: [],
  lamps: { lamps: [], mailboxes: [] },
  recordings: offered(change.calls),
  store: { state: 'open', detail: null },
  ...fromOutside,
  runtime: {
    hatif: '0.1.0',
    electron: '45.4.1',
    chrome: '150.0',
    fallback: false,
    keychain: true,
    dataFolder: '/home/sara/.config/Hatif',
  },
  ...change,
});

export const incoming = (change: Partial<CallView> = {}): CallView => ({
  id: 'c1',
  accountId: 'a1',
  direction: 'inbound',
  phase: 'ringing',
  remote: { number: '+966505550142', e164: '+966505550142', name: 'L HADDAD' },
  called: 'Masar Cooling · Service',
  startedAt: noon - 6000,
  answeredAt: null,
  endedAt: null,
  muted: false,
  hold: 'none',
  heldSince: null,
  busyHold: false,
  earlyMedia: false,
  transfer: null,
  consultFor: null,
  conference: null,
  media: 'none',
  digits: '',
  silenced: false,
  end: null,
  ...change,
});

export const live = (change: Partial<CallView> = {}): CallView =>
  incoming({
    phase: 'established',
    startedAt: noon - 285_000,
    answeredAt: noon - 277_000,
    media: 'flowing',
    ...change,
  });

export const over = (change: Partial<CallView> = {}): CallView =>
  live({
    phase: 'ended',
    endedAt: noon - 22_000,
    media: 'none',
    end: { by: 'remote', cause: 'hangup', status: null },
    ...change,
  });

export const outgoing = (change: Partial<CallView> = {}): CallView =>
  incoming({ direction: 'outbound', phase: 'dialling', called: null, ...change });

const second = (change: Partial<CallView> = {}): CallView =>
  incoming({
    id: 'c2',
    remote: { number: '+493055500117', e164: '+493055500117', name: 'Marcus Weber' },
    called: 'Najm Energy',
    startedAt: noon - 11_000,
    ...change,
  });

const waiting = { hold: 'local', heldSince: noon - 42_000 } as const;

/** A transfer of the call with Layla to Rania. */
const toRania = (change: Partial<TransferView> = {}): TransferView => ({
  kind: 'blind',
  target: { number: '+966125550107', e164: '+966125550107', name: 'Rania Khoury' },
  phase: 'ringing',
  fault: null,
  cause: null,
  status: null,
  ...change,
});

/** Marcus is asked while Layla waits. */
const asked = (change: Partial<CallView> = {}): CallView =>
  live({
    ...second(),
    direction: 'outbound',
    phase: 'established',
    called: null,
    consultFor: 'c1',
    answeredAt: noon - 9000,
    ...change,
  });

const notes = {
  en: 'Alarm back since 11:50. Banquet for 200 tonight, stock is fish and dairy. Asks for the loan unit if the relay is not in by 16:00.',
  ar: 'عاد الإنذار منذ 11:50. لديهم حفل لمئتي ضيف الليلة، والمخزون أسماك وألبان. تطلب الوحدة البديلة إن لم تصل القطعة قبل 16:00.',
};

const draftOf = (tongue: Tongue, outcomeId: string | null, dueAt: number | null = null) => ({
  interactionId: 'c1',
  note: notes[tongue],
  outcomeId,
  dueAt,
  actions: [] as PlannedAction[],
  savedAt: noon - 30_000,
});

const practising = (tongue: Tongue): Partial<Snapshot> => ({
  practice: { state: 'running', customers, sampleData: true },
  lines: [{ ...serviceLine, name: tongue === 'en' ? 'Practice' : 'تدريب', practice: true }],
});

/** Talking with Layla. */
const talking = (t: Tongue, ...recordings: Snapshot['recordings']): Snapshot =>
  desk(t, {
    calls: [live()],
    contexts: [laylaContext('c1', t)],
    drafts: [draftOf(t, null)],
    ...(recordings.length === 0 ? {} : { recordings }),
  });

/** Name of the state: what main says in it. */
export const states = {
  recorded: t => talking(t, recordingOf()),
  recordedPaused: t => talking(t, recordingOf({ state: 'paused', pausedBy: ['script'] })),
  idle: t => desk(t),
  idleTwoLines: t => desk(t, { lines: [serviceLine, salesLine] }),
  idleEmpty: t => desk(t, { recent: [], due: [] }),
  phone: t => desk(t, phoneOf(t)),
  phoneLive: t =>
    desk(t, {
      ...phoneOf(t),
      calls: [live()],
      contexts: [laylaContext('c1', t)],
      drafts: [draftOf(t, null)],
    }),
  phoneRinging: t => desk(t, { ...phoneOf(t), calls: [incoming()], contexts: [laylaContext('c1', t)] }),
  practice: t => desk(t, { ...practising(t), recent: [], due: due(t).slice(0, 2) }),
  ringing: t => desk(t, { calls: [incoming()], contexts: [laylaContext('c1', t)] }),
  ringingLooking: t => desk(t, { calls: [incoming()] }),
  many: t =>
    desk(t, {
      calls: [
        incoming({ remote: { number: '+966125550100', e164: '+966125550100', name: 'Cedar Bay Hotels' } }),
      ],
      contexts: [sharedContext('c1', t)],
    }),
  unknown: t =>
    desk(t, {
      calls: [
        incoming({ remote: { number: '+33199002706', e164: '+33199002706', name: null }, silenced: true }),
      ],
      contexts: [unknownContext('c1')],
    }),
  hidden: t =>
    desk(t, {
      calls: [incoming({ remote: { number: 'anonymous', e164: null, name: null }, called: null })],
      contexts: [unknownContext('c1')],
    }),
  dialling: t => desk(t, { calls: [outgoing()], contexts: [laylaContext('c1', t)] }),
  ringback: t => desk(t, { calls: [outgoing({ phase: 'ringing' })], contexts: [laylaContext('c1', t)] }),
  early: t =>
    desk(t, {
      calls: [outgoing({ phase: 'ringing', earlyMedia: true, media: 'flowing', digits: '3' })],
      contexts: [laylaContext('c1', t)],
    }),
  live: t => talking(t),
  script: t =>
    desk(t, {
      calls: [live()],
      contexts: [laylaContext('c1', t)],
      drafts: [draftOf(t, null)],
      callScripts: [scriptBeside('c1', t)],
    }),
  scriptRinging: t =>
    desk(t, {
      calls: [incoming()],
      contexts: [laylaContext('c1', t)],
      callScripts: [{ ...scriptBeside('c1', t), state: null }],
    }),
  liveMuted: t =>
    desk(t, {
      calls: [live({ muted: true, digits: '4711#' })],
      contexts: [laylaContext('c1', t)],
      drafts: [draftOf(t, 'visit')],
    }),
  held: t =>
    desk(t, {
      calls: [live({ hold: 'local', heldSince: noon - 42_000 })],
      contexts: [laylaContext('c1', t)],
      drafts: [draftOf(t, null)],
    }),
  heldByThem: t =>
    desk(t, {
      calls: [live({ hold: 'remote', heldSince: noon - 42_000 })],
      contexts: [laylaContext('c1', t)],
    }),
  transferring: t =>
    desk(t, { calls: [live({ ...waiting, transfer: toRania() })], contexts: [laylaContext('c1', t)] }),
  transferRefused: t =>
    desk(t, {
      calls: [
        live({
          ...waiting,
          transfer: toRania({ phase: 'refused', fault: 'target', cause: 'busy', status: 486 }),
        }),
      ],
      contexts: [laylaContext('c1', t)],
    }),
  consulting: t =>
    desk(t, {
      calls: [asked(), live(waiting)],
      contexts: [laylaContext('c1', t), unknownContext('c2')],
    }),
  consultRings: t =>
    desk(t, {
      calls: [asked({ phase: 'ringing', answeredAt: null, media: 'none' }), live(waiting)],
      contexts: [laylaContext('c1', t), unknownContext('c2')],
    }),
  conference: t =>
    desk(t, {
      calls: [live({ conference: 'joined' }), asked({ conference: 'joined' })],
      contexts: [laylaContext('c1', t), unknownContext('c2')],
    }),
  second: t =>
    desk(t, {
      calls: [live(), second()],
      contexts: [laylaContext('c1', t), unknownContext('c2')],
      drafts: [draftOf(t, null)],
    }),
  wrapUp: t =>
    desk(t, {
      calls: [over()],
      contexts: [laylaContext('c1', t)],
      drafts: [draftOf(t, 'callback')],
    }),
  planned: t =>
    desk(t, {
      settings: settingsOf(t, { smtp }),
      toolbox: toolboxOf({ hooks }),
      calls: [over()],
      contexts: [laylaContext('c1', t)],
      drafts: [{ ...draftOf(t, 'solved'), actions: planned(t) }],
      wrapUpTimes: [{ interactionId: 'c1', until: noon + 42_000, extensionsLeft: 2 }],
    }),
  outbox: t =>
    desk(t, { outbox: fullOutbox(t), settings: settingsOf(t, { smtp }), toolbox: toolboxOf({ hooks }) }),
  onBreak: t =>
    desk(t, {
      agent: agentOf({
        choice: { status: 'break', reason: 'short' },
        since: noon - 21 * 60_000,
        refusing: 'break',
      }),
    }),
  wrapUpFresh: t => desk(t, { calls: [over()], contexts: [laylaContext('c1', t)] }),
  failedBusy: t =>
    desk(t, {
      calls: [
        outgoing({ phase: 'ended', endedAt: noon - 3000, end: { by: 'remote', cause: 'busy', status: 486 } }),
      ],
      contexts: [laylaContext('c1', t)],
    }),
  failedServer: t =>
    desk(t, {
      calls: [
        outgoing({
          phase: 'ended',
          endedAt: noon - 3000,
          end: { by: 'remote', cause: 'serverError', status: 503 },
        }),
      ],
      contexts: [laylaContext('c1', t)],
    }),
  missed: t =>
    desk(t, {
      calls: [
        incoming({
          phase: 'ended',
          endedAt: noon - 1000,
          end: { by: 'remote', cause: 'cancelled', status: null },
        }),
      ],
      contexts: [laylaContext('c1', t)],
    }),
  noServer: t =>
    desk(t, {
      lines: [failedLine({})],
      calls: [live({ startedAt: noon - 370_000, answeredAt: noon - 362_000 })],
      contexts: [laylaContext('c1', t)],
      drafts: [draftOf(t, null)],
    }),
  linesBroken: t =>
    desk(t, { lines: brokenLines(t), settings: settingsOf(t, { accounts: threeAccounts(t) }) }),
  recordingRules: t => desk(t, { settings: settingsOf(t, { recording: recordingRules(t) }) }),
  wrongPassword: t =>
    desk(t, {
      lines: [failedLine({ state: 'failed', fault: 'wrongPassword', faultDetail: null, retryAt: null })],
    }),
  checked: t => desk(t, { selfCheck: brokenCheck }),
  checkPassed: t => desk(t, { selfCheck: passedCheck }),
  /** Handed on by a colleague; the customer rated an earlier call, and was asked about another. */
  handedOver: t =>
    desk(t, { calls: [live({ handed: handedBy(t) })], contexts: [rated(laylaContext('c1', t), t)] }),
  /** The queue wrote along how long they waited, and what it knows. */
  fromExchange: t =>
    desk(t, {
      calls: [
        live({
          said: {
            fields: [
              { label: t === 'ar' ? 'رقم الطلب' : 'Order', value: 'A-1704' },
              { label: 'X-Tier', value: 'gold' },
            ],
            waitedFor: 94,
          },
        }),
      ],
      contexts: [laylaContext('c1', t)],
    }),
  noLine: t => desk(t, { lines: [], settings: settingsOf(t, { accounts: [] }) }),
  recovering: t => desk(t, { calls: [live({ media: 'recovering' })], contexts: [laylaContext('c1', t)] }),
  noMicrophone: t =>
    desk(t, { devices: [{ id: 's2', label: 'Built-in speakers', groupId: 'g2', kind: 'speaker' }] }),
  storeNewer: t => desk(t, { store: { state: 'newer', detail: 'schema 9' }, recent: [], due: [] }),
  storeCorrupt: t => desk(t, { store: { state: 'corrupt', detail: null }, recent: [], due: [] }),
  firstRun: t =>
    desk(t, {
      settings: settingsOf(t, { firstRunDone: false, accounts: [] }),
      lines: [],
      recent: [],
      due: [],
    }),
} as const satisfies Record<string, (tongue: Tongue) => Snapshot>;

export type StateName = keyof typeof states;
