/** The self-check against real sockets of this machine; what only a real phone system shows is in e2e/self-check.test.ts. */
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckLeg, CheckStep, SelfCheckView } from '../../shared/diagnostics/types.ts';
import { World } from '../telephony/testing/world.ts';
import { until } from '../telephony/testing/until.ts';
import { setAside } from './aside.ts';
import { SelfCheck, type CheckedLine } from './self-check.ts';

let world: World;
let check: SelfCheck;
let views: SelfCheckView[];
let shown: ReturnType<typeof setAside>;
const servers: (Server | TcpServer)[] = [];

beforeEach(async () => {
  world = await World.open();
  shown = setAside(world.telephony);
  world.exchange.passwords['alice'] = 'secret';
  world.addAlice();
  await world.registered();
  views = [];
  check = new SelfCheck({
    media: world.media,
    echoCalls: shown.echoCalls,
    userAgent: 'Hatif/test',
    now: () => 0,
    onView: view => views.push(view),
    limits: { tcp: 300, tls: 300, webSocket: 300, register: 300, echo: 2_000 },
  });
});
afterEach(async () => {
  await world.close();
  for (const server of servers.splice(0)) server.close();
});

const line = (change: Partial<CheckedLine> = {}): CheckedLine => ({
  account: world.account(),
  password: 'secret',
  server: world.exchange.url,
  iceServers: [{ urls: 'stun:stun.example' }],
  echoNumber: null,
  ...change,
});
const step = (view: SelfCheckView, leg: CheckLeg): Partial<CheckStep> =>
  view.steps.find(each => each.leg === leg) ?? {};
const broken = (view: SelfCheckView) =>
  view.steps.filter(({ state }) => state === 'failed').map(({ leg, fault }) => `${leg}: ${fault}`);

async function listening(server: Server | TcpServer): Promise<string> {
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a line that is in order', () => {
  it('passes every leg in turn, and the line itself is left alone', async () => {
    const registrations = world.exchange.heard.filter(heard => heard.startsWith('REGISTER')).length;
    const view = await check.run(line());
    expect(view).toMatchObject({ state: 'over', accountId: 'main' });
    expect(broken(view)).toEqual([]);
    expect(step(view, 'dns')).toMatchObject({ state: 'skipped', skipped: 'isAddress' });
    expect(step(view, 'tls')).toMatchObject({ state: 'skipped', skipped: 'onThisMachine' });
    expect(step(view, 'register')).toMatchObject({ state: 'passed' });
    expect(step(view, 'microphone')).toMatchObject({ state: 'passed', detail: 'Fake microphone' });
    expect(step(view, 'echo')).toMatchObject({ skipped: 'noEchoNumber' });
    expect(world.line.state).toBe('registered');
    expect(world.exchange.bindings.size).toBeGreaterThan(0);
    // Asked, refused, and asked again with the password.
    expect(world.exchange.heard.filter(heard => heard.startsWith('REGISTER')).length).toBe(registrations + 2);
    const running = views.flatMap(({ steps }) => steps.filter(({ state }) => state === 'running'));
    expect([...new Set(running.map(({ leg }) => leg))]).toHaveLength(8);
    await until('its socket is closed', () => world.exchange.connections.size === 1);
  });
});

describe('the broken leg is named', () => {
  it.each<[string, Partial<CheckedLine>, string]>([
    ['an address nobody can read', { server: 'http://x' }, 'dns: badUrl'],
    ['an address that is not secure', { server: 'ws://pbx.example' }, 'dns: insecureUrl'],
    ['a name that there is not', { server: 'wss://nobody.invalid' }, 'dns: hostNotFound'],
    ['a port where nobody listens', { server: 'wss://127.0.0.1:1' }, 'tcp: refused'],
    ['a wrong password', { password: 'guessed' }, 'register: wrongPassword'],
  ])('%s', async (_what, change, fault) => {
    const view = await check.run(line(change));
    expect(broken(view)).toEqual([fault]);
    expect(step(view, 'echo')).toMatchObject({ skipped: 'before' });
    expect(step(view, 'microphone')).toMatchObject({ state: 'passed' });
  });

  it('a server that is none for the web', async () => {
    const server = `wss://${await listening(createServer(socket => socket.end('220 mail\r\n')))}`;
    expect(broken(await check.run(line({ server })))).toEqual(['tls: notSip']);
  });

  it('one that takes the connection and says nothing', async () => {
    const server = `wss://${await listening(createServer())}`;
    expect(broken(await check.run(line({ server })))).toEqual(['tls: timeout']);
  });

  it('a web server without SIP', async () => {
    const http = createHttpServer((_request, response) => response.writeHead(404).end());
    const view = await check.run(line({ server: `ws://${await listening(http)}` }));
    expect(broken(view)).toEqual(['webSocket: notSip']);
    expect(step(view, 'webSocket').detail).toBe('HTTP 404');
  });

  it('a phone system that says nothing to a REGISTER', async () => {
    world.exchange.script = message => (message.startsWith('REGISTER') ? null : undefined);
    expect(broken(await check.run(line()))).toEqual(['register: timeout']);
  });

  it('a STUN server that is away, and a TURN server that refuses', async () => {
    world.media.trial.ice = { reached: false, refused: false };
    expect(broken(await check.run(line()))).toEqual(['ice: iceUnreachable']);
    world.media.trial.ice = { reached: false, refused: true };
    expect(broken(await check.run(line()))).toEqual(['ice: icePassword']);
  });

  it('a microphone that is not allowed, and one that is muted', async () => {
    world.media.fails = { listen: 'microphoneDenied' };
    expect(broken(await check.run(line()))).toEqual(['microphone: microphoneDenied']);
    world.media.fails = {};
    world.media.trial.microphone = { heard: false, label: 'Muted' };
    const view = await check.run(line());
    expect(broken(view)).toEqual(['microphone: microphoneSilent']);
    expect(step(view, 'microphone').detail).toBe('Muted');
  });
});

describe('the echo call', () => {
  const toEcho = () => line({ echoNumber: 'bob' });

  it('goes there and back, and nobody else hears of it', async () => {
    const seen: string[] = [];
    shown.telephony.onCall(callId => seen.push(callId));
    const bob = await world.phone('bob');
    const running = check.run(toEcho());
    await bob.answers();
    const call = await until('it stands', () =>
      world.telephony.calls.find(each => each.phase === 'established'),
    );
    world.media.emit({ kind: 'ice', session: call.id, state: 'connected' });
    world.media.emit({ kind: 'audio', session: call.id, flowing: true });
    expect(step(await running, 'echo')).toMatchObject({ state: 'passed' });
    expect([shown.telephony.calls, seen]).toEqual([[], []]);
    await until('it is put away', () => world.telephony.calls.length === 0);
  });

  it.each([
    [{ arrived: true, returned: false }, 'echo: echoNotReturned'],
    [{ arrived: false, returned: false }, 'echo: echoDeaf'],
  ])('of which comes %o is %s', async (found, fault) => {
    world.media.trial.echo = found;
    const bob = await world.phone('bob');
    const running = check.run(toEcho());
    await bob.answers();
    const call = await until('it stands', () =>
      world.telephony.calls.find(each => each.phase === 'established'),
    );
    world.media.emit({ kind: 'audio', session: call.id, flowing: true });
    expect(broken(await running)).toEqual([fault]);
  });

  it('that nobody takes', async () => {
    expect(broken(await check.run(line({ echoNumber: 'nobody' })))).toEqual(['echo: echoRefused']);
  });

  it('gives way when somebody calls, and is not tried in a call', async () => {
    const bob = await world.phone('bob');
    const carol = await world.phone('carol');
    const running = check.run(toEcho());
    await bob.rings();
    await carol.calls('alice');
    expect(step(await running, 'echo')).toMatchObject({ state: 'skipped', skipped: 'interrupted' });
    await until('only the caller is left', () => world.telephony.calls.length === 1);
    expect(step(await check.run(toEcho()), 'echo')).toMatchObject({ skipped: 'inCall' });
  });
});

describe('a check that runs', () => {
  it('is stopped at once', async () => {
    const server = `wss://${await listening(createServer())}`;
    check = new SelfCheck({
      media: world.media,
      echoCalls: shown.echoCalls,
      userAgent: 'Hatif/test',
      now: () => 0,
      onView: view => views.push(view),
    });
    const running = check.run(line({ server }));
    await until('TLS is tried', () => step(check.view, 'tls').state === 'running');
    check.cancel();
    const view = await running;
    expect(view.state).toBe('cancelled');
    expect(view.steps.slice(2).map(({ skipped }) => skipped)).toEqual(Array(6).fill('cancelled'));
  });

  it('is the only one', async () => {
    const running = check.run(line());
    await expect(check.run(line())).rejects.toMatchObject({ code: 'wrongState' });
    await running;
  });
});
