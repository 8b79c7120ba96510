/**
 * Each help desk and CRM as its published API describes it: what it takes to open, update and escalate a case, and what it
 * answers. Every schema is strict: a name that is not in the reference is refused, as is a value of another type or length.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { HookChange } from '../../../shared/followups/types.ts';

export type Asked = 'create' | HookChange;

interface Endpoint {
  method: string;
  path: RegExp;
  body: z.ZodType;
  /** Status and body of the answer when all is well. */
  answer: [status: number, body: unknown];
}

interface Product {
  /** Where its API is described. */
  source: readonly string[];
  signedIn: (headers: IncomingHttpHeaders) => boolean;
  takes: Record<Asked, Endpoint>;
  /** What it says to a body that it does not take. */
  refusal: [status: number, body: unknown];
}

const bearer = ({ authorization }: IncomingHttpHeaders): boolean => authorization === 'Bearer s3cret';
const basic =
  (user: string) =>
  ({ authorization }: IncomingHttpHeaders): boolean =>
    authorization === `Basic ${Buffer.from(user).toString('base64')}`;

const said = z.string().min(1);
const email = z.email();
const bytes = (most: number) =>
  z.string().refine(text => Buffer.byteLength(text) <= most, `over ${most} bytes`);

/** `#/components/schemas/SimplePublicObjectInputForCreate`: every property is a text. */
const hubspotAssociations = z.array(
  z.strictObject({
    to: z.strictObject({ id: z.string() }),
    types: z.array(
      z.strictObject({
        associationCategory: z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED']),
        associationTypeId: z.literal(228), // note to ticket
      }),
    ),
  }),
);
const hubspotTicket = z.strictObject({
  subject: z.string(),
  content: z.string().optional(),
  hs_pipeline: z.string().optional(),
  hs_pipeline_stage: z.string(),
  hs_ticket_priority: z.enum(['LOW', 'MEDIUM', 'HIGH']).optional(),
});

const zendeskComment = z.strictObject({ body: said, public: z.boolean().optional() });
const zendeskTicket = z.strictObject({
  subject: z.string().optional(),
  comment: zendeskComment,
  priority: z.enum(['urgent', 'high', 'normal', 'low']).optional(),
  requester: z.strictObject({ name: said, email }).optional(),
});

const zammadArticle = z.strictObject({
  subject: z.string().optional(),
  body: said,
  type: z.enum(['note', 'phone', 'email', 'web']).optional(),
  sender: z.enum(['Agent', 'Customer', 'System']).optional(),
  internal: z.boolean().optional(),
});

const odooIds = z.array(z.number().int().positive()).min(1);

export const products: Record<string, Product> = {
  hubspot: {
    source: [
      'github.com/HubSpot/HubSpot-public-api-spec-collection: PublicApiSpecs/CRM/Tickets/Rollouts/424/v3/tickets.json',
      'github.com/HubSpot/HubSpot-public-api-spec-collection: PublicApiSpecs/CRM/Notes/Rollouts/424/v3/notes.json',
      'https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide',
    ],
    signedIn: bearer,
    takes: {
      create: {
        method: 'POST',
        path: /^\/crm\/v3\/objects\/tickets$/,
        body: z.strictObject({ properties: hubspotTicket, associations: hubspotAssociations.optional() }),
        answer: [201, { id: '4711', properties: { subject: 'x' }, createdAt: '', updatedAt: '' }],
      },
      update: {
        method: 'POST',
        path: /^\/crm\/v3\/objects\/notes$/,
        body: z.strictObject({
          properties: z.strictObject({
            hs_timestamp: z.iso.datetime(),
            hs_note_body: z.string().max(65_536),
          }),
          associations: hubspotAssociations,
        }),
        answer: [201, { id: '12', properties: {}, createdAt: '', updatedAt: '' }],
      },
      escalate: {
        method: 'PATCH',
        path: /^\/crm\/v3\/objects\/tickets\/4711$/,
        body: z.strictObject({ properties: hubspotTicket.partial() }),
        answer: [200, { id: '4711', properties: {}, createdAt: '', updatedAt: '' }],
      },
    },
    refusal: [400, { category: 'VALIDATION_ERROR', correlationId: 'x', message: 'Invalid input' }],
  },
  salesforce: {
    source: [
      'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_create.htm',
      'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_case.htm',
      'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_casecomment.htm',
    ],
    signedIn: bearer,
    takes: {
      create: {
        method: 'POST',
        path: /^\/services\/data\/v62\.0\/sobjects\/Case\/$/,
        body: z.strictObject({
          Subject: z.string().max(255),
          Description: z.string().max(32_000),
          Origin: z.enum(['Phone', 'Email', 'Web']),
          SuppliedName: z.string().max(80),
          SuppliedPhone: z.string().max(40),
          SuppliedEmail: email.max(80).optional(),
        }),
        answer: [201, { id: '500D000000IRFm1IAH', success: true, errors: [] }],
      },
      update: {
        method: 'POST',
        path: /^\/services\/data\/v62\.0\/sobjects\/CaseComment\/$/,
        body: z.strictObject({ ParentId: said, CommentBody: bytes(4000) }),
        answer: [201, { id: '00aD0000005Fm1IAH', success: true, errors: [] }],
      },
      escalate: {
        method: 'PATCH',
        path: /^\/services\/data\/v62\.0\/sobjects\/Case\/500D000000IRFm1IAH$/,
        body: z.strictObject({ IsEscalated: z.boolean(), Priority: z.enum(['High', 'Medium', 'Low']) }),
        answer: [204, null],
      },
    },
    refusal: [400, [{ message: 'data value too large', errorCode: 'STRING_TOO_LONG', fields: [] }]],
  },
  zendesk: {
    source: [
      'https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/',
      'https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency',
    ],
    signedIn: basic('s3cret'),
    takes: {
      create: {
        method: 'POST',
        path: /^\/api\/v2\/tickets$/,
        body: z.strictObject({ ticket: zendeskTicket }),
        answer: [201, { ticket: { id: 4711, url: 'https://x' } }],
      },
      update: {
        method: 'PUT',
        path: /^\/api\/v2\/tickets\/4711$/,
        body: z.strictObject({ ticket: zendeskTicket }),
        answer: [200, { ticket: { id: 4711 }, audit: {} }],
      },
      escalate: {
        method: 'PUT',
        path: /^\/api\/v2\/tickets\/4711$/,
        body: z.strictObject({ ticket: zendeskTicket }),
        answer: [200, { ticket: { id: 4711 }, audit: {} }],
      },
    },
    refusal: [422, { error: 'RecordInvalid', description: 'Record validation errors', details: {} }],
  },
  zammad: {
    source: [
      'github.com/zammad/zammad-documentation: api/ticket/index.rst',
      'github.com/zammad/zammad-documentation: api/ticket/articles.rst',
    ],
    signedIn: ({ authorization }) => authorization === 'Token token=s3cret',
    takes: {
      create: {
        method: 'POST',
        path: /^\/api\/v1\/tickets$/,
        body: z
          .strictObject({
            title: said.max(250),
            group: said,
            customer: said.optional(),
            customer_id: z
              .string()
              .regex(/^guess:[^@\s]+@[^@\s]+$/)
              .optional(),
            article: zammadArticle,
          })
          .refine(({ customer, customer_id: id }) => (customer === undefined) !== (id === undefined)),
        answer: [201, { id: 4711, group_id: 2, number: '22019', title: 'x' }],
      },
      update: {
        method: 'PUT',
        path: /^\/api\/v1\/tickets\/4711$/,
        body: z.strictObject({ article: zammadArticle }),
        answer: [200, { id: 4711 }],
      },
      escalate: {
        method: 'PUT',
        path: /^\/api\/v1\/tickets\/4711$/,
        body: z.strictObject({
          priority: z.enum(['1 low', '2 normal', '3 high']),
          article: zammadArticle.optional(),
        }),
        answer: [200, { id: 4711 }],
      },
    },
    refusal: [422, { error: 'Invalid value' }],
  },
  freshdesk: {
    source: [
      'https://developers.freshdesk.com/api/#create_ticket',
      'https://developers.freshdesk.com/api/#add_note_to_a_ticket',
      'https://developers.freshdesk.com/api/#update_ticket',
    ],
    signedIn: basic('s3cret:X'),
    takes: {
      create: {
        method: 'POST',
        path: /^\/api\/v2\/tickets$/,
        body: z
          .strictObject({
            name: z.string().optional(),
            email: email.optional(),
            phone: said.optional(),
            subject: said.max(255),
            description: said,
            status: z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
            priority: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
            source: z.union([1, 2, 3, 7, 9, 10].map(each => z.literal(each))),
          })
          .refine(
            ({ email: address, phone, name }) => address !== undefined || (phone !== undefined && !!name),
            'a telephone number wants a name with it',
          ),
        answer: [201, { id: 4711, status: 2, priority: 1 }],
      },
      update: {
        method: 'POST',
        path: /^\/api\/v2\/tickets\/4711\/notes$/,
        body: z.strictObject({ body: said, private: z.boolean() }),
        answer: [201, { id: 5, ticket_id: 4711, private: true }],
      },
      escalate: {
        method: 'PUT',
        path: /^\/api\/v2\/tickets\/4711$/,
        body: z.strictObject({ priority: z.union([1, 2, 3, 4].map(each => z.literal(each))) }),
        answer: [200, { id: 4711, priority: 4 }],
      },
    },
    refusal: [400, { description: 'Validation failed', errors: [] }],
  },
  odoo: {
    source: [
      'github.com/odoo/documentation: content/developer/reference/external_api.rst',
      'https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#common-orm-methods',
      'github.com/odoo/odoo: addons/mail/models/mail_thread.py, message_post',
    ],
    signedIn: ({ authorization }) => authorization === 'bearer s3cret',
    takes: {
      create: {
        method: 'POST',
        path: /^\/json\/2\/helpdesk\.ticket\/create$/,
        body: z.strictObject({
          vals_list: z
            .array(
              z.strictObject({
                name: said,
                description: z.string(),
                partner_name: z.string(),
                partner_phone: z.string(),
                partner_email: email.optional(),
              }),
            )
            .length(1),
        }),
        answer: [200, [4711]],
      },
      update: {
        method: 'POST',
        path: /^\/json\/2\/helpdesk\.ticket\/message_post$/,
        body: z.strictObject({ ids: odooIds, body: said, body_is_html: z.literal(true) }),
        answer: [200, [99]],
      },
      escalate: {
        method: 'POST',
        path: /^\/json\/2\/helpdesk\.ticket\/write$/,
        body: z.strictObject({
          ids: odooIds,
          vals: z.strictObject({ priority: z.enum(['0', '1', '2', '3']) }),
        }),
        answer: [200, true],
      },
    },
    refusal: [422, { name: 'builtins.TypeError', message: 'unexpected argument', arguments: [], debug: '' }],
  },
  espocrm: {
    source: [
      'github.com/espocrm/documentation: docs/development/api/crud.md',
      'github.com/espocrm/documentation: docs/development/api/stream.md',
      'github.com/espocrm/espocrm: application/Espo/Modules/Crm/Resources/metadata/entityDefs/Case.json',
    ],
    signedIn: headers => headers['x-api-key'] === 's3cret',
    takes: {
      create: {
        method: 'POST',
        path: /^\/api\/v1\/Case$/,
        body: z.strictObject({ name: said.max(255), description: z.string() }),
        answer: [200, { id: '64a1b2c3d4e5f6a7b', name: 'x' }],
      },
      update: {
        method: 'POST',
        path: /^\/api\/v1\/Note$/,
        body: z.strictObject({
          type: z.literal('Post'),
          parentType: z.literal('Case'),
          parentId: z.literal('64a1b2c3d4e5f6a7b'),
          post: z.string(),
        }),
        answer: [200, { id: '64a1b2c3d4e5f6a7c' }],
      },
      escalate: {
        method: 'PUT',
        path: /^\/api\/v1\/Case\/64a1b2c3d4e5f6a7b$/,
        body: z.strictObject({ priority: z.enum(['Low', 'Normal', 'High', 'Urgent']) }),
        answer: [200, { id: '64a1b2c3d4e5f6a7b', priority: 'Urgent' }],
      },
    },
    refusal: [400, { messageTranslation: { label: 'validationFailure' } }],
  },
};

export interface HelpDesk {
  url: string;
  /** Why the last request was refused; null when it was taken. */
  readonly complaint: string | null;
  close(): Promise<void>;
}

/** A real server that takes what `product` documents for `asked`, and nothing else. */
export async function helpDesk(product: Product, asked: Asked): Promise<HelpDesk> {
  const { method, path, body: schema, answer } = product.takes[asked];
  let complaint: string | null = null;
  const complaintOf = (request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, text: string) => {
    if (request.method !== method || !path.test(request.url ?? ''))
      return `${request.method} ${request.url} is not in the reference`;
    if (!product.signedIn(request.headers)) return 'not signed in';
    if (request.headers['content-type'] !== 'application/json') return 'not JSON';
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? null : z.prettifyError(read.error);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      complaint = complaintOf(request, Buffer.concat(chunks).toString('utf8'));
      const [status, body] = complaint === null ? answer : product.refusal;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(status === 204 ? undefined : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get complaint() {
      return complaint;
    },
    close: () => new Promise(done => server.close(() => done())),
  };
}
