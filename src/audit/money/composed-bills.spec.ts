import { describe, expect, it } from '@jest/globals';
import { ltlBill, ltlDossier, posted, shippedRules, wholeBill } from '../../../test/builders/ltl-bills.ts';
import type { BillOf } from '../../../test/builders/ltl-bills.ts';
import type { BilledLine } from '../../freight/bill.ts';
import type { ChargeCode } from '../../freight/codes.ts';
import { audit } from '../audit.ts';
import type { Dossier } from '../dossier.ts';

const rules = shippedRules();

const line = (charge: ChargeCode, amount: string): BilledLine => ({ line: 1, charge, amount });
const bill = (lines: BilledLine[], more: BillOf = {}) => ltlBill({ lines, ...more });
const later = (lines: BilledLine[], more: BillOf = {}) =>
  bill(lines, { invoiceNumber: 'INV-2', invoiceDate: '2026-03-09', ...more });

/** Approved, disputed, denied and pending of each bill, in their order. */
async function money(dossier: Dossier): Promise<string[]> {
  const reports = await audit(dossier, rules);
  return reports.map(({ money: { approved, disputed, denied, pending } }) =>
    [approved, disputed, denied, pending].join(' '),
  );
}

async function paid(dossier: Dossier): Promise<Dossier> {
  return posted(dossier, await audit(dossier, rules));
}

/** 276.64 linehaul, 78.84 fuel and 85.00 liftgate, billed as one linehaul of 440.48. */
const allIn = bill([line('LINEHAUL', '440.48')]);

describe('a bill that bills linehaul, fuel and liftgate in one amount', () => {
  it('is approved, and nothing is left unbilled', async () => {
    const [report] = await audit(ltlDossier([allIn]), rules);
    expect(report?.money).toMatchObject({ approved: '440.48', expected: '440.48' });
    expect(report?.charges).toHaveLength(1);
    expect(report?.charges[0]).toMatchObject({ verdict: 'PASS', expected: '440.48' });
    expect(report?.charges[0]?.working).toMatchObject({ op: 'SUM', value: '440.48' });
    expect(report?.charges[0]?.working.inputs.map(({ value }) => value)).toEqual(['276.64', '78.84', '85']);
    expect(report?.charges[0]?.sentence).toContain('linehaul, fuel and liftgate delivery in one amount');
  });
  it('has them shared by lines that are one amount together', async () => {
    // 440.48 − 78.84 = 361.64 are linehaul 276.64 and liftgate 85.00; of linehaul and fuel in one, 355.48, the fuel is new
    const two = bill([
      { line: 1, charge: 'LINEHAUL', amount: '440.48' },
      { line: 2, charge: 'LINEHAUL', amount: '-78.84' },
    ]);
    const again = later([line('LINEHAUL', '355.48')]);
    expect(await money(ltlDossier([two, again]))).toEqual(['361.64 0.00 0.00 0.00', '78.84 0.00 276.64 0.00']);
  });
  it('has none of them paid again', async () => {
    const again = later([line('FUEL', '78.84')], { kind: 'SUPPLEMENTAL' });
    const reports = await audit(ltlDossier([allIn, again]), rules);
    expect(reports[1]?.charges[0]).toMatchObject({
      ...{ approved: '0.00', denied: '78.84', reason: 'ALREADY_ALLOWED', relatesTo: 'INV-1 line 1' },
    });
  });
  it('has denied what another bill was paid of it', async () => {
    const fuel = bill([line('FUEL', '78.84')]);
    const rest = later([line('LINEHAUL', '440.48')]);
    expect(await money(ltlDossier([fuel, rest]))).toEqual(['78.84 0.00 0.00 0.00', '361.64 0.00 78.84 0.00']);
  });
  it('is corrected to its lines and comes to the same', async () => {
    const corrected = later(wholeBill, { kind: 'CORRECTED', corrects: 'INV-1' });
    const dossier = await paid(ltlDossier([allIn]));
    expect(await money({ ...dossier, bills: [...dossier.bills, corrected] })).toEqual([
      '440.48 0.00 0.00 0.00',
      '0.00 0.00 440.48 0.00',
    ]);
  });
  it('takes the place of a bill in lines, and takes back what it leaves out', async () => {
    // 276.64 + 78.84 = 355.48, the liftgate of 85.00 is billed no more
    const corrected = later([line('LINEHAUL', '355.48')], { kind: 'CORRECTED', corrects: 'INV-1' });
    const dossier = await paid(ltlDossier([ltlBill()]));
    expect(await money({ ...dossier, bills: [...dossier.bills, corrected] })).toEqual([
      '440.48 0.00 0.00 0.00',
      '-85.00 0.00 440.48 0.00',
    ]);
  });
  it('is credited for one of them', async () => {
    const credit = later([line('FUEL', '-78.84')], { kind: 'CREDIT', corrects: 'INV-1' });
    expect(await money(ltlDossier([allIn, credit]))).toEqual(['440.48 0.00 0.00 0.00', '-78.84 0.00 0.00 0.00']);
  });
});

describe('several bills for one charge', () => {
  const part = [line('LINEHAUL', '100.00')];
  const rest = [line('LINEHAUL', '176.64')];
  it('are each paid their part when all parts come to what is owed', async () => {
    const reports = await audit(ltlDossier([bill(part), later(rest)]), rules);
    expect(reports.map(({ charges: [first] }) => [first?.verdict, first?.expected, first?.approved])).toEqual([
      ['PASS', '100.00', '100.00'],
      ['PASS', '176.64', '176.64'],
    ]);
    expect(reports[1]?.charges[0]?.working).toMatchObject({ op: 'DIFFERENCE', value: '176.64' });
  });
  it('are taken for repeats of one another otherwise', async () => {
    // 176.65 bills the 100.00 again that were allowed before: 76.65 is left of it
    const other = [line('LINEHAUL', '176.65')];
    expect(await money(ltlDossier([bill(part), later(other)]))).toEqual([
      '100.00 0.00 0.00 0.00',
      '76.65 0.00 100.00 0.00',
    ]);
  });
  it('are held where they bill the same amount under one PRO', async () => {
    const half = [line('LINEHAUL', '138.32')];
    expect(await money(ltlDossier([bill(half), later(half)]))).toEqual([
      '138.32 0.00 0.00 0.00',
      '0.00 0.00 0.00 138.32',
    ]);
  });
  it('are no parts once one of them bills the whole', async () => {
    const three = [bill([line('LINEHAUL', '276.64')]), later(part), later(rest, { invoiceNumber: 'INV-3' })];
    const reports = await audit(ltlDossier(three), rules);
    expect(reports.map((report) => report.money.approved)).toEqual(['276.64', '0.00', '0.00']);
  });
  it('are no parts beside a correction, which is owed what is left', async () => {
    const original = bill([line('FUEL', '50.00')]);
    const supplement = later([line('FUEL', '18.84')], { kind: 'SUPPLEMENTAL' });
    const corrected = later([line('FUEL', '60.00')], {
      ...{ invoiceNumber: 'INV-3', invoiceDate: '2026-03-10', kind: 'CORRECTED', corrects: 'INV-1' },
    });
    const reports = await audit(ltlDossier([original, supplement, corrected]), rules);
    expect(reports.map((report) => report.money.approved)).toEqual(['0.00', '18.84', '41.16']);
  });
});

describe('a liftgate under another code', () => {
  it('is paid as the liftgate, and denied when it is billed again', async () => {
    const lines: BilledLine[] = [...wholeBill.slice(0, 3), { line: 4, charge: 'OTHER', amount: '85.00' }];
    const again = later([line('LIFTGATE_DELIVERY', '85.00')], { kind: 'SUPPLEMENTAL' });
    const reports = await audit(ltlDossier([bill(lines), again]), rules);
    expect(reports.map((report) => report.money.approved)).toEqual(['440.48', '0.00']);
    expect(reports[0]?.charges[3]).toMatchObject({ verdict: 'PASS', expected: '85.00' });
    expect(reports[0]?.charges[3]?.sentence).toContain('as liftgate delivery');
    expect(reports[1]?.charges[0]?.reason).toBe('ALREADY_ALLOWED');
  });
});
