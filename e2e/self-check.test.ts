/** The self-check on a real phone system, each leg broken once by the network in front of it. */
import { createServer } from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SelfCheckView } from '../shared/diagnostics/types.ts';
import { SelfCheck, type CheckedLine } from '../main/diagnostics/self-check.ts';
import { FakeMedia } from '../main/telephony/testing/fake-media.ts';
import { firstly, isMessage } from './lab/fate.ts';
import { domain, Lab, passwords } from './lab/lab.ts';
import { prepareLab } from './lab/packages.ts';
import type { Proxy } from './lab/proxy.ts';

let lab: Lab;
let proxy: Proxy;

beforeAll(async () => {
  const readiness = await prepareLab();
  if (!readiness.ready) throw new Error(readiness.reason);
  lab = await Lab.start();
}, 600_000);
afterAll(() => lab.stop());
beforeEach(async () => {
  proxy = await lab.proxy();
});

async function checked(change: Partial<CheckedLine> & { trusts?: boolean } = {}): Promise<SelfCheckView> {
  const { trusts = true, ...line } = change;
  const check = new SelfCheck({
    media: new FakeMedia(),
    echoCalls: { busy: true } as never,
    userAgent: 'Hatif/test',
    ...(trusts ? { ca: lab.certificate.cert } : {}),
    now: () => Date.now(),
    onView: () => undefined,
    limits: { tcp: 2_000, tls: 1_500, webSocket: 2_000, register: 2_000 },
  });
  return check.run({
    account: {
      id: 'a',
      name: 'Lab',
      server: proxy.url,
      moreServers: [],
      user: 'agent',
      authUser: null,
      domain,
      displayName: null,
      country: 'SA',
      iceServers: [],
      dtmf: 'auto',
      practice: false,
    },
    password: passwords.agent,
    server: proxy.url,
    iceServers: [],
    echoNumber: null,
    ...line,
  });
}
const broken = ({ steps }: SelfCheckView): string[] =>
  steps.filter(({ state }) => state === 'failed').map(({ leg, fault }) => `${leg}: ${fault}`);

describe('on a real registrar behind TLS', () => {
  it('everything is in order, and no binding was made', async () => {
    const bob = await lab.phone('bob', { says: { hertz: 440, amplitude: 0.5 }, answers: 'manual' });
    const view = await checked();
    expect(broken(view)).toEqual([]);
    expect(view.steps.filter(({ state }) => state === 'passed').map(({ leg }) => leg)).toEqual([
      'tcp',
      'tls',
      'webSocket',
      'register',
      'microphone',
    ]);
    // Nobody answers for the agent: the call is refused at once.
    bob.dial(`sip:agent@${domain}`);
    await expect.poll(() => bob.count('CALL_CLOSED')).toBe(1);
  });

  it('a name that there is not', async () => {
    expect(broken(await checked({ server: 'wss://pbx.lab.invalid' }))).toEqual(['dns: hostNotFound']);
  });

  it('nobody listens', async () => {
    await proxy.refuse();
    expect(broken(await checked())).toEqual(['tcp: refused']);
  });

  it('a certificate that nobody knows', async () => {
    expect(broken(await checked({ trusts: false }))).toEqual(['tls: certificate']);
  });

  it('a network that swallows everything', async () => {
    proxy.hang();
    expect(broken(await checked())).toEqual(['tls: timeout']);
  });

  it('a web server in its place', async () => {
    const web = createServer(lab.certificate, (_request, response) => response.writeHead(403).end());
    const port = lab.freePort();
    await new Promise<void>(resolve => web.listen(port, '127.0.0.1', resolve));
    const view = await checked({ server: `wss://127.0.0.1:${port}/ws` });
    web.close();
    expect(broken(view)).toEqual(['webSocket: notSip']);
    expect(view.steps.find(({ leg }) => leg === 'webSocket')?.detail).toBe('HTTP 403');
  });

  it('a wrong password', async () => {
    expect(broken(await checked({ password: 'guessed' }))).toEqual(['register: wrongPassword']);
  });

  it('a REGISTER that is lost on the way', async () => {
    proxy.rule(firstly(isMessage('REGISTER'), 'drop', 9));
    expect(broken(await checked())).toEqual(['register: timeout']);
  });

  it('a line that is cut at the answer', async () => {
    proxy.rule(({ text }) => {
      if (text.startsWith('SIP/2.0 401')) proxy.cut();
      return 'pass';
    });
    expect(broken(await checked())).toEqual(['register: lost']);
  });
});
