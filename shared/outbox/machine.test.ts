import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOver,
  notBeforeSeen,
  transition,
  usualLife,
  waitAfter,
  type OutboxEvent,
  type OutboxItem,
} from './machine.ts';
import { emailAddress, headerLine, outboxState } from './types.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 2, 10, 12);
const fresh = (change: Partial<OutboxItem> = {}): OutboxItem => ({
  state: 'queued',
  key: 'k1',
  keyLife: null,
  createdAt: noon,
  dueAt: noon + 10_000,
  expiresAt: noon + usualLife,
  attempts: 0,
  lastAttemptAt: null,
  doubtSince: null,
  fault: null,
  detail: null,
  ...change,
});
const after = (item: OutboxItem, ...events: OutboxEvent[]): OutboxItem => events.reduce(transition, item);
const claim = (at: number): OutboxEvent => ({ type: 'claim', at });
const lost = (at: number): OutboxEvent => ({ type: 'lost', at, fault: 'broke', detail: null, chance: 0 });
const refused = (at: number, retryAfter: number | null = 0): OutboxEvent => ({
  type: 'refused',
  at,
  fault: 'busy',
  detail: '429',
  retryAfter,
  chance: 0,
});
const start = noon + 10_000;

describe('sending', () => {
  it('waits for the undo window, then goes and is sent', () => {
    expect(after(fresh(), claim(start - 1)).state).toBe('queued');
    const sending = after(fresh(), claim(start));
    expect(sending).toMatchObject({ state: 'sending', attempts: 1, lastAttemptAt: start });
    expect(after(sending, { type: 'done', at: start + 1, detail: '201' })).toMatchObject({
      state: 'sent',
      detail: '201',
    });
  });

  it('waits for the agent where it is to be seen before, and then leaves once', () => {
    const draft = fresh({ dueAt: notBeforeSeen });
    expect(after(draft, claim(notBeforeSeen)).state).toBe('queued');
    const at = noon + 10 * usualLife;
    const released = after(draft, { type: 'release', at, dueAt: at + 5 });
    expect(released).toMatchObject({ state: 'queued', dueAt: at + 5, expiresAt: at + 5 + usualLife });
    expect(after(released, claim(at + 4)).state).toBe('queued');
    expect(after(released, claim(at + 5)).state).toBe('sending');
    expect(() => after(released, { type: 'release', at, dueAt: at })).toThrow('moved on');
    expect(after(draft, { type: 'cancel', at }).state).toBe('cancelled');
  });

  it('is tried again after a growing wait when it certainly did not arrive', () => {
    const once = after(fresh(), claim(start), refused(start + 5));
    expect(once).toMatchObject({ state: 'retrying', dueAt: start + 5 + 1000, fault: 'busy' });
    expect([1, 2, 3, 9, 40].map(attempts => waitAfter(attempts, 0.999))).toEqual([
      1999, 3998, 7996, 511_744, 899_550,
    ]);
    expect(waitAfter(1, 0)).toBe(1000);
  });

  it('waits as long as it is asked to, within a day', () => {
    expect(after(fresh(), claim(start), refused(start, 90_000)).dueAt).toBe(start + 90_000);
    expect(after(fresh(), claim(start), refused(start, Infinity)).dueAt).toBe(start + 24 * hour);
  });

  it('has failed when trying again would change nothing', () => {
    expect(after(fresh(), claim(start), refused(start, null)).state).toBe('failed');
  });

  it('expires when nobody wants it any more', () => {
    const late = noon + usualLife + 1;
    expect(after(fresh(), claim(late))).toMatchObject({ state: 'expired', attempts: 0 });
    expect(after(fresh({ expiresAt: start + 500 }), claim(start), refused(start)).state).toBe('expired');
  });
});

describe('an attempt without an answer', () => {
  it('asks the agent when the other side cannot tell a repetition', () => {
    const unknown = after(fresh(), claim(start), lost(start + 1));
    expect(unknown).toMatchObject({ state: 'unknown', fault: 'broke', doubtSince: start });
    expect(after(unknown, claim(start + 1e9)).state).toBe('unknown');
    expect(after(unknown, { type: 'arrived', at: start + 2 }).state).toBe('sent');
    expect(after(unknown, { type: 'resend', at: start + 2, newKey: 'k2' })).toMatchObject({
      state: 'queued',
      key: 'k1',
    });
  });

  it('is repeated under its key for as long as the other side knows the key, then asks', () => {
    const item = fresh({ keyLife: 2 * hour });
    const doubtful = after(item, claim(start), lost(start + 1));
    expect(doubtful).toMatchObject({ state: 'retrying', key: 'k1', doubtSince: start });
    const again = after(doubtful, claim(doubtful.dueAt ?? 0), lost(start + 5000));
    expect(again).toMatchObject({ state: 'retrying', doubtSince: start });
    expect(after(again, claim(start + 2 * hour))).toMatchObject({ state: 'unknown', attempts: 2 });
  });

  it('is not taken back by a later refusal', () => {
    const doubtful = after(fresh({ keyLife: hour }), claim(start), lost(start + 1));
    expect(after(doubtful, claim(doubtful.dueAt ?? 0), refused(start + 9000, null)).state).toBe('unknown');
  });

  it('keeps its key on a second try by hand, and takes a new one when the old one is forgotten', () => {
    const unknown = after(fresh({ keyLife: hour }), claim(start), lost(start + 1), claim(start + hour));
    const at = start + hour;
    expect(after(unknown, { type: 'resend', at, newKey: 'k2' })).toMatchObject({
      key: 'k2',
      doubtSince: null,
    });
    const retrying = after(fresh({ keyLife: hour }), claim(start), lost(start + 1));
    expect(after(retrying, { type: 'resend', at: start + 2, newKey: 'k2' })).toMatchObject({
      key: 'k1',
      doubtSince: start,
    });
    const failed = after(fresh({ keyLife: hour }), claim(start), refused(start, null));
    expect(after(failed, { type: 'resend', at, newKey: 'k2' }).key).toBe('k2');
  });
});

describe('the agent', () => {
  it.each(outboxState.options)('can cancel what is %s only while it is not under way and not over', state => {
    const item = fresh({ state });
    const cancel = () => after(item, { type: 'cancel', at: start });
    if (state === 'sending' || isOver(state))
      expect(cancel).toThrow(expect.objectContaining({ code: 'wrongState' }));
    else expect(cancel().state).toBe('cancelled');
  });

  it.each(outboxState.options)('can say that what is %s arrived only when nobody knows', state => {
    const say = () => after(fresh({ state }), { type: 'arrived', at: start });
    if (state === 'unknown') expect(say().state).toBe('sent');
    else expect(say).toThrow(expect.objectContaining({ code: 'wrongState' }));
  });
});

/**
 * A world that keeps books: each attempt may have its effect or not, whatever answer we see of it, and the other side
 * remembers a key for `keyLife`. Events come at random; the agent never says "send again".
 */
function effectsOf(
  keyLife: number | null,
  steps: readonly { wait: number; effect: boolean; answer: number }[],
): number {
  let item = fresh({ keyLife });
  let at = start;
  let effects = 0;
  let remembered: number | null = null;
  for (const { wait, effect, answer } of steps) {
    at += wait;
    item = transition(item, claim(at));
    if (item.state !== 'sending') continue;
    const knows = keyLife !== null && remembered !== null && at < remembered + keyLife;
    // A certain refusal had no effect; any other answer may have had one.
    if (effect && answer !== 1 && !knows) {
      effects += 1;
      remembered = at;
    }
    if (answer === 0 && effects > 0) item = transition(item, { type: 'done', at, detail: null });
    else if (answer === 1) item = transition(item, refused(at));
    else item = transition(item, lost(at));
  }
  return effects;
}

const steps = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 3 * hour }),
    effect: fc.boolean(),
    answer: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 60 },
);

it.each([null, hour])('whatever happens, it has its effect at most once (key kept for %s ms)', keyLife => {
  fc.assert(
    fc.property(steps, story => effectsOf(keyLife, story) <= 1),
    { numRuns: 3000 },
  );
});

it.each(['a@b\r\nBcc: all@x', 'a@b, c@d', '"x"@b', 'a@', '@b', 'a b@c', 'a@b..c', '<a@b>', 'a@b\u2028'])(
  '%j is no address to send to',
  text => {
    expect(emailAddress.safeParse(text).success).toBe(false);
  },
);
it.each(['a@b', "o'neil+x=y@mail.example.org", 'user@مثال.إختبار'])('%s is one', text => {
  expect(emailAddress.safeParse(text).success).toBe(true);
});
it('a subject cannot hold another header', () => {
  expect(headerLine(99).safeParse('Hello\nBcc: x@y').success).toBe(false);
  expect(headerLine(99).safeParse('مرحبا').success).toBe(true);
});
