import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import { Exchange, respond } from './testing/exchange.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';
import { makeCertificate } from './testing/certificate.ts';

// until() says what never came; the runner only says that time is up.
vi.setConfig({ testTimeout: 60_000 });

let world: World;

beforeEach(async () => {
  world = await World.open();
});

afterEach(async () => {
  await world.close();
});

const registers = (message: string) => message.startsWith('REGISTER ');

/** The exchange answers the first REGISTER so, and the rest as usual. */
function onceRefused(status: number, phrase: string, headers: string[] = []): void {
  let refused = false;
  world.exchange.script = message => {
    if (!registers(message) || refused) return undefined;
    refused = true;
    return respond(message, status, phrase, headers);
  };
}

describe('a line', () => {
  test('registers with digest', async () => {
    world.exchange.passwords = { alice: 'secret' };
    world.addAlice();
    await world.registered();
    expect(world.line).toMatchObject({ fault: null, accountId: 'main', practice: false });
    expect(world.exchange.count('REGISTER'), 'one challenge, one answer').toBe(2);
  });

  test('with a wrong password it says so, and stops until asked', async () => {
    world.exchange.passwords = { alice: 'another' };
    world.addAlice();
    await until('the line gives up', () => world.line.state === 'failed');
    expect(world.line).toMatchObject({ fault: 'wrongPassword', retryAt: null });
    world.exchange.passwords = { alice: 'secret' };
    world.telephony.retryNow('main');
    await world.registered();
  });

  test('tells its password to no other realm than its own, unless the agent tries again', async () => {
    world.exchange.passwords = { alice: 'secret' };
    world.addAlice();
    await world.registered();
    world.exchange.realm = 'thief.test';
    world.telephony.networkChanged('network');
    await until('the line waits', () => world.line.state === 'retrying');
    expect(world.line).toMatchObject({ fault: 'challengeRefused', faultDetail: 'thief.test' });
    world.telephony.retryNow('main');
    await world.registered();
  });

  test('asks for longer when the server wants it', async () => {
    const asked: string[] = [];
    world.exchange.script = message => {
      if (!registers(message)) return undefined;
      const expires = /;expires=(\d+)/.exec(message)?.[1] ?? '';
      asked.push(expires);
      return Number(expires) < 900
        ? respond(message, 423, 'Interval Too Brief', ['Min-Expires: 900'])
        : undefined;
    };
    world.addAlice();
    await world.registered();
    expect(asked).toEqual(['300', '900']);
  });

  test('waits as long as a busy server asks', async () => {
    onceRefused(503, 'Service Unavailable', ['Retry-After: 3 (starting up)']);
    world.addAlice();
    await until('the server is busy', () => world.line.fault === 'serverBusy');
    expect(world.line.state).toBe('retrying');
    expect((world.line.retryAt ?? 0) - world.clock.now()).toBeGreaterThanOrEqual(3_000);
    world.clock.pass(2_900);
    expect(world.line.state).toBe('retrying');
    world.clock.pass(500);
    await world.registered();
    expect(world.line.fault).toBeNull();
  });

  test('gets over a registrar that says nothing, on a new socket', async () => {
    let silent = true;
    world.exchange.script = message => (registers(message) && silent ? null : undefined);
    world.addAlice();
    await until('it is asked', () => world.exchange.count('REGISTER') === 1);
    world.clock.pass(10_000);
    expect(world.line).toMatchObject({ state: 'retrying', fault: 'timeout' });
    silent = false;
    world.clock.pass(1_000);
    await world.registered();
    expect(world.exchange.connectionOf('alice').id).toBeGreaterThan(1);
  });

  test('refreshes before the registration expires', async () => {
    world.exchange.grants = 100;
    world.addAlice();
    await world.registered();
    world.clock.pass(49_900);
    expect(world.exchange.count('REGISTER')).toBe(1);
    world.clock.pass(200);
    await until('a refresh', () => world.exchange.count('REGISTER') === 2);
    await until('its answer', () => world.clock.waiting === 3);
    expect(world.lineStates).toEqual(['connecting', 'registering', 'registered']);
  });

  test('comes back after a restart of the server', async () => {
    world.addAlice();
    await world.registered();
    const { port } = world.exchange;
    await world.exchange.close();
    await until('the loss is seen', () => world.line.state === 'retrying');
    expect(world.line).toMatchObject({ fault: 'lost', registeredAt: null });
    const again = await Exchange.open(port);
    world.clock.pass(1_000);
    await world.registered();
    await until('the server knows the line', () => again.bindings.has('alice'));
    await again.close();
  });

  test('notices a socket that is dead without a word', async () => {
    await world.close();
    world = await World.open({ keepAlive: { interval: 20_000, jitter: 5_000, deadline: 8_000 } });
    world.addAlice();
    await world.registered();
    world.exchange.freeze('alice');
    world.clock.pass(20_000);
    expect(world.line.state).toBe('registered');
    world.clock.pass(8_000);
    expect(world.line).toMatchObject({ state: 'retrying', fault: 'timeout' });
    world.clock.pass(1_000);
    await world.registered();
    expect(world.exchange.connections.size).toBeGreaterThan(1);
  });

  test('reconnects at once when the machine wakes', async () => {
    world.addAlice();
    await world.registered();
    const before = world.exchange.connectionOf('alice').id;
    world.telephony.networkChanged('resume');
    expect(world.line.state).toBe('connecting');
    await world.registered();
    expect(world.exchange.connectionOf('alice').id).not.toBe(before);
  });

  test('is renamed without registering again, and registers anew when its user changes', async () => {
    world.addAlice();
    await world.registered();
    world.addAlice({ name: 'Sales', country: 'EG' });
    expect(world.line).toMatchObject({ name: 'Sales', state: 'registered' });
    expect(world.exchange.count('REGISTER')).toBe(1);
    world.addAlice({ user: 'amal' });
    await until('the new user is known', () => world.exchange.bindings.has('amal'));
    await until('the old one is not', () => !world.exchange.bindings.has('alice'));
  });

  test('is removed: unregistered and forgotten', async () => {
    world.addAlice();
    await world.registered();
    await world.telephony.removeLine('main');
    expect(world.exchange.bindings.size).toBe(0);
    expect(world.telephony.lines).toEqual([]);
  });

  test('cannot be made of what is no address', () => {
    for (const changes of [
      { user: 'a b\r\nX: y' },
      { domain: 'exchange test' },
      { displayName: 'A\r\nX: y' },
    ]) {
      expect(() => world.addAlice(changes)).toThrow(HatifError);
    }
    expect(world.telephony.lines).toEqual([]);
  });
});

describe('quitting', () => {
  test('unregisters', async () => {
    world.addAlice();
    await world.registered();
    await world.telephony.shutdown();
    expect(world.exchange.bindings.size).toBe(0);
    await until('the socket is closed', () => world.exchange.connections.size === 0);
  });

  test('does not wait for a server that says nothing', async () => {
    world.addAlice();
    await world.registered();
    world.exchange.freeze('alice');
    const began = world.clock.now();
    let done = false;
    void world.telephony.shutdown().then(() => {
      done = true;
    });
    await world.later('the end', () => done);
    expect(world.clock.now() - began).toBeLessThanOrEqual(1_500);
    expect(world.telephony.lines).toEqual([]);
  });
});

describe('what is wrong with the address', () => {
  const fault = async (server: string) => {
    world.addAlice({ server });
    await until('the fault is named', () => world.line.fault !== null);
    return world.line.fault;
  };

  test('no address at all', async () => {
    expect(await fault('not a url')).toBe('badUrl');
  });

  test('a web page', async () => {
    expect(await fault('https://example.test/')).toBe('badUrl');
  });

  test('plain text to another machine', async () => {
    expect(await fault('ws://pbx.example.test/ws')).toBe('insecureUrl');
  });

  test('nobody listens there', async () => {
    const gone = await Exchange.open();
    const { url } = gone;
    await gone.close();
    expect(await fault(url)).toBe('refused');
  });

  test('a web server that is no phone system', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await fault(`ws://127.0.0.1:${port}/`)).toBe('notSip');
    expect(world.line.faultDetail).toBe('HTTP 404');
    await new Promise(resolve => server.close(resolve));
  });
});

describe('the certificate of the server', () => {
  const now = Date.now();
  const good = makeCertificate('localhost', now, 2);
  let secure: Exchange;

  afterEach(async () => {
    await secure.close();
  });

  async function connect(certificate: { key: string; cert: string }, trusted: string | null): Promise<void> {
    secure = await Exchange.openSecure(certificate);
    await world.close();
    world = await World.open(trusted === null ? {} : { ca: trusted });
    world.addAlice({ server: secure.url });
    await until('it is judged', () => world.line.fault !== null || world.line.state === 'registered');
  }

  test('trusted, with our name, in time: registered', async () => {
    await connect(good, good.cert);
    expect(world.line).toMatchObject({ state: 'registered', fault: null });
  });

  test('signed by nobody we trust', async () => {
    await connect(good, null);
    expect(world.line.fault).toBe('certificate');
    expect(secure.heard, 'not a word was said').toEqual([]);
  });

  test('for somebody else', async () => {
    const other = makeCertificate('pbx.test', now, 2);
    await connect(other, other.cert);
    expect(world.line).toMatchObject({ fault: 'certificate', faultDetail: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  test('expired', async () => {
    const old = makeCertificate('localhost', now, -1);
    await connect(old, old.cert);
    expect(world.line).toMatchObject({ fault: 'certificate', faultDetail: 'CERT_HAS_EXPIRED' });
  });
});
