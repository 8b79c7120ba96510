import { expect, test } from 'vitest';
import type { Hook } from '../../shared/followups/types.ts';
import { standardTemplates } from '../../shared/followups/standard.ts';
import { defaultSettings } from '../../shared/settings/schema.ts';
import { layla } from '../desk/testing.ts';
import type { Store, Tools } from '../store/port.ts';
import { FollowUps } from './follow-ups.ts';

const hook: Hook = {
  id: 'h',
  name: 'Desk',
  purpose: 'ticket',
  method: 'POST',
  url: 'https://desk.example/tickets',
  headers: [],
  body: '{"why": {{ answers.reason | json }}, "said": {{ body | json }}}',
  keyHeader: 'Idempotency-Key',
  keyHours: 24,
  answerId: 'id',
  update: {
    method: 'PATCH',
    url: 'https://desk.example/tickets/{{ case.id }}',
    body: '{"more": {{ body | json }}}',
  },
  escalate: null,
  allowPrivate: false,
  allowHttp: false,
  order: 0,
};

const [standard] = standardTemplates;
const template = { ...standard!, id: 't', body: { en: 'About: {{ answers.reason }}', ar: '' } };

async function followUpsWith(answers: Record<string, string>): Promise<FollowUps> {
  const tools: Tools = {
    templates: [template, { ...template, id: 'survey', body: { en: '{{ survey.link }}', ar: '' } }],
    hooks: [hook],
    macros: [],
  };
  const store = {
    tools: () => Promise.resolve(tools),
    person: () => Promise.resolve({ person: layla, history: [], owed: [] }),
    outcomes: () => Promise.resolve([]),
    casesOf: () =>
      Promise.resolve([
        { id: 'case', hookId: 'h', reference: '42', subject: 'S', state: 'open', openedAt: 0 },
      ]),
  } as unknown as Store;
  const followUps = new FollowUps({
    store,
    settings: () => ({
      ...defaultSettings,
      survey: { link: 'https://survey.example/{{ survey.code }}' },
      smtp: { host: 'h', port: 25, security: 'none', user: '', from: 'a@b.example', fromName: '' },
    }),
    secrets: { read: () => null, write: () => undefined, forget: () => undefined, has: () => false },
    emit: () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => 1000,
    agent: () => 'Sara',
    newId: () => 'new',
    online: () => true,
    openMail: () => Promise.resolve(),
    sendMessage: () => Promise.resolve(),
    callFacts: () => ({ personId: layla.id, name: layla.name, number: '+966', direction: 'inbound', at: 0 }),
    answers: () => Promise.resolve(answers),
    gate: { pass: () => Promise.resolve(), judge: () => Promise.resolve(null) },
    country: () => 'SA',
  });
  await followUps.reload();
  return followUps;
}

test('a mail with the link to rate the call asks for a rating, another one does not', async () => {
  const followUps = await followUpsWith({});
  const text = followUps.fill.bind(followUps);
  const wanted = { ...call, templateId: 'survey', callbackAt: null };
  const { body } = await text(wanted);
  const code = /https:\/\/survey\.example\/([0-9a-f]{32})/.exec(body)?.[1];
  expect(code).toBeDefined();
  const mail = { kind: 'email', to: 'l@example.org', subject: 's' } as const;
  const actions = [
    { ...mail, body },
    { ...mail, body: 'Hello' },
  ];
  const intents = await followUps.intentsFor({ ...call, actions });
  expect(intents.map(({ payload }) => payload.survey)).toEqual([code, undefined]);
  followUps.dispose();
});

const call = { interactionId: 'c', note: '', outcomeId: null };

test('texts and requests can name what was answered in the call’s scripts', async () => {
  const followUps = await followUpsWith({ reason: 'A unit "failed"' });
  const wanted = { ...call, templateId: 't', callbackAt: null };
  const text = followUps.fill.bind(followUps);
  const filled = await text(wanted);
  expect(filled.body).toBe('About: A unit "failed"');
  const [intent] = await followUps.intentsFor({
    ...call,
    actions: [{ kind: 'ticket', hookId: 'h', subject: 's', body: 'b' }],
    idOf: index => `id-${index}`,
  });
  expect(intent).toMatchObject({
    id: 'id-0',
    keyLife: 24 * 3_600_000,
    payload: { values: { answers: { reason: 'A unit "failed"' } } },
  });
  followUps.dispose();
});

test('a note to a case goes to the request for that, named as the other side named it, without a key', async () => {
  const followUps = await followUpsWith({});
  const ticket = { kind: 'ticket', hookId: 'h', subject: 's', body: 'b' } as const;
  const of = { caseId: 'case', change: 'update', reference: 'what a window says' } as const;
  const [intent] = await followUps.intentsFor({ ...call, actions: [{ ...ticket, of }] });
  expect(intent).toMatchObject({
    kind: 'ticket',
    keyLife: null,
    payload: { of: { caseId: 'case', change: 'update' }, values: { case: { id: '42', subject: 'S' } } },
  });
  for (const wrong of [
    { ...of, caseId: 'of somebody else' },
    { ...of, change: 'escalate' as const },
  ])
    await expect(
      followUps.intentsFor({ ...call, actions: [{ ...ticket, of: wrong }] }),
    ).rejects.toMatchObject({ code: 'badInput' });
  followUps.dispose();
});
