import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HeadsetEvent } from '../../shared/headset/types.ts';
import { callOf, FakePhone } from '../desk/testing.ts';
import { FakeMedia } from '../telephony/testing/fake-media.ts';
import { HeadsetButtons } from './headset.ts';

let phone: FakePhone;
let media: FakeMedia;
let did: string[];
let told: number;
let failed: unknown[];
let headset: HeadsetButtons;

beforeEach(() => {
  phone = new FakePhone();
  media = new FakeMedia();
  did = [];
  told = 0;
  failed = [];
  for (const name of ['answer', 'decline', 'hangUp', 'setHold', 'setMuted'])
    Object.assign(phone.port, {
      [name]: (...args: unknown[]) => Promise.resolve(void did.push(`${name} ${args.join(' ')}`)),
    });
  headset = new HeadsetButtons({
    telephony: phone.telephony,
    media,
    log: { info: () => undefined, warn: () => undefined, error: (_text, cause) => failed.push(cause) },
    onNames: () => (told += 1),
  });
});
const press = (event: HeadsetEvent) => media.emit({ kind: 'headsetButton', event });
const lamps = () => media.asked.filter(({ request }) => request === 'lamps').map(({ input }) => input);
const talks = (change = {}) => phone.shows(callOf('c', { phase: 'established', ...change }));

describe('a button', () => {
  it('answers, mutes, holds and hangs up', () => {
    phone.shows(callOf('c'));
    press({ button: 'hook', off: true });
    talks();
    press({ button: 'mute', muted: null });
    talks({ muted: true });
    press({ button: 'mute', muted: true });
    press({ button: 'mute', muted: false });
    press({ button: 'flash' });
    press({ button: 'hook', off: false });
    expect(did).toEqual(['answer c', 'setMuted c true', 'setMuted c false', 'setHold c true', 'hangUp c']);
  });

  it('that is only pressed answers what rings, else hangs up; flash takes the second caller', () => {
    phone.shows(callOf('c'));
    press({ button: 'hook', off: null });
    talks();
    phone.shows(callOf('d'));
    press({ button: 'flash' });
    press({ button: 'reject' });
    phone.calls = phone.calls.filter(({ id }) => id === 'c');
    press({ button: 'hook', off: null });
    expect(did).toEqual(['answer c', 'answer d', 'decline d', 'hangUp c']);
  });

  it('that means nothing now does nothing, and is no error', async () => {
    press({ button: 'hook', off: true });
    press({ button: 'mute', muted: null });
    press({ button: 'flash' });
    await vi.waitFor(() => expect([did, failed]).toEqual([[], []]));
  });
});

describe('the lamps', () => {
  it('are in step with the calls, and told once for each change', () => {
    phone.shows(callOf('c'));
    phone.shows(callOf('c', { silenced: true }));
    talks();
    talks({ muted: true, hold: 'local' });
    phone.shows(callOf('c', { phase: 'ended' }));
    const dark = { ring: false, offHook: false, mute: false, hold: false };
    expect(lamps()).toEqual([
      { ...dark, ring: true },
      { ...dark, offHook: true },
      { ...dark, offHook: true, mute: true, hold: true },
      dark,
    ]);
  });

  it('are told again to a media window that was made anew', () => {
    talks();
    media.rebirth();
    expect(lamps()).toHaveLength(2);
  });
});

it('headsets are named', () => {
  media.emit({ kind: 'headsets', names: ['Jabra Evolve2 65'] });
  expect([headset.names, told]).toEqual([['Jabra Evolve2 65'], 1]);
});
