import { unzipSync, strFromU8 } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../shared/settings/schema.ts';
import type { LineView } from '../../shared/lines/types.ts';
import { callOf, FakePhone } from '../desk/testing.ts';
import { FakeMedia } from '../telephony/testing/fake-media.ts';
import { Diagnostics } from './diagnostics.ts';
import { StateHistory } from './history.ts';
import { redactorOf } from './redactor.ts';
import { Trace } from './trace.ts';

const secrets = ['Layla', 'Haddad', '505550142', '0142', 'open sesame', 'turn-secret', 'ليلى', 'alice'];
const settings: Settings = {
  ...defaultSettings,
  agentName: 'Layla Haddad',
  accounts: [
    {
      id: 'Layla-line',
      name: 'Layla Haddad',
      server: 'wss://alice:open%20sesame@pbx.example.org:8089/ws?user=0142',
      moreServers: [{ url: 'wss://spare.example.org/ws', weight: 0 }],
      user: '+966505550142',
      authUser: 'alice',
      domain: 'pbx.example.org',
      displayName: 'ليلى',
      country: 'SA',
      iceServers: [{ url: 'turn:turn.example.org:3478', user: 'alice' }],
      dtmf: 'auto',
      echoNumber: '+966505550142',
      practice: false,
    },
  ],
};
const lineView: LineView = {
  accountId: 'Layla-line',
  name: 'Layla Haddad',
  practice: false,
  state: 'failed',
  fault: 'rejected',
  faultDetail: '488 ask Layla Haddad',
  retryAt: null,
  registeredAt: 0,
  server: 'pbx.example.org:8089',
};

let diagnostics: Diagnostics;
let trace: Trace;
let phone: FakePhone;
let written: [string, Uint8Array][];
let refuse: boolean;

beforeEach(() => {
  const redactor = redactorOf(() => settings);
  phone = new FakePhone();
  const media = new FakeMedia();
  trace = new Trace({ redactor, later: () => undefined });
  const history = new StateHistory({ telephony: phone.telephony, media, now: () => 1_000 });
  written = [];
  refuse = false;
  diagnostics = new Diagnostics({
    media,
    echoCalls: { busy: false, onBusy: () => ({ dispose: () => undefined }) } as never,
    userAgent: 'Hatif/test',
    redactor,
    trace,
    history,
    now: () => 1_000,
    newId: () => `report-${Math.random()}`,
    settings: { current: settings },
    secrets: {
      keychain: true,
      read: () => 'turn-secret',
      has: () => true,
      write: () => undefined,
      forget: () => undefined,
    },
    practice: { line: null },
    telephony: { lines: [lineView] },
    devices: () => [{ id: 'x', groupId: 'y', label: 'Layla’s AirPods Pro', kind: 'microphone' }],
    sound: { heard: [{ callId: '0190', answeredAt: 0, quality: null, readings: [] }] },
    about: () => ({ hatif: '0.1.0' }),
    saveFile: (name, content) =>
      refuse ? Promise.reject(new Error('full')) : Promise.resolve(written.push([name, content]) > 0),
    onCheck: () => undefined,
  });
  phone.shows(
    callOf('c1', {
      remote: { number: '+966505550142', e164: '+966505550142', name: 'Layla Haddad' },
      called: 'Haddad',
      digits: '0142',
    }),
  );
  trace.note({
    at: 5,
    accountId: 'Layla-line',
    direction: 'in',
    text: 'SIP/2.0 404 Layla +966505550142\r\nCSeq: 1 REGISTER\r\nX-Password: open sesame\r\n\r\n',
  });
});

describe('a report', () => {
  it('tells what happened, and names nobody', () => {
    const { parts } = diagnostics.prepare();
    const whole = parts.map(({ name, text }) => `== ${name}\n${text}`).join('\n');
    for (const secret of secrets) expect(whole).not.toContain(secret);
    expect(whole).toContain('SIP/2.0 404\nCSeq: 1 REGISTER');
    expect(whole).toContain('wss://pbx.example.org:8089');
    expect(whole).toContain('turn:turn.example.org:3478');
    expect(whole).toContain('… AirPods Pro');
    expect(whole).toContain('call c1 inbound ringing (media none, hold none)');
    expect(parts.find(({ name }) => name === 'sip.txt')?.text).toMatch(/ line-1 received\n/);
  });

  it('is saved as it was looked at, in one file', async () => {
    const { reportId, parts } = diagnostics.prepare();
    trace.note({ at: 9, accountId: 'x', direction: 'out', text: 'BYE sip:a@b SIP/2.0\r\n\r\n' });
    expect(await diagnostics.save(reportId)).toBe(true);
    expect(written[0]?.[0]).toBe('hatif-report-1970-01-01.zip');
    const files = unzipSync(written[0]?.[1] ?? new Uint8Array());
    expect(Object.entries(files).map(([name, bytes]) => ({ name, text: strFromU8(bytes) }))).toEqual(parts);
  });

  it('that is not the one looked at is not saved, nor one that cannot be written', async () => {
    const old = diagnostics.prepare();
    const { reportId } = diagnostics.prepare();
    await expect(diagnostics.save(old.reportId)).rejects.toMatchObject({ code: 'notFound' });
    refuse = true;
    await expect(diagnostics.save(reportId)).rejects.toMatchObject({ code: 'fileNotWritten' });
  });
});

describe('the trace', () => {
  it('keeps the last messages and no more, however many come', () => {
    const long = `INVITE sip:a@b SIP/2.0\r\n${'Subject: x\r\n'.repeat(100)}\r\n`;
    for (let at = 0; at < 3_000; at += 1) {
      trace.note({ at, accountId: 'x', direction: 'in', text: long });
      if (at % 100 === 0) expect(trace.messages.length).toBeLessThanOrEqual(1_000);
    }
    expect(trace.messages.at(-1)?.at).toBe(2_999);
    expect(trace.messages.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(600_000);
  });
});

describe('a check', () => {
  it('of a line that there is not is refused', () => {
    expect(() => diagnostics.start('nobody')).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});
