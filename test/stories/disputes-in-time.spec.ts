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
import { dropAt, eventually, freshDatabase, type Json, type RunningService, startService } from './service.ts';

/** Pays everything and claims afterwards what it does not owe. */
const claiming = {
  ...flatContract,
  contractId: 'EFGH-FLAT',
  carrier: 'EFGH',
  payment: { terms: 'NET_30', disagreement: 'PAY_AND_CLAIM' },
};
const ofEfgh = { carrier: 'EFGH', source: 'x12:EFGH' };

let databaseUrl: string;
let running: RunningService;
const startAfter = async (days: number) => {
  running = await startService({ databaseUrl, env: { CLOCK_OFFSET_DAYS: String(days) } });
};
beforeAll(async () => {
  databaseUrl = await freshDatabase();
  await startAfter(0);
  await running.maker.post('/v1/legal-entities', flatEntity);
  await running.maker.post('/v1/carriers', flatCarrier);
  await running.maker.post('/v1/carriers', { ...flatCarrier, carrier: 'EFGH', scacs: ['EFGH'], sources: ['x12:EFGH'] });
  for (const contract of [flatContract, claiming]) {
    const at = `/v1/contracts/${contract.contractId}/versions/1`;
    await running.maker.post('/v1/contracts', contract);
    await running.maker.post(`${at}/submissions`, {});
    await running.checker.post(`${at}/activations`, {});
  }
}, 60_000);
afterAll(async () => {
  await running.close();
  await dropAt(databaseUrl);
});

const keyed = (headers: object = {}) => ({ 'idempotency-key': randomUUID(), ...headers });
const post = async (path: string, ...bodies: unknown[]) => {
  for (const body of bodies) expect((await running.maker.post(path, body)).status).toBeLessThan(300);
};
const caseOf = async (name: string): Promise<Json> => {
  await running.settled();
  const { body } = await running.maker.get(`/v1/cases?invoiceNumber=INV-${name}`);
  return (await running.maker.get(`/v1/cases/${body.data[0].caseId}`)).body;
};
const act = async (disputeId: string, what: string, body: object) => {
  const { body: found } = await running.maker.get(`/v1/disputes/${disputeId}`);
  return running.maker.post(`/v1/disputes/${disputeId}/${what}`, body, keyed({ 'if-match': found.etag }));
};
const disputeOf = async (disputeId: string): Promise<Json> =>
  (await running.maker.get(`/v1/disputes/${disputeId}`)).body;

async function sent(carrier: string, caseId: string, answerBy?: string): Promise<string> {
  const { body } = await running.maker.post('/v1/disputes', { carrier, currency: 'USD', cases: [caseId] }, keyed());
  expect(body).toMatchObject({ state: 'DRAFT' });
  const { status } = await act(body.disputeId, 'messages', { kind: 'SEND', ...(answerBy ? { answerBy } : {}) });
  expect(status).toBe(201);
  return body.disputeId;
}

/** Plays the ERP: takes every posting there is and acknowledges it. */
async function acknowledgeAll(): Promise<void> {
  await eventually(async () => {
    const { body } = await running.maker.post('/v1/postings/claims', { target: 'default' }, keyed());
    for (const { postingId, supplierReference, gross } of body.data) {
      const voucher = { documentNumber: `51${supplierReference}`, postedOn: '2026-03-09', amount: gross };
      await running.maker.post(`/v1/postings/${postingId}/acknowledgements`, voucher, keyed());
    }
    const backlog = await running.maker.get('/v1/insights/backlog');
    expect(backlog.body.postings).toMatchObject({ PENDING: 0, SENDING: 0 });
  });
}
const postingsOf = async (caseId: string): Promise<string[]> => {
  const { body } = await running.maker.get(`/v1/postings?caseId=${caseId}`);
  return (body.data as Json[]).map(({ type, state, gross }: Json) => `${type} ${state} ${gross}`).sort();
};

describe('a claim under PAY_AND_CLAIM', () => {
  it('that is accepted is taken back by a held credit, which the carrier’s own credit lets go', async () => {
    await post('/v1/shipments', aShipment('C1', { carrier: 'EFGH', services: [] }));
    const byEfgh = { source: 'x12:EFGH' };
    await post('/v1/events', aMilestone('C1', 'DEPARTED_STOP', byEfgh), aMilestone('C1', 'DELIVERED', byEfgh));
    await post('/v1/documents', aPod('C1'));
    await post('/v1/invoices', anInvoice('C1', ofEfgh));
    const { caseId } = await caseOf('C1');
    await acknowledgeAll();
    // All of 385.00 is paid, and the liftgate's 85.00 are claimed.
    expect(await caseOf('C1')).toMatchObject({
      money: { approved: '385.00' },
      openItems: [{ kind: 'CLAIM', amount: '85.00' }],
    });
    const disputeId = await sent('EFGH', caseId);
    expect(await disputeOf(disputeId)).toMatchObject({ lines: [{ kind: 'CLAIM', asked: '85.00', leastPaid: '0.00' }] });
    const over = await act(disputeId, 'resolutions', { resolution: 'ACCEPTED' });
    expect(over.body).toMatchObject({ state: 'RESOLVED', resolution: 'ACCEPTED' });
    expect(await caseOf('C1')).toMatchObject({ money: { approved: '300.00', denied: '85.00' } });
    expect(await postingsOf(caseId)).toEqual(['CREDIT HELD -85.00', 'INVOICE ACKNOWLEDGED 385.00']);

    const credit = { kind: 'CREDIT', documentId: 'CR-C1', invoiceNumber: 'CR-C1', total: '-85.00' } as const;
    const charges = [{ line: 1, charge: 'LIFTGATE_DELIVERY' as const, stop: 2, amount: '-85.00' }];
    await post(
      '/v1/invoices',
      anInvoice('C1', { ...ofEfgh, ...credit, corrects: { invoiceNumber: 'INV-C1' } }, { charges }),
    );
    await running.settled();
    await acknowledgeAll();
    expect(await postingsOf(caseId)).toEqual(['CREDIT ACKNOWLEDGED -85.00', 'INVOICE ACKNOWLEDGED 385.00']);
  }, 60_000);
});

describe('a dispute over time', () => {
  it('for want of a delivery is withdrawn by itself when the late proof comes; one that nobody answers is escalated', async () => {
    for (const name of ['T1', 'T2']) {
      await post('/v1/shipments', aShipment(name));
      await post('/v1/events', aMilestone(name, 'DEPARTED_STOP'));
      await post('/v1/invoices', anInvoice(name));
    }
    await running.settled();
    await running.close();
    await startAfter(11);
    const [one, two] = await eventually(async () => {
      const found = [await caseOf('T1'), await caseOf('T2')];
      for (const { state } of found) expect(state).toBe('DISPUTED');
      return found;
    });
    const disputeId = await sent('ABCD', one.caseId);
    const unanswered = await sent('ABCD', two.caseId);
    expect(await disputeOf(disputeId)).toMatchObject({ asked: '385.00', lines: [{ reason: 'NOT_DELIVERED' }, {}] });

    await post('/v1/events', aMilestone('T1', 'DELIVERED'));
    await post('/v1/documents', aPod('T1'));
    const ended = await eventually(async () => {
      const found = await disputeOf(disputeId);
      expect(found).toMatchObject({ state: 'RESOLVED', resolution: 'WITHDRAWN', asked: '0.00' });
      return found;
    });
    expect((ended.messages as Json[]).at(-1)).toMatchObject({ kind: 'WITHDRAWAL' });
    expect((await caseOf('T1')).money).toMatchObject({ approved: '385.00', disputed: '0.00' });

    await running.close();
    await startAfter(11 + 31);
    await eventually(async () => {
      const found = await disputeOf(unanswered);
      expect(found).toMatchObject({ state: 'SENT', overdue: true });
      expect((found.timeline as Json[]).filter(({ kind }: Json) => kind === 'ESCALATED')).toHaveLength(1);
    });
    const late = await running.maker.get('/v1/disputes?state=SENT&dueBefore=2999-01-01&limit=1');
    expect(late.body.data).toMatchObject([{ disputeId: unanswered, overdue: true }]);
  }, 90_000);
});
