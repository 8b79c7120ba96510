/** The ready-made requests against real servers that take what each product's published API says, and nothing else. */
import { describe, expect, it } from 'vitest';
import { changeRequest, idIn } from '../../shared/followups/cases.ts';
import { readyMade } from '../../shared/followups/ready-made.ts';
import { fillRequest, type HookRequest } from '../../shared/followups/request.ts';
import type { Hook } from '../../shared/followups/types.ts';
import type { Values } from '../../shared/template/engine.ts';
import { sendRequest } from './http.ts';
import { helpDesk, products, type Asked } from './testing/help-desks.ts';

const layla = { name: 'Layla "H" Haddad', email: 'layla@example.org', number: '+966505550142' };
const values: Values = {
  subject: 'Alarm "E4"\\ عطل',
  body: 'line "one"\nline <two> & عطل',
  now: '2026-11-24T12:00:00.000Z',
  contact: layla,
};
/** As long as an agent can make them, in a script of two bytes a letter. */
const long: Values = {
  ...values,
  subject: 'ع'.repeat(300),
  body: 'عطل '.repeat(4_000),
  contact: { ...layla, name: 'ل'.repeat(200) },
};
const withoutMail: Values = { ...values, contact: { ...layla, email: '' } };

const made = readyMade.map(each => [each.readyId, { ...each, id: 'h', order: 0 } satisfies Hook] as const);
const asks = ['create', 'update', 'escalate'] as const;

/** The id that the product gave to a new case. */
const caseId = (hook: Hook) =>
  idIn(
    JSON.stringify(products[(hook as Hook & { readyId: string }).readyId]!.takes.create.answer[1]),
    hook.answerId,
  );

function requestOf(hook: Hook, asked: Asked, given: Values): HookRequest {
  const all = { ...given, case: { id: caseId(hook) ?? '', subject: 'Alarm' } };
  const filled = fillRequest(asked === 'create' ? hook : changeRequest(hook, asked)!, all, {
    key: '0198-key',
    secret: 's3cret',
  });
  if (!filled.ok) throw new Error(filled.fault.message);
  return filled.request;
}

async function send(readyId: string, asked: Asked, request: HookRequest) {
  const desk = await helpDesk(products[readyId]!, asked);
  try {
    // The way and the headers are theirs; only the machine is ours.
    const url = new URL(`${request.url.pathname}${request.url.search}`, desk.url);
    const policy = { allowPrivate: true, allowHttp: true, keyed: false };
    const attempt = await sendRequest({ ...request, url }, policy);
    return { attempt, complaint: desk.complaint };
  } finally {
    await desk.close();
  }
}

describe.each(made)('%s', (readyId, hook) => {
  it.each(asks)(
    'takes what is sent to %s a case, also without an e-mail address and at full length',
    async asked => {
      for (const given of [values, withoutMail, long]) {
        const { attempt, complaint } = await send(readyId, asked, requestOf(hook, asked, given));
        expect(complaint).toBeNull();
        expect(attempt).toMatchObject({ result: 'done' });
      }
    },
  );

  it('answers with an id by which the case is changed later', () => {
    expect(caseId(hook)).toMatch(/^(4711|500D000000IRFm1IAH|64a1b2c3d4e5f6a7b)$/);
  });

  it('refuses what its reference does not know, so that this test can fail', async () => {
    const request = requestOf(hook, 'create', values);
    const body = JSON.stringify({ ...(JSON.parse(request.body) as object), unheardOf: 1 });
    const { attempt } = await send(readyId, 'create', { ...request, body });
    expect(attempt).toMatchObject({ result: 'refused', fault: 'rejected' });
    const unsigned = { ...request, headers: { 'content-type': 'application/json' } };
    expect((await send(readyId, 'create', unsigned)).complaint).toBe('not signed in');
  });
});
