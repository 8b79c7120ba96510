import { afterEach, describe, expect, it, vi } from 'vitest';
import type { InteractionEvent } from '../store/port.ts';
import { HatifError } from '../../shared/errors.ts';
import { Desk } from './desk.ts';
import { callOf, FakePhone, FakeStore, FakeWindow, layla } from './testing.ts';

const nothingMore = { actions: [], intents: [], agent: null };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

function desk(options: { cardCanBeSeen?: boolean; barred?: boolean } = {}) {
  const phone = new FakePhone();
  const store = new FakeStore();
  const window = new FakeWindow();
  let now = 1000;
  const barred = new HatifError('barred', 'they refused');
  const it = new Desk({
    gate: { pass: () => (options.barred === true ? Promise.reject(barred) : Promise.resolve()) },
    beside: {
      callIs: () => undefined,
      callerIs: () => undefined,
      handed: () => Promise.resolve(),
      forget: () => undefined,
    },
    telephony: phone.telephony,
    store: store.store,
    emit: window.emit,
    together: window.together,
    log: quiet,
    now: () => (now += 1),
    cardCanBeSeen: () => options.cardCanBeSeen ?? false,
    countryOf: () => 'SA',
  });
  return { desk: it, phone, store, window };
}

const kinds = (store: FakeStore): string[] =>
  store.written.map(row =>
    'kind' in row ? `${row.kind}:${row.phase ?? JSON.stringify(row.data)}` : 'begin',
  );

afterEach(() => {
  vi.useRealTimers();
});

describe('an incoming call', () => {
  it('has its caller on the way to the window before the phone may say "ringing"', async () => {
    const { phone, window } = desk();
    await phone.scans('c1');
    expect(window.last('context')).toMatchObject({ callId: 'c1', person: { id: layla.id } });
  });

  it('comes to the window in one message with its caller, so that its card is drawn once and whole', async () => {
    const { phone, window } = desk();
    const ring = phone.scans('c1');
    phone.shows(callOf('c1'));
    expect(window.heard).toEqual([]);
    await ring;
    expect(window.messages).toEqual([['context', 'calls']]);
    expect(window.last('calls')).toMatchObject([{ id: 'c1' }]);
  });

  it('does not wait long for its caller, and not at all once it is more than ringing', () => {
    vi.useFakeTimers();
    const { phone, store, window } = desk();
    store.port.callerContext = () => new Promise(() => undefined);
    void phone.scans('c1');
    phone.shows(callOf('c1'));
    vi.advanceTimersByTime(40);
    expect(window.last('calls')).toMatchObject([{ id: 'c1', phase: 'ringing' }]);
    void phone.scans('c2');
    phone.shows(callOf('c2', { phase: 'answering' }));
    expect(window.last('calls')).toMatchObject([{ id: 'c1' }, { id: 'c2' }]);
  });

  it('says "ringing" only when the workspace has the card in its DOM', async () => {
    const { desk: it, phone, window } = desk({ cardCanBeSeen: true });
    let ringing = false;
    const ring = phone.scans('c1').then(() => {
      ringing = true;
    });
    await vi.waitFor(() => expect(window.last('context')).toBeDefined());
    expect(ringing).toBe(false);
    it.cardShown('c1');
    await ring;
    expect(ringing).toBe(true);
  });

  it('rings, with an unknown caller, when the store is broken', async () => {
    const { phone, store, window } = desk();
    store.broken = true;
    await phone.scans('c1');
    phone.shows(callOf('c1'));
    expect(window.last('context')).toMatchObject({ callId: 'c1', person: null });
    expect(window.last('calls')).toHaveLength(1);
  });
});

describe('the record of a call', () => {
  it('begins once, at the scan, and follows in the order in which it happened', async () => {
    const { desk: it, phone, store } = desk();
    await phone.scans('c1');
    phone.shows(callOf('c1'));
    phone.shows(callOf('c1', { phase: 'answering' }));
    phone.shows(callOf('c1', { phase: 'established', answeredAt: 5000 }));
    phone.shows(callOf('c1', { phase: 'established', answeredAt: 5000, hold: 'local' }));
    phone.shows(
      callOf('c1', {
        phase: 'ended',
        answeredAt: 5000,
        endedAt: 65_400,
        end: { by: 'remote', cause: 'hangup', status: null },
      }),
    );
    await it.settled();
    expect(kinds(store)).toEqual([
      'begin',
      'phase:ringing',
      'phase:answering',
      'phase:established',
      'hold:{"hold":"local"}',
      'phase:ended',
      'hold:{"hold":"none"}',
    ]);
    const ended = store.written.find((row): row is InteractionEvent => 'ended' in row);
    expect(ended?.ended).toEqual({
      by: 'remote',
      cause: 'hangup',
      status: null,
      at: 65_400,
      talkSeconds: 60,
    });
  });

  it('of a call out begins with whom the agent meant, before anything else', async () => {
    const { desk: it, phone, store, window } = desk();
    await it.dial('+966505550142', null, 'layla');
    await it.settled();
    expect(store.written[0]).toMatchObject({ id: 'out', direction: 'outbound', personId: 'layla' });
    expect(kinds(store)).toEqual(['begin', 'phase:dialling']);
    await vi.waitFor(() => expect(window.last('context')).toMatchObject({ person: { id: 'layla' } }));
    expect(phone.calls).toHaveLength(1);
  });

  it('of a call out says what the agent called for, and of the next one nothing', async () => {
    const { desk: it, phone, store } = desk();
    await it.dial('+966505550142', null, 'layla', undefined, 'Renewal');
    phone.shows(callOf('in'));
    await it.settled();
    const begun = store.written.filter(row => !('kind' in row));
    expect(begun.map(row => ('campaign' in row ? row.campaign : null))).toEqual(['Renewal', undefined]);
  });

  it('does not keep the next call from being told', async () => {
    const { phone, store, window } = desk();
    await phone.scans('c1');
    store.broken = true;
    phone.shows(callOf('c1', { phase: 'answering' }));
    phone.shows(callOf('c1', { phase: 'established', answeredAt: 5000 }));
    expect(window.last('calls')).toMatchObject([{ phase: 'established' }]);
  });
});

describe('somebody who is not to be called', () => {
  it('is not called by any way there is', async () => {
    const { desk: it, phone, store } = desk({ barred: true });
    phone.shows(callOf('c1', { phase: 'established', answeredAt: 5000 }));
    await it.settled();
    const before = store.written.length;
    await expect(it.dial('+966505550142', null, 'layla')).rejects.toMatchObject({ code: 'barred' });
    const plain = { personId: null, join: false, handed: null };
    await expect(it.consult('c1', '+966505550142', plain)).rejects.toMatchObject({ code: 'barred' });
    await expect(it.transfer('c1', '+966505550142', null, null)).rejects.toMatchObject({ code: 'barred' });
    expect(phone.calls).toHaveLength(1);
    expect(store.written).toHaveLength(before);
  });
});

describe('wrapping up', () => {
  it('waits until the call is over', async () => {
    const { desk: it, phone } = desk();
    phone.shows(callOf('c1', { phase: 'established', answeredAt: 5000 }));
    await expect(
      it.finishWrapUp({ interactionId: 'c1', note: '', outcomeId: 'solved', dueAt: null, ...nothingMore }),
    ).rejects.toMatchObject({ code: 'wrongState' });
  });

  it('puts the call away and forgets its draft', async () => {
    const { desk: it, phone, window } = desk();
    phone.shows(
      callOf('c1', {
        phase: 'ended',
        answeredAt: 1,
        endedAt: 2,
        end: { by: 'local', cause: 'hangup', status: null },
      }),
    );
    await it.saveDraft({
      interactionId: 'c1',
      note: 'Wants a loan unit',
      outcomeId: null,
      dueAt: null,
      actions: [],
    });
    expect(it.drafts).toMatchObject([{ note: 'Wants a loan unit' }]);
    await it.finishWrapUp({
      interactionId: 'c1',
      note: 'Wants a loan unit',
      outcomeId: 'solved',
      dueAt: null,
      ...nothingMore,
    });
    expect(phone.dismissed).toEqual(['c1']);
    expect(window.last('drafts')).toEqual([]);
  });
});

describe('a missed call', () => {
  it('stays in its slot long enough to be read, then leaves by itself', () => {
    vi.useFakeTimers();
    const { phone } = desk();
    phone.shows(
      callOf('c1', { phase: 'ended', endedAt: 2, end: { by: 'remote', cause: 'cancelled', status: null } }),
    );
    vi.advanceTimersByTime(3900);
    expect(phone.dismissed).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(phone.dismissed).toEqual(['c1']);
  });
});

describe('a call that was refused because the agent takes none', () => {
  it('stands in the record with its end, and is shown to nobody as a call', async () => {
    const { phone, store, window } = desk();
    phone.refuses('c9');
    await vi.waitFor(() => expect(window.last('recent')).toBeDefined());
    expect(store.written).toMatchObject([
      { id: 'c9', direction: 'inbound', number: '+966505550142' },
      { interactionId: 'c9', phase: 'ended', ended: { by: 'local', cause: 'away', status: 480 } },
    ]);
    expect(window.last('calls')).toBeUndefined();
    expect(window.last('context')).toBeUndefined();
  });

  it.each([
    ['forwarded', 302],
    ['busy', 486],
  ] as const)('the same of one that was %s', async (cause, status) => {
    const { phone, store, window } = desk();
    phone.refuses('c9', cause, status);
    await vi.waitFor(() => expect(window.last('recent')).toBeDefined());
    expect(store.written).toMatchObject([
      { id: 'c9' },
      { interactionId: 'c9', data: {}, ended: { by: 'system', cause, status } },
    ]);
  });

  it('one that had been announced is not begun twice', async () => {
    const { phone, store, window } = desk();
    await phone.scans('c9');
    phone.refuses('c9', 'busy', 486);
    await vi.waitFor(() => expect(window.last('recent')).toBeDefined());
    expect(kinds(store)).toEqual(['begin', 'phase:ended']);
  });
});

describe('a call that is handed on', () => {
  const to = { number: '301', e164: null, name: 'Billing' };
  const view = (phase: 'holding' | 'ringing' | 'refused', cause: 'busy' | null = null) => ({
    transfer: {
      kind: 'blind',
      target: to,
      phase,
      fault: cause && 'target',
      cause,
      status: cause && 486,
    } as const,
  });
  const up = { phase: 'established', answeredAt: 5000 } as const;
  const steps = (store: FakeStore) =>
    store.written.flatMap(row => ('kind' in row && row.kind === 'transfer' ? [row.data] : []));

  it('says in the record to whom, and that it worked', async () => {
    const { desk: it, phone, store } = desk();
    await phone.scans('c1');
    phone.shows(callOf('c1', up));
    phone.shows(callOf('c1', { ...up, ...view('holding') }));
    phone.shows(callOf('c1', { ...up, ...view('ringing') }));
    const end = { by: 'remote', cause: 'transferred', status: null } as const;
    phone.shows(callOf('c1', { ...up, phase: 'ended', endedAt: 9000, end }));
    await it.settled();
    const step = { to: '301', name: 'Billing', asked: false, cause: null };
    expect(steps(store)).toEqual([
      { ...step, result: 'begun' },
      { ...step, result: 'done' },
    ]);
  });

  it('says why it did not, and that the agent took it back', async () => {
    const { desk: it, phone, store } = desk();
    await phone.scans('c1');
    phone.shows(callOf('c1', up));
    phone.shows(callOf('c1', { ...up, ...view('holding') }));
    phone.shows(callOf('c1', { ...up, ...view('refused', 'busy') }));
    phone.shows(callOf('c1', { ...up, ...view('refused', 'busy'), muted: true }));
    phone.shows(callOf('c1', up));
    const end = { by: 'remote', cause: 'hangup', status: null } as const;
    phone.shows(callOf('c1', { ...up, phase: 'ended', endedAt: 9000, end }));
    await it.settled();
    expect(steps(store).map(({ result, cause }) => [result, cause])).toEqual([
      ['begun', null],
      ['refused', 'busy'],
      ['takenBack', 'busy'],
    ]);
  });
});

describe('a consultation', () => {
  const asks = { direction: 'outbound', answeredAt: 2000, consultFor: 'c1' } as const;

  it('owes no outcome of its own and leaves its slot at once', async () => {
    const { phone, store } = desk();
    phone.shows(callOf('c2', { ...asks, phase: 'established' }));
    const end = { by: 'local', cause: 'transferred', status: null } as const;
    phone.shows(callOf('c2', { ...asks, consultFor: null, phase: 'ended', endedAt: 3000, end }));
    await vi.waitFor(() => expect(phone.dismissed).toEqual(['c2']));
    expect(store.consults).toEqual(['c2']);
  });

  it('is put away also when the store fails', async () => {
    const { phone, store } = desk();
    store.broken = true;
    phone.shows(callOf('c2', { ...asks, phase: 'established' }));
    phone.shows(callOf('c2', { ...asks, phase: 'ended', endedAt: 3000 }));
    await vi.waitFor(() => expect(phone.dismissed).toEqual(['c2']));
  });
});
