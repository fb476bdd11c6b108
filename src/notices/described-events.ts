import { announcementTypes } from '../ledger/announcements.ts';

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const objectOf = (properties: Record<string, unknown>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

const ofBill = { carrier: textOrNull, legalEntity: textOrNull };
const amounts = ['billed', 'approved', 'disputed', 'denied', 'pending', 'posted', 'acknowledged'];
const money = objectOf({ ...Object.fromEntries(amounts.map((name) => [name, text])), expected: textOrNull });

/** What is told of each kind of subject; of an event cut down to its reference, less. */
const dataOf: Readonly<Record<string, object>> = {
  case: objectOf({
    caseId: text,
    state: text,
    stateBefore: textOrNull,
    revision: { type: 'integer' },
    reopenedCount: { type: 'integer' },
    invoiceNumber: text,
    billNumber: textOrNull,
    ...ofBill,
    shipmentId: textOrNull,
    currency: textOrNull,
    money,
    reasons: { type: 'array', items: text },
    url: text,
  }),
  posting: objectOf({
    postingId: text,
    state: text,
    caseId: text,
    revision: { type: 'integer' },
    type: text,
    ...ofBill,
    invoiceNumber: text,
    supplierReference: text,
    currency: text,
    gross: text,
    documentNumber: textOrNull,
    url: text,
  }),
  message: objectOf({
    messageId: text,
    channel: text,
    kind: text,
    source: text,
    externalId: textOrNull,
    code: textOrNull,
    detail: textOrNull,
    url: text,
  }),
  webhook: objectOf({ webhookId: text, askedBy: text }),
};

function envelope(type: string): object {
  const kind = type.split('.')[1] ?? '';
  return objectOf({
    specversion: { const: '1.0' },
    id: { ...text, description: 'of the event: the same in every try and replay, and the webhook-id of each call' },
    source: { const: 'urn:tallyman' },
    type: { const: type },
    subject: { ...text, examples: [`${kind}:019a2b3c-0000-7000-8000-000000000001`] },
    time: { ...text, format: 'date-time' },
    sequence: { ...text, description: 'numbers the events of this subject, from 1' },
    datacontenttype: { const: 'application/json' },
    data: dataOf[kind] ?? { type: 'object' },
  });
}

/** Every event as OpenAPI 3.1 describes calls that go out: its envelope, and what a receiver may answer. */
export function describedEvents(): Record<string, object> {
  const types = [...announcementTypes, 'freight.webhook.ping.v1'];
  return Object.fromEntries(types.map((type) => [type, { post: describedCall(type) }]));
}

function describedCall(type: string): object {
  const header = (name: string, description: string) => ({
    ...{ name, in: 'header', required: true, schema: text },
    description,
  });
  return {
    operationId: `told ${type}`,
    tags: ['webhooks'],
    summary: `Told to webhooks that ask for ${type}`,
    parameters: [
      header('webhook-id', 'the event’s id'),
      header('webhook-timestamp', 'when this try was made, in seconds since 1970'),
      header('webhook-signature', 'v1,<base64 of HMAC-SHA256 over id.timestamp.body>, one for each secret in force'),
    ],
    requestBody: { required: true, content: { 'application/cloudevents+json': { schema: envelope(type) } } },
    responses: {
      '2XX': { description: 'taken: it is not told again' },
      410: { description: 'no more: the webhook is switched off' },
      default: { description: 'told again, up to ten times over three days' },
    },
  };
}
