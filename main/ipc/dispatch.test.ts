import { describe, expect, it } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import { blankHook } from '../../shared/followups/ready-made.ts';
import { standardOutcomes } from '../../shared/outcome/standard.ts';
import { procedures, type ProcedureName } from '../../shared/ipc/contract.ts';
import { createDispatcher, type Handlers } from './dispatch.ts';

const names = Object.keys(procedures) as ProcedureName[];

/** Handlers that all do the same. */
const allDo = (work: () => unknown): Handlers =>
  Object.fromEntries(names.map(name => [name, work])) as unknown as Handlers;

/** An input that each procedure must refuse: nobody has such a field. */
const malformed = { surely: 'not an input of any procedure' };

const importPlan = {
  mapping: [{ field: 'name', of: null }],
  matchBy: ['number'],
  onDuplicate: 'skip',
  list: null,
};
const { readyId: _id, secret: _secret, ...made } = { ...blankHook, name: 'Own', url: 'https://own.example/' };
const exampleHook = { ...made, id: 'h', order: 0 };

const cardDav = {
  id: 'd',
  kind: 'carddav',
  name: 'Company',
  url: 'https://dav.example/',
  user: 'sami',
  book: null,
  allowPrivate: false,
  allowHttp: false,
  newPeople: true,
  minutes: 15,
  paused: false,
};

/** The window of the card has its own two procedures; all others are the workspace's. */
const windowOf = (name: ProcedureName) => procedures[name].windows[0];

/** An input that each procedure accepts. */
const wellFormed: { [P in ProcedureName]: unknown } = {
  'app.snapshot': null,
  'app.quit': null,
  'recording.wish': { callId: 'c', on: true },
  'recording.pause': { callId: 'c', paused: true },
  'recording.list': { filter: { text: '', direction: null, startedBy: null }, after: null },
  'recording.open': { id: 'r' },
  'recording.part': { id: 'r', from: 0 },
  'recording.giveOut': { id: 'r', wav: new Uint8Array(4) },
  'recording.remove': { id: 'r' },
  'recording.restore': { id: 'r' },
  'settings.change': { colourScheme: 'dark' },
  'settings.language': 'ar',
  'line.save': {
    account: {
      id: 'a',
      name: 'Service',
      server: 'wss://pbx.example/ws',
      user: 'alice',
      authUser: null,
      domain: 'example.org',
      displayName: null,
      country: 'SA',
      moreServers: [],
      iceServers: [],
      dtmf: 'auto',
      practice: false,
    },
    password: null,
  },
  'ringing.card': null,
  'ringing.act': { callId: 'c', act: 'answer' },
  'line.remove': { accountId: 'a' },
  'directory.all': null,
  'directory.save': { account: cardDav, password: null },
  'directory.remove': { id: 'd', keepPeople: true },
  'directory.test': { account: cardDav, password: 'x' },
  'directory.sync': { id: 'd', manyMayGo: false },
  'directory.cancel': { id: 'd' },
  'directory.conflicts': null,
  'directory.decide': { id: 'c', choice: 'mine' },
  'directory.search': { text: 'huda' },
  'directory.byNumber': { number: '+966505550142', e164: null },
  'directory.keep': {
    hit: {
      directoryId: 'd',
      entry: 'cn=Huda',
      source: 'LDAP',
      name: 'Huda',
      organisation: null,
      role: null,
      numbers: [],
      emails: [],
    },
    callId: null,
  },
  'directory.sources': { personIds: ['p'] },
  'directory.putInto': { id: 'd', personId: 'p' },
  'line.retry': { accountId: 'a' },
  'call.dial': { target: '+966505550142', accountId: null, personId: null },
  'card.shown': { callId: 'c' },
  'call.answer': { callId: 'c' },
  'call.decline': { callId: 'c' },
  'call.silence': { callId: 'c' },
  'call.hangUp': { callId: 'c' },
  'call.hold': { callId: 'c', hold: true },
  'call.mute': { callId: 'c', muted: true },
  'call.dtmf': { callId: 'c', digits: '12#' },
  'call.transfer': { callId: 'c', target: '+966125550107', name: null, along: true },
  'call.along': { callId: 'c' },
  'call.openLink': { callId: 'c' },
  'call.consult': { callId: 'c', target: '+966125550107', personId: null, join: false, along: false },
  'call.forward': { callId: 'c', target: '6002' },
  'lamp.pickUp': { lampId: 'l' },
  'code.use': { codeId: 'k', callId: null, lampId: null },
  'message.send': { target: '6002', text: 'hello', personId: null },
  'call.complete': { callId: 'c' },
  'call.takeBack': { callId: 'c' },
  'call.join': { callId: 'c' },
  'call.split': { callId: 'c' },
  'call.dismiss': { callId: 'c' },
  'call.stats': { callId: 'c' },
  'caller.choose': { callId: 'c', personId: null },
  'draft.save': { interactionId: 'c', note: '', outcomeId: null, dueAt: null, actions: [] },
  'wrapUp.finish': { interactionId: 'c', note: '', outcomeId: 'o', dueAt: null, actions: [] },
  'case.of': { personId: 'p' },
  'case.close': { id: 'c', closed: true },
  'checkIn.of': { listId: 'l' },
  'checkIn.due': { listId: 'l', days: 90, after: 0 },
  'checkIn.save': { listId: 'l', rule: { days: 90, what: 'Check in', active: true } },
  'checkIn.stop': { listId: 'l' },
  'survey.answer': { interactionId: 'c', answer: { rating: 4, best: 5, comment: null } },
  'survey.setSource': { source: null, secret: null },
  'survey.look': null,
  'wrapUp.undo': { interactionId: 'c' },
  'followUp.done': { followUpId: 'f', done: true },
  'calendar.save': { calendar: null, password: null },
  'calendar.test': { calendar: { url: 'https://dav.example/', user: '', what: 'mine' }, password: null },
  'calendar.state': null,
  'followUp.snooze': { followUpId: 'f', until: 1 },
  'followUp.move': { followUpId: 'f', dueAt: 1 },
  'followUp.export': { followUpId: 'f' },
  'template.fill': { templateId: 't', interactionId: 'c', note: '', outcomeId: null, callbackAt: null },
  'template.preview': { source: 'x', language: 'en' },
  'template.save': {
    id: 't',
    kind: 'email',
    name: { en: 'a', ar: '' },
    subject: { en: '', ar: '' },
    body: { en: '', ar: '' },
    order: 0,
  },
  'hook.preview': { hook: exampleHook },
  'hook.save': { hook: exampleHook, secret: null },
  'macro.save': {
    id: 'm',
    name: { en: 'a', ar: '' },
    outcomeId: null,
    steps: [{ kind: 'ticket', hookId: 'h' }],
    order: 0,
  },
  'tool.remove': { id: 't' },
  'outcome.save': standardOutcomes[0],
  'smtp.save': { smtp: null, password: null },
  'smtp.test': {
    smtp: { host: 'mail.example', port: 587, security: 'starttls', user: '', from: 'a@b', fromName: '' },
    password: null,
  },
  'mail.open': { to: 'a@b', subject: '', body: '' },
  'outbox.cancel': { id: 'o' },
  'outbox.arrived': { id: 'o' },
  'outbox.resend': { id: 'o' },
  'agent.choose': { status: 'break', reason: 'meal' },
  'wrapUp.extend': { interactionId: 'c' },
  'people.search': { text: 'layla', limit: 20 },
  'people.get': { personId: 'p' },
  'contact.get': { personId: 'p' },
  'contact.add': { fields: { name: 'Huda' }, callId: null },
  'contact.change': { personId: 'p', base: 1, before: { city: null }, change: { city: 'Riyadh' } },
  'contact.open': { of: 'person', id: 'p', what: 'link', whatId: 'l' },
  'number.refuse': { number: '+966505550142', e164: null, channel: null, refused: true },
  'organisation.search': { text: '', limit: 20 },
  'organisation.get': { organisationId: 'o' },
  'organisation.named': { name: 'Cedar Bay Hotels' },
  'organisation.change': { organisationId: 'o', base: 1, before: {}, change: { kind: 'customer' } },
  'contacts.remove': { what: 'person', id: 'p' },
  'contacts.restore': { asideId: 'a' },
  'contacts.removed': null,
  'point.search': { text: 'invoices', limit: 20 },
  'point.put': {
    id: null,
    fields: {
      organisationId: null,
      about: 'topic',
      subject: 'Invoices',
      personId: 'p',
      role: null,
      tier: 1,
      inside: false,
      channel: 'call',
      hours: [{ days: [1, 7], from: '20:00', to: '06:00' }],
      timeZone: null,
      standInId: null,
    },
  },
  'point.remove': { id: 'x' },
  'vocabulary.get': null,
  'field.put': { id: 'f', belongsTo: 'person', name: 'Size', kind: 'number', choices: [] },
  'field.remove': { id: 'f' },
  'entry.add': {
    personId: 'p',
    entry: {
      channel: 'letter',
      direction: 'inbound',
      at: 0,
      subject: 'Offer',
      detail: null,
      reference: 'A-12',
    },
  },
  'entry.remove': { id: 'e' },
  'timeline.older': { personId: 'p', channels: ['letter'], after: { at: 0, id: '' }, limit: 20 },
  'list.all': null,
  'list.save': {
    id: null,
    base: null,
    list: {
      name: 'Renewals',
      rule: {
        all: [{ field: 'tag', op: 'has', value: 'vip' }, { not: { field: 'doNotContact', op: 'yes' } }],
      },
      doNotContact: false,
      archived: false,
    },
  },
  'list.addMembers': { id: 'l', personIds: ['p'] },
  'list.removeMembers': { id: 'l', personIds: ['p'] },
  'list.members': { id: 'l', after: 0, limit: 50 },
  'list.matching': { rule: { field: 'city', op: 'is', value: 'Riyadh' }, after: 0, limit: 50 },
  'duplicates.of': { personId: 'p' },
  'duplicates.after': { after: 0 },
  'duplicates.setApart': { personId: 'p', otherId: 'q' },
  'people.merge': { keptId: 'p', goneId: 'q', choice: ['name'] },
  'organisations.merge': { keptId: 'o', goneId: 'p', choice: ['name'] },
  'organisations.unmerge': { asideId: 'a' },
  'people.unmerge': { asideId: 'a' },
  'api.newToken': null,
  'check.start': { accountId: 'a' },
  'check.cancel': null,
  'report.prepare': null,
  'report.save': { reportId: 'r' },
  'person.previewErasure': { personId: 'p' },
  'files.of': { personId: 'p' },
  'file.picture': { id: 'f' },
  'file.add': { personId: 'p', photo: true },
  'file.save': { id: 'f' },
  'file.remove': { id: 'f' },
  'person.erase': { personId: 'p' },
  'person.export': { personId: 'p', format: 'json' },
  'audit.page': { kind: 'erasure', before: null },
  'retention.get': null,
  'retention.set': { kind: 'notes', days: 365 },
  'retention.preview': { notes: 365 },
  'retention.run': null,
  'backUp.view': null,
  'backUp.chooseFolder': null,
  'backUp.off': null,
  'backUp.run': null,
  'backUp.cancel': null,
  'backUp.makeKey': null,
  'backUp.chooseFile': null,
  'backUp.restoreChosen': { key: null },
  'backUp.restore': { name: 'hatif-2026.hatif' },
  'bulk.jobs': null,
  'bulk.preview': { action: { kind: 'doNotContact' }, selection: { kind: 'all' }, after: null },
  'bulk.start': { action: { kind: 'tag', tag: 'vip' }, selection: { kind: 'people', personIds: ['p'] } },
  'bulk.cancel': { id: 'b' },
  'bulk.resume': { id: 'b' },
  'bulk.undo': { id: 'b' },
  'bulk.drafts': { id: 'b', after: null },
  'bulk.send': { id: 'b' },
  'import.view': null,
  'import.choose': null,
  'import.look': { fileId: 'f', told: { encoding: 'windows-1256', delimiter: null, header: true } },
  'import.check': { fileId: 'f', plan: importPlan },
  'import.run': { fileId: 'f', plan: importPlan },
  'import.cancel': null,
  'import.close': null,
  'import.revert': { batchId: 'b' },
  'import.resume': { batchId: 'b' },
  'import.again': { batchId: 'b' },
  'import.saveFailures': { batchId: 'b' },
  'export.save': { selection: { kind: 'search', text: 'layla' }, format: 'csv' },
  'export.cancel': null,
  'audio.devices': null,
  'audio.test': { where: 'speaker' },
  'practice.start': null,
  'practice.stop': null,
  'practice.callMe': { customerId: null },
  'practice.heard': { customerId: 'layla' },
  'practice.removeSampleData': null,
  'script.list': null,
  'script.open': { scriptId: 's' },
  'script.saveDraft': { scriptId: 's', text: 'Script: s' },
  'script.publish': { scriptId: 's', text: 'Script: s' },
  'script.archive': { scriptId: 's', archived: true },
  'script.figures': { scriptId: 's', version: 1 },
  'script.ofCall': { interactionId: 'c' },
  'script.import': null,
  'script.export': { scriptId: null },
  'script.goOn': { interactionId: 'c' },
  'script.use': { interactionId: 'c', part: 'start', scriptId: 's' },
  'script.saveRun': {
    interactionId: 'c',
    part: 'start',
    state: {
      scriptId: 's',
      version: 1,
      language: 'en',
      step: 'a',
      trail: [],
      raised: [],
      answers: {},
      typed: {},
      times: {},
      shownAt: null,
      startedAt: 0,
      endedAt: null,
      acts: [],
    },
  },
  'script.act': {
    interactionId: 'c',
    part: 'start',
    kind: 'list',
    target: 'x',
    does: { as: 'list', list: 'x' },
  },
  'script.takeBack': {
    interactionId: 'c',
    part: 'start',
    kind: 'list',
    target: 'x',
    does: { as: 'list', list: 'x' },
  },
  'store.startFresh': null,
};

describe.each(names)('the border at %s', name => {
  const owner = windowOf(name);
  const reports: unknown[] = [];
  const reach = createDispatcher(
    allDo(() => 'done'),
    (_name, cause) => reports.push(cause),
  );

  it('refuses a stranger', async () => {
    expect(await reach(null, name, wellFormed[name])).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });

  it('refuses the media window, which may ask for nothing', async () => {
    expect(await reach('media', name, wellFormed[name])).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });

  it('refuses a malformed argument, and names no value of it', async () => {
    const reply = await reach(owner, name, malformed);
    expect(reply).toMatchObject({ ok: false, error: { code: 'badInput' } });
    expect(JSON.stringify(reply)).not.toContain(malformed.surely);
  });

  it('refuses the visible window that it does not belong to', async () => {
    const other = owner === 'workspace' ? 'ringing' : 'workspace';
    expect(await reach(other, name, wellFormed[name])).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });

  it('lets its own window through', async () => {
    expect(await reach(owner, name, wellFormed[name])).toEqual({ ok: true, value: 'done' });
  });

  it('turns a deliberate error into its code', async () => {
    const busy = createDispatcher(
      allDo(() =>
        Promise.reject(new HatifError('tooManyCalls', 'both slots are taken', { retryable: true })),
      ),
      () => undefined,
    );
    expect(await busy(owner, name, wellFormed[name])).toEqual({
      ok: false,
      error: { code: 'tooManyCalls', message: 'both slots are taken', retryable: true },
    });
  });

  it('hides a fault of ours from the window and reports it', async () => {
    const fault = new Error('the password is hunter2');
    const broken = createDispatcher(
      allDo(() => {
        throw fault;
      }),
      (_name, cause) => reports.push(cause),
    );
    const reply = await broken(owner, name, wellFormed[name]);
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('hunter2');
    expect(reports).toContain(fault);
  });
});

describe('a name that is no procedure', () => {
  it.each(['', 'nothing.there', 'constructor', '__proto__', 'toString', 7, null, {}])(
    'refuses %o',
    async name => {
      const reach = createDispatcher(
        allDo(() => 'done'),
        () => undefined,
      );
      expect(await reach('workspace', name, null)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    },
  );
});
