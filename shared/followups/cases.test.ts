import { describe, expect, it } from 'vitest';
import type { Values } from '../template/engine.ts';
import { changeRequest, idIn } from './cases.ts';
import { readyMade } from './ready-made.ts';
import { fillRequest } from './request.ts';
import type { Hook, HookChange } from './types.ts';

const values: Values = {
  subject: 'Alarm',
  body: 'line "one"\nline <two>',
  now: '2026-11-24T12:00:00.000Z',
  case: { id: '4711', subject: 'Alarm' },
};

/** What each system answers to a new ticket, as its API reference shows it. */
const answers: Record<string, string> = {
  hubspot: '{"id":"4711","properties":{"subject":"x"},"archived":false}',
  salesforce: '{"id":"500D000000IRFm1IAH","errors":[],"success":true}',
  zendesk: '{"ticket":{"id":4711,"url":"https://x"}}',
  zammad: '{"id":4711,"group_id":1,"number":"31001"}',
  freshdesk: '{"cc_emails":[],"id":4711,"status":2}',
  odoo: '[4711]',
  espocrm: '{"id":"64a1b2c3d4e5f6a7b","name":"x"}',
};
/** Method, path and body of the request that each system documents for it. */
const wanted: Record<string, Record<HookChange, [string, string, unknown]>> = {
  hubspot: {
    update: [
      'POST',
      '/crm/v3/objects/notes',
      {
        properties: {
          hs_timestamp: '2026-11-24T12:00:00.000Z',
          hs_note_body: 'line &#34;one&#34;<br />\nline &lt;two&gt;',
        },
        associations: [
          { to: { id: '4711' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 228 }] },
        ],
      },
    ],
    escalate: ['PATCH', '/crm/v3/objects/tickets/4711', { properties: { hs_ticket_priority: 'HIGH' } }],
  },
  salesforce: {
    update: [
      'POST',
      '/services/data/v62.0/sobjects/CaseComment/',
      { ParentId: '4711', CommentBody: values['body'] },
    ],
    escalate: ['PATCH', '/services/data/v62.0/sobjects/Case/4711', { IsEscalated: true, Priority: 'High' }],
  },
  zendesk: {
    update: ['PUT', '/api/v2/tickets/4711', { ticket: { comment: { body: values['body'], public: false } } }],
    escalate: [
      'PUT',
      '/api/v2/tickets/4711',
      { ticket: { priority: 'urgent', comment: { body: values['body'], public: false } } },
    ],
  },
  zammad: {
    update: [
      'PUT',
      '/api/v1/tickets/4711',
      { article: { subject: 'Alarm', body: values['body'], type: 'note', internal: true } },
    ],
    escalate: [
      'PUT',
      '/api/v1/tickets/4711',
      {
        priority: '3 high',
        article: { subject: 'Alarm', body: values['body'], type: 'note', internal: true },
      },
    ],
  },
  freshdesk: {
    update: [
      'POST',
      '/api/v2/tickets/4711/notes',
      { body: 'line &#34;one&#34;<br />\nline &lt;two&gt;', private: true },
    ],
    escalate: ['PUT', '/api/v2/tickets/4711', { priority: 4 }],
  },
  odoo: {
    update: [
      'POST',
      '/json/2/helpdesk.ticket/message_post',
      { ids: [4711], body: 'line &#34;one&#34;<br />\nline &lt;two&gt;', body_is_html: true },
    ],
    escalate: ['POST', '/json/2/helpdesk.ticket/write', { ids: [4711], vals: { priority: '3' } }],
  },
  espocrm: {
    update: [
      'POST',
      '/api/v1/Note',
      { type: 'Post', parentType: 'Case', parentId: '4711', post: values['body'] },
    ],
    escalate: ['PUT', '/api/v1/Case/4711', { priority: 'Urgent' }],
  },
};

describe.each(readyMade.map(made => [made.readyId, made] as const))('a case in %s', (readyId, made) => {
  const hook: Hook = { ...made, id: 'h', order: 0 };

  it('is known by the id in the answer', () => {
    expect(idIn(answers[readyId]!, made.answerId)).toMatch(/^(4711|500D000000IRFm1IAH|64a1b2c3d4e5f6a7b)$/);
  });

  it.each(['update', 'escalate'] as const)(
    'takes what its API wants to %s it, signed in, without a key',
    change => {
      const request = changeRequest(hook, change)!;
      const filled = fillRequest(request, values, { key: 'key', secret: 's3cret' });
      if (!filled.ok) throw new Error(filled.fault.message);
      const { method, url, body, headers } = filled.request;
      expect([method, url.pathname, JSON.parse(body)]).toEqual(wanted[readyId]![change]);
      expect(url.origin).toBe(new URL(made.url).origin);
      expect(Object.keys(headers)).not.toContain('idempotency-key');
    },
  );
});

describe('the id in an answer', () => {
  it.each([
    ['{"a":{"b":[{"c":7}]}}', 'a.b.0.c', '7'],
    ['{"id":"../../admin"}', 'id', null],
    ['{"id":"4711/../1"}', 'id', null],
    ['{"id":"a b"}', 'id', null],
    ['{"id":1e99}', 'id', null],
    ['{"id":{"x":1}}', 'id', null],
    ['{"id":true}', 'id', null],
    ['{}', '__proto__.constructor.name', null],
    ['{"id":4711}', '', null],
    ['<html>', 'id', null],
    ['', 'id', null],
  ])('of %s at %s is %s', (answer, path, id) => {
    expect(idIn(answer, path)).toBe(id);
  });
});

it('a system that changes nothing has no request for it', () => {
  const [first] = readyMade;
  expect(changeRequest({ ...first!, id: 'h', order: 0, update: null }, 'update')).toBeNull();
});
