import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  aMilestone,
  anInvoice,
  aPod,
  aShipment,
  flatCarrier,
  flatContract,
  flatEntity,
} from '../builders/flat-shipments.ts';
import { eventually, type Reply, type RunningService, startService } from './service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService();
  await running.maker.post('/v1/carriers', flatCarrier);
  await running.maker.post('/v1/legal-entities', flatEntity);
  await running.maker.post('/v1/contracts', flatContract);
  await running.maker.post('/v1/contracts/ABCD-FLAT/versions/1/submissions', {});
  const activated = await running.checker.post('/v1/contracts/ABCD-FLAT/versions/1/activations', {});
  expect(activated.body.state).toBe('ACTIVE');
}, 60_000);
afterAll(() => running.close());

const post = async (path: string, ...bodies: unknown[]) => {
  for (const body of bodies) expect((await running.maker.post(path, body)).status).toBeLessThan(300);
};
const key = () => ({ 'idempotency-key': randomUUID() });

/** The only case of an invoice, in full. */
async function caseOf(invoiceNumber: string): Promise<Reply> {
  await running.settled();
  const list = await running.maker.get(`/v1/cases?invoiceNumber=${invoiceNumber}`);
  expect(list.body.data).toHaveLength(1);
  return running.maker.get(`/v1/cases/${list.body.data[0].caseId}`);
}

const untilState = (invoiceNumber: string, state: string) =>
  eventually(async () => {
    const found = await caseOf(invoiceNumber);
    expect(found.body.state).toBe(state);
    return found;
  }, 5);

const decide = (found: Reply, decision: object, headers: object = { 'if-match': found.headers.get('etag') ?? '' }) =>
  running.maker.post(`/v1/cases/${found.body.caseId}/decisions`, decision, { ...headers, ...key() });

/** Plays the ERP: takes every posting there is and acknowledges it. */
async function acknowledgeAll(): Promise<void> {
  await eventually(async () => {
    const { body } = await running.maker.post('/v1/postings/claims', { target: 'default' }, key());
    for (const posting of body.data)
      await running.maker.post(
        `/v1/postings/${posting.postingId}/acknowledgements`,
        { documentNumber: `5100${posting.supplierReference}`, postedOn: '2026-03-09', amount: posting.gross },
        key(),
      );
    const backlog = await running.maker.get('/v1/insights/backlog');
    expect(backlog.body.postings).toMatchObject({ PENDING: 0, SENDING: 0 });
  });
}

interface Row {
  id: string;
  caseId: string;
  dueAt: string;
}

const listOf = (reply: Reply) => reply.body.data as Row[];

const delivered = (name: string) => [aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED')];

describe('a late proof of delivery', () => {
  it('brings a waiting bill to its approval, and the timeline says what came and what it changed', async () => {
    await post('/v1/shipments', aShipment('L1'));
    await post('/v1/events', ...delivered('L1'));
    await post('/v1/invoices', anInvoice('L1'));
    const waiting = await untilState('INV-L1', 'AWAITING_EVIDENCE');
    expect(waiting.body.money).toMatchObject({ approved: '0.00', pending: '385.00', expected: '385.00' });
    expect(waiting.body.clocks[0]).toEqual({ kind: 'EVIDENCE', dueAt: expect.any(String) });
    await post('/v1/documents', aPod('L1'));
    const approved = await untilState('INV-L1', 'APPROVED');
    expect(approved.body.money).toMatchObject({ approved: '385.00', pending: '0.00' });
    const entries = listOf(await running.maker.get(`/v1/cases/${approved.body.caseId}/timeline`));
    expect(entries.at(-1)).toMatchObject({
      revision: approved.body.revision,
      arrived: [{ kind: 'document', id: 'POD-L1', type: 'POD', occurredAt: '2026-03-04T09:10:00-06:00' }],
      state: { before: 'AWAITING_EVIDENCE', after: 'APPROVED' },
      money: { before: { pending: '385.00' }, after: { approved: '385.00' } },
    });
  }, 30_000);

  it('ends a dispute that a person made for want of it, and the case counts as reopened', async () => {
    await post('/v1/shipments', aShipment('L2'));
    await post('/v1/events', ...delivered('L2'));
    await post('/v1/invoices', anInvoice('L2'));
    const waiting = await untilState('INV-L2', 'AWAITING_EVIDENCE');
    const disputed = await decide(waiting, { kind: 'DISPUTE', reason: 'POD_MISSING', comment: 'no POD' });
    expect(disputed.status).toBe(201);
    expect(disputed.body).toMatchObject({ state: 'DISPUTED', money: { disputed: '385.00' } });
    await post('/v1/documents', aPod('L2'));
    const approved = await untilState('INV-L2', 'APPROVED');
    expect(approved.body).toMatchObject({ reopenedCount: 1, money: { approved: '385.00', disputed: '0.00' } });
    const [from, to] = [disputed.body.revision, approved.body.revision];
    const diff = await running.maker.get(`/v1/cases/${approved.body.caseId}/diff?from=${from}&to=${to}`);
    expect(diff.body.facts.new).toContainEqual({ source: 'tms', id: 'POD-L2' });
    expect(diff.body.lines[0]).toMatchObject({
      line: 1,
      before: { disputed: '300.00' },
      after: { approved: '300.00' },
    });
  }, 30_000);
});

describe('a retraction', () => {
  it('of a delivery proof after the bill was settled goes to a person, with nothing posted', async () => {
    await post('/v1/shipments', aShipment('R1'));
    await post('/v1/events', ...delivered('R1'));
    await post('/v1/documents', aPod('R1'));
    await post('/v1/invoices', anInvoice('R1'));
    await untilState('INV-R1', 'APPROVED');
    await acknowledgeAll();
    const settled = await untilState('INV-R1', 'SETTLED');
    await post('/v1/events', {
      source: 'tms',
      eventId: 'NO-POD-R1',
      type: 'RETRACTED',
      classifier: 'ACTUAL',
      retractsDocument: 'POD-R1',
    });
    const review = await untilState('INV-R1', 'IN_REVIEW');
    expect(review.body).toMatchObject({
      reopenedCount: 1,
      atRisk: '385.00',
      money: { approved: '385.00', pending: '0.00' },
    });
    expect(review.body.revision).toBe(Number(settled.body.revision) + 1);
    const postings = await running.maker.get(`/v1/postings?caseId=${review.body.caseId}`);
    expect(postings.body.data).toHaveLength(1);
  }, 30_000);

  it('before its event leaves the bill as if neither had come', async () => {
    await post('/v1/shipments', aShipment('R2'));
    await post('/v1/events', aMilestone('R2', 'DEPARTED_STOP'));
    await post('/v1/documents', aPod('R2'));
    const proven = { money: { approved: '385.00' } };
    await post('/v1/invoices', anInvoice('R2'));
    await untilState('INV-R2', 'APPROVED');
    await post('/v1/events', {
      source: 'x12:ABCD',
      eventId: 'NO-DEPARTED-R2',
      type: 'RETRACTED',
      classifier: 'ACTUAL',
      retracts: 'DELAYED-R2',
    });
    await post('/v1/events', aMilestone('R2', 'DELAYED'));
    expect((await caseOf('INV-R2')).body).toMatchObject(proven);
    const dossier = await running.maker.get('/v1/shipments/SHP-R2/dossier');
    expect((dossier.body.events as Row[]).map((event) => event.id)).toEqual([
      'DELAYED-R2',
      'DEPARTED_STOP-R2',
      'NO-DEPARTED-R2',
    ]);
  }, 30_000);
});

describe('a decision', () => {
  it('needs the ETag of the case as it stands, and the same key gives the same answer', async () => {
    await post('/v1/shipments', aShipment('D1'));
    await post('/v1/invoices', anInvoice('D1'));
    const found = await untilState('INV-D1', 'AWAITING_EVIDENCE');
    expect((await decide(found, { kind: 'NOTE', comment: 'hm' }, {})).status).toBe(428);
    expect((await decide(found, { kind: 'NOTE', comment: 'hm' }, { 'if-match': '"0"' })).status).toBe(412);
    const headers = { 'if-match': found.headers.get('etag') ?? '', 'idempotency-key': randomUUID() };
    const path = `/v1/cases/${found.body.caseId}/decisions`;
    const first = await running.maker.post(path, { kind: 'NOTE', comment: 'seen' }, headers);
    const again = await running.maker.post(path, { kind: 'NOTE', comment: 'seen' }, headers);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body.decisionId).toBe(first.body.decisionId);
    expect(first.body.etag).not.toBe(found.body.etag);
    expect((await caseOf('INV-D1')).body).toMatchObject({
      revision: found.body.revision,
      decisions: [{ kind: 'NOTE' }],
    });
  }, 30_000);

  it('to approve as billed is loosened by a fact that changes the judgement, and goes back to a person', async () => {
    await post('/v1/shipments', aShipment('D2'));
    await post(
      '/v1/invoices',
      anInvoice('D2', { total: '400.00' }, { charges: [{ line: 1, charge: 'LINEHAUL', amount: '400.00' }] }),
    );
    const waiting = await untilState('INV-D2', 'AWAITING_EVIDENCE');
    const approved = await decide(waiting, { kind: 'APPROVE_AS_BILLED', comment: 'agreed by phone' });
    expect(approved.body).toMatchObject({ state: 'APPROVED', money: { approved: '400.00' } });
    await post('/v1/events', ...delivered('D2'));
    const review = await untilState('INV-D2', 'IN_REVIEW');
    expect(review.body.loosened).toMatchObject([{ decisionId: approved.body.decisionId, line: 1 }]);
  }, 30_000);

  it('to link a shipment moves the bill into that shipment', async () => {
    await post('/v1/shipments', aShipment('D3'));
    await post('/v1/events', ...delivered('D3'));
    await post('/v1/documents', aPod('D3'));
    await post('/v1/invoices', anInvoice('D3', {}, { billNumber: 'ELSEWHERE', references: [] }));
    const waiting = await untilState('INV-D3', 'AWAITING_MATCH');
    expect((await decide(waiting, { kind: 'LINK_SHIPMENT', shipmentId: 'NOBODY' })).status).toBe(422);
    const linked = await decide(waiting, { kind: 'LINK_SHIPMENT', shipmentId: 'SHP-D3' });
    expect(linked.body).toMatchObject({ shipmentId: 'SHP-D3', match: { by: 'a person' } });
    await untilState('INV-D3', 'APPROVED');
    const dossier = await running.maker.get('/v1/shipments/SHP-D3/dossier');
    expect(dossier.body.cases).toMatchObject([{ invoiceNumber: 'INV-D3', state: 'APPROVED' }]);
  }, 30_000);
});

it('a bill that fits two shipments shows both, and a new version of one decides', async () => {
  const shared = { references: [{ type: 'BOL', value: 'BOLTWICE' }] };
  await post('/v1/shipments', aShipment('M1', shared), aShipment('M2', shared));
  await post(
    '/v1/invoices',
    anInvoice('M1', {}, { billNumber: 'MX1', references: [{ type: 'BOL', value: 'BOLTWICE' }] }),
  );
  const ambiguous = await untilState('INV-M1', 'IN_REVIEW');
  expect(ambiguous.body.reasons).toContain('AMBIGUOUS_MATCH');
  expect(ambiguous.body.match.candidates).toHaveLength(2);
  await post('/v1/shipments', aShipment('M2', { version: 2, references: [{ type: 'BOL', value: 'BOLOTHER' }] }));
  const decided = await untilState('INV-M1', 'AWAITING_EVIDENCE');
  expect(decided.body.shipmentId).toBe('SHP-M1');
}, 30_000);

it('the work list is filtered and goes on exactly where a part ended', async () => {
  await running.settled();
  const all = await running.maker.get('/v1/cases?carrier=ABCD&limit=200&sort=receivedAt');
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const part: Reply = await running.maker.get(
      `/v1/cases?carrier=ABCD&limit=2&sort=receivedAt${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(...listOf(part).map((row) => row.caseId));
    cursor = part.body.page.nextCursor;
  }
  expect(seen).toEqual(listOf(all).map((row) => row.caseId));
  for (const row of (await running.maker.get('/v1/cases?reason=POD_MISSING')).body.data)
    expect(row.reasons).toContain('POD_MISSING');
  const byDue = listOf(await running.maker.get('/v1/cases?sort=dueAt')).map((row) => row.dueAt);
  expect(byDue).toEqual([...byDue].sort());
  const clocks = await running.maker.get('/v1/clocks?kind=EVIDENCE&limit=1');
  expect(clocks.body.data).toMatchObject([{ kind: 'EVIDENCE', responsible: 'carrier' }]);
  expect((await running.maker.get('/v1/cases?cursor=nonsense')).body.code).toBe('bad-cursor');
}, 30_000);

it('a bill for an entity nobody knows is refused, until master data knows that name of ours', async () => {
  await post('/v1/shipments', aShipment('E1'));
  await post('/v1/events', ...delivered('E1'));
  await post('/v1/documents', aPod('E1'));
  await post('/v1/invoices', anInvoice('E1', { legalEntity: 'ACME INC.' }));
  const refused = await untilState('INV-E1', 'DENIED');
  expect(refused.body.reasons).toContain('NOT_OUR_BILL');
  await post('/v1/legal-entities', { ...flatEntity, aliases: ['Acme Inc.'] });
  const approved = await untilState('INV-E1', 'APPROVED');
  expect(approved.body).toMatchObject({ legalEntity: 'ACME-US', reopenedCount: 1 });
}, 30_000);
