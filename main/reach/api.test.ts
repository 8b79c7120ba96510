import { execFile } from 'node:child_process';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { HatifError } from '../../shared/errors.ts';
import { callOf, FakePhone } from '../desk/testing.ts';
import { until } from '../telephony/testing/until.ts';
import { fingerprintOf } from './api-guard.ts';
import { LocalApi } from './api.ts';

const token = 'a-token-of-more-than-sixteen-letters';
let phone: FakePhone;
let api: LocalApi;
let now: number;
let did: string[];
let dials: (target: string, accountId: string | null) => string;

beforeEach(async () => {
  phone = new FakePhone();
  now = 0;
  did = [];
  dials = target => {
    phone.shows(
      callOf('call-1', {
        direction: 'outbound',
        phase: 'dialling',
        remote: { number: target, e164: null, name: null },
      }),
    );
    return 'call-1';
  };
  const acts = Object.fromEntries(
    ['answer', 'decline', 'hangUp', 'setHold', 'setMuted'].map(name => [
      name,
      (...args: unknown[]) => Promise.resolve(void did.push(`${name} ${args.join(' ')}`)),
    ]),
  );
  Object.assign(phone.port, acts, {
    lines: [{ accountId: 'a', name: 'Service', state: 'registered', password: 'x' }],
  });
  api = new LocalApi({
    telephony: phone.telephony,
    dial: async (target, accountId) => dials(target, accountId),
    fingerprint: () => fingerprintOf(token),
    now: () => now,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await api.listen(0);
});
afterEach(() => api.close());

const good = { authorization: `Bearer ${token}` };
function ask(
  method: string,
  path: string,
  { body, headers = good }: { body?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const request = http.request(
      { host: '127.0.0.1', port: api.port, method, path, headers: { ...json, ...headers } },
      response => {
        void response.toArray().then(parts => {
          const text = Buffer.concat(parts as Buffer[]).toString();
          resolve({ status: response.statusCode ?? 0, body: text === '' ? null : JSON.parse(text) });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
const connect = (headers: Record<string, string> = good): WebSocket =>
  new WebSocket(`ws://127.0.0.1:${api.port}/v1/events`, { headers });

describe('a program with the token', () => {
  it('dials, and acts on its calls', async () => {
    expect(await ask('POST', '/v1/dial', { body: '{"target":"050 555"}' })).toEqual({
      status: 201,
      body: { callId: 'call-1' },
    });
    expect(await ask('GET', '/v1/calls')).toMatchObject({
      body: { calls: [{ id: 'call-1', phase: 'dialling' }] },
    });
    await ask('POST', '/v1/calls/call-1/hold', { body: '{"hold":true}' });
    await ask('POST', '/v1/calls/call-1/mute', { body: '{"muted":false}' });
    await ask('POST', '/v1/calls/call-1/hangUp');
    phone.shows(callOf('call-2'));
    await ask('POST', '/v1/calls/call-2/answer');
    await ask('POST', '/v1/calls/call-2/hangUp');
    expect(did).toEqual([
      'setHold call-1 true',
      'setMuted call-1 false',
      'hangUp call-1',
      'answer call-2',
      'decline call-2',
    ]);
  });

  it('sees of lines and calls what it needs, and no more', async () => {
    phone.shows(callOf('c', { digits: '1234', called: 'Service' }));
    expect(JSON.stringify(await ask('GET', '/v1/lines'))).not.toContain('password');
    expect(JSON.stringify(await ask('GET', '/v1/calls'))).not.toContain('1234');
  });

  it('hears of every change', async () => {
    const socket = connect();
    type Heard = { type: string; call?: { phase: string } };
    const heard: Heard[] = [];
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as Heard));
    await until('it is told how things stand', () => heard.length === 1);
    phone.shows(callOf('c', { phase: 'ringing' }));
    phone.shows(callOf('c', { phase: 'established' }));
    phone.port.dismiss('c');
    await until('four events', () => heard.length === 4);
    expect(heard.map(({ type, call }) => call?.phase ?? type)).toEqual([
      'now',
      'ringing',
      'established',
      'gone',
    ]);
    api.drop();
    await new Promise(resolve => socket.once('close', resolve));
  });

  it.each([
    ['POST', '/v1/dial', '{"target":', 400],
    ['POST', '/v1/dial', '{"target":"1","more":1}', 400],
    ['POST', '/v1/dial', `{"target":"${'1'.repeat(5000)}"}`, 400],
    ['POST', '/v1/calls/nobody/answer', undefined, 404],
    ['GET', '/v1/else', undefined, 404],
    ['POST', '/v1/calls/../dial', undefined, 404],
  ])('is told what is wrong: %s %s', async (method, path, body, status) => {
    expect((await ask(method, path, body === undefined ? {} : { body })).status).toBe(status);
  });

  it('is told why a call cannot be made', async () => {
    dials = () => {
      throw new HatifError('noLine', 'No line is registered.');
    };
    expect(await ask('POST', '/v1/dial', { body: '{"target":"1"}' })).toEqual({
      status: 503,
      body: { error: { code: 'noLine', message: 'No line is registered.' } },
    });
  });

  it('follows the example of the documentation', async () => {
    const example = fileURLToPath(new URL('../../docs/examples/local-api.mjs', import.meta.url));
    const running = promisify(execFile)(
      process.execPath,
      [example, '+966505550142', `http://127.0.0.1:${api.port}`],
      { env: { ...process.env, HATIF_TOKEN: token } },
    );
    await until('it dialled', () => phone.calls.length === 1);
    phone.shows(callOf('call-1', { phase: 'ended', end: { by: 'remote', cause: 'busy', status: 486 } }));
    expect((await running).stdout).toMatch(/^(?:dialling \n)?ended busy\n$/);
    await expect(
      promisify(execFile)(process.execPath, [example, '1', `http://127.0.0.1:${api.port}`], {
        env: { ...process.env, HATIF_TOKEN: 'not-the-token-at-all' },
      }),
    ).rejects.toMatchObject({ stderr: expect.stringContaining('401 forbidden') });
  });
});

describe('everybody else', () => {
  it.each<[string, Record<string, string>, number]>([
    ['without a token', {}, 401],
    ['with another token', { authorization: 'Bearer not-the-token-at-all' }, 401],
    ['a page, even with the token', { ...good, origin: 'https://evil.example' }, 403],
    ['a page of a file', { ...good, origin: 'null' }, 403],
    ['a page that sends no origin', { ...good, 'sec-fetch-site': 'cross-site' }, 403],
    ['under another name for this machine', { ...good, host: 'evil.example:38477' }, 421],
    ['under the right name with another port', { ...good, host: '127.0.0.1:1' }, 421],
  ])('is refused: %s', async (_who, headers, status) => {
    expect((await ask('POST', '/v1/dial', { body: '{"target":"1"}', headers })).status).toBe(status);
    const socket = connect(headers);
    const refused = await new Promise(resolve =>
      socket.once('unexpected-response', (request, response) => {
        request.destroy();
        resolve(response.statusCode);
      }),
    );
    expect(refused).toBe(status);
    expect(phone.calls).toEqual([]);
  });

  it('who guesses is kept waiting, the right token too, for a minute', async () => {
    for (let i = 0; i < 5; i += 1) expect((await ask('GET', '/v1/calls', { headers: {} })).status).toBe(401);
    expect((await ask('GET', '/v1/calls')).status).toBe(429);
    now += 60_001;
    expect((await ask('GET', '/v1/calls')).status).toBe(200);
  });

  it('who asks without end is slowed down', async () => {
    const all = await Promise.all(Array.from({ length: 241 }, () => ask('GET', '/v1/lines')));
    expect(all.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

it('says when its port is taken', async () => {
  const other = http.createServer();
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  expect(await api.listen(typeof address === 'object' && address ? address.port : 0)).toBe(false);
  other.close();
});
