import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HookRequest } from '../../shared/followups/request.ts';
import { guardedLookup, isPublic } from './addresses.ts';
import { retryAfter, sendRequest, usualLimits, type HttpPolicy } from './http.ts';
import { chaosServer, type ChaosServer, type Mood } from './testing/chaos-server.ts';

let server: ChaosServer;
beforeEach(async () => {
  server = await chaosServer({ knowsKeys: true });
});
afterEach(() => server.close());

const open: HttpPolicy = { allowPrivate: true, allowHttp: true, keyed: false };
const limits = { ...usualLimits, within: 400 };
const request = (url = server.url): HookRequest => ({
  method: 'POST',
  url: new URL(url),
  headers: { 'content-type': 'application/json', authorization: 'Bearer s3cret' },
  body: JSON.stringify({ key: 'k', contact: 'layla', n: 1, text: 'عطل' }),
});
const send = (policy: Partial<HttpPolicy> = {}, url?: string) =>
  sendRequest(request(url), { ...open, ...policy }, { limits });

describe('what an answer means', () => {
  it.each<[Mood, object]>([
    ['well', { result: 'done', detail: '201' }],
    ['talks', { result: 'done' }],
    ['half', { result: 'done' }],
    ['dropsBefore', { result: 'lost', fault: 'broke' }],
    ['dropsAfter', { result: 'lost', fault: 'broke' }],
    ['hangs', { result: 'lost', fault: 'broke', detail: 'no answer in time' }],
    ['failsBefore', { result: 'lost', fault: 'server' }],
    ['failsAfter', { result: 'lost', fault: 'server' }],
    ['busy', { result: 'refused', fault: 'busy', retryAfter: 1000 }],
    ['unavailable', { result: 'refused', fault: 'busy', retryAfter: 0 }],
    ['circles', { result: 'refused', fault: 'redirected', retryAfter: null }],
    ['elsewhere', { result: 'refused', fault: 'redirected', retryAfter: null }],
  ])('%s', async (mood, attempt) => {
    server.mood = () => mood;
    expect(await send()).toMatchObject(attempt);
    // Whatever was said to be certainly refused had no effect.
    if ('result' in attempt && attempt.result === 'refused') expect(server.effects).toEqual([]);
  });

  it('a redirect within the same origin is followed with everything', async () => {
    server.mood = ({ n }) => (n === 1 ? 'circles' : 'well');
    expect(await send()).toMatchObject({ result: 'done' });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer s3cret',
      'Bearer s3cret',
    ]);
  });

  it('a redirect to another origin gets nothing, neither the secret nor the body', async () => {
    const other = await chaosServer({ knowsKeys: false });
    const away = createServer(socket =>
      socket.once('data', () =>
        socket.end(`HTTP/1.1 308 x\r\nLocation: ${other.url}\r\nContent-Length: 0\r\n\r\n`),
      ),
    );
    away.listen(0, '127.0.0.1');
    await new Promise(resolve => away.once('listening', resolve));
    const url = `http://127.0.0.1:${(away.address() as AddressInfo).port}/`;
    expect(await send({}, url)).toMatchObject({ result: 'refused', fault: 'redirected' });
    expect(other.requests).toEqual([]);
    await other.close();
    away.close();
  });

  it('nobody there is not a doubt', async () => {
    const { url } = server;
    await server.close();
    expect(await send({}, url)).toMatchObject({ result: 'refused', fault: 'unreachable', retryAfter: 0 });
    server = await chaosServer({ knowsKeys: true });
  });

  it('a server that takes the connection and never speaks TLS is not reached', async () => {
    const mute = createServer(() => undefined);
    mute.listen(0, '127.0.0.1');
    await new Promise(resolve => mute.once('listening', resolve));
    const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/`;
    expect(await send({}, url)).toMatchObject({ result: 'refused', fault: 'unreachable' });
    mute.close();
  });

  it('Retry-After is seconds or a date', () => {
    const now = Date.UTC(2026, 2, 10, 12);
    expect(retryAfter('120', now)).toBe(120_000);
    expect(retryAfter('Tue, 10 Mar 2026 12:01:00 GMT', now)).toBe(60_000);
    expect([retryAfter('soon', now), retryAfter(undefined, now), retryAfter('-5', now)]).toEqual([0, 0, 0]);
  });
});

describe('where a request may go', () => {
  it('not without encryption, unless that is allowed', async () => {
    expect(await send({ allowHttp: false })).toMatchObject({ fault: 'refusedAddress', retryAfter: null });
    expect(server.requests).toEqual([]);
  });

  it('not to this machine or its network, unless that is allowed', async () => {
    expect(await send({ allowPrivate: false })).toMatchObject({ fault: 'refusedAddress', retryAfter: null });
    expect(server.requests).toEqual([]);
  });

  it('not to a name that points inwards, however it is written', async () => {
    const port = new URL(server.url).port;
    for (const address of [
      '127.0.0.1',
      '10.0.0.8',
      '169.254.169.254',
      '::1',
      '::ffff:127.0.0.1',
      'fe80::1',
      '64:ff9b::7f00:1',
    ]) {
      const attempt = await sendRequest(
        request(`http://desk.example:${port}/`),
        { ...open, allowPrivate: false },
        { limits, resolve: () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]) },
      );
      expect(attempt, address).toMatchObject({ fault: 'refusedAddress' });
    }
    for (const host of ['127.1', '0x7f000001', '2130706433', '017700000001', '[::ffff:7f00:1]', '0'])
      expect(await send({ allowPrivate: false }, `http://${host}:${port}/`), host).toMatchObject({
        fault: expect.stringMatching(/refusedAddress/),
      });
    expect(server.requests).toEqual([]);
  });

  it('a name with a public and a private address is reached at the public one alone', async () => {
    const both = () =>
      Promise.resolve([
        { address: '10.0.0.1', family: 4 },
        { address: '93.184.216.34', family: 4 },
      ]);
    const found = await new Promise(resolve =>
      guardedLookup(false, both)('desk.example', { all: true }, (_error, addresses) => resolve(addresses)),
    );
    expect(found).toEqual([{ address: '93.184.216.34', family: 4 }]);
  });

  it.each(['8.8.8.8', '93.184.216.34', '2606:2800:220:1::1'])('%s is public', address => {
    expect(isPublic(address)).toBe(true);
  });
  it.each([
    '100.64.0.1',
    '172.31.255.255',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    'fc00::1',
    'ff02::1',
    '::',
    '2002:7f00:1::',
    '2001:db8::1',
    'desk.example',
    '',
  ])('%j is not', address => {
    expect(isPublic(address)).toBe(false);
  });
});
