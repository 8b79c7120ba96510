import { createServer } from 'node:net';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings, type Settings } from '../../shared/settings/schema.ts';
import { callOf, FakePhone, FakeWindow } from '../desk/testing.ts';
import { FakeMedia } from '../telephony/testing/fake-media.ts';
import { Reach } from './reach.ts';

let phone: FakePhone;
let window: FakeWindow;
let settings: Settings;
let changed: (settings: Settings) => void;
let others: Set<string>;
let keys: Map<string, () => void>;
let words: (words: readonly string[]) => void;
let selection: string;
let claimed: boolean[];
let shown: number;
let asked: number;
let did: string[];
let reach: Reach;
const secrets = new Map<string, string>();

beforeEach(() => {
  phone = new FakePhone();
  window = new FakeWindow();
  settings = defaultSettings;
  others = new Set();
  keys = new Map();
  selection = '';
  claimed = [];
  shown = 0;
  asked = 0;
  did = [];
  secrets.clear();
  Object.assign(
    phone.port,
    Object.fromEntries(
      ['answer', 'decline', 'hangUp', 'setHold', 'setMuted'].map(name => [
        name,
        (...args: unknown[]) => Promise.resolve(void did.push(`${name} ${args.join(' ')}`)),
      ]),
    ),
  );
  reach = new Reach({
    system: {
      shortcuts: {
        register: (accelerator, run) => !others.has(accelerator) && Boolean(keys.set(accelerator, run)),
        unregister: accelerator => void keys.delete(accelerator),
      },
      claimLinks: claim => void claimed.push(claim),
      linksComeHere: () => {
        asked += 1;
        return Promise.resolve(claimed.at(-1) ?? false);
      },
      selection: () => Promise.resolve(selection),
      onWords: listener => {
        words = listener;
        return { dispose: () => undefined };
      },
    },
    telephony: phone.telephony,
    media: new FakeMedia(),
    dial: () => {
      throw new Error('nothing may dial by itself');
    },
    settings: {
      installation: 'i',
      get current() {
        return settings;
      },
      change: () => settings,
      onChange: listener => {
        changed = listener;
        return { dispose: () => undefined };
      },
    },
    secrets: {
      keychain: true,
      read: name => secrets.get(name) ?? null,
      has: name => secrets.has(name),
      write: (name, value) => void secrets.set(name, value),
      forget: name => void secrets.delete(name),
    },
    emit: window.emit,
    show: () => void (shown += 1),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => 0,
    startedWith: ['hatif', 'callto:800'],
  });
});
const set = (part: Partial<Settings['reach']>) => {
  settings = { ...settings, reach: { ...settings.reach, ...part } };
  changed(settings);
};
const chosen = { answer: 'Control+Alt+A', hangUp: null, mute: 'Alt+F9', hold: null, dial: 'Control+Alt+D' };

describe('a link', () => {
  it('shows its number and dials nothing', () => {
    words(['hatif', 'tel:+966-50-555-0142']);
    expect([window.last('offered'), shown, phone.calls]).toEqual(['+966505550142', 1, []]);
  });

  it('of the first start, or that came before there was a window, is told to the first one, once', () => {
    expect([reach.takeOffered(), reach.takeOffered()]).toEqual(['800', null]);
    words(['tel:0142']);
    expect([reach.takeOffered(), reach.takeOffered()]).toEqual(['0142', null]);
  });

  it('comes here only when that was chosen, and the start changes nothing and asks the system nothing', async () => {
    await reach.settled();
    expect([claimed, asked]).toEqual([[], 0]);
    set({ links: true });
    await reach.settled();
    expect([claimed, reach.view.linksComeHere]).toEqual([[true], true]);
    set({ links: false });
    await reach.settled();
    expect([claimed, reach.view.linksComeHere]).toEqual([[true, false], false]);
  });
});

describe('a second start', () => {
  it('without words brings the window; with --answer it does not', () => {
    words(['hatif']);
    phone.shows(callOf('c'));
    words(['hatif', '--answer']);
    expect([shown, did]).toEqual([1, ['answer c']]);
  });

  it('with --hang-up ends the call that is talked in, not the one that waits', () => {
    phone.shows(callOf('waits'));
    phone.shows(callOf('talks', { phase: 'established' }));
    words(['--hang-up']);
    phone.calls = phone.calls.filter(({ id }) => id === 'waits');
    words(['--hang-up']);
    expect(did).toEqual(['hangUp talks', 'decline waits']);
  });

  it('that has nothing to act on says so', async () => {
    words(['--answer']);
    await vi.waitFor(() => expect(window.last('notice')).toMatchObject({ key: 'error.wrongState' }));
  });
});

describe('keys of the whole computer', () => {
  it('are none until they are chosen, and give way when others are', () => {
    expect([...keys]).toEqual([]);
    set({ keys: chosen });
    expect([...keys.keys()]).toEqual(['Control+Alt+A', 'Alt+F9', 'Control+Alt+D']);
    set({ keys: { ...chosen, answer: null, mute: 'Alt+F10' } });
    expect([...keys.keys()].toSorted()).toEqual(['Alt+F10', 'Control+Alt+D']);
    reach.dispose();
    expect([...keys]).toEqual([]);
  });

  it('that somebody else has, or that stand for two things, are told', () => {
    others.add('Control+Alt+A');
    set({ keys: { ...chosen, hold: 'Alt+F9' } });
    expect(reach.view.taken).toEqual(['answer', 'hold']);
    expect(window.last('reach')).toMatchObject({ taken: ['answer', 'hold'] });
  });

  it('act on the call that is meant', () => {
    set({ keys: { ...chosen, hold: 'Alt+F8' } });
    phone.shows(callOf('c', { phase: 'established', muted: true }));
    keys.get('Alt+F9')?.();
    keys.get('Alt+F8')?.();
    phone.shows(callOf('c', { phase: 'established', hold: 'local' }));
    keys.get('Alt+F8')?.();
    expect(did).toEqual(['setMuted c false', 'setHold c true', 'setHold c false']);
  });

  it('show what is marked as a number, and say when it is none', async () => {
    set({ keys: chosen });
    selection = ' (050) 555-0142\n';
    keys.get('Control+Alt+D')?.();
    await vi.waitFor(() => expect(window.last('offered')).toBe('0505550142'));
    selection = 'a whole sentence.\nAnd another one.';
    keys.get('Control+Alt+D')?.();
    await vi.waitFor(() => expect(window.last('notice')).toMatchObject({ key: 'reach.nothingToDial' }));
  });
});

describe('the local API', () => {
  it('is off, comes and goes with its switch, and keeps of its token only a fingerprint', async () => {
    expect(reach.view).toMatchObject({ api: 'off', token: false });
    const port = await freePort();
    set({ api: { on: true, port } });
    await reach.settled();
    expect(reach.view.api).toBe('on');
    const asked = async (token: string) =>
      (await fetch(`http://127.0.0.1:${port}/v1/calls`, { headers: { authorization: `Bearer ${token}` } }))
        .status;
    expect(await asked('made-up-by-somebody')).toBe(401);
    const token = reach.newToken();
    expect([...secrets.values()]).not.toContain(token);
    expect(await asked(token)).toBe(200);
    const next = reach.newToken();
    expect([await asked(token), await asked(next)]).toEqual([401, 200]);
    set({ api: { on: false, port } });
    await reach.settled();
    await expect(asked(next)).rejects.toThrow();
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
