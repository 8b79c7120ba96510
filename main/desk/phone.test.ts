import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PhoneSettings } from '../../shared/phone/settings.ts';
import { usualPhone } from '../../shared/phone/settings.ts';
import { defaultSettings, type Settings } from '../../shared/settings/schema.ts';
import { HatifError } from '../../shared/errors.ts';
import type { NewMessage } from '../store/port.ts';
import type { IncomingMessage } from '../telephony/port.ts';
import { PhoneDesk } from './phone.ts';

let settings: Settings;
let changed: (current: Settings) => void;
let barred: boolean;
let asked: unknown[];
let receives: (message: IncomingMessage) => Promise<void>;
let written: NewMessage[];
let did: string[];
let told: unknown[];
let refuses: boolean;
let phone: PhoneDesk;

const end = { dispose: () => undefined };
const lamp = { id: 'l', name: 'Carol', number: '6002', kind: 'colleague' } as const;
const code = (id: string, use: PhoneSettings['codes'][number]['use'], digits: string) => ({
  id,
  name: id,
  code: digits,
  use,
});

function set(part: Partial<PhoneSettings>): void {
  settings = { ...settings, phone: { ...settings.phone, ...part } };
  changed(settings);
}

beforeEach(() => {
  settings = { ...defaultSettings, phone: usualPhone };
  written = [];
  did = [];
  told = [];
  refuses = false;
  const say =
    (name: string) =>
    (...args: unknown[]) =>
      void did.push(`${name} ${JSON.stringify(args)}`);
  [barred, asked] = [false, []];
  phone = new PhoneDesk({
    agentName: () => 'Sara',
    telephony: {
      lamps: { lamps: [], mailboxes: [] },
      setRules: say('rules'),
      setHeaders: say('headers'),
      watch: say('watch'),
      onLamps: () => end,
      onMessage: listener => {
        receives = listener;
        return end;
      },
      sendMessage: async (...args) => {
        if (refuses) throw new HatifError('refused', 'no');
        say('message')(...args);
      },
      runCode: async (...args) => say('code')(...args),
      dial: (...args) => (say('dial')(...args), 'c9'),
      transfer: async (...args) => say('transfer')(...args),
      sendDtmf: async (...args) => say('digits')(...args),
    },
    gate: {
      pass: async (wanted, override) => {
        asked.push([wanted, override]);
        if (barred && override === undefined) throw new HatifError('barred', 'refused');
      },
    },
    store: {
      addMessage: async message => {
        written.push(message);
        return { id: 'huda', name: 'Huda' };
      },
    },
    settings: {
      get current() {
        return settings;
      },
      onChange: listener => {
        changed = listener;
        return end;
      },
    },
    emit: vi.fn(),
    now: () => 7,
    desk: { contactsChanged: async () => void did.push('contacts') },
    tell: message => void told.push(message),
    nameless: () => 'A phone without a number',
  });
});

test('rules and lamps follow the settings', () => {
  did = [];
  set({ lamps: [lamp], pickUpCode: '**' });
  expect(did).toEqual([
    `rules ${JSON.stringify([usualPhone.rules])}`,
    `headers ${JSON.stringify([usualPhone.headers])}`,
    `watch ${JSON.stringify([{ lamps: [lamp], pickUpCode: '**' }])}`,
  ]);
});

describe('a code', () => {
  beforeEach(() => {
    set({
      lamps: [lamp],
      codes: [
        code('login', 'send', '*45'),
        code('voicemail', 'call', '*97'),
        code('listen', 'colleague', '*222'),
        code('park', 'transfer', '700'),
        code('record', 'digits', '*1'),
      ],
    });
    did = [];
  });

  test.each([
    ['login', null, null, 'code ["*45",null]'],
    ['voicemail', null, null, 'dial ["*97",null]'],
    ['listen', null, 'l', 'dial ["*2226002",null]'],
    ['park', 'c1', null, 'transfer ["c1","700","park"]'],
    ['record', 'c1', null, 'digits ["c1","*1"]'],
  ])('%s', async (codeId, callId, lampId, done) => {
    await phone.enterCode({ codeId, callId, lampId });
    expect(did).toEqual([done]);
  });

  test.each([
    ['none', null, null, 'notFound'],
    ['listen', null, null, 'badInput'],
    ['listen', null, 'x', 'notFound'],
    ['park', null, null, 'badInput'],
  ])('%s, call %s, lamp %s: %s', async (codeId, callId, lampId, failure) => {
    await expect(phone.enterCode({ codeId, callId, lampId })).rejects.toMatchObject({ code: failure });
    expect(did).toEqual([]);
  });
});

describe('messages', () => {
  test('one that comes in is written down before it is told', async () => {
    await receives({ accountId: 'a', from: { number: '6002', e164: null, name: 'C' }, text: 'hi' });
    expect(written).toMatchObject([
      {
        at: 7,
        direction: 'inbound',
        accountId: 'a',
        number: '6002',
        name: 'C',
        text: 'hi',
        agent: null,
      },
    ]);
    expect(told).toEqual([{ who: 'Huda', text: 'hi' }]);
    expect(did).toContain('contacts');
  });

  test('one that goes out passes the gate first, as a call does', async () => {
    barred = true;
    did = [];
    const message = { target: '0501234567', text: 'hi', personId: 'huda' };
    await expect(phone.send(message)).rejects.toMatchObject({ code: 'barred' });
    expect([did, written]).toEqual([[], []]);
    const override = { why: 'she asked' };
    await phone.send({ ...message, override });
    expect(asked.at(-1)).toEqual([
      [
        {
          channel: 'message',
          personId: 'huda',
          target: '0501234567',
          country: settings.accounts[0]?.country ?? '',
        },
      ],
      override,
    ]);
    expect(written).toHaveLength(1);
  });

  test('one that goes out is written down once it was taken', async () => {
    await phone.send({ target: '6002', text: 'hi', personId: 'huda' });
    expect(written).toMatchObject([
      { direction: 'outbound', number: '6002', personId: 'huda', agent: 'Sara' },
    ]);
    refuses = true;
    await expect(phone.send({ target: '6002', text: 'hi', personId: 'huda' })).rejects.toThrow();
    expect(written).toHaveLength(1);
  });
});
