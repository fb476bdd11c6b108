import { describe, expect, it } from '@jest/globals';
import { ltlBill, ltlDossier, posted, shippedRules, theDelivery, wholeBill } from '../../../test/builders/ltl-bills.ts';
import type { BillOf } from '../../../test/builders/ltl-bills.ts';
import type { BilledLine } from '../../freight/bill.ts';
import type { ContractVersion } from '../../freight/contract.ts';
import type { Decision } from '../../freight/decision.ts';
import { decimal, sum } from '../../freight/money.ts';
import { audit } from '../audit.ts';
import type { Dossier, DossierBill } from '../dossier.ts';
import { sampleContract, sampleDocument, samplePickup } from '../rate/sample-dossier.ts';
import type { Report } from '../report.ts';

const rules = shippedRules();
const liftgate: BilledLine = { line: 4, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '85.00' };
const withoutLiftgate = wholeBill.slice(0, 3);

/** A bill with a value-added tax of so much. */
function taxedBill(tax: string, of: BillOf = {}): DossierBill {
  const bill = ltlBill(of);
  const lines = of.lines ?? wholeBill;
  const total = sum([...lines.map(({ amount }) => amount), tax].map(decimal)).toFixed(2);
  const taxes = [{ tax: 'VAT', rate: '0.19', base: null, amount: tax }];
  return { ...bill, invoice: { ...bill.invoice, total }, bill: { ...bill.bill, taxes } };
}

interface Given {
  terms?: Partial<ContractVersion>;
  disagreement?: 'SHORT_PAY' | 'PAY_AND_CLAIM' | 'HOLD_ALL';
  ordered?: boolean;
  more?: Partial<Dossier>;
}

/** 19 % on everything, agreed; the liftgate ordered unless a story says otherwise. */
function taxed(
  bills: DossierBill[],
  { terms = {}, disagreement = 'SHORT_PAY', ordered = true, more = {} }: Given = {},
) {
  const evidence = { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10, agreeWithinMinutes: 15 } as const;
  const taxes: ContractVersion['taxes'] = [{ rate: '0.19', charges: 'ALL' }];
  const contract = sampleContract({ evidence, payment: { disagreement }, taxes, ...terms });
  return ltlDossier(bills, { contracts: [{ contract, activatedAt: '2026-01-01T00:00:00Z' }], ...more }, ordered);
}

const reports = (dossier: Dossier) => audit(dossier, rules);
const parts = ({ money: { billed, approved, disputed, denied, pending } }: Report) =>
  [billed, approved, disputed, denied, pending].join(' ');
const taxLine = (report: Report | undefined) => report?.charges.find(({ charge }) => charge === 'TAX');
const ofTax = (report: Report | undefined) => {
  const line = taxLine(report);
  return line && [line.approved, line.disputed, line.denied, line.pending, line.outcome].join(' ');
};
const last = (all: Report[]) => all.at(-1);
const lastParts = (all: Report[]) => all.map(parts).at(-1);

// 440.48 × 0.19 = 83.6912; 355.48 × 0.19 = 67.5412; the difference is 16.15.
describe('tax on one bill', () => {
  it('is approved with the charges it is on', async () => {
    const [report] = await reports(taxed([taxedBill('83.69')]));
    expect(report && parts(report)).toBe('524.17 524.17 0.00 0.00 0.00');
  });

  it('is lowered with a charge that is not owed, and says why', async () => {
    const [report] = await reports(taxed([taxedBill('83.69')], { ordered: false }));
    expect(report && parts(report)).toBe('524.17 423.02 101.15 0.00 0.00');
    expect(taxLine(report)).toMatchObject({ reason: 'TAX_WRONG', expected: '67.54', approved: '67.54' });
    expect(taxLine(report)?.checks[0]).toEqual({ id: 'T-04', verdict: 'VARIANCE' });
    expect(report?.openItems.map(({ charge, amount }) => [charge, amount])).toEqual([
      ['LIFTGATE_DELIVERY', '85.00'],
      ['TAX', '16.15'],
    ]);
  });

  it('is never scaled where disputes hold the whole bill: it waits for a corrected invoice', async () => {
    const [report] = await reports(taxed([taxedBill('83.69')], { ordered: false, disagreement: 'HOLD_ALL' }));
    expect(report && parts(report)).toBe('524.17 0.00 101.15 0.00 423.02');
    expect(taxLine(report)?.sentence).toContain('held for a corrected invoice or a credit note');
  });

  it('is paid and claimed with the charge it is on', async () => {
    const [report] = await reports(taxed([taxedBill('83.69')], { ordered: false, disagreement: 'PAY_AND_CLAIM' }));
    expect(report && parts(report)).toBe('524.17 524.17 0.00 0.00 0.00');
    expect(report?.openItems.map(({ kind, charge, amount }) => [kind, charge, amount])).toEqual([
      ['CLAIM', 'LIFTGATE_DELIVERY', '85.00'],
      ['CLAIM', 'TAX', '16.15'],
    ]);
  });

  it('that does not come out is disputed for its own part', async () => {
    const [report] = await reports(taxed([taxedBill('90.00')]));
    expect(ofTax(report)).toBe('83.69 6.31 0.00 0.00 DISPUTE');
    expect(taxLine(report)?.checks[0]).toEqual({ id: 'T-02', verdict: 'VARIANCE' });
  });

  it('below what is due is paid as billed', async () => {
    const [report] = await reports(taxed([taxedBill('80.00')]));
    expect(ofTax(report)).toBe('80.00 0.00 0.00 0.00 APPROVE');
  });

  it('waits for the part of it that is on a charge still to be proven', async () => {
    const lumper: BilledLine = { line: 5, charge: 'LUMPER', stop: 2, amount: '50.00' };
    const terms: Partial<ContractVersion> = {
      accessorials: [
        { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
        { charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], authority: 'CONTRACT' },
      ],
    };
    // 490.48 × 0.19 = 93.1912, of which 83.69 are on what is approved
    const [report] = await reports(taxed([taxedBill('93.19', { lines: [...wholeBill, lumper] })], { terms }));
    expect(ofTax(report)).toBe('83.69 0.00 0.00 9.50 APPROVE');
    expect(report && parts(report)).toBe('583.67 524.17 0.00 0.00 59.50');
  });

  it('waits for the proof of delivery like everything else', async () => {
    const [report] = await reports(taxed([taxedBill('83.69')], { more: { documents: [] } }));
    expect(ofTax(report)).toBe('0.00 0.00 0.00 83.69 WAIT');
    expect(report?.needsReview).toBe(false);
  });

  it('is lowered with a credit that we take ourselves', async () => {
    const late = theDelivery();
    const delivered = { ...late, body: { ...late.body, occurredAt: '2026-03-04T13:30:00-06:00' } };
    const terms: Partial<ContractVersion> = {
      lateDelivery: [{ afterMinutes: 60, percentOfLinehaul: '0.05', excused: [] }],
      evidence: { delivery: 'REQUIRED', pod: 'NOT_REQUIRED' },
    };
    const dossier = taxed([taxedBill('83.69')], {
      terms,
      more: { events: [samplePickup(), delivered], documents: [] },
    });
    const [shipment] = dossier.shipments;
    const committedDelivery = { from: '2026-03-04T08:00:00-06:00', to: '2026-03-04T12:00:00-06:00' };
    const shipments = shipment ? [{ ...shipment, body: { ...shipment.body, committedDelivery } }] : [];
    const [report] = await reports({ ...dossier, shipments });
    // 5 % of 276.64 = 13.83; (440.48 − 13.83) × 0.19 = 81.0635
    expect(ofTax(report)).toBe('81.06 2.63 0.00 0.00 DISPUTE');
  });

  it('follows a person who approves the charge it is on', async () => {
    const bill = taxedBill('83.69');
    const [engine] = await reports(taxed([bill], { ordered: false }));
    const decision: Decision = {
      ...{ decisionId: 'd1', caseId: bill.caseId, kind: 'APPROVE_AS_BILLED', line: 4 },
      ...{ by: 'ap.lead', at: '2026-03-08T10:00:00Z' },
      judgements: { '4': engine?.judgements['4'] ?? '' },
    };
    const [report] = await reports(taxed([{ ...bill, decisions: [decision] }], { ordered: false }));
    expect(report && parts(report)).toBe('524.17 524.17 0.00 0.00 0.00');
    expect(ofTax(report)).toBe('83.69 0.00 0.00 0.00 APPROVE');
  });
});

describe('tax where disputes hold the whole bill, on a charge that waits', () => {
  const lumper: BilledLine = { line: 5, charge: 'LUMPER', stop: 2, amount: '50.00' };
  const unknown: BilledLine = { line: 5, rawCode: 'ZZ9', amount: '50.00' };
  const terms: Partial<ContractVersion> = {
    accessorials: [
      { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
      { charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], authority: 'CONTRACT' },
    ],
  };
  const receipt = sampleDocument({ type: 'LUMPER_RECEIPT', stop: 2, data: { amount: '50.00', currency: 'USD' } });
  const held = (bills: DossierBill[], more: Given = {}) => taxed(bills, { disagreement: 'HOLD_ALL', terms, ...more });

  // 490.48 × 0.19 = 93.1912
  it.each([
    ['whose proof is still to come', lumper, /missing: document LUMPER_RECEIPT/],
    ['of which nobody knows what it is for', unknown, /meaning of the carrier's charge code ZZ9/],
  ])('waits whole: %s', async (_, line, sentence) => {
    const [report] = await reports(held([taxedBill('93.19', { lines: [...wholeBill, line] })]));
    expect(ofTax(report)).toBe('0.00 0.00 0.00 93.19 WAIT');
    expect(taxLine(report)).toMatchObject({ verdict: 'CANNOT_ASSESS', reason: 'FACT_MISSING', expected: null });
    expect(taxLine(report)?.sentence).toMatch(sentence);
    expect(report && parts(report)).toBe('583.67 440.48 0.00 0.00 143.19');
  });

  it('waits whole beside a charge that is disputed too', async () => {
    const bill = taxedBill('93.19', { lines: [...wholeBill, lumper] });
    const [report] = await reports(held([bill], { ordered: false }));
    expect(ofTax(report)).toBe('0.00 0.00 0.00 93.19 WAIT');
    expect(report && parts(report)).toBe('583.67 0.00 85.00 0.00 498.67');
  });

  it('is approved whole once that charge is settled, by its proof or by a person', async () => {
    const bill = taxedBill('93.19', { lines: [...wholeBill, lumper] });
    const { documents } = held([bill]);
    const [proven] = await reports(held([bill], { more: { documents: [...documents, receipt] } }));
    expect(proven && parts(proven)).toBe('583.67 583.67 0.00 0.00 0.00');
    const [engine] = await reports(held([bill]));
    const decision: Decision = {
      ...{ decisionId: 'd1', caseId: bill.caseId, kind: 'APPROVE_AS_BILLED', line: 5 },
      ...{ by: 'ap.lead', at: '2026-03-08T10:00:00Z' },
      judgements: { '5': engine?.judgements['5'] ?? '' },
    };
    const [decided] = await reports(held([{ ...bill, decisions: [decision] }]));
    expect(ofTax(decided)).toBe('93.19 0.00 0.00 0.00 APPROVE');
  });

  it('waits with a charge that a person has to look at again, and says so', async () => {
    const bill = taxedBill('83.69');
    const decision: Decision = {
      ...{ decisionId: 'd1', caseId: bill.caseId, kind: 'APPROVE_AS_BILLED', line: 4 },
      ...{ by: 'ap.lead', at: '2026-03-08T10:00:00Z' },
      judgements: { '4': 'of another day' },
    };
    const [report] = await reports(held([{ ...bill, decisions: [decision] }]));
    expect(ofTax(report)).toBe('0.00 0.00 0.00 83.69 REVIEW');
    expect(taxLine(report)?.sentence).toBe(
      'Tax: 83.69 billed and owed (ABCD-LTL v3). It waits until line 4 is settled, which the tax is on.',
    );
  });

  it('keeps what was posted of it, at risk', async () => {
    const bill = taxedBill('83.69');
    const paid = posted(held([bill]), await reports(held([bill])));
    const [report] = await reports({ ...paid, documents: [] });
    expect(ofTax(report)).toBe('83.69 0.00 0.00 0.00 WAIT');
    expect(report?.atRisk).toBe('524.17');
  });

  it('does not wait for a line of nothing', async () => {
    const bill = taxedBill('83.69', { lines: [...wholeBill, { ...unknown, amount: '0.00' }] });
    expect(ofTax((await reports(held([bill])))[0])).toBe('83.69 0.00 0.00 0.00 APPROVE');
  });
});

describe('tax over the bills of a shipment', () => {
  const paid = async (dossier: Dossier) => posted(dossier, await reports(dossier));
  const further = (tax: string, kind: BillOf['kind'], lines: BilledLine[]) =>
    taxedBill(tax, { invoiceNumber: 'INV-2', invoiceDate: '2026-03-10', kind, lines, corrects: 'INV-1' });

  it('on what a supplement bills for the first time is approved', async () => {
    const dossier = taxed([
      taxedBill('67.54', { lines: withoutLiftgate }),
      further('16.15', 'SUPPLEMENTAL', [liftgate]),
    ]);
    expect((await reports(dossier)).map(parts)).toEqual([
      '423.02 423.02 0.00 0.00 0.00',
      '101.15 101.15 0.00 0.00 0.00',
    ]);
  });

  it('on what a supplement bills again is denied with it', async () => {
    const all = await reports(taxed([taxedBill('83.69'), further('16.15', 'SUPPLEMENTAL', [liftgate])]));
    expect(lastParts(all)).toBe('101.15 0.00 0.00 101.15 0.00');
    expect(taxLine(last(all))).toMatchObject({ outcome: 'DENY', reason: 'ALREADY_ALLOWED', relatesTo: 'INV-1 line 4' });
  });

  it('on a correction is taken back with what it no longer bills', async () => {
    const original = await paid(taxed([taxedBill('83.69')]));
    const dossier = { ...original, bills: [...original.bills, further('67.54', 'CORRECTED', withoutLiftgate)] };
    const all = await reports(dossier);
    // Billed 423.02 = approved −101.15 + denied 524.17; 85.00 × 0.19 = 16.15
    expect(lastParts(all)).toBe('423.02 -101.15 0.00 524.17 0.00');
    expect(ofTax(last(all))).toBe('-16.15 0.00 83.69 0.00 APPROVE');
    expect(all[0] && parts(all[0])).toBe('524.17 524.17 0.00 0.00 0.00');
  });

  it('withheld and asked for again is declined; the open item stays one', async () => {
    const original = await paid(taxed([taxedBill('83.69')], { ordered: false }));
    const balance = further('16.15', 'BALANCE_DUE', [liftgate]);
    const all = await reports({ ...original, bills: [...original.bills, balance] });
    expect(lastParts(all)).toBe('101.15 0.00 0.00 101.15 0.00');
    expect(all.flatMap(({ openItems }) => openItems.map(({ charge }) => charge))).toEqual(['LIFTGATE_DELIVERY', 'TAX']);
  });

  it('is credited by the carrier with the charge it is on', async () => {
    const original = await paid(taxed([taxedBill('83.69')]));
    const credit = further('-16.15', 'CREDIT', [{ ...liftgate, amount: '-85.00' }]);
    const all = await reports({ ...original, bills: [...original.bills, credit] });
    expect(lastParts(all)).toBe('-101.15 -101.15 0.00 0.00 0.00');
  });
});
