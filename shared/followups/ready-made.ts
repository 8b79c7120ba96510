/**
 * Hooks to begin with: what each help desk or CRM wants for a new ticket, as its published API says. The host and what is
 * particular to an account are the reader's to fill in. `secret` says what belongs into the secret.
 */
import type { Hook } from './types.ts';

export interface ReadyMade extends Omit<Hook, 'id' | 'order'> {
  readyId: string;
  /** What to enter as the secret, as the other side calls it. */
  secret: string;
}

const json = { name: 'Content-Type', value: 'application/json' };
const ticket = {
  purpose: 'ticket',
  method: 'POST',
  keyHeader: null,
  keyHours: 24,
  allowPrivate: false,
  allowHttp: false,
} as const;

export const readyMade: readonly ReadyMade[] = [
  {
    // https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/tickets/guide: subject and hs_pipeline_stage are
    // asked for; "0" and "1" are the pipeline and the first stage of a new account. No idempotency key.
    ...ticket,
    readyId: 'hubspot',
    name: 'HubSpot',
    secret: 'Private app access token',
    url: 'https://api.hubapi.com/crm/v3/objects/tickets',
    headers: [{ name: 'Authorization', value: 'Bearer {{ secret }}' }, json],
    // A note is a record of its own (…/crm-notes-v3/guide), tied to the ticket by the type 228; hs_ticket_priority has LOW to HIGH.
    // A note takes 65,536 characters, and every property is a text.
    answerId: 'id',
    update: {
      method: 'POST',
      url: 'https://api.hubapi.com/crm/v3/objects/notes',
      body: `{
  "properties": { "hs_timestamp": {{ now | json }}, "hs_note_body": {{ body | truncate: 60000 | escape | newline_to_br | json }} },
  "associations": [
    {
      "to": { "id": {{ case.id | json }} },
      "types": [{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 228 }]
    }
  ]
}`,
    },
    escalate: {
      method: 'PATCH',
      url: 'https://api.hubapi.com/crm/v3/objects/tickets/{{ case.id | url_encode }}',
      body: `{ "properties": { "hs_ticket_priority": "HIGH" } }`,
    },
    body: `{
  "properties": {
    "subject": {{ subject | json }},
    "content": {{ body | json }},
    "hs_pipeline": "0",
    "hs_pipeline_stage": "1"
  }
}`,
  },
  {
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_create.htm; fields of Case from the
    // Object Reference. Origin "Phone" is a standard value. No idempotency key.
    ...ticket,
    readyId: 'salesforce',
    name: 'Salesforce',
    secret: 'OAuth access token',
    url: 'https://MyDomainName.my.salesforce.com/services/data/v62.0/sobjects/Case/',
    headers: [{ name: 'Authorization', value: 'Bearer {{ secret }}' }, json],
    // CaseComment and Case.IsEscalated are in the Object Reference; an update answers 204 without a body. A comment takes 4,000
    // bytes: 1,300 characters of any script.
    answerId: 'id',
    update: {
      method: 'POST',
      url: 'https://MyDomainName.my.salesforce.com/services/data/v62.0/sobjects/CaseComment/',
      body: `{ "ParentId": {{ case.id | json }}, "CommentBody": {{ body | truncate: 1300 | json }} }`,
    },
    escalate: {
      method: 'PATCH',
      url: 'https://MyDomainName.my.salesforce.com/services/data/v62.0/sobjects/Case/{{ case.id | url_encode }}',
      body: `{ "IsEscalated": true, "Priority": "High" }`,
    },
    body: `{
  "Subject": {{ subject | truncate: 255 | json }},
  "Description": {{ body | truncate: 32000 | json }},
  "Origin": "Phone",
  "SuppliedName": {{ contact.name | truncate: 80 | json }},
  "SuppliedPhone": {{ contact.number | truncate: 40 | json }}{% if contact.email != "" %},
  "SuppliedEmail": {{ contact.email | json }}{% endif %}
}`,
  },
  {
    // https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#create-ticket and …/ticketing/introduction/#idempotency:
    // Idempotency-Key is kept for two hours.
    ...ticket,
    readyId: 'zendesk',
    name: 'Zendesk',
    secret: 'agent@example.com/token:API token',
    url: 'https://subdomain.zendesk.com/api/v2/tickets',
    headers: [{ name: 'Authorization', value: 'Basic {{ secret | base64_encode }}' }, json],
    keyHeader: 'Idempotency-Key',
    keyHours: 2,
    // …/tickets/#update-ticket; its key is for new tickets alone.
    answerId: 'ticket.id',
    update: {
      method: 'PUT',
      url: 'https://subdomain.zendesk.com/api/v2/tickets/{{ case.id | url_encode }}',
      body: `{ "ticket": { "comment": { "body": {{ body | json }}, "public": false } } }`,
    },
    escalate: {
      method: 'PUT',
      url: 'https://subdomain.zendesk.com/api/v2/tickets/{{ case.id | url_encode }}',
      body: `{ "ticket": { "priority": "urgent", "comment": { "body": {{ body | json }}, "public": false } } }`,
    },
    body: `{
  "ticket": {
    "subject": {{ subject | json }},
    "comment": { "body": {{ body | json }} }{% if contact.email != "" %},
    "requester": { "name": {{ contact.name | json }}, "email": {{ contact.email | json }} }{% endif %}
  }
}`,
  },
  {
    // https://docs.zammad.org/en/latest/api/ticket/index.html and …/api/intro.html: a group, a customer (an unknown address is
    // created when it is given as guess:…, else one is found by what they sign in with) and a first article. A title takes 250
    // characters. No idempotency key.
    ...ticket,
    readyId: 'zammad',
    name: 'Zammad',
    secret: 'Access token',
    url: 'https://zammad.example.com/api/v1/tickets',
    headers: [{ name: 'Authorization', value: 'Token token={{ secret }}' }, json],
    // …/api/ticket/index.html#update, priorities by name as a new system has them.
    answerId: 'id',
    update: {
      method: 'PUT',
      url: 'https://zammad.example.com/api/v1/tickets/{{ case.id | url_encode }}',
      body: `{ "article": { "subject": {{ subject | json }}, "body": {{ body | json }}, "type": "note", "internal": true } }`,
    },
    escalate: {
      method: 'PUT',
      url: 'https://zammad.example.com/api/v1/tickets/{{ case.id | url_encode }}',
      body: `{
  "priority": "3 high",
  "article": { "subject": {{ subject | json }}, "body": {{ body | json }}, "type": "note", "internal": true }
}`,
    },
    body: `{
  "title": {{ subject | truncate: 250 | json }},
  "group": "Users",
  {% if contact.email != "" %}"customer_id": {{ contact.email | prepend: "guess:" | json }}{% else %}"customer": {{ contact.number | json }}{% endif %},
  "article": {
    "subject": {{ subject | json }},
    "body": {{ body | json }},
    "type": "phone",
    "sender": "Agent",
    "internal": false
  }
}`,
  },
  {
    // https://developers.freshdesk.com/api/#create_ticket: one of email and phone (then with a name); status 2 is open,
    // priority 1 low, source 3 phone; description is HTML, a subject takes 255 characters. No idempotency key.
    ...ticket,
    readyId: 'freshdesk',
    name: 'Freshdesk',
    secret: 'API key',
    url: 'https://domain.freshdesk.com/api/v2/tickets',
    headers: [{ name: 'Authorization', value: 'Basic {{ secret | append: ":X" | base64_encode }}' }, json],
    // #add_note_to_a_ticket and #update_ticket; priority 4 is urgent.
    answerId: 'id',
    update: {
      method: 'POST',
      url: 'https://domain.freshdesk.com/api/v2/tickets/{{ case.id | url_encode }}/notes',
      body: `{ "body": {{ body | escape | newline_to_br | json }}, "private": true }`,
    },
    escalate: {
      method: 'PUT',
      url: 'https://domain.freshdesk.com/api/v2/tickets/{{ case.id | url_encode }}',
      body: `{ "priority": 4 }`,
    },
    body: `{
  "name": {{ contact.name | json }},
  {% if contact.email != "" %}"email": {{ contact.email | json }}{% else %}"phone": {{ contact.number | json }}{% endif %},
  "subject": {{ subject | truncate: 255 | json }},
  "description": {{ body | escape | newline_to_br | json }},
  "status": 2,
  "priority": 1,
  "source": 3
}`,
  },
  {
    // https://www.odoo.com/documentation/19.0/developer/reference/external_api.html: the JSON-2 API, create with vals_list;
    // helpdesk.ticket is the model of Odoo's Helpdesk. No idempotency key.
    ...ticket,
    readyId: 'odoo',
    name: 'Odoo 19',
    secret: 'API key',
    url: 'https://mycompany.odoo.com/json/2/helpdesk.ticket/create',
    headers: [{ name: 'Authorization', value: 'bearer {{ secret }}' }, json],
    // create answers with the ids; message_post and write work on `ids`, and all arguments have names (vals_list, vals, body);
    // what is posted is escaped there unless body_is_html says that it is HTML; priority 3 is urgent.
    answerId: '0',
    update: {
      method: 'POST',
      url: 'https://mycompany.odoo.com/json/2/helpdesk.ticket/message_post',
      body: `{
  "ids": [{{ case.id | plus: 0 }}],
  "body": {{ body | escape | newline_to_br | json }},
  "body_is_html": true
}`,
    },
    escalate: {
      method: 'POST',
      url: 'https://mycompany.odoo.com/json/2/helpdesk.ticket/write',
      body: `{ "ids": [{{ case.id | plus: 0 }}], "vals": { "priority": "3" } }`,
    },
    body: `{
  "vals_list": [
    {
      "name": {{ subject | json }},
      "description": {{ body | escape | newline_to_br | json }},
      "partner_name": {{ contact.name | json }},
      "partner_phone": {{ contact.number | json }}{% if contact.email != "" %},
      "partner_email": {{ contact.email | json }}{% endif %}
    }
  ]
}`,
  },
  {
    // https://docs.espocrm.com/development/api and …/api/crud: POST to the entity type; Case has name (255 characters) and description. A new record
    // that looks like an old one is refused with 409 unless X-Skip-Duplicate-Check is set. No idempotency key.
    ...ticket,
    readyId: 'espocrm',
    name: 'EspoCRM',
    secret: 'API key of an API user',
    url: 'https://crm.example.com/api/v1/Case',
    headers: [{ name: 'X-Api-Key', value: '{{ secret }}' }, json],
    // …/api/stream: a post on the case is a Note.
    answerId: 'id',
    update: {
      method: 'POST',
      url: 'https://crm.example.com/api/v1/Note',
      body: `{ "type": "Post", "parentType": "Case", "parentId": {{ case.id | json }}, "post": {{ body | json }} }`,
    },
    escalate: {
      method: 'PUT',
      url: 'https://crm.example.com/api/v1/Case/{{ case.id | url_encode }}',
      body: `{ "priority": "Urgent" }`,
    },
    body: `{
  "name": {{ subject | truncate: 255 | json }},
  "description": {{ body | json }}
}`,
  },
];

/** A hook of one's own, to begin with. */
export const blankHook: ReadyMade = {
  ...ticket,
  readyId: 'own',
  name: '',
  secret: '',
  url: 'https://',
  headers: [{ name: 'Authorization', value: 'Bearer {{ secret }}' }, json],
  answerId: 'id',
  update: null,
  escalate: null,
  keyHeader: 'Idempotency-Key',
  body: `{
  "subject": {{ subject | json }},
  "body": {{ body | json }},
  "contact": {{ contact | json }}
}`,
};
