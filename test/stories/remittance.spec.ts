import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readX12 } from '../../src/formats/x12/envelope.ts';
import { balances, read820 } from '../../src/formats/x12/set-820.ts';
import { flatCarrier, flatContract, flatEntity } from '../builders/flat-shipments.ts';
import { Desk } from './rules-bills.ts';
import { type Json, type RunningService, startService } from './service.ts';

let running: RunningService;
let desk: Desk;
const march = 'carrier=ABCD&from=2026-03-01&to=2026-03-31';
const remittance = async (more = ''): Promise<Json> =>
  (await running.maker.get(`/v1/remittances?${march}${more}`)).body;
const invoice = async (name: string): Promise<Json> => {
  const { invoices }: { invoices: Json[] } = await remittance();
  return invoices.find((one) => one.invoiceNumber === `INV-${name}`);
};

beforeAll(async () => {
  running = await startService();
  desk = new Desk(running);
  await running.maker.post('/v1/carriers', flatCarrier);
  await running.maker.post('/v1/legal-entities', flatEntity);
  await desk.contract(flatContract);
  // 385.00 as agreed; 15.00 too much for the liftgate; 385.00 without proof of delivery.
  await desk.take('GOOD');
  await desk.take('SHORT', { liftgate: '100.00' });
  await desk.take('WAITS', { pod: false });
  await running.settled();
  await desk.acknowledgeAll();
}, 60_000);
afterAll(() => running.close());

describe('a carrier’s remittance', () => {
  it('says of every invoice what is paid, what is not, and why, and adds up', async () => {
    const { totals, carrier } = await remittance();
    expect(carrier).toMatchObject({ code: 'ABCD' });
    expect(totals).toMatchObject([
      {
        ...{ currency: 'USD', invoices: 3, billed: '1170.00', approved: '770.00', withheld: '15.00', denied: '0.00' },
        ...{ pending: '385.00', acknowledged: '770.00', advised: '770.00', paid: '0.00', open: '770.00' },
      },
    ]);
    const short = await invoice('SHORT');
    expect(short).toMatchObject({
      ...{ billed: '400.00', approved: '385.00', withheld: '15.00', payment: { state: 'NOT_PAID', open: '385.00' } },
      unpaid: [{ what: 'WITHHELD', charge: 'LIFTGATE_DELIVERY', amount: '15.00', reason: expect.any(String) }],
      openItems: [{ kind: 'WITHHELD', amount: '15.00' }],
      postings: [{ state: 'ACKNOWLEDGED', gross: '385.00', postedOn: '2026-03-09' }],
    });
    expect(short.unpaid[0].words).toMatch(/\w/);
    expect(await invoice('WAITS')).toMatchObject({ approved: '0.00', payment: { state: 'NOTHING_DUE' } });
  });

  it('is a CSV that a spreadsheet does not calculate', async () => {
    const { status, text, headers } = await running.maker.get(`/v1/remittances?${march}&format=csv`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const rows = text.trim().split('\r\n');
    expect(rows[0]).toMatch(/^carrier,legal_entity,invoice,/);
    expect(rows.filter((row) => row.includes(',USD,INVOICE,'))).toHaveLength(3);
    expect(rows.find((row) => row.includes('INV-SHORT') && row.includes('WITHHELD'))).toMatch(
      /LIFTGATE_DELIVERY,15.00/,
    );
  });

  it('is an 820 that balances, its reasons in the codes of element 426', async () => {
    const { text } = await running.maker.get(`/v1/remittances?${march}&format=x12`);
    const [set] = readX12(text).interchanges[0]?.groups[0]?.sets ?? [];
    if (!set) throw new Error('there is no 820');
    const { remitted } = read820(set);
    expect(remitted).toMatchObject({ total: '770.00', currency: 'USD', payee: 'ABCD' });
    expect(balances(remitted)).toBe(true);
    const short = remitted.invoices.find(({ invoiceNumber }) => invoiceNumber === 'INV-SHORT');
    expect(short).toMatchObject({ paid: '385.00', billed: '400.00', adjustments: [{ amount: '-15.00' }] });
  });

  it('by the days of posting tells only what was posted on them', async () => {
    const onDay = (day: string) => running.maker.get(`/v1/remittances?carrier=ABCD&from=${day}&to=${day}&by=POSTED`);
    expect((await onDay('2026-03-09')).body.totals).toMatchObject([{ invoices: 2, advised: '770.00' }]);
    expect((await onDay('2026-03-10')).body).toMatchObject({ totals: [], invoices: [] });
  });

  it.each([
    ['no carrier', 'from=2026-03-01&to=2026-03-31', 400],
    ['a day that is none', 'carrier=ABCD&from=2026-02-30&to=2026-03-31', 400],
    ['days the wrong way round', 'carrier=ABCD&from=2026-03-31&to=2026-03-01', 422],
    ['another format', `${march}&format=pdf`, 400],
  ])('is refused with %s', async (_, query, status) => {
    expect((await running.maker.get(`/v1/remittances?${query}`)).status).toBeGreaterThanOrEqual(status);
  });
});

describe('was it paid?', () => {
  const pay = async (payment: object) => {
    const body = { source: 'erp', paymentId: randomUUID(), date: '2026-04-05', currency: 'USD', ...payment };
    expect((await running.maker.post('/v1/payments', body)).status).toBe(201);
    return body.paymentId;
  };
  const postingOf = async (name: string): Promise<Json> => (await invoice(name)).postings[0].postingId;
  const stateOf = async (name: string) => {
    const { caseId } = (await invoice(name)).bills[0];
    const [onCase, onPosting] = await Promise.all([
      running.maker.get(`/v1/cases/${caseId}`),
      running.maker.get(`/v1/postings/${await postingOf(name)}`),
    ]);
    return [onCase.body.payment.state, onPosting.body.payment.state, (await invoice(name)).payment.state];
  };

  it('short, in full, over, twice, and not after all, as it is told and taken back', async () => {
    const posting = await postingOf('GOOD');
    expect(await stateOf('GOOD')).toEqual(['NOT_PAID', 'NOT_PAID', 'NOT_PAID']);
    await pay({ posting, amount: '300.00' });
    expect(await stateOf('GOOD')).toEqual(['SHORT', 'SHORT', 'SHORT']);
    await pay({ posting, amount: '85.00' });
    expect(await stateOf('GOOD')).toEqual(['PAID', 'PAID', 'PAID']);
    const again = await pay({ posting, amount: '385.00' });
    expect(await stateOf('GOOD')).toEqual(['OVER', 'OVER', 'OVER']);
    await pay({ posting, amount: '385.00', retracts: again });
    expect(await stateOf('GOOD')).toEqual(['PAID', 'PAID', 'PAID']);
    expect((await remittance()).totals).toMatchObject([{ paid: '385.00', open: '385.00' }]);
  });

  it('of a posting or an invoice that nobody knows, or by its number alone: the register says', async () => {
    const stranger = await pay({ posting: randomUUID(), amount: '5.00' });
    const lost = await pay({ carrier: 'ABCD', invoiceNumber: 'INV-LOST', amount: '6.00' });
    const numbered = await pay({ carrier: 'ABCD', invoiceNumber: 'inv waits', amount: '7.00' });
    const register = async (query: string): Promise<Json[]> =>
      (await running.maker.get(`/v1/payment-register?${query}`)).body.data;
    const matches = Object.fromEntries((await register('limit=200')).map((one) => [one.paymentId, one.match]));
    expect(matches).toMatchObject({ [stranger]: 'UNKNOWN_POSTING', [lost]: 'UNKNOWN_INVOICE', [numbered]: 'INVOICE' });
    expect(await register('match=UNKNOWN_POSTING')).toMatchObject([{ paymentId: stranger, amount: '5.00' }]);
    expect((await register('match=RETRACTED')).length).toBe((await register('match=RETRACTION')).length);
    // 7.00 paid of a bill of which nothing is approved: shown as over.
    expect((await invoice('WAITS')).payment).toEqual({ state: 'OVER', paid: '7.00', open: '-7.00' });
  });

  it('in another currency is shown, and converts nothing', async () => {
    await pay({ posting: await postingOf('SHORT'), amount: '385.00', currency: 'CAD' });
    expect(await stateOf('SHORT')).toEqual(['OTHER_CURRENCY', 'OTHER_CURRENCY', 'OTHER_CURRENCY']);
  });
});
