import { describe, expect, it } from '@jest/globals';
import {
  linehaulLines,
  ltlBill,
  ltlDossier,
  posted,
  settled,
  shippedRules,
  theDelivery,
  wholeBill,
} from '../../test/builders/ltl-bills.ts';
import type { Decision } from '../freight/decision.ts';
import { samplePickup } from './rate/sample-dossier.ts';
import { audit } from './audit.ts';
import type { Dossier } from './dossier.ts';
import type { Report } from './report.ts';

const rules = shippedRules();

async function reports(dossier: Dossier): Promise<Report[]> {
  return audit(dossier, rules);
}

async function one(dossier: Dossier, invoiceNumber = 'INV-1'): Promise<Report> {
  const report = (await reports(dossier)).find((each) => each.caseId === `case-${invoiceNumber}`);
  if (!report) throw new Error(`no report for ${invoiceNumber}`);
  return report;
}

/** Settles again and again until nothing is to be posted. */
async function paid(dossier: Dossier): Promise<Dossier> {
  return posted(dossier, await reports(dossier));
}

const parts = ({ billed, approved, disputed, denied, pending }: Report['money']) =>
  [billed, approved, disputed, denied, pending].join(' ');
const lineOf = (report: Report, charge: string) => report.charges.find((line) => line.charge === charge);

const corrected = (invoiceDate = '2026-03-10') =>
  ltlBill({
    invoiceNumber: 'INV-2',
    kind: 'CORRECTED',
    invoiceDate,
    corrects: 'INV-1',
    lines: [...linehaulLines, { line: 3, charge: 'FUEL', amount: '78.84' }],
  });
const credit = (amount = '-85.00', invoiceDate = '2026-03-12') =>
  ltlBill({
    invoiceNumber: 'CM-3',
    kind: 'CREDIT',
    invoiceDate,
    corrects: 'INV-1',
    lines: [{ line: 1, charge: 'LIFTGATE_DELIVERY', stop: 2, amount }],
  });

describe('one bill', () => {
  it('is approved to the cent when delivered with its proof', async () => {
    const report = await one(ltlDossier([ltlBill()]));
    // 728.00 − 451.36 + 78.84 + 85.00
    expect(parts(report.money)).toBe('440.48 440.48 0.00 0.00 0.00');
    expect(report.money.expected).toBe('440.48');
    expect(report.charges.map(({ verdict }) => verdict)).toEqual(['PASS', 'PASS', 'PASS', 'PASS']);
    expect(report.charges.every(({ sentence }) => sentence !== '')).toBe(true);
  });

  it('is in the usual currency of its sender where it names none, else held', async () => {
    const silent = ltlBill();
    const nameless = { ...silent, invoice: { ...silent.invoice, currency: null } };
    const profile = { source: nameless.invoice.source, version: 1, defaultCurrency: 'USD' };
    const carriers = [{ carrier: 'ABCD', defaultCurrency: 'USD' }];
    expect(parts((await one(ltlDossier([{ ...nameless, profile }]))).money)).toBe('440.48 440.48 0.00 0.00 0.00');
    expect((await one(ltlDossier([nameless], { carriers }))).currency).toBe('USD');
    const held = await one(ltlDossier([nameless], { carriers: [{ carrier: 'ABCD' }] }));
    expect([held.currency, held.reasons[0], held.money.pending]).toEqual([null, 'CURRENCY', '440.48']);
  });

  it('waits for the proof of delivery, with what is owed shown', async () => {
    const report = await one(ltlDossier([ltlBill()], { documents: [] }));
    expect(parts(report.money)).toBe('440.48 0.00 0.00 0.00 440.48');
    expect(report.money.expected).toBe('440.48');
    expect(report.reasons).toContain('POD_MISSING');
    expect(report.clocks).toEqual([{ kind: 'EVIDENCE', days: 10, from: '2026-03-07', on: '2026-03-17' }]);
    expect(report.needsReview).toBe(false);
  });

  it('is disputed when the deadline passes without the proof, and approved when it comes after all', async () => {
    const deadlines = [{ caseId: 'case-INV-1', kind: 'EVIDENCE' as const, dueAt: '2026-03-18T03:59:59Z' }];
    const late = await one(ltlDossier([ltlBill()], { documents: [], deadlines }));
    expect(parts(late.money)).toBe('440.48 0.00 440.48 0.00 0.00');
    expect(late.openItems.map(({ kind }) => kind)).toEqual(['WITHHELD', 'WITHHELD', 'WITHHELD', 'WITHHELD']);
    const proved = await one(ltlDossier([ltlBill()], { deadlines }));
    expect(parts(proved.money)).toBe('440.48 440.48 0.00 0.00 0.00');
  });

  it('keeps what was posted when the proof is withdrawn, at risk, before and after the deadline', async () => {
    const settledOnce = await paid(ltlDossier([ltlBill()]));
    const withdrawn = { ...settledOnce, documents: [] };
    for (const deadlines of [
      [],
      [{ caseId: 'case-INV-1', kind: 'EVIDENCE' as const, dueAt: '2026-03-18T03:59:59Z' }],
    ]) {
      const report = await one({ ...withdrawn, deadlines });
      expect(report.money.approved).toBe('440.48');
      expect(report.atRisk).toBe('440.48');
      expect(settled({ ...withdrawn, deadlines }, report)).toEqual({ withdraw: [], posting: null, release: [] });
    }
  });

  it('disputes a liftgate nobody ordered and pays the rest', async () => {
    const report = await one(ltlDossier([ltlBill()], {}, false));
    expect(parts(report.money)).toBe('440.48 355.48 85.00 0.00 0.00');
    expect(report.money.expected).toBe('355.48');
    expect(lineOf(report, 'LIFTGATE_DELIVERY')).toMatchObject({ expected: '0.00', reason: 'ACC_NOT_AUTH' });
    expect(report.openItems).toEqual([
      { kind: 'WITHHELD', line: 4, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '85.00' },
    ]);
  });

  it('waits for its shipment, and is looked at when the match wait has passed', async () => {
    const match = { status: 'NONE', shipmentSource: null, shipmentId: null, by: null, candidates: [] } as const;
    const alone = ltlDossier([ltlBill({ more: { match: { ...match, candidates: [] } } })], {
      shipments: [],
      events: [],
    });
    const waiting = await one(alone);
    expect(waiting).toMatchObject({ awaitingMatch: true, money: { pending: '440.48', expected: null } });
    expect(waiting.clocks[0]).toEqual({ kind: 'MATCH', days: 10, from: '2026-03-07', on: '2026-03-17' });
    expect(waiting.charges[0]?.missing[0]).toMatchObject({ reason: 'NO_SHIPMENT', by: '2026-03-17' });
    const deadlines = [{ caseId: 'case-INV-1', kind: 'MATCH' as const, dueAt: '2026-03-18T03:59:59Z' }];
    expect(await one({ ...alone, deadlines })).toMatchObject({ awaitingMatch: false, needsReview: true });
  });

  it('lists what is owed and was not billed, and moves no money for it', async () => {
    const report = await one(ltlDossier([ltlBill({ lines: wholeBill.slice(0, 3) })]));
    expect(parts(report.money)).toBe('355.48 355.48 0.00 0.00 0.00');
    expect(report.charges.at(-1)).toMatchObject({
      line: null,
      charge: 'LIFTGATE_DELIVERY',
      billed: '0.00',
      reason: 'UNBILLED',
    });
    expect(report.money.expected).toBe('440.48');
  });

  it('allocates what it posts over the cost centres, line by line', async () => {
    const dossier = ltlDossier([ltlBill()]);
    const { posting } = settled(dossier, await one(dossier));
    expect(posting).toMatchObject({ type: 'INVOICE', state: 'PENDING', net: '440.48', supplierReference: 'INV-1' });
    expect(posting).toMatchObject({ baselineDate: '2026-03-06', dueDate: '2026-04-05' });
    expect(posting?.lines).toHaveLength(12);
  });
});

describe('several bills of one shipment', () => {
  it('a correction takes back what it no longer bills', async () => {
    const dossier = await paid(ltlDossier([ltlBill()]));
    const report = await one({ ...dossier, bills: [...dossier.bills, corrected()] }, 'INV-2');
    expect(parts(report.money)).toBe('355.48 -85.00 0.00 440.48 0.00');
    expect(report.charges.at(-1)).toMatchObject({
      ...{ line: null, charge: 'LIFTGATE_DELIVERY', stop: 2, billed: '0.00', approved: '-85.00', denied: '85.00' },
      ...{ reason: 'SUPERSEDED', relatesTo: 'INV-1 line 4' },
    });
    expect(report.charges.map(({ denied }) => denied)).toEqual(['728.00', '-451.36', '78.84', '85.00']);
  });

  it('a correction of a bill that was not paid yet replaces it', async () => {
    const [first, second] = await reports(ltlDossier([ltlBill(), corrected()]));
    expect(first && parts(first.money)).toBe('440.48 0.00 0.00 440.48 0.00');
    expect(first?.reasons[0]).toBe('SUPERSEDED');
    expect(second && parts(second.money)).toBe('355.48 355.48 0.00 0.00 0.00');
  });

  it('a credit for what a correction took back is already taken', async () => {
    let dossier = await paid(ltlDossier([ltlBill()]));
    dossier = await paid({ ...dossier, bills: [...dossier.bills, corrected()] });
    dossier = { ...dossier, bills: [...dossier.bills, credit()] };
    const report = await one(dossier, 'CM-3');
    expect(parts(report.money)).toBe('-85.00 0.00 0.00 -85.00 0.00');
    expect(report.reasons).toContain('ALREADY_TAKEN');
    // Σ acknowledged of the shipment: 440.48 − 85.00
    expect(await acknowledged(await paid(dossier))).toBe('355.48');
  });

  it('a credit for what a correction dropped before anything was paid takes nothing', async () => {
    const all = await reports(ltlDossier([ltlBill(), corrected(), credit()]));
    expect(all.map(({ money }) => parts(money))).toEqual([
      '440.48 0.00 0.00 440.48 0.00',
      '355.48 355.48 0.00 0.00 0.00',
      '-85.00 0.00 0.00 -85.00 0.00',
    ]);
  });

  it('a credit without a correction is taken, and a later correction finds it taken', async () => {
    let dossier = await paid(ltlDossier([ltlBill()]));
    dossier = await paid({ ...dossier, bills: [...dossier.bills, credit('-85.00', '2026-03-08')] });
    expect((await one(dossier, 'CM-3')).money.approved).toBe('-85.00');
    dossier = { ...dossier, bills: [...dossier.bills, corrected()] };
    expect(parts((await one(dossier, 'INV-2')).money)).toBe('355.48 0.00 0.00 355.48 0.00');
    expect(await acknowledged(await paid(dossier))).toBe('355.48');
  });

  it('a balance that asks again for what was withheld is declined, and the open item stays one', async () => {
    const balance = ltlBill({
      invoiceNumber: 'BD-4',
      kind: 'BALANCE_DUE',
      invoiceDate: '2026-03-20',
      corrects: 'INV-1',
      lines: [{ line: 1, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '85.00' }],
    });
    const all = await reports(ltlDossier([ltlBill(), balance], {}, false));
    expect(all.map(({ money }) => parts(money))).toEqual([
      '440.48 355.48 85.00 0.00 0.00',
      '85.00 0.00 0.00 85.00 0.00',
    ]);
    expect(all[1]?.charges[0]).toMatchObject({
      outcome: 'DENY',
      reason: 'BAL_DUE_DECLINED',
      relatesTo: 'INV-1 line 4',
    });
    expect(all.flatMap(({ openItems }) => openItems)).toHaveLength(1);
  });

  it('a credit for what was withheld closes the open item', async () => {
    const [first, second] = await reports(ltlDossier([ltlBill(), credit()], {}, false));
    expect(first && parts(first.money)).toBe('440.48 355.48 0.00 85.00 0.00');
    expect(first?.openItems).toEqual([]);
    expect(second && parts(second.money)).toBe('-85.00 0.00 0.00 -85.00 0.00');
  });

  it('a taking back nobody confirmed is HELD until the carrier credits it, and goes out under its number', async () => {
    let dossier = await paid(ltlDossier([ltlBill()]));
    const notOrdered = ltlDossier(dossier.bills, {}, false);
    const first = settled(notOrdered, await one(notOrdered));
    expect(first.posting).toMatchObject({ type: 'CREDIT', state: 'HELD', net: '-85.00' });
    dossier = await paid(notOrdered);
    expect(settled(dossier, await one(dossier))).toEqual({ withdraw: [], posting: null, release: [] });
    dossier = { ...dossier, bills: [...dossier.bills, credit()] };
    expect((await one(dossier, 'CM-3')).charges[0]).toMatchObject({ approved: '0.00', reason: 'ALREADY_TAKEN' });
    const { release } = settled(dossier, await one(dossier));
    expect(release).toEqual([{ postingId: 'case-INV-1-2-1', invoiceNumber: 'CM-3', supplierReference: 'CM-3' }]);
    expect(await acknowledged(await paid(dossier))).toBe('355.48');
  });

  it('a credit that refers to nothing is held', async () => {
    const stray = { ...credit(), invoice: { ...credit().invoice, corrects: { invoiceNumber: 'NO-SUCH' } } };
    const report = await one(ltlDossier([ltlBill(), stray]), 'CM-3');
    expect(report).toMatchObject({ needsReview: true, money: { approved: '0.00', pending: '-85.00' } });
    expect(report.reasons).toContain('CREDIT_UNMATCHED');
  });

  it('a later bill that bills a charge again is denied so much', async () => {
    const again = ltlBill({
      invoiceNumber: 'SUP-5',
      kind: 'SUPPLEMENTAL',
      invoiceDate: '2026-03-09',
      lines: [{ line: 1, charge: 'FUEL', amount: '78.84' }],
    });
    const report = await one(ltlDossier([ltlBill(), again]), 'SUP-5');
    expect(parts(report.money)).toBe('78.84 0.00 0.00 78.84 0.00');
    expect(report.charges[0]).toMatchObject({ reason: 'ALREADY_ALLOWED', relatesTo: 'INV-1 line 3', outcome: 'DENY' });
  });

  it('an original, its credit and its rebill come to the rebill, whatever the dates', async () => {
    const rebill = { ...corrected(), invoice: { ...corrected().invoice, kind: 'REBILL' as const } };
    const whole = ltlBill({
      invoiceNumber: 'CM-9',
      kind: 'CREDIT',
      invoiceDate: '2026-03-25',
      corrects: 'INV-1',
      lines: wholeBill.map((line) => ({ ...line, amount: line.amount.startsWith('-') ? '451.36' : `-${line.amount}` })),
    });
    const one = ltlDossier([
      ltlBill(),
      rebill,
      { ...whole, bill: { ...whole.bill, charges: [{ line: 1, charge: 'LINEHAUL', amount: '-440.48' }] } },
    ]);
    expect(await acknowledged(await paid(one))).toBe('355.48');
    let dossier = await paid(ltlDossier([ltlBill()]));
    dossier = await paid({ ...dossier, bills: [...dossier.bills, rebill] });
    dossier = await paid({ ...one, bills: [...dossier.bills, one.bills[2] ?? whole] });
    expect(await acknowledged(dossier)).toBe('355.48');
  });
});

async function acknowledged(dossier: Dossier): Promise<string> {
  let total = 0;
  for (const { postings } of dossier.bills)
    for (const { state, net } of postings) if (state === 'ACKNOWLEDGED') total += Math.round(Number(net) * 100);
  return Promise.resolve((total / 100).toFixed(2));
}

describe('decisions', () => {
  const decide = (kind: Decision['kind'], report: Report, more: Partial<Decision> = {}): Decision => ({
    ...{ decisionId: 'd1', caseId: report.caseId, kind, line: null, by: 'ap', at: '2026-03-08T10:00:00Z' },
    judgements: report.judgements,
    ...more,
  });

  it('a dispute of what waits for its proof ends when the proof comes', async () => {
    const waiting = await one(ltlDossier([ltlBill()], { documents: [] }));
    const decisions = [decide('DISPUTE', waiting)];
    const disputed = await one(ltlDossier([ltlBill({ more: { decisions } })], { documents: [] }));
    expect(parts(disputed.money)).toBe('440.48 0.00 440.48 0.00 0.00');
    const proved = await one(ltlDossier([ltlBill({ more: { decisions } })]));
    expect(parts(proved.money)).toBe('440.48 440.48 0.00 0.00 0.00');
    expect(proved).toMatchObject({ loosened: [], needsReview: false });
  });

  it('an approval as billed stands after it was posted, and is loosened when the judgement changes', async () => {
    const report = await one(ltlDossier([ltlBill()], {}, false));
    const decisions = [decide('APPROVE_AS_BILLED', report, { line: 4 })];
    const approved = ltlDossier([ltlBill({ more: { decisions } })], {}, false);
    expect((await one(approved)).money.approved).toBe('440.48');
    const settledOnce = await paid(approved);
    expect(await one(settledOnce)).toMatchObject({ atRisk: '0.00', needsReview: false });
    const ordered = { ...ltlDossier(settledOnce.bills), events: [samplePickup(), theDelivery()] };
    const loosened = await one(ordered);
    expect(loosened.needsReview).toBe(true);
    expect(loosened.loosened).toHaveLength(1);
    expect(loosened.money.approved).toBe('440.48');
  });

  it('a denial denies, an approval of what is expected pays that and withholds the rest', async () => {
    const report = await one(ltlDossier([ltlBill()], {}, false));
    const denied = [decide('DENY', report, { line: 4 })];
    expect(parts((await one(ltlDossier([ltlBill({ more: { decisions: denied } })], {}, false))).money)).toBe(
      '440.48 355.48 0.00 85.00 0.00',
    );
    const expected = [decide('APPROVE_EXPECTED', report)];
    const paidShort = await one(ltlDossier([ltlBill({ more: { decisions: expected } })], {}, false));
    expect(parts(paidShort.money)).toBe('440.48 355.48 0.00 85.00 0.00');
    expect(paidShort.openItems).toHaveLength(1);
  });
});
