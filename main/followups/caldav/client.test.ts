// What a server that is broken or hostile can do to the one that keeps a calendar there.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPublic } from '../addresses.ts';
import { CalendarClient, type CalendarServer } from './client.ts';

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;
let answer: Answer;
const asked: string[] = [];
let server: http.Server;
let client: CalendarClient;
let at: CalendarServer;

beforeEach(async () => {
  asked.length = 0;
  server = http.createServer((request, response) => {
    const { method, url, headers } = request;
    asked.push([method, url, headers.authorization ?? '', headers['if-match'] ?? ''].join(' ').trim());
    answer(request, response);
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  at = { url: `http://127.0.0.1:${port}/cal/`, user: 'sami', password: 'پ', allowPrivate: true };
  client = new CalendarClient(at, { now: () => 0 });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise(resolve => void server.close(resolve));
});

const says =
  (status: number, headers: http.OutgoingHttpHeaders = {}, body = ''): Answer =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

test('a password goes to no other address', async () => {
  answer = says(302, { location: '/elsewhere/' });
  expect(await client.get('a.ics')).toMatchObject({ kind: 'failed', fault: 'redirected' });
  expect(asked).toEqual([`GET /cal/a.ics Basic ${Buffer.from('sami:پ').toString('base64')}`]);
});

test('a name cannot leave the calendar', async () => {
  answer = says(204);
  await client.remove('../../other/x?y');
  expect(asked[0]).toMatch(/^DELETE \/cal\/\.\.%2F\.\.%2Fother%2Fx%3Fy /);
});

test('no more is read than any entry of ours could be', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { etag: '"1"' });
    const more = (): void => {
      while (response.writable && response.write('x'.repeat(65_536)));
      response.once('drain', more);
    };
    more();
  };
  const found = await client.get('a.ics');
  expect(found.kind === 'done' && found.body.length).toBeLessThan(400_000);
});

test.each([
  ['"7"', '"7"'],
  ['W/"7"', null],
  ['7', null],
  [undefined, null],
])('a version named %s is compared as %s', async (etag, kept) => {
  answer = says(201, etag === undefined ? {} : { etag });
  expect(await client.put('a.ics', 'x', null)).toMatchObject({ kind: 'done', etag: kept });
});

test.each([
  [401, {}, { kind: 'failed', fault: 'signIn' }],
  [429, { 'retry-after': '120' }, { kind: 'failed', fault: 'busy', wait: 120_000 }],
  [503, {}, { kind: 'failed', fault: 'busy', wait: 0 }],
  [500, {}, { kind: 'failed', fault: 'server' }],
  [507, {}, { kind: 'failed', fault: 'server' }],
  [415, {}, { kind: 'failed', fault: 'rejected' }],
  [412, {}, { kind: 'changed' }],
  [410, {}, { kind: 'gone' }],
] as const)('%i is understood', async (status, headers, meaning) => {
  answer = says(status, headers, 'because\r\nof \u202e this');
  expect(await client.put('a.ics', 'x', '"1"')).toMatchObject(meaning);
  expect(asked[0]).toContain('"1"');
});

test('what it says is one line without tricks', async () => {
  answer = says(400, {}, 'no\r\nway\u202e\u0000');
  expect(await client.get('a.ics')).toMatchObject({ detail: '400 no way' });
});

/** The server that listens here, under another name or address. */
const named = (host: string): CalendarServer => ({ ...at, url: at.url.replace('127.0.0.1', host) });
const outside = { allowPrivate: false };

test.each([
  '127.0.0.1',
  'localhost',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '2130706433',
  '0x7f.1',
  '169.254.169.254',
])('a calendar at %s is not asked, unless it may be in this network', async host => {
  answer = says(204);
  const inside = new CalendarClient({ ...named(host), ...outside });
  expect(await inside.put('a.ics', 'x', null)).toMatchObject({ kind: 'failed', fault: 'refusedAddress' });
  expect(asked).toEqual([]);
});

test('a name that changes its mind after it was looked at is not followed inwards', async () => {
  answer = says(204);
  let looks = 0;
  const rebinding = async () => {
    looks += 1;
    return [{ address: looks === 1 ? '203.0.114.9' : '127.0.0.1', family: 4 }];
  };
  // What a check beforehand would see.
  expect(isPublic((await rebinding())[0]?.address ?? '')).toBe(true);
  const client = new CalendarClient({ ...named('calendar.example'), ...outside }, { resolve: rebinding });
  expect(await client.get('a.ics')).toMatchObject({ fault: 'refusedAddress' });
  expect([looks, asked]).toEqual([2, []]);
  // The control: the same name is reached where that is allowed.
  const allowed = new CalendarClient(named('calendar.example'), { resolve: rebinding });
  expect(await allowed.get('a.ics')).toMatchObject({ kind: 'done' });
});

test.each(['http://127.0.0.1:1/', 'http://10.0.0.1/', 'http://169.254.169.254/latest/meta-data/'])(
  'a redirect to %s is told, and not followed',
  async location => {
    answer = says(307, { location });
    expect(await client.get('a.ics')).toMatchObject({ kind: 'failed', fault: 'redirected' });
    expect(asked).toHaveLength(1);
  },
);
