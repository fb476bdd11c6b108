import { describe, expect, it } from '@jest/globals';
import { ltlBill, ltlDossier, posted, settled, shippedRules, wholeBill } from '../../../test/builders/ltl-bills.ts';
import type { Decision } from '../../freight/decision.ts';
import type { PostingLine } from '../../freight/posting.ts';
import type { Shipment } from '../../freight/shipment.ts';
import type { GlRule } from '../../freight/terms.ts';
import { audit } from '../audit.ts';
import type { Dossier, DossierBill } from '../dossier.ts';
import { sampleContract } from '../rate/sample-dossier.ts';
import type { Report } from '../report.ts';

const rules = shippedRules();

/** The report of the first bill, after a person approved its liftgate (line 4) as billed. */
async function approvedAsBilled(dossier: Dossier): Promise<{ dossier: Dossier; report: Report }> {
  const [before] = await audit(dossier, rules);
  const [bill] = dossier.bills;
  if (!before || !bill) throw new Error('no bill');
  const decision: Decision = {
    ...{ decisionId: 'd', caseId: bill.caseId, kind: 'APPROVE_AS_BILLED', line: 4, reason: 'ACC_NOT_AUTH' },
    ...{ by: 'ap', at: '2026-03-10T09:00:00Z', judgements: before.judgements },
  };
  const decided = { ...dossier, bills: [{ ...bill, decisions: [decision] }] };
  const [report] = await audit(decided, rules);
  if (!report) throw new Error('no report');
  return { dossier: decided, report };
}

const accounts = (lines: readonly PostingLine[] | undefined, ofLine: number) =>
  lines
    ?.filter(({ line }) => line === ofLine)
    .map(({ glAccount, costCenter, amount, reason }) => [glAccount, costCenter, amount, reason ?? null]);

const unauthorised: GlRule = { rule: 'unauthorised', reason: 'ACC_NOT_AUTH', glAccount: '6990' };

describe('a liftgate of 85.00 that nobody ordered and a person pays all the same', () => {
  it('goes to the account of its reason, with the cost centres of the shipment', async () => {
    const { dossier, report } = await approvedAsBilled(ltlDossier([ltlBill()], {}, false));
    const { posting } = settled(dossier, report, [unauthorised]);
    // 85.00 × 600/1850, × 1200/1850, × 50/1850, by largest remainder
    expect(accounts(posting?.lines, 4)).toEqual([
      ['6990', 'CC10', '27.57', 'ACC_NOT_AUTH'],
      ['6990', 'CC20', '55.13', 'ACC_NOT_AUTH'],
      ['6990', 'CC30', '2.30', 'ACC_NOT_AUTH'],
    ]);
  });
  it('stays on the account of the freight where no rule names the reason', async () => {
    const { dossier, report } = await approvedAsBilled(ltlDossier([ltlBill()], {}, false));
    const { posting } = settled(dossier, report, [{ ...unauthorised, reason: 'FUEL_WRONG' }]);
    expect(accounts(posting?.lines, 4)?.map(([account]) => account)).toEqual(['6100', '6100', '6100']);
  });
  it('stays where it was posted when the order turns up: the amount is the same, nothing more is posted', async () => {
    const unordered = ltlDossier([ltlBill()], {}, false);
    const { dossier, report } = await approvedAsBilled(unordered);
    const sent = settled(dossier, report, [unauthorised]).posting?.lines ?? [];
    const paid = posted(dossier, [report]);
    const bills = paid.bills.map((bill) => ({
      ...bill,
      postings: bill.postings.map((posting) => ({ ...posting, lines: sent })),
    }));
    const [again] = await audit({ ...ltlDossier(bills), bills }, rules);
    if (!again) throw new Error('no report');
    const { posting, withdraw } = settled({ ...ltlDossier(bills), bills }, again, [unauthorised]);
    expect([posting, withdraw]).toEqual([null, []]);
  });
});

describe('the cost of a shipment', () => {
  /** Two cost centres: 1,000 pounds of pumps, and 453.59237 kilograms (1,000 pounds) of valves worth three times as much. */
  const goods: Partial<Shipment> = {
    items: [
      { item: 1, weight: { value: '1000', unit: 'LB' }, volume: { value: '1', unit: 'CBM' }, value: '250' },
      { item: 2, weight: { value: '453.59237', unit: 'KG' }, volume: { value: '3', unit: 'CBM' }, value: '750' },
    ],
    allocations: [
      { costCenter: 'PUMPS', items: [1] },
      { costCenter: 'VALVES', items: [2] },
    ],
  };

  async function divided(more: Partial<Shipment>): Promise<(string | null)[][] | undefined> {
    const dossier = ltlDossier([ltlBill()]);
    const [report] = await audit(dossier, rules);
    if (!report) throw new Error('no report');
    const shipments = dossier.shipments.map((recorded) => ({ ...recorded, body: { ...recorded.body, ...more } }));
    const { posting } = settled({ ...dossier, shipments }, report);
    return accounts(posting?.lines, 4)?.map(([, costCenter = null, amount = null]) => [costCenter, amount]);
  }

  it.each([
    ['weight, whatever its unit', 'WEIGHT', ['42.50', '42.50']],
    ['volume', 'VOLUME', ['21.25', '63.75']],
    ['value', 'VALUE', ['21.25', '63.75']],
    ['nothing: all alike', 'EQUAL', ['42.50', '42.50']],
  ] as const)('is divided by %s', async (_, allocationBasis, [pumps, valves]) => {
    expect(await divided({ ...goods, allocationBasis })).toEqual([
      ['PUMPS', pumps],
      ['VALVES', valves],
    ]);
  });
  it('is divided in equal parts where the order does not say what the goods weigh', async () => {
    const items = goods.items?.map((item) => ({ ...item, weight: null })) ?? [];
    expect(await divided({ ...goods, items, allocationBasis: 'WEIGHT' })).toEqual([
      ['PUMPS', '42.50'],
      ['VALVES', '42.50'],
    ]);
  });
});

describe('the tax codes of a posting', () => {
  const taxes = [
    { rate: '0.19', charges: ['LINEHAUL', 'DISCOUNT', 'FUEL'] as const, taxCode: 'V19' },
    { rate: '0.07', charges: ['LIFTGATE_DELIVERY'] as const, taxCode: 'V07' },
  ].map((tax) => ({ ...tax, charges: [...tax.charges] }));

  /** Taxed 67.54 (19 % of 276.64 + 78.84) and 5.95 (7 % of 85.00). */
  function taxedBill(): DossierBill {
    const bill = ltlBill({ lines: wholeBill });
    const ofBill = [
      { tax: 'VAT', rate: '0.19', base: null, amount: '67.54' },
      { tax: 'VAT', rate: '0.07', base: null, amount: '5.95' },
    ];
    return { ...bill, invoice: { ...bill.invoice, total: '513.97' }, bill: { ...bill.bill, taxes: ofBill } };
  }

  async function codes(given: { rate: string; charges: (typeof taxes)[number]['charges']; taxCode?: string }[]) {
    const contract = sampleContract({ taxes: given });
    const dossier = ltlDossier([taxedBill()], { contracts: [{ contract, activatedAt: '2026-01-01T00:00:00Z' }] });
    const [report] = await audit(dossier, rules);
    if (!report) throw new Error('no report');
    const lines = settled(dossier, report).posting?.lines ?? [];
    return [...new Map(lines.map(({ line, charge, taxCode }) => [line, `${charge} ${taxCode ?? '-'}`])).values()];
  }

  it('are those of the contract: of a charge that of its tax, of a tax its own', async () => {
    expect(await codes(taxes)).toEqual([
      ...['LINEHAUL V19', 'DISCOUNT V19', 'FUEL V19', 'LIFTGATE_DELIVERY V07'],
      ...['TAX V19', 'TAX V07'],
    ]);
  });
  it('are none where the contract gives none', async () => {
    const plain = taxes.map(({ rate, charges }) => ({ rate, charges }));
    expect(new Set((await codes(plain)).map((text) => text.split(' ')[1]))).toEqual(new Set(['-']));
  });
});
