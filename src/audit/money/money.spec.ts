import { describe, expect, it } from '@jest/globals';
import {
  linehaulLines,
  ltlBill,
  ltlDossier,
  posted,
  shippedRules,
  theDelivery,
  wholeBill,
} from '../../../test/builders/ltl-bills.ts';
import type { BillOf } from '../../../test/builders/ltl-bills.ts';
import type { DisagreementMode, Outcome } from '../../freight/codes.ts';
import type { ContractVersion } from '../../freight/contract.ts';
import { decimal } from '../../freight/money.ts';
import { defaultPolicy } from '../../freight/terms.ts';
import { audit } from '../audit.ts';
import type { Dossier } from '../dossier.ts';
import { sampleEvent, samplePickup } from '../rate/sample-dossier.ts';
import { divide } from './table.ts';

const rules = shippedRules();

function under(dossier: Dossier, terms: Partial<ContractVersion>): Dossier {
  const contracts = dossier.contracts.map(({ contract, activatedAt }) => {
    const payment = { ...contract.payment, ...terms.payment };
    return { activatedAt, contract: { ...contract, ...terms, payment } };
  });
  return { ...dossier, contracts };
}

async function money(dossier: Dossier): Promise<string[]> {
  const reports = await audit(dossier, rules);
  return reports.map(({ money: { approved, disputed, denied, pending } }) =>
    [approved, disputed, denied, pending].join(' '),
  );
}

async function paid(dossier: Dossier): Promise<Dossier> {
  return posted(dossier, await audit(dossier, rules));
}

type Row = [Outcome, DisagreementMode, string, boolean, string];

describe('the money table, of a line of 100.00 of which 60.00 is supported', () => {
  it.each<Row>([
    ['APPROVE', 'SHORT_PAY', '0', false, '100.00 0.00 0.00 0.00 0.00 0.00'],
    ['SHORT_PAY', 'SHORT_PAY', '0', false, '60.00 0.00 40.00 0.00 40.00 0.00'],
    ['DISPUTE', 'SHORT_PAY', '0', false, '60.00 40.00 0.00 0.00 40.00 0.00'],
    ['DISPUTE', 'SHORT_PAY', '100', false, '60.00 40.00 0.00 0.00 40.00 0.00'],
    ['DISPUTE', 'SHORT_PAY', '100', true, '100.00 0.00 0.00 0.00 0.00 0.00'],
    ['DISPUTE', 'SHORT_PAY', '80', true, '80.00 20.00 0.00 0.00 20.00 0.00'],
    ['DISPUTE', 'PAY_AND_CLAIM', '0', false, '100.00 0.00 0.00 0.00 0.00 40.00'],
    ['DENY', 'SHORT_PAY', '100', false, '0.00 0.00 100.00 0.00 0.00 0.00'],
    ['DENY', 'SHORT_PAY', '100', true, '100.00 0.00 0.00 0.00 0.00 0.00'],
    ['HOLD', 'SHORT_PAY', '70', false, '70.00 0.00 0.00 30.00 0.00 0.00'],
    ['REVIEW', 'SHORT_PAY', '0', false, '0.00 0.00 0.00 100.00 0.00 0.00'],
    ['WAIT', 'SHORT_PAY', '100', false, '100.00 0.00 0.00 0.00 0.00 0.00'],
  ])('%s under %s, %s posted, resting on absence %s', (...row) => {
    const [outcome, mode, wasPosted, keepsPosted, amounts] = row;
    const { parts, withheld, claim } = divide({
      ...{ billed: decimal('100'), supported: decimal('60'), posted: decimal(wasPosted) },
      ...{ outcome, mode, keepsPosted },
    });
    const { approved, disputed, denied, pending } = parts;
    expect([approved, disputed, denied, pending, withheld, claim].map((part) => part.toFixed(2)).join(' ')).toBe(
      amounts,
    );
  });
});

describe('the limit of what the engine approves by itself', () => {
  const limited = (limit: string, more: Partial<BillOf> = {}) => {
    const bill = { ...ltlBill(more), policy: { ...defaultPolicy, engineLimit: { USD: limit } } };
    return ltlDossier([bill]);
  };
  it('sends more than that to a person, and pays nothing of it', async () => {
    const [report] = await audit(limited('440.47'), rules);
    expect(report?.money).toMatchObject({ billed: '440.48', approved: '0.00', pending: '440.48', expected: '440.48' });
    expect(report?.needsReview).toBe(true);
    expect(report?.charges[0]?.sentence).toContain('Above 440.47 USD a person approves the bill.');
  });
  it('leaves what comes to no more, and any amount in a currency without limit', async () => {
    expect(await money(limited('440.48'))).toEqual(['440.48 0.00 0.00 0.00']);
    const other = { ...ltlBill(), policy: { ...defaultPolicy, engineLimit: { CAD: '1.00' } } };
    expect(await money(ltlDossier([other]))).toEqual(['440.48 0.00 0.00 0.00']);
  });
  it('keeps what was posted, without doubt', async () => {
    const once = await paid(ltlDossier([ltlBill()]));
    const bills = once.bills.map((bill) => ({ ...bill, policy: { ...bill.policy, engineLimit: { USD: '10.00' } } }));
    const [report] = await audit({ ...once, bills }, rules);
    expect(report?.money.approved).toBe('440.48');
    expect(report?.atRisk).toBe('0.00');
    expect(report?.needsReview).toBe(false);
  });
});

describe('a liftgate of 85.00 that nobody ordered', () => {
  const dossier = ltlDossier([ltlBill()], {}, false);
  it('is paid and claimed where the contract forbids short payment', async () => {
    const claimed = under(dossier, { payment: { disagreement: 'PAY_AND_CLAIM' } });
    expect(await money(claimed)).toEqual(['440.48 0.00 0.00 0.00']);
    const [report] = await audit(claimed, rules);
    expect(report?.openItems).toMatchObject([{ kind: 'CLAIM', line: 4, amount: '85.00' }]);
  });
  it('holds the whole bill where the contract asks for a corrected one, and what was paid of it stays', async () => {
    const held = under(dossier, { payment: { disagreement: 'HOLD_ALL' } });
    expect(await money(held)).toEqual(['0.00 85.00 0.00 355.48']);
    const before = await paid(ltlDossier([ltlBill()]));
    expect(await money({ ...held, bills: before.bills })).toEqual(['355.48 85.00 0.00 0.00']);
  });
  it('is credited: the claim closes', async () => {
    const credit = ltlBill({
      ...{ invoiceNumber: 'CM-1', kind: 'CREDIT', invoiceDate: '2026-03-12', corrects: 'INV-1' },
      lines: [{ line: 1, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '-85.00' }],
    });
    const claimed = under({ ...dossier, bills: [ltlBill(), credit] }, { payment: { disagreement: 'PAY_AND_CLAIM' } });
    expect(await money(claimed)).toEqual(['440.48 0.00 0.00 0.00', '-85.00 0.00 0.00 0.00']);
    expect((await audit(claimed, rules)).flatMap(({ openItems }) => openItems)).toEqual([]);
  });
});

describe('a credit for late delivery that the carrier did not give', () => {
  // 5 % of 276.64 linehaul = 13.832
  const lateDelivery = [{ afterMinutes: 60, percentOfLinehaul: '0.05', maximum: '150.00', excused: [] }];
  const arrived = sampleEvent({ type: 'DELIVERED', stop: 2, occurredAt: '2026-03-04T16:30:00-06:00' });
  const committedDelivery = { from: '2026-03-04T08:00:00-06:00', to: '2026-03-04T12:00:00-06:00' };
  const documents = ltlDossier([]).documents.map((pod) => ({
    ...pod,
    body: { ...pod.body, data: { ...pod.body.data, signedAt: '2026-03-04T16:30:00-06:00' } },
  }));
  const plain = ltlDossier([ltlBill()], { events: [samplePickup(), arrived], documents });
  const shipments = plain.shipments.map((fact) => ({ ...fact, body: { ...fact.body, committedDelivery } }));
  const late = { ...plain, shipments };
  it.each<[DisagreementMode, string]>([
    ['SHORT_PAY', '426.65 13.83 0.00 0.00'],
    ['PAY_AND_CLAIM', '440.48 0.00 0.00 0.00'],
    ['HOLD_ALL', '0.00 13.83 0.00 426.65'],
  ])('is taken under %s', async (disagreement, amounts) => {
    const dossier = under(late, { lateDelivery, payment: { disagreement } });
    expect(await money(dossier)).toEqual([amounts]);
    const [report] = await audit(dossier, rules);
    expect(report?.charges.at(-1)).toMatchObject({
      line: null,
      charge: 'SERVICE_CREDIT',
      billed: '0.00',
      expected: '-13.83',
    });
  });
  const corrected = ltlBill({
    ...{ invoiceNumber: 'INV-2', kind: 'CORRECTED', invoiceDate: '2026-03-12', corrects: 'INV-1' },
  });
  it('is taken once where a correction takes the place of the bill, paid or not', async () => {
    const dossier = under(late, { lateDelivery });
    expect(await money({ ...dossier, bills: [ltlBill(), corrected] })).toEqual([
      '0.00 0.00 440.48 0.00',
      '426.65 13.83 0.00 0.00',
    ]);
    // 426.65 paid: the correction asks for 440.48 again and takes the 13.83 no second time.
    const before = await paid(dossier);
    expect(await money({ ...dossier, bills: [...before.bills, corrected] })).toEqual([
      '426.65 0.00 13.83 0.00',
      '0.00 13.83 426.65 0.00',
    ]);
  });
  it('is given back by a correction once the delivery turns out to be in time', async () => {
    const before = await paid(under(late, { lateDelivery }));
    const inTime = under(ltlDossier([...before.bills, corrected]), { lateDelivery });
    expect(await money(inTime)).toEqual(['426.65 0.00 13.83 0.00', '13.83 0.00 426.65 0.00']);
  });
  it('waits as all lines do while the proof of delivery is missing', async () => {
    const unproven = under({ ...late, documents: [] }, { lateDelivery });
    const [report] = await audit(unproven, rules);
    expect(report?.money).toMatchObject({ approved: '0.00', disputed: '0.00', pending: '440.48' });
    expect(report?.charges.at(-1)).toMatchObject({
      charge: 'SERVICE_CREDIT',
      verdict: 'CANNOT_ASSESS',
      outcome: 'WAIT',
    });
    const settled = await paid(under(late, { lateDelivery }));
    expect(await money({ ...settled, documents: [] })).toEqual(['426.65 0.00 0.00 13.83']);
  });
  it('and given after all is already taken', async () => {
    const credit = ltlBill({
      ...{ invoiceNumber: 'CM-1', kind: 'CREDIT', invoiceDate: '2026-03-12', corrects: 'INV-1' },
      lines: [{ line: 1, charge: 'SERVICE_CREDIT', amount: '-13.83' }],
    });
    const dossier = under({ ...late, bills: [ltlBill(), credit] }, { lateDelivery });
    expect(await money(dossier)).toEqual(['426.65 0.00 13.83 0.00', '0.00 0.00 -13.83 0.00']);
  });
});

describe('a charge that an earlier bill was allowed', () => {
  it('is not paid again within a tolerance', async () => {
    const tolerances = [{ scope: { charge: 'ANY' as const }, over: { amount: '5.00' } }];
    const fuel = [{ line: 1, charge: 'FUEL' as const, amount: '80.00' }];
    const again = ltlBill({ invoiceNumber: 'INV-2', kind: 'SUPPLEMENTAL', invoiceDate: '2026-03-09', lines: fuel });
    // 78.84 owed and allowed on INV-1
    expect(await money(under(ltlDossier([ltlBill(), again]), { tolerances }))).toEqual([
      '440.48 0.00 0.00 0.00',
      '0.00 1.16 78.84 0.00',
    ]);
  });
});

describe('a cancellation of a bill with a discount line', () => {
  const turned = (lines: typeof wholeBill) =>
    lines.map((line) => ({ ...line, amount: decimal(line.amount).negated().toFixed(2) }));
  const cancellation = ltlBill({
    ...{ invoiceNumber: 'CN-1', kind: 'CANCELLATION', invoiceDate: '2026-03-12', corrects: 'INV-1' },
    lines: turned(wholeBill),
  });
  it('gives back all that was allowed, linehaul and discount as one', async () => {
    const dossier = ltlDossier([ltlBill(), cancellation]);
    expect(await money(dossier)).toEqual(['440.48 0.00 0.00 0.00', '-440.48 0.00 0.00 0.00']);
  });
  it('is set first against what was withheld', async () => {
    const dossier = ltlDossier([ltlBill(), cancellation], {}, false);
    const [, second] = await audit(dossier, rules);
    expect(second?.money).toMatchObject({ billed: '-440.48', approved: '-355.48', denied: '-85.00', pending: '0.00' });
  });
  it('waits while nothing of the bill is allowed yet', async () => {
    expect(await money(ltlDossier([ltlBill(), cancellation], { documents: [] }))).toEqual([
      '0.00 0.00 0.00 440.48',
      '0.00 0.00 0.00 -440.48',
    ]);
  });
});

describe('corrections and balances', () => {
  const bill = (of: BillOf) => ltlBill({ invoiceDate: '2026-03-10', ...of });
  const first = { line: 3, charge: 'FUEL' as const, amount: '78.84' };
  it('a correction of a correction takes back what both were allowed', async () => {
    const second = bill({ invoiceNumber: 'INV-2', kind: 'CORRECTED', corrects: 'INV-1', lines: wholeBill.slice(0, 3) });
    const third = bill({ invoiceNumber: 'INV-3', kind: 'CORRECTED', corrects: 'INV-2', lines: linehaulLines });
    let dossier = await paid(ltlDossier([ltlBill()]));
    dossier = await paid({ ...dossier, bills: [...dossier.bills, second] });
    dossier = await paid({ ...dossier, bills: [...dossier.bills, third] });
    // 440.48, −85.00, −78.84: 276.64 in all
    expect(await money(dossier)).toEqual([
      '440.48 0.00 0.00 0.00',
      '-85.00 0.00 440.48 0.00',
      '-78.84 0.00 355.48 0.00',
    ]);
    const together = ltlDossier([ltlBill(), second, third]);
    expect((await money(together)).at(-1)).toBe('276.64 0.00 0.00 0.00');
  });
  it('the later of two corrections of one bill replaces the earlier, whether that bill has come or not', async () => {
    const second = bill({ invoiceNumber: 'INV-2', kind: 'CORRECTED', corrects: 'INV-1', lines: linehaulLines });
    const third = bill({ invoiceNumber: 'INV-3', kind: 'CORRECTED', corrects: 'INV-1', lines: wholeBill });
    const other = bill({ invoiceNumber: 'INV-4', kind: 'CORRECTED', corrects: 'INV-9', lines: linehaulLines });
    const answers = ['0.00 0.00 276.64 0.00', '440.48 0.00 0.00 0.00'];
    expect(await money(ltlDossier([second, third]))).toEqual(answers);
    expect((await money(ltlDossier([ltlBill(), second, third]))).slice(1)).toEqual(answers);
    expect((await money(ltlDossier([second, other])))[0]).toBe('276.64 0.00 0.00 0.00');
  });
  it('a corrected price is paid as the difference', async () => {
    const under300 = [{ line: 1, charge: 'LINEHAUL' as const, amount: '250.00' }, first];
    const dossier = await paid(ltlDossier([bill({ lines: under300, invoiceDate: '2026-03-06' })]));
    const second = bill({
      invoiceNumber: 'INV-2',
      kind: 'CORRECTED',
      corrects: 'INV-1',
      lines: [...linehaulLines, first],
    });
    expect((await money({ ...dossier, bills: [...dossier.bills, second] })).at(-1)).toBe('26.64 0.00 328.84 0.00');
  });
  it('a balance for what was billed too low is paid up to what is owed', async () => {
    const low = [{ line: 1, charge: 'LINEHAUL' as const, amount: '250.00' }, first];
    const balance = (amount: string) =>
      bill({ invoiceNumber: 'BD-2', kind: 'BALANCE_DUE', lines: [{ line: 1, charge: 'LINEHAUL', amount }] });
    expect((await money(ltlDossier([ltlBill({ lines: low }), balance('26.64')]))).at(-1)).toBe('26.64 0.00 0.00 0.00');
    expect((await money(ltlDossier([ltlBill({ lines: low }), balance('30.00')]))).at(-1)).toBe('26.64 0.00 3.36 0.00');
  });
  it('a whole credit takes what was allowed and closes what was withheld, never more', async () => {
    const credit = bill({
      invoiceNumber: 'CM-2',
      kind: 'CREDIT',
      corrects: 'INV-1',
      lines: [{ line: 1, charge: 'LINEHAUL', amount: '-440.48' }],
    });
    expect(await money(ltlDossier([ltlBill(), credit], {}, false))).toEqual([
      '355.48 0.00 85.00 0.00',
      '-355.48 0.00 -85.00 0.00',
    ]);
  });
  it('a credit for what still waits, waits with it', async () => {
    const credit = bill({
      invoiceNumber: 'CM-2',
      kind: 'CREDIT',
      corrects: 'INV-1',
      lines: [{ line: 1, charge: 'LINEHAUL', amount: '-40.00' }],
    });
    const waiting = ltlDossier([ltlBill(), credit], { events: [samplePickup(), theDelivery()], documents: [] });
    expect(await money(waiting)).toEqual(['0.00 0.00 0.00 440.48', '0.00 0.00 0.00 -40.00']);
  });
});
