import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Exchange, respond } from './testing/exchange.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let second: Exchange;

beforeEach(async () => {
  world = await World.open();
  second = await Exchange.open();
});

afterEach(async () => {
  await world.close();
  await second.close();
});

const at = (exchange: Exchange) => `127.0.0.1:${exchange.port}`;

/** Alice has both servers; the second only stands in. */
const withStandIn = (server = world.exchange.url) =>
  world.addAlice({ server, moreServers: [{ url: second.url, weight: 0 }] });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>(resolve => server.close(() => resolve()));
  return port;
}

describe('a line with a stand-in', () => {
  test('registers with the first, and with that alone', async () => {
    withStandIn();
    await world.registered();
    expect(world.line.server).toBe(at(world.exchange));
    expect(second.heard).toEqual([]);
  });

  test('goes to the stand-in when nobody listens at the first', async () => {
    withStandIn(`ws://127.0.0.1:${await freePort()}/ws`);
    await world.later('the line is registered', () => world.line.state === 'registered');
    expect(world.line).toMatchObject({ server: at(second), fault: null });
  });

  test('goes to the stand-in when the first is busy, also when that asks to be left alone for long', async () => {
    world.exchange.script = message =>
      message.startsWith('REGISTER ')
        ? respond(message, 503, 'Service Unavailable', ['Retry-After: 3600'])
        : undefined;
    withStandIn();
    await until('the first is left', () => world.line.state === 'retrying');
    expect(world.line.fault).toBe('serverBusy');
    world.clock.pass(500);
    await world.registered();
    expect(world.line.server).toBe(at(second));
  });

  test('is where it was after a broken socket, and at the stand-in once the first is gone', async () => {
    withStandIn();
    await world.registered();
    await world.brokenAndBack();
    expect(world.line.server).toBe(at(world.exchange));
    await world.exchange.close();
    await until('the loss is seen', () => world.line.state !== 'registered');
    await world.later('the line is registered', () => world.line.state === 'registered');
    expect(world.line.server).toBe(at(second));
  });

  test('answers the challenge of either, though each has a realm of its own', async () => {
    second.passwords = world.exchange.passwords = { alice: 'secret' };
    second.realm = 'second.test';
    withStandIn();
    await world.registered();
    await world.exchange.close();
    await world.later(
      'the stand-in has it',
      () => world.line.server === at(second) && world.line.state === 'registered',
    );
    expect(world.line.fault).toBeNull();
  });
});
