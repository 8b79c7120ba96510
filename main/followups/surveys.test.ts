/** What customers answered by the link comes back from a real server and stands on the timeline of a real store. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SurveySource } from '../../shared/survey/source.ts';
import { beginCall } from '../store/calls.ts';
import type { WritableDb } from '../store/database.ts';
import { timeline } from '../store/tables/interactions.ts';
import { askSurvey, hearSurveys, oldestOpenSurvey } from '../store/tables/surveys.ts';
import { know, noon, omar, openTables, ringing, temporaryPlace } from '../store/testing/fixtures.ts';
import { surveyAnswers, type Surveys } from './surveys.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let asked: IncomingMessage[];
let answer: (response: ServerResponse) => void;
let source: SurveySource | null;
let told: number;
let surveys: Surveys;
const server = createServer((request, response) => {
  asked.push(request);
  answer(response);
});

beforeEach(async () => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
  beginCall(db, ringing('c'));
  server.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  [asked, told] = [[], 0];
  says([{ code: 'x', rating: 4, comment: 'Quick' }]);
  source = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/answers?since={{ since | url_encode }}`,
    header: { name: 'Authorization', value: 'Bearer {{ secret }}' },
    list: '',
    code: 'code',
    rating: 'rating',
    comment: 'comment',
    best: 5,
    minutes: 15,
    allowPrivate: true,
  };
  surveys = surveyAnswers({
    store: {
      oldestOpenSurvey: async since => oldestOpenSurvey(db, since),
      hearSurveys: async (answers, at) => hearSurveys(db, answers, at),
    },
    source: () => source,
    secret: () => 's3cret',
    heard: async () => void (told += 1),
    now: () => noon,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
});
afterEach(async () => {
  surveys.dispose();
  db.close();
  place.dispose();
  server.closeAllConnections();
  await new Promise(done => server.close(done));
});

const says = (body: unknown, status = 200) =>
  void (answer = response => response.writeHead(status).end(JSON.stringify(body)));
const isAsked = () => askSurvey(db, { interactionId: 'c', code: 'x', by: 'email', at: noon - 1000 });
const stands = () => timeline(db, 'person', 'omar', '', 9).find(({ id }) => id === 'c')?.survey;

test('an answer comes back to its call, once, and the timeline is told', async () => {
  isAsked();
  expect(await surveys.look()).toEqual({ result: 'heard', heard: 1, unread: 0 });
  expect(stands()).toEqual({ rating: 4, best: 5, comment: 'Quick' });
  expect([asked[0]?.method, asked[0]?.url, asked[0]?.headers.authorization]).toEqual([
    'GET',
    `/answers?since=${encodeURIComponent(new Date(noon - 1000).toISOString())}`,
    'Bearer s3cret',
  ]);
  expect(told).toBe(1);
});

test('nobody is asked while nobody is waited for, or nothing is set up', async () => {
  expect(await surveys.look()).toEqual({ result: 'nobody' });
  isAsked();
  source = null;
  expect(await surveys.look()).toEqual({ result: 'nobody' });
  expect(asked).toEqual([]);
});

test('answers of other calls, and what is no answer, change nothing', async () => {
  isAsked();
  says([{ code: 'other', rating: 1 }, { code: 'x', rating: 99 }, 7]);
  expect(await surveys.look()).toEqual({ result: 'heard', heard: 0, unread: 2 });
  expect(stands()).toEqual({ rating: null, best: null, comment: null });
  expect(told).toBe(0);
});

test('a survey that fails, wants another key, talks nonsense or breaks off is said, and asked again later', async () => {
  isAsked();
  for (const [set, look] of [
    [() => says({}, 500), { result: 'fault', fault: 'server' }],
    [() => says({}, 401), { result: 'fault', fault: 'signIn' }],
    [() => says({ items: [] }), { result: 'unreadable' }],
    [() => void (answer = response => response.destroy()), { result: 'fault', fault: 'broke' }],
  ] as const) {
    set();
    expect(await surveys.look()).toMatchObject(look);
  }
  says([{ code: 'x', rating: '2', comment: null }]);
  expect(await surveys.look()).toMatchObject({ result: 'heard', heard: 1 });
});

test('it is held to the address policy, and to the host that the address names', async () => {
  isAsked();
  source = { ...source!, allowPrivate: false };
  expect(await surveys.look()).toMatchObject({ result: 'fault', fault: 'refusedAddress' });
  source = { ...source, allowPrivate: true, url: 'http://{{ since }}/' };
  expect(await surveys.look()).toMatchObject({ result: 'fault', fault: 'badTemplate' });
  expect(asked).toEqual([]);
});
