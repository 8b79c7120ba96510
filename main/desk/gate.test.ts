import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import type { GatePolicy } from '../../shared/people/gate.ts';
import type { WritableDb } from '../store/database.ts';
import type { Store } from '../store/port.ts';
import { know, noon, omar, openTables, temporaryPlace } from '../store/testing/fixtures.ts';
import { commands, questions } from '../store/verbs.ts';
import { Gate, type Wanted } from './gate.ts';

let db: WritableDb;
let place: ReturnType<typeof temporaryPlace>;
let state: Store['view']['state'];
let policy: GatePolicy;
let gate: Gate;

beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  state = 'open';
  policy = { override: true, callingHours: [] };
  gate = new Gate({
    store: {
      get view() {
        return { state, detail: null };
      },
      reachOf: (...args) => Promise.resolve().then(() => questions.reachOf(db, ...args)),
      addAudit: entry => Promise.resolve().then(() => commands.addAudit(db, entry)),
    },
    policy: () => policy,
    agent: () => 'Sara',
    now: () => noon,
  });
  know(db, 'omar', omar);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const mobile = '+966 50 123 4567';
const call = (target: string, personId: string | null = null): Wanted => ({
  channel: 'call',
  personId,
  target,
  country: 'SA',
});
const refusedBy = async (wanted: Wanted, override?: { why: string }) =>
  gate.pass([wanted], override).then(
    () => null,
    (error: unknown) => (error instanceof HatifError ? error.barred : error),
  );
const refuse = (change: object) =>
  commands.changeContact(
    db,
    { personId: 'omar', base: 1, before: {}, change },
    { at: noon, country: 'SA', source: 'agent' },
  );
const log = () => questions.auditPage(db, null, null, 10);

describe('whoever refused', () => {
  it('is not reached by their number either, in whatever notation and by whoever does not know them', async () => {
    expect(await refusedBy(call(mobile))).toBeNull();
    refuse({ doNotContact: true });
    for (const target of [
      mobile,
      '0501234567',
      '00966501234567',
      '٠٥٠١٢٣٤٥٦٧',
      'sip:+966501234567@pbx.example',
    ])
      expect(await refusedBy(call(target)), target).toMatchObject({
        reasons: ['personRefused'],
        who: ['Omar Haddad'],
      });
    // A switchboard that Omar shares is nobody's refusal, unless Omar is meant.
    expect(await refusedBy(call('+966 11 200 3000'))).toBeNull();
    expect(await refusedBy(call('+966 11 200 3000', 'omar'))).toMatchObject({ reasons: ['personRefused'] });
    expect(log()).toEqual([]);
  });

  it('refuses one channel and keeps the others', async () => {
    refuse({ refusedChannels: ['email'] });
    const mail: Wanted = { channel: 'email', personId: null, target: 'OMAR@alnoor.example', country: 'SA' };
    expect(await refusedBy(mail)).toMatchObject({ reasons: ['channelRefused'] });
    expect(await refusedBy(call(mobile, 'omar'))).toBeNull();
  });

  it('is one number, or whoever is on a list, by hand or by rule', async () => {
    commands.refuseNumber(db, '+966501234567', 'call', true, noon, 'agent');
    expect(await refusedBy(call(mobile))).toMatchObject({ reasons: ['numberRefused'] });
    commands.refuseNumber(db, '+966501234567', 'call', false, noon, 'agent');
    const rule = { field: 'city', op: 'is', value: 'riyadh' } as const;
    commands.saveList(db, 'l', null, { name: 'Capital', rule, doNotContact: true, archived: false }, noon);
    expect(await refusedBy(call(mobile))).toMatchObject({ reasons: ['onList'], lists: ['Capital'] });
  });

  it('can be called all the same where the team allows it: who, whom, and why stand in the log first', async () => {
    refuse({ doNotContact: true });
    expect(await refusedBy(call(mobile), { why: 'He asked for it by mail' })).toBeNull();
    expect(log()).toMatchObject([
      {
        kind: 'override',
        at: noon,
        agent: 'Sara',
        personId: 'omar',
        subject: mobile,
        why: 'He asked for it by mail',
        data: { channel: 'call', reasons: ['personRefused'] },
      },
    ]);
    policy = { ...policy, override: false };
    expect(await refusedBy(call(mobile), { why: 'again' })).toMatchObject({ mayOverride: false });
    expect(log()).toHaveLength(1);
  });
});

describe('what is not known', () => {
  it('is asked about when contacts cannot be read; extensions and feature codes are dialled', async () => {
    state = 'corrupt';
    expect(await refusedBy(call(mobile))).toMatchObject({ reasons: ['notChecked'], who: [mobile] });
    expect(await refusedBy(call('*97'))).toBeNull();
    expect(await refusedBy(call('100'))).toBeNull();
    expect(await refusedBy(call(mobile), { why: 'urgent' })).toBeNull();
  });

  it('is asked about before Hatif writes to somebody who was never asked', async () => {
    know(db, 'new', {
      name: 'New',
      email: 'new@x.example',
      consent: { call: true, email: false, message: false },
    });
    const mail: Wanted = { channel: 'email', personId: 'new', target: 'new@x.example', country: 'SA' };
    expect(await refusedBy(mail)).toBeNull();
    expect(await refusedBy({ ...mail, sent: true })).toMatchObject({
      reasons: ['notAsked'],
      mayOverride: true,
    });
  });

  it('is the time where they are: noon in Riyadh is none in Honolulu', async () => {
    policy = { override: true, callingHours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '17:00' }] };
    expect(await refusedBy(call(mobile))).toBeNull();
    expect(await refusedBy(call('+44 20 7946 0018'))).toBeNull();
    expect(await refusedBy(call('+1 808 555 0142'))).toMatchObject({ reasons: ['outsideHours'] });
    expect(await refusedBy(call('+800 1234 5678'))).toMatchObject({ reasons: ['zoneUnknown'] });
    expect(await refusedBy({ ...call('+1 808 555 0142'), practice: true })).toBeNull();
  });
});
