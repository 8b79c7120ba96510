// What a server that is broken or hostile can do to the one that keeps a calendar there.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CalendarClient } from './client.ts';

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;
let answer: Answer;
const asked: string[] = [];
let server: http.Server;
let client: CalendarClient;

beforeEach(async () => {
  asked.length = 0;
  server = http.createServer((request, response) => {
    const { method, url, headers } = request;
    asked.push([method, url, headers.authorization ?? '', headers['if-match'] ?? ''].join(' ').trim());
    answer(request, response);
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/cal/`;
  client = new CalendarClient({ url, user: 'sami', password: 'پ' }, { now: () => 0 });
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
