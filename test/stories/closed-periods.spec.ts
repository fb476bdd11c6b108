import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { flatCarrier, flatContract, flatEntity } from '../builders/flat-shipments.ts';
import { Desk } from './rules-bills.ts';
import { type Json, type RunningService, startService } from './service.ts';

const early = { ...flatContract, payment: { ...flatContract.payment, discount: { percent: '0.02', days: 10 } } };
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('a month that is closed, and a discount for paying early', () => {
  let running: RunningService;
  let desk: Desk;

  beforeAll(async () => {
    running = await startService();
    desk = new Desk(running);
    await running.maker.post('/v1/carriers', flatCarrier);
    await running.maker.post('/v1/legal-entities', { ...flatEntity, timeZone: 'UTC', closedThrough: dayIn(5) });
    await desk.contract(early);
    await desk.take('A');
    await running.settled();
  }, 60_000);
  afterAll(() => running.close());

  const claimed = async (): Promise<Json> => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    const { body } = await running.maker.post('/v1/postings/claims', { target: 'default' });
    expect(body.data).toHaveLength(1);
    return body.data[0];
  };
  const answer = (id: string, what: string, body: object) =>
    running.maker.post(`/v1/postings/${id}/${what}`, body, { 'idempotency-key': randomUUID() });

  it('is posted on the first open day, dated as invoiced', async () => {
    const { body } = await running.maker.get('/v1/postings');
    expect(body.data).toMatchObject([{ state: 'PENDING', postingDate: null }]);
    expect(await claimed()).toMatchObject({ postingDate: dayIn(6), invoiceDate: '2026-03-06' });
  });

  it('that closes meanwhile is refused, and retried into the next', async () => {
    const { body } = await running.maker.get('/v1/postings');
    const { postingId } = body.data[0];
    await answer(postingId, 'refusals', { reason: 'The period is closed.' });
    const closed = await running.maker.post('/v1/legal-entities', { ...flatEntity, closedThrough: dayIn(40) });
    expect(closed.status).toBeLessThan(300);
    expect((await answer(postingId, 'retries', { comment: 'next period' })).body).toMatchObject({ postingDate: null });
    expect(await claimed()).toMatchObject({ postingId, postingDate: dayIn(41), gross: '385.00' });
  });

  it('a discount is on the posting, and taken by who pays in time', async () => {
    const { body } = await running.maker.get('/v1/postings');
    const { postingId, discount, dueDate, caseId } = body.data[0];
    // 2 % of 385.00 within ten days of the invoice.
    expect([discount, dueDate]).toEqual([{ percent: '0.02', date: '2026-03-16', amount: '7.70' }, '2026-04-05']);
    await answer(postingId, 'acknowledgements', { documentNumber: '51', postedOn: dayIn(0), amount: '385.00' });
    const payment = { source: 'erp', paymentId: 'P-1', posting: postingId, date: '2026-03-16', amount: '377.30' };
    expect((await running.maker.post('/v1/payments', payment)).status).toBe(201);
    const paid = { state: 'PAID', paid: '377.30', open: '0.00', discountTaken: '7.70' };
    expect((await running.maker.get(`/v1/postings/${postingId}`)).body.payment).toEqual({ ...paid, discount: 'TAKEN' });
    expect((await running.maker.get(`/v1/cases/${caseId}`)).body.payment).toMatchObject(paid);
    const remittance = await running.maker.get('/v1/remittances?carrier=ABCD&from=2026-03-01&to=2026-03-31');
    expect(remittance.body.totals).toMatchObject([{ discountTaken: '7.70', paid: '377.30', open: '0.00' }]);
  });

  it.each([
    ['of more than all', { percent: '1.5', days: 10 }],
    ['for no day', { percent: '0.02' }],
    ['as a number', { percent: 0.02, days: 10 }],
  ])('a contract with a discount %s is refused', async (_, discount) => {
    const contract = { ...flatContract, contractId: 'OTHER', payment: { discount } };
    expect((await running.maker.post('/v1/contracts', contract)).status).toBe(422);
  });
});
