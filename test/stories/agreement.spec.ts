import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  aMilestone,
  anInvoice,
  aPod,
  aShipment,
  flatCarrier,
  flatContract,
  flatEntity,
} from '../builders/flat-shipments.ts';
import { examples } from '../../src/intake/examples.ts';
import { eventually, type Reply, type RunningService, startService } from './service.ts';

jest.setTimeout(30_000);

let running: RunningService;
beforeAll(async () => {
  running = await startService();
  await running.maker.post('/v1/carriers', flatCarrier);
  await running.maker.post('/v1/legal-entities', flatEntity);
  await putInForce(flatContract);
}, 60_000);
afterAll(() => running.close());

const key = () => ({ 'idempotency-key': randomUUID() });

async function putInForce(contract: object, activation: object = {}): Promise<void> {
  const { body } = await running.maker.post('/v1/contracts', contract);
  const path = `/v1/contracts/${body.contractId}/versions/${body.version}`;
  await running.maker.post(`${path}/submissions`, {});
  expect((await running.checker.post(`${path}/activations`, activation)).status).toBe(201);
}

async function caseOf(invoiceNumber: string): Promise<Reply> {
  await running.settled();
  const { body } = await running.maker.get(`/v1/cases?invoiceNumber=${invoiceNumber}`);
  return running.maker.get(`/v1/cases/${body.data[0].caseId}`);
}

/** A shipment that was picked up and delivered, its proof, and its bill. */
async function aBill(name: string, shipment: object = {}): Promise<Reply> {
  await running.maker.post('/v1/shipments', aShipment(name, shipment));
  await running.maker.post('/v1/events', [aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED')]);
  await running.maker.post('/v1/documents', aPod(name));
  await running.maker.post('/v1/invoices', anInvoice(name));
  return caseOf(`INV-${name}`);
}

/** Plays the ERP for one case until nothing of it is to be posted. */
async function settled(name: string): Promise<Reply> {
  await aBill(name);
  return eventually(async () => {
    const { body } = await running.maker.post('/v1/postings/claims', { target: 'default' }, key());
    for (const { postingId, gross } of body.data)
      await running.maker.post(
        `/v1/postings/${postingId}/acknowledgements`,
        { documentNumber: `51-${postingId}`, postedOn: '2026-03-09', amount: gross },
        key(),
      );
    const found = await caseOf(`INV-${name}`);
    expect(found.body.state).toBe('SETTLED');
    return found;
  });
}

describe('terms put right', () => {
  const cheaper = (amount: string, replaces: number) => ({
    ...flatContract,
    replaces: [replaces],
    accessorials: [{ charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount, authority: 'ORDERED' }],
  });

  it('leave settled cases alone unless the activation says otherwise', async () => {
    const before = await settled('TYPO');
    await putInForce(cheaper('60.00', 1));
    const after = await caseOf('INV-TYPO');
    expect([after.body.state, after.body.revision]).toEqual(['SETTLED', before.body.revision]);
    await putInForce(cheaper('50.00', 2), { reopenSettled: true });
    const reopened = await caseOf('INV-TYPO');
    expect(reopened.body).toMatchObject({
      state: 'IN_REVIEW',
      reopenedCount: 1,
      money: { approved: '350.00', disputed: '35.00' },
      openItems: [{ kind: 'HELD_POSTING', amount: '-35.00' }],
    });
    await putInForce(cheaper('85.00', 3));
  }, 30_000);
});

describe('a decision', () => {
  it('is taken with the ETag as clients write it, and not with that of another state', async () => {
    const { body } = await aBill('ETAG', { services: [] });
    const note = (etag: string) =>
      running.maker.post(
        `/v1/cases/${body.caseId}/decisions`,
        { kind: 'NOTE', comment: 'seen' },
        { ...key(), 'if-match': etag },
      );
    const write = [
      (etag: string) => etag,
      (etag: string) => etag.replaceAll('"', ''),
      (etag: string) => `W/${etag}`,
      (etag: string) => `"${etag}"`,
      (etag: string) => `"0", ${etag}`,
    ];
    let { etag } = (await caseOf('INV-ETAG')).body;
    for (const form of write) {
      const reply = await note(form(etag));
      expect(reply.status).toBe(201);
      etag = reply.body.etag;
    }
    for (const other of ['"0"', '*', 'W/"0"', '']) expect((await note(other)).status).toBe(412);
  });

  it('is the same by the other names its fields go by, and its replay has the ETag too', async () => {
    const found = await aBill('NAMES', { services: [] });
    const headers = { ...key(), 'if-match': found.body.etag };
    const said = { decision: 'APPROVE_AS_BILLED', line: 2, reasonCode: 'ACC_NOT_AUTH', comment: 'by phone' };
    const path = `/v1/cases/${found.body.caseId}/decisions`;
    const first = await running.maker.post(path, said, headers);
    expect(first.body.decisions).toEqual([
      expect.objectContaining({ kind: 'APPROVE_AS_BILLED', line: 2, reason: 'ACC_NOT_AUTH' }),
    ]);
    const again = await running.maker.post(path, said, headers);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    const twice = await running.maker.post(path, { kind: 'NOTE', decision: 'DENY' }, headers);
    expect(twice.status).toBe(422);
  });
});

it('a bill that fits two shipments leaves review by a decision, though nobody says which', async () => {
  await running.maker.post('/v1/shipments', aShipment('TWIN', { shipmentId: 'SHP-TWIN-B' }));
  const found = await aBill('TWIN');
  expect([found.body.state, found.body.reasons[0]]).toEqual(['IN_REVIEW', 'AMBIGUOUS_MATCH']);
  const decided = await running.maker.post(
    `/v1/cases/${found.body.caseId}/decisions`,
    { kind: 'DENY', comment: 'not ours to say' },
    { ...key(), 'if-match': found.body.etag },
  );
  expect(decided.body).toMatchObject({ state: 'DENIED', money: { denied: '385.00' } });
});

it('a case shows every fact of its shipment that was told twice and differently, used or not', async () => {
  await aBill('TWICE');
  const said = { ...aMilestone('TWICE', 'DELIVERED'), occurredAt: '2026-03-05T09:00:00-06:00' };
  expect((await running.maker.post('/v1/events', said)).status).toBe(409);
  const { body } = await caseOf('INV-TWICE');
  expect(body.conflicts).toEqual([expect.objectContaining({ source: 'x12:ABCD', id: 'DELIVERED-TWICE' })]);
});

describe('a document in a form', () => {
  const document = (documentId: string) => JSON.stringify({ ...examples.document, documentId });
  const paper = new Blob(['%PDF-1.4 signed'], { type: 'application/pdf' });
  const form = (parts: [string, string | Blob][]) => {
    const made = new FormData();
    for (const [name, part] of parts) {
      if (typeof part === 'string') made.append(name, part);
      else made.append(name, part, 'pod.pdf');
    }
    return made;
  };
  const properties = Object.entries<unknown>({ ...examples.document, documentId: 'F-5' }).map(
    ([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)],
  );

  it.each([
    [
      'the field document',
      form([
        ['document', document('F-1')],
        ['file', paper],
      ]),
    ],
    [
      'a part document',
      form([
        ['document', new Blob([document('F-2')], { type: 'application/json' })],
        ['file', paper],
      ]),
    ],
    [
      'the only other field',
      form([
        ['metadata', document('F-3')],
        ['scan', paper],
      ]),
    ],
    [
      'the only part of JSON',
      form([
        ['file', paper],
        ['data', new Blob([document('F-4')], { type: 'application/json' })],
      ]),
    ],
    ['a field for each property', form([...properties, ['file', paper]])],
  ])('is %s', async (_, sent) => {
    const reply = await running.maker.send('/v1/documents', sent);
    expect(reply.status).toBe(201);
    const { body } = await running.maker.get(`/v1/documents/${reply.body.id}`);
    expect(body).toMatchObject({ type: 'POD', file: { bytes: 15 } });
    const file = await running.maker.get(`/v1/documents/${body.documentId}/file`);
    expect([file.status, file.text]).toEqual([200, '%PDF-1.4 signed']);
  });

  it.each([
    ['no JSON', form([['file', paper]])],
    [
      'two files',
      form([
        ['document', document('F-9')],
        ['file', paper],
        ['more', paper],
      ]),
    ],
  ])('with %s is refused', async (_, sent) => {
    expect((await running.maker.send('/v1/documents', sent)).status).toBe(400);
  });
});

it('facts are found by their own ids and by their shipment', async () => {
  await aBill('FOUND');
  const found = async (path: string) => (await running.maker.get(path)).body.data.length as number;
  expect(await found('/v1/shipments?shipmentId=SHP-FOUND')).toBe(1);
  expect(await found('/v1/events?eventId=DELIVERED-FOUND')).toBe(1);
  expect(await found('/v1/documents?documentId=POD-FOUND')).toBe(1);
  expect(await found('/v1/invoices?documentId=DOC-FOUND')).toBe(1);
  expect(await found('/v1/invoices?shipmentId=SHP-FOUND&billNumber=PROFOUND')).toBe(1);
  expect(await found('/v1/invoices?shipmentId=SHP-OTHER')).toBe(0);
  expect(await found('/v1/events?documentId=POD-FOUND')).toBe(0);
});

it('a payment is of the currency of its posting where it says none', async () => {
  const { body } = await settled('PAID');
  const [posting] = (await running.maker.get(`/v1/postings?caseId=${body.caseId}`)).body.data;
  const paid = { source: 'bank', posting: posting.postingId, date: '2026-04-05', amount: '385.00', instrument: 'ACH' };
  expect((await running.maker.post('/v1/payments', paid)).status).toBe(201);
  const { payments } = (await running.maker.get(`/v1/postings/${posting.postingId}`)).body;
  expect(payments).toEqual([expect.objectContaining({ amount: '385.00', currency: 'USD' })]);
});

it.each(['', 'text/plain', 'application/x12', 'application/x-www-form-urlencoded'])(
  'X12 is taken as %p: its bytes tell what it is',
  async (type) => {
    const body = new TextEncoder().encode('ISA*00*          *00*          *02*ABCD');
    const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
    const reply = await running.maker.call('POST', '/v1/edi', { body, headers });
    expect([reply.status, reply.body.messages[0].status]).toEqual([200, 'QUARANTINED']);
  },
);

it('a compressed body is refused for being compressed', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const { status, body } = await running.maker.call('POST', '/v1/invoices', { body: 'x', headers });
  expect([status, body.detail]).toEqual([415, 'application/json, coded gzip, is not taken here']);
});
