import { afterEach, beforeEach, expect, it } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import type { LeftOutReason } from '../../shared/people/bulk.ts';
import { sendOverLine, sendToMany } from './many.ts';
import { sendMail } from './smtp.ts';
import { mailServer, type MailServer } from './testing/mail-server.ts';

let server: MailServer;
let left: { personId: string; reason: LeftOutReason }[];
let opened: string[];
let refusing: string[];
beforeEach(async () => {
  server = await mailServer();
  left = [];
  opened = [];
  refusing = [];
});
afterEach(() => server.close());

const payload = {
  by: 'bcc',
  program: false,
  subject: 'Closed on Friday',
  body: 'We are closed.',
  bcc: ['a', 'b', 'c'].map(personId => ({ id: personId, personId, to: `${personId}@x.example` })),
} as const;
const send = (change: { program?: boolean; set?: boolean } = {}) =>
  sendToMany(
    'mail',
    { ...payload, bcc: [...payload.bcc], program: change.program ?? false },
    {
      store: { leaveOutOfMail: async (_id, more) => void left.push(...more) },
      gate: {
        judge: async wanted =>
          refusing.includes(wanted.personId ?? '')
            ? { reasons: ['channelRefused'], who: [], lists: [], mayOverride: false, wanted, personId: null }
            : null,
      },
      country: () => 'SA',
      openMail: async address => void opened.push(address),
      sendMail:
        change.set === false
          ? null
          : mail =>
              sendMail(
                { ...mail, key: 'k', at: 0 },
                {
                  host: '127.0.0.1',
                  port: server.port,
                  security: 'none',
                  user: '',
                  from: 'd@y.example',
                  fromName: '',
                },
                null,
                { connect: 1000, silence: 500 },
              ),
    },
  );

it('arrives with all of them and names none of them', async () => {
  expect(await send()).toMatchObject({ result: 'done' });
  const [taken] = server.taken;
  expect(taken?.to).toEqual(['a@x.example', 'b@x.example', 'c@x.example']);
  expect(taken?.text).toMatch(/^To: "?undisclosed-recipients"?:;\r$/m);
  expect(taken?.text).not.toMatch(/x\.example|^bcc:/im);
  expect(left).toEqual([]);
});

it('leaves out who refused since, and who the server does not know', async () => {
  refusing = ['b'];
  server.unknown.push('c@x.example');
  expect(await send()).toMatchObject({ result: 'done' });
  expect(server.taken[0]?.to).toEqual(['a@x.example']);
  expect(left).toEqual([
    { personId: 'b', reason: 'channelRefused' },
    { personId: 'c', reason: 'addressRefused' },
  ]);
  refusing = ['a', 'b', 'c'];
  expect(await send()).toMatchObject({ result: 'refused', fault: 'barred' });
  expect(await send({ set: false })).toMatchObject({ fault: 'barred' });
  refusing = [];
  expect(await send({ set: false })).toMatchObject({ result: 'refused', fault: 'notSetUp' });
  expect(server.taken).toHaveLength(1);
});

it('is handed to the mail program as blind copies, and nobody but the agent knows what became of it', async () => {
  expect(await send({ program: true })).toMatchObject({ result: 'lost', fault: 'mailProgram' });
  const url = new URL(opened[0] ?? '');
  expect([url.pathname, url.searchParams.get('bcc')]).toEqual(['', 'a@x.example,b@x.example,c@x.example']);
});

it.each([
  [() => undefined, { result: 'done' }],
  [
    () => new HatifError('noLine', 'no line', { retryable: true }),
    { result: 'refused', fault: 'unreachable', retryAfter: 0 },
  ],
  [
    () => new HatifError('refused', '404', { cause: 404 }),
    { result: 'refused', fault: 'rejected', retryAfter: null },
  ],
  [
    () => new HatifError('refused', '503', { cause: 503, retryable: true }),
    { result: 'refused', retryAfter: 0 },
  ],
  [() => new HatifError('refused', '408', { cause: 408, retryable: true }), { result: 'lost' }],
  [() => new Error('socket'), { result: 'lost' }],
])('over the phone system, %#', async (fault, attempt) => {
  const message = { by: 'line', to: '+9665', subject: 's', body: 'b' } as const;
  const sent = await sendOverLine(message, async () => {
    const thrown = fault();
    if (thrown !== undefined) throw thrown;
  });
  expect(sent).toMatchObject(attempt);
});
