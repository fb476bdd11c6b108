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
import { eventually, type Reply, type RunningService, type Speaker, startService } from './service.ts';

/** Clerks may let out 100.00 USD, leads 1,000.00; in CAD only leads, 50.00. */
const limits = [
  { role: 'ap-clerk', currency: 'USD', amount: '100.00' },
  { role: 'ap-lead', currency: 'USD', amount: '1000.00' },
  { role: 'ap-lead', currency: 'CAD', amount: '50.00' },
];

let running: RunningService;
const people: Record<string, Speaker> = {};
beforeAll(async () => {
  running = await startService();
  await running.maker.post('/v1/carriers', flatCarrier);
  await running.maker.post('/v1/legal-entities', flatEntity);
  await running.maker.post('/v1/contracts', flatContract);
  await running.maker.post('/v1/contracts/ABCD-FLAT/versions/1/submissions', {});
  await running.checker.post('/v1/contracts/ABCD-FLAT/versions/1/activations', {});
  expect((await running.maker.post('/v1/policies', { limits })).status).toBeLessThan(300);
  for (const [person, role] of [
    ['ann', 'ap-clerk'],
    ['bob', 'ap-clerk'],
    ['lea', 'ap-lead'],
    ['pat', 'procurement'],
  ] as const) {
    const key = await running.maker.post('/v1/api-keys', { name: person, person, roles: [role], sources: [] });
    people[person] = running.as(key.body.secret);
  }
}, 60_000);
afterAll(() => running.close());

const who = (person: string): Speaker => {
  const speaker = people[person];
  if (!speaker) throw new Error(`nobody is called ${person}`);
  return speaker;
};
const key = () => ({ 'idempotency-key': randomUUID() });
const post = async (path: string, ...bodies: unknown[]) => {
  for (const body of bodies) expect((await running.maker.post(path, body)).status).toBeLessThan(300);
};

async function caseOf(invoiceNumber: string): Promise<Reply> {
  await running.settled();
  const list = await running.maker.get(`/v1/cases?invoiceNumber=${invoiceNumber}`);
  expect(list.body.data).toHaveLength(1);
  return running.maker.get(`/v1/cases/${list.body.data[0].caseId}`);
}

/** 300.00 and 85.00 are owed; billed are 300.00 and `liftgate`, and the delivery is proven. */
async function aBill(name: string, charges = ['300.00', '185.00'], invoice: object = {}): Promise<Reply> {
  await post('/v1/shipments', aShipment(name));
  await post('/v1/events', aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED'));
  await post('/v1/documents', aPod(name));
  return invoiced(name, charges, invoice);
}

async function invoiced(name: string, charges: string[], invoice: object = {}): Promise<Reply> {
  const [linehaul = '0', liftgate = '0'] = charges;
  const total = charges.reduce((all, one) => all + Number(one), 0).toFixed(2);
  const head = { total, ...invoice };
  const lines = [
    { line: 1, charge: 'LINEHAUL' as const, amount: linehaul },
    { line: 2, charge: 'LIFTGATE_DELIVERY' as const, stop: 2, amount: liftgate },
  ];
  await post('/v1/invoices', anInvoice(name, head, { charges: lines }));
  return caseOf(`INV-${name}`);
}

const decide = (by: Speaker, found: Reply, decision: object) =>
  by.post(`/v1/cases/${found.body.caseId}/decisions`, decision, {
    'if-match': found.headers.get('etag') ?? '',
    ...key(),
  });
const fresh = (found: Reply) => running.maker.get(`/v1/cases/${found.body.caseId}`);
const proposal = (by: Speaker, id: string, what: string, body: object = {}) =>
  by.post(`/v1/decision-proposals/${id}/${what}`, body, key());

describe('a decision above the limit of whoever makes it', () => {
  it('waits for a second person, and stands with both names once that one agrees', async () => {
    const found = await aBill('A1', ['300.00', '285.00']);
    expect(found.body.money).toMatchObject({ approved: '385.00', disputed: '200.00' });
    const asked = await decide(who('ann'), found, { kind: 'APPROVE_AS_BILLED', line: 2, comment: 'agreed by phone' });
    expect([asked.status, asked.body.status, asked.body.released]).toEqual([202, 'AWAITING_SECOND_PERSON', '200.00']);
    expect(asked.body.money).toMatchObject({ approved: '385.00', disputed: '200.00' });
    const waiting = await fresh(found);
    expect(waiting.body.awaiting).toMatchObject([
      { kind: 'APPROVE_AS_BILLED', line: 2, released: '200.00', askedBy: 'ann', comment: 'agreed by phone' },
    ]);
    const listed = await running.maker.get('/v1/cases?awaitingSecondPerson=true');
    expect(listed.body.data).toMatchObject([{ caseId: found.body.caseId }]);
    const id = asked.body.proposalId as string;
    expect((await proposal(who('ann'), id, 'approvals')).body.code).toBe('second-person-required');
    expect((await proposal(who('bob'), id, 'approvals')).body.code).toBe('above-limit');
    const agreed = await proposal(who('lea'), id, 'approvals');
    expect(agreed.status).toBe(201);
    expect(agreed.body.money).toMatchObject({ approved: '585.00', disputed: '0.00' });
    expect(agreed.body.decisions).toMatchObject([{ by: 'ann', approvedBy: 'lea' }]);
    expect(agreed.body.awaiting).toBeUndefined();
    expect((await proposal(who('lea'), id, 'approvals')).body.code).toBe('already-ended');
    const log = await running.maker.get(`/v1/audit-log?subject=case:${found.body.caseId}`);
    expect(log.body.data).toMatchObject([
      { action: 'case.approve_as_billed', person: 'lea' },
      { action: 'case.propose', person: 'ann' },
    ]);
  }, 30_000);

  it('is rejected by another or withdrawn by whoever asked, and leaves the money alone', async () => {
    const found = await aBill('A2', ['300.00', '285.00']);
    const first = await decide(who('ann'), found, { kind: 'APPROVE_AS_BILLED' });
    expect((await proposal(who('ann'), first.body.proposalId, 'rejections')).body.code).toBe('second-person-required');
    expect((await proposal(who('bob'), first.body.proposalId, 'withdrawals')).body.code).toBe('not-yours');
    expect((await proposal(who('bob'), first.body.proposalId, 'rejections', { comment: 'no' })).status).toBe(204);
    const second = await decide(who('ann'), await fresh(found), { kind: 'APPROVE_AS_BILLED' });
    expect((await proposal(who('ann'), second.body.proposalId, 'withdrawals')).status).toBe(204);
    const after = await fresh(found);
    expect(after.body.money).toEqual(found.body.money);
    const ended = await running.maker.get(`/v1/decision-proposals?caseId=${found.body.caseId}`);
    expect(ended.body.data).toMatchObject([
      { state: 'WITHDRAWN', endedBy: 'ann' },
      { state: 'REJECTED', endedBy: 'bob', said: 'no' },
    ]);
  }, 30_000);

  it('ends by itself when the judgement it was asked on changes', async () => {
    const found = await aBill('A3', ['300.00', '285.00']);
    const asked = await decide(who('ann'), found, { kind: 'APPROVE_AS_BILLED' });
    expect(asked.status).toBe(202);
    // The liftgate was not ordered after all: nothing of it is owed.
    await post('/v1/shipments', aShipment('A3', { version: 2, services: [] }));
    await eventually(async () => {
      const { body } = await running.maker.get(`/v1/decision-proposals?caseId=${found.body.caseId}`);
      expect(body.data).toMatchObject([{ state: 'EXPIRED' }]);
    });
    const late = await proposal(who('lea'), asked.body.proposalId, 'approvals');
    expect([late.status, late.body.code]).toEqual([409, 'already-ended']);
  }, 30_000);
});

describe('splitting', () => {
  it('over the lines of a bill and over two people does not help', async () => {
    // 80.00 and 90.00 above what is owed: each within 100.00, together not.
    const found = await aBill('S1', ['380.00', '175.00']);
    expect(found.body.money.approved).toBe('385.00');
    const first = await decide(who('ann'), found, { kind: 'APPROVE_AS_BILLED', line: 1 });
    expect([first.status, first.body.released]).toEqual([201, '80.00']);
    const second = await decide(who('bob'), await fresh(found), { kind: 'APPROVE_AS_BILLED', line: 2 });
    expect([second.status, second.body.released]).toEqual([202, '90.00']);
    const part = await decide(who('bob'), await fresh(found), { kind: 'APPROVE_AMOUNT', line: 2, amount: '105.00' });
    expect([part.status, part.body.released, part.body.money.approved]).toEqual([201, '20.00', '485.00']);
  }, 30_000);

  it('in one call does not help either, and a dry run says so and keeps nothing', async () => {
    const found = await aBill('S2', ['380.00', '175.00']);
    const ifMatch = found.headers.get('etag') ?? '';
    const { caseId } = found.body;
    const decisions = [
      { caseId, ifMatch, kind: 'APPROVE_AS_BILLED', line: 1 },
      { caseId, ifMatch, kind: 'APPROVE_AS_BILLED', line: 2 },
      { caseId, ifMatch: '"0"', kind: 'APPROVE_AS_BILLED', line: 2 },
      { caseId, ifMatch, kind: 'DENY', line: 7 },
      { caseId: randomUUID(), ifMatch, kind: 'DENY' },
    ];
    const tried = await who('ann').post('/v1/cases/bulk-decisions', { dryRun: true, decisions }, key());
    expect(tried.body).toMatchObject({
      dryRun: true,
      ...{ decided: 1, awaiting: 1, refused: 3 },
      money: [{ currency: 'USD', decided: '80.00', awaiting: '90.00' }],
      results: [
        {
          status: 'DECIDED',
          decisionId: null,
          money: { before: { approved: '385.00' }, after: { approved: '465.00' } },
        },
        { status: 'AWAITING_SECOND_PERSON', released: '90.00' },
        { status: 'REFUSED', problem: { status: 412, code: 'stale' } },
        { status: 'REFUSED', problem: { status: 422, errors: [{ pointer: '/line', code: 'no-such-line' }] } },
        { status: 'REFUSED', problem: { status: 404, code: 'not-found' } },
      ],
    });
    const untouched = await fresh(found);
    expect([untouched.headers.get('etag'), untouched.body.decisions]).toEqual([ifMatch, []]);
    const once = key();
    const done = await who('ann').post('/v1/cases/bulk-decisions', { decisions }, once);
    expect(done.body).toMatchObject({ dryRun: false, decided: 1, awaiting: 1, refused: 3 });
    const again = await who('ann').post('/v1/cases/bulk-decisions', { decisions }, once);
    expect([again.headers.get('idempotent-replayed'), again.body]).toEqual(['true', done.body]);
    const after = await caseOf('INV-S2');
    expect(after.body.money.approved).toBe('465.00');
    expect(after.body.decisions).toHaveLength(1);
    expect(after.body.awaiting).toHaveLength(1);
  }, 30_000);
});
