import { describe, expect, it } from '@jest/globals';
import { ltlBill, ltlDossier, shippedRules, wholeBill } from '../../../../test/builders/ltl-bills.ts';
import type { BilledLine } from '../../../freight/bill.ts';
import type { ContractVersion, FxRate } from '../../../freight/contract.ts';
import { audit } from '../../audit.ts';
import type { DossierBill } from '../../dossier.ts';
import type { Report } from '../../report.ts';
import { sampleContract } from '../sample-dossier.ts';

// Owed under the contract: 276.64, 78.84 and 85.00 USD. At 1.0842 USD for one EUR, of 2 March, the day of pickup:
// 276.64 ÷ 1.0842 = 255.1559…, 78.84 ÷ 1.0842 = 72.7172…, 85.00 ÷ 1.0842 = 78.3988….
const inEuro: BilledLine[] = [
  { line: 1, charge: 'LINEHAUL', amount: '255.16' },
  { line: 2, charge: 'FUEL', amount: '72.72' },
  { line: 3, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '78.40' },
];
const ecb = (date: string, rate: string): FxRate => ({ series: 'ECB', base: 'EUR', quote: 'USD', date, rate });
const rates = [ecb('2026-03-02', '1.0842'), ecb('2026-03-04', '1.0900'), ecb('2026-03-06', '1.1000')];

const euroBill = (lines: BilledLine[], invoiceNumber = 'INV-1'): DossierBill => {
  const bill = ltlBill({ lines, invoiceNumber });
  return { ...bill, invoice: { ...bill.invoice, currency: 'EUR' } };
};

async function judged(
  bills: DossierBill[],
  { fxRates = rates, terms = {} }: { fxRates?: FxRate[]; terms?: Partial<ContractVersion> } = {},
): Promise<Report[]> {
  const contract = sampleContract({ fx: { series: 'ECB', dateRole: 'PICKUP' }, ...terms });
  const contracts = [{ contract, activatedAt: '2026-01-01T00:00:00Z' }];
  return audit(ltlDossier(bills, { contracts, fxRates }), shippedRules());
}

const parts = ({ billed, approved, disputed, denied, pending }: Report['money']) =>
  [billed, approved, disputed, denied, pending].join(' ');
const changed = (line: number, amount: string) => inEuro.map((one) => (one.line === line ? { ...one, amount } : one));
const reasonsOf = ({ charges }: Report) => charges.map(({ reason }) => reason);

describe('a bill in another currency than its contract’s', () => {
  it('is compared at the agreed rate and approved in its own currency', async () => {
    const [report] = await judged([euroBill(inEuro)]);
    expect(report && [report.currency, parts(report.money), report.money.expected]).toEqual([
      'EUR',
      '406.28 406.28 0.00 0.00 0.00',
      '406.28',
    ]);
    expect(report?.dependencies.fxRates).toEqual([{ series: 'ECB', base: 'EUR', quote: 'USD', date: '2026-03-02' }]);
    expect(report?.charges.map(({ expected, working }) => [expected, working.unit])).toEqual([
      ['255.16', 'EUR'],
      ['72.72', 'EUR'],
      ['78.40', 'EUR'],
    ]);
  });

  it('waits for the rate, line by line', async () => {
    const [report] = await judged([euroBill(inEuro)], { fxRates: [] });
    expect(report && parts(report.money)).toBe('406.28 0.00 0.00 0.00 406.28');
    expect(report && reasonsOf(report)).toEqual(['FX_MISSING', 'FX_MISSING', 'FX_MISSING']);
    expect(report?.charges[0]?.missing).toMatchObject([
      { fact: 'ECB rate of EUR for USD on 2026-03-02', reason: 'FX_MISSING', from: 'US' },
    ]);
    expect(report?.charges[0]?.checks).toContainEqual({ id: 'T-07', verdict: 'CANNOT_ASSESS' });
  });

  it('is owed nothing without any rate where the contract has no such charge', async () => {
    const toll: BilledLine = { line: 4, charge: 'TOLL', amount: '10.00' };
    const [report] = await judged([euroBill([...inEuro, toll])], { fxRates: [] });
    expect(report?.charges.at(-1)).toMatchObject({ reason: 'ACC_NOT_CONTRACTED', disputed: '10.00' });
  });

  it.each([
    // 276.64 ÷ 1.0900 = 253.7981…; the liftgate 85.00 ÷ 1.0900 = 77.9816…; those are less than owed
    ['converted at the rate of another day', '256.15', 'ECB rate of 2026-02-27', '1.0800'], // 276.64 ÷ 1.08 = 256.148…
    ['not converted', '276.64', 'not converted', null],
    ['converted the wrong way round', '299.93', 'the wrong way round', null], // 276.64 × 1.0842 = 299.933…
  ])('that was %s is disputed for its rate', async (_, amount, words, friday) => {
    const fxRates = friday === null ? rates : [ecb('2026-02-27', friday), ...rates];
    const [report] = await judged([euroBill(changed(1, amount))], { fxRates });
    expect(report?.charges[0]).toMatchObject({ reason: 'FX_WRONG', expected: '255.16', outcome: 'DISPUTE' });
    expect(report?.charges[0]?.checks).toContainEqual({ id: 'T-07', verdict: 'VARIANCE' });
    expect(report?.charges[0]?.sentence).toContain(words);
  });

  it('has its mistakes named in its own currency', async () => {
    // Liftgate 85.00, fuel 29 % instead of 28.5 %: 80.23 ÷ 1.0842 = 73.9992…
    const [report] = await judged([euroBill(changed(2, '74.00'))]);
    expect(report?.charges[1]).toMatchObject({ reason: 'FUEL_WRONG', disputed: '1.28' });
    expect(report?.charges[1]?.sentence).toContain('with EIA-DIESEL-US of 2026-03-02 instead of 2026-02-23');
  });

  it('is tolerated by the contract’s amounts at the same rate', async () => {
    // 5.00 USD are 4.61 EUR: 259.77 is 4.61 above 255.16, 259.78 is not within it.
    const tolerances: ContractVersion['tolerances'] = [{ scope: { charge: 'ANY' }, over: { amount: '5.00' } }];
    const [within] = await judged([euroBill(changed(1, '259.77'))], { terms: { tolerances } });
    expect(within?.charges[0]).toMatchObject({ reason: 'WITHIN_TOLERANCE', approved: '259.77' });
    const [beyond] = await judged([euroBill(changed(1, '259.78'))], { terms: { tolerances } });
    expect(beyond?.charges[0]).toMatchObject({ outcome: 'DISPUTE', approved: '255.16' });
  });

  it('agrees when the amounts do in the contract’s currency', async () => {
    // At 150 JPY for one USD: 276.64 × 150 = 41,496; a cent of the contract's is 1.5 yen.
    const yen = { series: 'ECB', base: 'USD', quote: 'JPY', date: '2026-03-02', rate: '150' };
    const bill = euroBill([{ line: 1, charge: 'LINEHAUL', amount: '41497' }]);
    const inYen = { ...bill, invoice: { ...bill.invoice, currency: 'JPY' } };
    const [report] = await judged([inYen], { fxRates: [yen] });
    expect(report?.charges[0]).toMatchObject({
      verdict: 'PASS',
      reason: 'ROUNDING',
      approved: '41497',
      expected: '41496',
    });
  });

  it('takes no part beside an earlier one in another: currencies are never summed', async () => {
    const first = ltlBill({ lines: wholeBill });
    const second = euroBill(inEuro, 'INV-2');
    const reports = await judged([first, { ...second, invoice: { ...second.invoice, kind: 'SUPPLEMENTAL' } }]);
    expect(reports.map(({ money, reasons }) => [parts(money), reasons[0] ?? null])).toEqual([
      ['440.48 440.48 0.00 0.00 0.00', null],
      ['406.28 0.00 0.00 0.00 406.28', 'CURRENCY'],
    ]);
  });

  it('is held where the contract does not convert', async () => {
    const [report] = await judged([euroBill(inEuro)], { terms: { fx: null } });
    expect(report && [report.reasons[0], parts(report.money)]).toEqual(['CURRENCY', '406.28 0.00 0.00 0.00 406.28']);
  });
});

describe('a price agreed in another currency than the contract’s', () => {
  const agreed = {
    kind: 'QUOTE',
    reference: 'Q-7',
    currency: 'EUR',
    charges: [{ charge: 'LINEHAUL', amount: '250.00' }],
    otherwise: 'CONTRACT',
  } as const;

  async function quoted(bill: DossierBill, { fxRates = rates, fx = true } = {}): Promise<Report | undefined> {
    const contract = sampleContract(fx ? { fx: { series: 'ECB', dateRole: 'PICKUP' } } : {});
    const dossier = ltlDossier([bill], { contracts: [{ contract, activatedAt: '2026-01-01T00:00:00Z' }], fxRates });
    const [shipment] = dossier.shipments;
    if (!shipment) throw new Error('no shipment');
    const body = { ...shipment.body, agreed: { ...agreed, charges: [...agreed.charges] } };
    const [report] = await audit({ ...dossier, shipments: [{ ...shipment, body }] }, shippedRules());
    return report;
  }
  const amounts = (report: Report | undefined) =>
    report?.charges.map(({ charge, expected, reason }) => `${charge} ${expected ?? 'unknown'} ${reason ?? ''}`.trim());

  it('is what a bill in its own currency is compared with, as agreed; the rest is converted', async () => {
    // 250.00 × 1.0842 = 271.05 USD, of which 28.5 % are 77.25 (77.24925): ÷ 1.0842 = 71.2507… EUR.
    const bill = euroBill([
      { line: 1, charge: 'LINEHAUL', amount: '250.00' },
      { line: 2, charge: 'FUEL', amount: '71.25' },
    ]);
    expect(amounts(await quoted(bill))).toEqual(['LINEHAUL 250.00', 'FUEL 71.25', 'LIFTGATE_DELIVERY 78.40 UNBILLED']);
  });

  it('is converted for a bill in the contract’s currency', async () => {
    const bill = ltlBill({
      lines: [
        { line: 1, charge: 'LINEHAUL', amount: '271.05' },
        { line: 2, charge: 'FUEL', amount: '77.25' },
        { line: 3, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '85.00' },
      ],
    });
    const report = await quoted(bill);
    expect(report && parts(report.money)).toBe('433.30 433.30 0.00 0.00 0.00');
    expect(amounts(await quoted(bill, { fxRates: [] }))?.[0]).toBe('LINEHAUL unknown FX_MISSING');
    expect(amounts(await quoted(bill, { fx: false }))?.[0]).toBe('LINEHAUL unknown CURRENCY');
  });
});
