import { describe, expect, it } from '@jest/globals';
import {
  type BillOf,
  linehaulLines,
  ltlBill,
  ltlDossier,
  shippedRules,
  wholeBill,
} from '../../../test/builders/ltl-bills.ts';
import { audit } from '../audit.ts';
import type { ChargeResult, Report } from '../report.ts';
import { recompute } from './recompute.ts';

const rules = shippedRules();

async function judged(...bills: BillOf[]): Promise<Report[]> {
  return audit(ltlDossier(bills.map(ltlBill)), rules);
}

const shown = ({ working: { op, value, source } }: ChargeResult) => [
  op,
  value,
  source?.kind ?? null,
  source?.id ?? null,
];

/** Every line says how what is owed comes about: nothing is without a working, and each comes to `expected`. */
function expectExplained(reports: readonly Report[]): void {
  for (const { expected, working, sentence } of reports.flatMap(({ charges }) => charges)) {
    expect(recompute(working).faults).toEqual([]);
    expect(sentence).not.toBe('');
    if (expected === null) expect(working.value).toBeNull();
    else expect(Number(working.value)).toBe(Number(expected));
  }
}

describe('the working of a line', () => {
  it('shows, of two lines for one charge, the charge less what the other one shows', async () => {
    const reports = await judged({});
    expectExplained(reports);
    // Owed 276.64 for the linehaul: 728.00 on line 1, −451.36 on line 2.
    expect(reports[0]?.charges.slice(0, 2).map(shown)).toEqual([
      ['DIFFERENCE', '728', null, null],
      ['DIFFERENCE', '-451.36', null, null],
    ]);
  });

  it('names the check where nothing is owed', async () => {
    const lines = [...wholeBill, { line: 5, charge: 'LIFTGATE_DELIVERY' as const, stop: 2, amount: '85.00' }];
    const reports = await judged({ lines });
    expectExplained(reports);
    expect(reports[0]?.charges.at(4)?.working).toMatchObject({ value: '0', source: { kind: 'RULE', id: 'D-04' } });
  });

  it('has no value while what is owed is not known, and says what is missing', async () => {
    const lines = [...linehaulLines, { line: 3, charge: 'UNMAPPED' as const, rawCode: 'XYZ', amount: '12.00' }];
    const reports = await judged({ lines });
    expectExplained(reports);
    const line = reports[0]?.charges.at(2);
    expect(line?.working.value).toBeNull();
    expect(line?.working.label).toContain('XYZ');
  });

  it('takes what a credit gives back from the credit itself', async () => {
    const back = [{ line: 1, charge: 'LIFTGATE_DELIVERY' as const, stop: 2, amount: '-85.00' }];
    const reports = await judged({}, { invoiceNumber: 'CM-2', kind: 'CREDIT', corrects: 'INV-1', lines: back });
    expectExplained(reports);
    expect(reports[1]?.charges.map(shown)).toEqual([['LEAF', '-85', 'FACT', 'x12:ABCD CM-2']]);
  });

  it('says by which day missing evidence comes in time', async () => {
    const dossier = { ...ltlDossier([ltlBill()]), documents: [] };
    const [report] = await audit(dossier, rules);
    // Received on 2026-03-07; the contract gives ten days.
    expect(report?.charges[0]?.missing).toMatchObject([{ fact: 'document POD at stop 2', by: '2026-03-17' }]);
  });

  it('offers the mistake that gives the billed amount to the cent as the cause', async () => {
    // 1,850 lb straight at 42.15 less 62 % instead of the deficit rating: 296.31, rounded once.
    const [report] = await judged({ lines: [{ line: 1, charge: 'LINEHAUL', amount: '296.31' }] });
    expect(report?.charges[0]).toMatchObject({ reason: 'DEFICIT_IGNORED', expected: '276.64' });
    expect(report?.charges[0]?.cause).toMatch(/deficit/);
  });
});
