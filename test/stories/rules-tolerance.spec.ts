import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { BilledLine } from '../../src/freight/bill.ts';
import { anInvoice, flatCarrier, flatContract, flatEntity } from '../builders/flat-shipments.ts';
import { Desk } from './rules-bills.ts';
import { type Json, type RunningService, startService } from './service.ts';

let running: RunningService;
let second: RunningService;
let desk: Desk;
let db: DataSource;

const perLine = { scope: { charge: 'ANY' }, over: { amount: '5.00' }, under: { amount: '25.00' } };
const budgeted = (amount: string) => ({ ...perLine, budget: { amount, period: 'MONTH' } });
const underTolerance = (carrier: string, ...tolerances: object[]) =>
  desk.contract({ ...flatContract, contractId: `${carrier}-FLAT`, carrier, tolerances } as { contractId: string });

beforeAll(async () => {
  running = await startService();
  // Two processes audit side by side on one database.
  second = await startService({ env: { ROLE: 'worker' }, databaseUrl: running.databaseUrl });
  desk = new Desk(running);
  db = await new DataSource({ type: 'postgres', url: running.databaseUrl }).initialize();
  const carriers = ['MANY', 'LATE', 'BACK', 'PAIR', 'NEXT', 'POLI', 'UNDR'];
  await running.maker.post(
    '/v1/carriers',
    carriers.map((carrier) => ({ ...flatCarrier, carrier, scacs: [carrier] })),
  );
  await running.maker.post('/v1/legal-entities', flatEntity);
}, 60_000);
afterAll(async () => {
  await db.destroy();
  await second.close();
  await running.close();
});

const lineOf = (found: Json, line: number): Json =>
  (found.charges as { line: number }[]).find((charge) => charge.line === line);
const told = (found: Json, line: number) => `${lineOf(found, line).outcome} ${lineOf(found, line).reason}`;
const tolerated = 'APPROVE WITHIN_TOLERANCE';
const disputed = 'DISPUTE LINEHAUL_WRONG';

/** What all cases have drawn on a carrier's budgets: the sum kept and the sum of the rows. */
async function drawnBy(carrier: string): Promise<string[]> {
  const [row]: { kept: string; rows: string }[] = await db.query(
    `SELECT (SELECT coalesce(sum(used), 0)::numeric(9,2)::text FROM tolerance_budget WHERE carrier = $1) AS kept,
            (SELECT coalesce(sum(amount), 0)::numeric(9,2)::text FROM tolerance_use WHERE carrier = $1) AS rows`,
    [carrier],
  );
  return [row?.kept ?? '', row?.rows ?? ''];
}

describe('a tolerance budget', () => {
  it('of 20.00 forgives five bills 4.00 each and no sixth, however many come at once', async () => {
    await underTolerance('MANY', budgeted('20.00'));
    const names = Array.from({ length: 24 }, (_, n) => `M${n}`);
    await Promise.all(names.map((name) => desk.take(name, { carrier: 'MANY', linehaul: '304.00' })));
    const found: Json[] = [];
    for (const name of names) found.push(await desk.caseOf(name));
    expect(found.filter((one) => told(one, 1) === tolerated)).toHaveLength(5);
    expect(found.filter((one) => told(one, 1) === disputed)).toHaveLength(19);
    expect(await drawnBy('MANY')).toEqual(['20.00', '20.00']);
    const left = found
      .filter((one) => told(one, 1) === tolerated)
      .map((one) => one.dependencies.budgetLeft as string)
      .sort((a, b) => Number(a) - Number(b));
    expect(left).toEqual(['4.00', '8.00', '12.00', '16.00', '20.00']);
  }, 60_000);

  it('that is spent changes nothing of what it forgave before, when that bill is looked at again', async () => {
    const all = await Promise.all(Array.from({ length: 24 }, (_, n) => desk.caseOf(`M${n}`)));
    const first = all.find((one) => told(one, 1) === tolerated);
    const pro = first.billNumber as string;
    await desk.post('events', {
      ...{ source: 'x12:ABCD', eventId: `AGAIN-${pro}`, type: 'ARRIVED_AT_STOP', classifier: 'ACTUAL', stop: 1 },
      ...{ carrier: 'MANY', occurredAt: '2026-03-02T08:30:00-05:00', references: [{ type: 'PRO', value: pro }] },
    });
    const again = await desk.caseOf((first.invoiceNumber as string).slice(4));
    expect(again.checkedCount).toBeGreaterThan(first.checkedCount);
    expect([again.revision, again.state, told(again, 1)]).toEqual([first.revision, first.state, tolerated]);
  });

  it('that others spent meanwhile forgives a bill nothing when its proof comes at last', async () => {
    await underTolerance('LATE', budgeted('6.00'));
    await desk.take('L1', { carrier: 'LATE', linehaul: '304.00', pod: false });
    expect((await desk.caseOf('L1')).dependencies.budgetLeft).toBe('6.00');
    await desk.take('L2', { carrier: 'LATE', linehaul: '305.00' });
    expect(told(await desk.caseOf('L2'), 1)).toBe(tolerated);
    await desk.post('documents', {
      ...{ source: 'tms', documentId: 'POD-L1', type: 'POD', references: [{ type: 'BOL', value: 'BOLL1' }], stop: 2 },
      data: { signedBy: 'Jones', signedAt: '2026-03-04T09:10:00-06:00', piecesReceived: 4 },
    });
    expect(told(await desk.caseOf('L1'), 1)).toBe(disputed);
    expect(await drawnBy('LATE')).toEqual(['5.00', '5.00']);
  });

  it('gets back what a person decides not to forgive', async () => {
    await underTolerance('BACK', budgeted('4.00'));
    await desk.take('B1', { carrier: 'BACK', linehaul: '304.00' });
    const first = await desk.caseOf('B1');
    expect([told(first, 1), await drawnBy('BACK')]).toEqual([tolerated, ['4.00', '4.00']]);
    await running.maker.post(
      `/v1/cases/${first.caseId}/decisions`,
      { kind: 'DISPUTE', line: 1, reason: 'LINEHAUL_WRONG', comment: 'not this time' },
      { 'if-match': first.etag, 'idempotency-key': randomUUID() },
    );
    expect((await desk.caseOf('B1')).money).toMatchObject({ disputed: '4.00' });
    expect(await drawnBy('BACK')).toEqual(['0.00', '0.00']);
    await desk.take('B2', { carrier: 'BACK', linehaul: '304.00' });
    expect(told(await desk.caseOf('B2'), 1)).toBe(tolerated);
  });

  it('is drawn on in their order by two bills of one shipment that are judged together', async () => {
    await underTolerance('PAIR', budgeted('6.00'));
    const bill = (invoice: string, kind: 'ORIGINAL' | 'SUPPLEMENTAL', charge: BilledLine) =>
      anInvoice(
        'P1',
        {
          ...{ kind, carrier: 'PAIR', total: charge.amount },
          documentId: `DOC-${invoice}`,
          invoiceNumber: `INV-${invoice}`,
        },
        { charges: [charge] },
      );
    const liftgate = { line: 1, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '88.00' } as const;
    await desk.post('invoices', bill('P2', 'SUPPLEMENTAL', liftgate));
    await desk.post('invoices', bill('P1', 'ORIGINAL', { line: 1, charge: 'LINEHAUL', amount: '304.00' }));
    expect((await desk.caseOf('P2')).state).toBe('AWAITING_MATCH');
    await desk.move('P1', { carrier: 'PAIR' });
    // 4.00 over on the original leave 2.00 of 6.00, and the 3.00 of the supplement do not fit.
    expect(told(await desk.caseOf('P1'), 1)).toBe(tolerated);
    const supplement = await desk.caseOf('P2');
    expect([told(supplement, 1), supplement.dependencies.budgetLeft]).toEqual(['DISPUTE ACC_WRONG', '2.00']);
    expect(await drawnBy('PAIR')).toEqual(['4.00', '4.00']);
  });

  it('of the policy holds for contracts that name no tolerance of their own', async () => {
    await running.maker.post('/v1/policies', { tolerances: [budgeted('5.00')] });
    await desk.contract({ ...flatContract, contractId: 'POLI-FLAT', carrier: 'POLI' });
    await desk.take('Q1', { carrier: 'POLI', linehaul: '304.00' });
    await desk.take('Q2', { carrier: 'POLI', linehaul: '302.00' });
    const said = [told(await desk.caseOf('Q1'), 1), told(await desk.caseOf('Q2'), 1)].sort();
    expect(said).toEqual([tolerated, disputed]);
    await running.maker.post('/v1/policies', {});
  });
});

describe('a tolerance of what is below', () => {
  it('is a fact for rules: 30.00 too little, beyond 25.00, goes to a person', async () => {
    await underTolerance('UNDR', perLine);
    await desk.rule({
      ...{ id: 'far-below', title: 'Billed far below what is owed', clause: 'AP policy 3', scope: { carrier: 'UNDR' } },
      ...{ checks: ['T-14'], verdicts: ['VARIANCE'], outcome: 'REVIEW' },
      conditions: { all: [{ fact: 'check.tolerated', operator: 'code.eq', value: 'NO' }] },
    });
    await desk.take('U1', { carrier: 'UNDR', linehaul: '275.00' });
    await desk.take('U2', { carrier: 'UNDR', linehaul: '270.00' });
    expect(told(await desk.caseOf('U1'), 1)).toBe('APPROVE UNDER_BILLED');
    expect(told(await desk.caseOf('U2'), 1)).toBe('REVIEW UNDER_BILLED');
  });
});

describe('a tolerance budget, later', () => {
  it('begins anew with the month', async () => {
    await underTolerance('NEXT', budgeted('4.00'));
    await desk.take('N1', { carrier: 'NEXT', linehaul: '304.00' });
    await desk.take('N2', { carrier: 'NEXT', linehaul: '304.00' });
    const now = [told(await desk.caseOf('N1'), 1), told(await desk.caseOf('N2'), 1)].sort();
    expect(now).toEqual([tolerated, disputed]);
    const later = await startService({ env: { CLOCK_OFFSET_DAYS: '35' }, databaseUrl: running.databaseUrl });
    const then = new Desk(later);
    await then.take('N3', { carrier: 'NEXT', linehaul: '304.00' });
    expect(told(await then.caseOf('N3'), 1)).toBe(tolerated);
    expect(await drawnBy('NEXT')).toEqual(['8.00', '8.00']);
    await later.close();
  }, 60_000);
});
