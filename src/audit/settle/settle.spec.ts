import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ltlBill, ltlDossier, posted, settled, shippedRules, wholeBill } from '../../../test/builders/ltl-bills.ts';
import { decimal, sum } from '../../freight/money.ts';
import { caseStates } from '../../freight/codes.ts';
import { audit } from '../audit.ts';
import type { Dossier } from '../dossier.ts';
import { accountRule } from './accounts.ts';
import { allocate } from './allocation.ts';
import { caseState } from './case-state.ts';
import type { CaseSummary } from './case-state.ts';
import { baselineDate, dueDate, earlyDiscount } from './due-dates.ts';
import { openItems } from './open-items.ts';
import { supplierReferences } from './supplier-reference.ts';

describe('allocation', () => {
  it.each([
    // 440.48 × 600/1850 = 142.858, × 1200/1850 = 285.717, × 50/1850 = 11.905: 142.85 + 285.71 + 11.90, two cents left
    ['440.48', ['600', '1200', '50'], ['142.86', '285.72', '11.90']],
    ['-85.00', ['600', '1200', '50'], ['-27.57', '-55.13', '-2.30']],
    ['0.05', ['0', '0'], ['0.03', '0.02']],
    ['10.00', ['1', '0'], ['10.00', '0.00']],
  ])('%s over %j is %j', (amount, shares, parts) => {
    expect(allocate(decimal(amount), shares, 2).map((part) => part.toFixed(2))).toEqual(parts);
  });
  it('sums exactly, and never turns a part against the amount', () => {
    const share = fc.integer({ min: 0, max: 5000 }).map(String);
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999_999, max: 9_999_999 }),
        fc.array(share, { minLength: 1, maxLength: 9 }),
        (cents, shares) => {
          const amount = decimal(cents.toString()).dividedBy(100);
          const parts = allocate(amount, shares, 2);
          expect(sum(parts).equals(amount)).toBe(true);
          expect(parts.every((part) => part.isZero() || part.isNegative() === amount.isNegative())).toBe(true);
        },
      ),
    );
  });
  it('refuses a negative share and no share at all', () => {
    expect(() => allocate(decimal('1'), ['-1'], 2)).toThrow(RangeError);
    expect(() => allocate(decimal('1'), [], 2)).toThrow(RangeError);
  });
});

describe('the numbers under which a posting may stand', () => {
  const first = { invoiceNumber: 'INV-88120', bill: 2, billsInDocument: 1, type: 'INVOICE', sequence: 1, first: true };
  it.each([
    ['the invoice number, then with its bill', {}, ['INV-88120', 'INV-88120/2', 'INV-88120A1', 'INV-88120/2A1']],
    ['with its bill where the invoice has several', { billsInDocument: 3 }, ['INV-88120/2', 'INV-88120/2A1']],
    ['with A2 for more', { type: 'ADDITIONAL', sequence: 2, first: false }, ['INV-88120A2', 'INV-88120/2A2']],
    ['with C3 for less', { type: 'CREDIT', sequence: 3, first: false }, ['INV-88120C3', 'INV-88120/2C3']],
  ] as const)('are %s', (_, more, references) => {
    expect(supplierReferences({ ...first, type: 'INVOICE', ...more })).toEqual(references);
  });
});

describe('the state of a case is the first that applies', () => {
  const paid: CaseSummary = {
    ...{ parked: false, awaitingMatch: false, needsReview: false, held: false, atRisk: '0.00', disputed: '0.00' },
    ...{ pending: '0.00', approved: '440.48', posted: '440.48', acknowledged: '440.48' },
  };
  it.each([
    ['PARKED', { parked: true, needsReview: true }],
    ['AWAITING_MATCH', { awaitingMatch: true, posted: '0.00', approved: '0.00', pending: '440.48', needsReview: true }],
    ['IN_REVIEW', { needsReview: true, disputed: '85.00' }],
    ['IN_REVIEW', { held: true }],
    ['IN_REVIEW', { atRisk: '440.48' }],
    ['DISPUTED', { disputed: '85.00', pending: '10.00' }],
    ['AWAITING_EVIDENCE', { pending: '440.48', approved: '0.00', posted: '0.00' }],
    ['SETTLED', {}],
    ['DENIED', { approved: '0.00', posted: '0.00', acknowledged: '0.00' }],
    ['APPROVED', { acknowledged: '0.00' }],
    ['APPROVED', { approved: '0.00', posted: '-85.00', acknowledged: '0.00' }],
  ] as const)('%s', (state, more) => {
    expect(caseState({ ...paid, ...more })).toBe(state);
  });
  it('is one of the closed list, whatever the amounts', () => {
    const amount = fc.constantFrom('0.00', '85.00', '-85.00');
    const yes = fc.boolean();
    const summary = fc.record<CaseSummary>({
      ...{ parked: yes, awaitingMatch: yes, needsReview: yes, held: yes, atRisk: amount, disputed: amount },
      ...{ pending: amount, approved: amount, posted: amount, acknowledged: amount },
    });
    fc.assert(
      fc.property(summary, (each) => {
        expect(caseStates).toContain(caseState(each));
      }),
    );
  });
});

describe('what is open with the carrier', () => {
  it('an amount that was paid and is to be taken back is one item, the held one', async () => {
    const [report] = await audit(ltlDossier([ltlBill()], {}, false), shippedRules());
    if (!report) throw new Error('no report');
    const held = { line: 4, charge: 'LIFTGATE_DELIVERY', stop: 2, glAccount: null, costCenter: null } as const;
    const line = { ...held, purchaseOrder: null, taxCode: null, shipmentId: null, allocationShare: null };
    const item = { line: 4, charge: 'LIFTGATE_DELIVERY', stop: 2 };
    expect(openItems(report, [])).toEqual([{ kind: 'WITHHELD', ...item, amount: '85.00' }]);
    expect(openItems(report, [{ ...line, amount: '-85.00' }])).toEqual([
      { kind: 'HELD_POSTING', ...item, amount: '-85.00' },
    ]);
    expect(openItems(report, [{ ...line, amount: '-60.00' }]).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['WITHHELD', '25.00'],
      ['HELD_POSTING', '-60.00'],
    ]);
  });
});

describe('a posting', () => {
  const notOrdered = async (recovery: 'CLAIM' | 'OFFSET', partial: 'POST' | 'WAIT' = 'POST') => {
    const first = ltlDossier([ltlBill()]);
    const paid = posted(first, await audit(first, shippedRules()));
    const dossier = ltlDossier(paid.bills, {}, false);
    const contracts = dossier.contracts.map(({ contract, activatedAt }) => {
      const payment = { ...contract.payment, recovery, partial };
      return { activatedAt, contract: { ...contract, payment } };
    });
    return { ...dossier, contracts };
  };
  const reportOf = async (dossier: Dossier) => {
    const [report] = await audit(dossier, shippedRules());
    if (!report) throw new Error('no report');
    return report;
  };
  it('that takes back is allocated like what was paid, and HELD unless the contract offsets', async () => {
    for (const [recovery, state] of [
      ['CLAIM', 'HELD'],
      ['OFFSET', 'PENDING'],
    ] as const) {
      const dossier = await notOrdered(recovery);
      const { posting } = settled(dossier, await reportOf(dossier));
      expect(posting).toMatchObject({ type: 'CREDIT', state, net: '-85.00', supplierReference: 'INV-1C2' });
      expect(posting?.lines.map(({ amount }) => amount)).toEqual(['-27.57', '-55.13', '-2.30']);
      expect(posting?.withheld).toEqual([{ charge: 'LIFTGATE_DELIVERY', amount: '85.00', reason: 'ACC_NOT_AUTH' }]);
    }
  });
  it('nobody has taken is withdrawn and written anew', async () => {
    const first = ltlDossier([ltlBill()]);
    const unsent = posted(first, await audit(first, shippedRules())).bills.map((bill) => ({
      ...bill,
      postings: bill.postings.map((each) => ({ ...each, state: 'PENDING' as const, claimed: false })),
    }));
    const dossier = ltlDossier(unsent, {}, false);
    const { withdraw, posting } = settled(dossier, await reportOf(dossier));
    expect(withdraw).toEqual(['case-INV-1-1-0']);
    expect(posting).toMatchObject({ type: 'INVOICE', net: '355.48', supplierReference: 'INV-1' });
  });
  it('waits for the whole bill where the contract says so', async () => {
    const lumper = { line: 5, charge: 'UNMAPPED' as const, amount: '10.00' };
    const dossier = ltlDossier([ltlBill({ lines: [...wholeBill, lumper] })]);
    const contracts = (await notOrdered('CLAIM', 'WAIT')).contracts;
    expect(settled(dossier, await reportOf(dossier)).posting?.net).toBe('440.48');
    expect(settled({ ...dossier, contracts }, await reportOf({ ...dossier, contracts })).posting).toBeNull();
  });
});

describe('dates and accounts', () => {
  it('2/10 gives 2 % of all but tax, half up, ten days from the baseline; nothing of a credit', () => {
    const of = (net: string) =>
      earlyDiscount({ percent: '0.02', days: 10 }, { net: decimal(net), currency: 'USD', baseline: '2026-03-06' });
    // 2 % of 355.48 is 7.1096.
    expect(of('355.48')).toEqual({ percent: '0.02', date: '2026-03-16', amount: '7.11' });
    expect(of('-40.00')).toBeNull();
    expect(of('0.00')).toBeNull();
    expect(earlyDiscount(null, { net: decimal('1.00'), currency: 'USD', baseline: '2026-03-06' })).toBeNull();
  });

  it('NET_30 runs from the baseline, other terms have no due date', () => {
    const dates = { invoiceDate: '2026-03-06', receivedOn: '2026-03-07', deliveredOn: null };
    expect(dueDate('NET_30', baselineDate('RECEIPT_DATE', dates))).toBe('2026-04-06');
    expect(baselineDate('DELIVERY_DATE', dates)).toBe('2026-03-06');
    expect(dueDate('ON_RECEIPT', '2026-03-06')).toBeNull();
  });
  it('the most specific rule gives the account', () => {
    const rules = [
      { rule: 'a', glAccount: '6000' },
      { rule: 'b', mode: 'LTL', glAccount: '6100' },
      { rule: 'c', charge: 'FUEL' as const, glAccount: '6200' },
    ];
    const question = { legalEntity: 'ACME-US', mode: 'LTL', reason: null };
    expect(accountRule(rules, { ...question, charge: 'FUEL' }, 'CHARGE')?.glAccount).toBe('6200');
    expect(accountRule(rules, { ...question, charge: 'LINEHAUL' }, 'CHARGE')?.glAccount).toBe('6100');
    expect(accountRule([], { ...question, charge: 'LINEHAUL' }, 'CHARGE')).toBeNull();
  });
});
