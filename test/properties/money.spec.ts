import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BilledLine } from '../../src/freight/bill.ts';
import { disagreementModes, invoiceKinds } from '../../src/freight/codes.ts';
import type { DecisionKind, DisagreementMode } from '../../src/freight/codes.ts';
import type { Decision } from '../../src/freight/decision.ts';
import { decimal, sum } from '../../src/freight/money.ts';
import { audit } from '../../src/audit/audit.ts';
import type { Dossier } from '../../src/audit/dossier.ts';
import type { Report } from '../../src/audit/report.ts';
import { samplePickup } from '../../src/audit/rate/sample-dossier.ts';
import {
  linehaulLines,
  ltlBill,
  ltlDossier,
  posted,
  shippedRules,
  theDelivery,
  thePod,
  wholeBill,
} from '../builders/ltl-bills.ts';

const rules = shippedRules();
const runs = { numRuns: 80 };

/**
 * Owed are 276.64 linehaul, 78.84 fuel and, where ordered, 85.00 liftgate; the amounts billed are those, parts of them
 * (100.00 + 176.64, 60.00 + 18.84), sums of them (355.48, 163.84, 440.48) and others.
 */
const amounts = [
  ...['728.00', '-451.36', '276.64', '78.84', '85.00', '100.00', '176.64', '60.00', '18.84', '355.48', '163.84'],
  ...['440.48', '85.01', '90.00', '0.00', '-85.00', '-78.84'],
];
const charges = ['LINEHAUL', 'DISCOUNT', 'FUEL', 'LIFTGATE_DELIVERY', 'STORAGE', 'OTHER', 'UNMAPPED'] as const;

const lines = fc
  .array(
    fc.record({
      charge: fc.constantFrom(...charges),
      stop: fc.constantFrom(null, 2),
      amount: fc.constantFrom(...amounts),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all): BilledLine[] => all.map((each, place) => ({ ...each, line: place + 1 })));

const bill = fc.record({
  kind: fc.constantFrom(...invoiceKinds),
  invoiceDate: fc.constantFrom('2026-03-05', '2026-03-06', '2026-03-09'),
  corrects: fc.constantFrom(undefined, 'INV-1', 'INV-2'),
  number: fc.constantFrom('1', '2', '3', '1A'),
  pro: fc.constantFrom('123456789', '123456789', '987654321', null),
  document: fc.integer({ min: 1, max: 4 }),
  lines: fc.oneof(lines, lines, fc.constant(wholeBill), fc.constant(linehaulLines)),
});

const decided = fc.option(
  fc.record({
    kind: fc.constantFrom<DecisionKind>('APPROVE_AS_BILLED', 'APPROVE_EXPECTED', 'DISPUTE', 'DENY'),
    whole: fc.boolean(),
    fresh: fc.boolean(),
  }),
  { nil: null },
);

interface Drawn {
  dossier: Dossier;
  mode: DisagreementMode;
}

/** Any bills of one shipment, delivered and proven or not, ordered or not, under any way to disagree. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    bills: fc.array(bill, { minLength: 1, maxLength: 5 }),
    mode: fc.constantFrom(...disagreementModes),
    ordered: fc.boolean(),
    proven: fc.boolean(),
    late: fc.boolean(),
  })
  .map(({ bills, mode, ordered, proven, late }) => {
    const all = bills.map(({ kind, corrects, number, pro, document, ...rest }, place) => {
      const of = ltlBill({ ...rest, kind, invoiceNumber: `INV-${number}`, ...(corrects ? { corrects } : {}) });
      const caseId = `case-${place}`;
      const invoice = { ...of.invoice, documentId: `doc-${document}` };
      return {
        ...of,
        caseId,
        factId: `fact-${place}`,
        invoice,
        bill: { ...of.bill, bill: place + 1, billNumber: pro },
      };
    });
    const dueAt = '2026-03-18T03:59:59Z';
    const deadlines = late ? all.map(({ caseId }) => ({ caseId, kind: 'EVIDENCE' as const, dueAt })) : [];
    const events = proven ? [samplePickup(), theDelivery()] : [samplePickup()];
    const documents = proven ? [thePod()] : [];
    const dossier = ltlDossier(all, { deadlines, events, documents }, ordered);
    return { mode, dossier: { ...dossier, contracts: dossier.contracts.map((one) => disagreeing(one, mode)) } };
  });

function disagreeing(inForce: Dossier['contracts'][number], disagreement: DisagreementMode) {
  const { contract } = inForce;
  return { ...inForce, contract: { ...contract, payment: { ...contract.payment, disagreement } } };
}

/** The dossier after people have decided on some of its bills, on the judgement as it is or on one long gone. */
function withDecisions(dossier: Dossier, reports: readonly Report[], drawnDecisions: (Drawing | null)[]): Dossier {
  const bills = dossier.bills.map((each, place) => {
    const drawing = drawnDecisions[place] ?? null;
    const report = reports.find(({ caseId }) => caseId === each.caseId);
    if (!drawing || !report) return each;
    const { kind, whole, fresh } = drawing;
    const stale = Object.fromEntries(Object.keys(report.judgements).map((key) => [key, '["0","PASS",[],[]]']));
    const decision: Decision = {
      ...{ decisionId: `d-${place}`, caseId: each.caseId, kind, line: whole ? null : 1 },
      ...{ by: 'ap', at: '2026-03-10T09:00:00Z', judgements: fresh ? report.judgements : stale },
    };
    return { ...each, decisions: [decision] };
  });
  return { ...dossier, bills };
}

type Drawing = NonNullable<typeof decided extends fc.Arbitrary<infer D> ? D : never>;

function expectConserved(reports: readonly Report[]): void {
  for (const { charges: rows, money } of reports) {
    for (const { billed, approved, disputed, denied, pending } of [...rows, money])
      expect(sum([approved, disputed, denied, pending].map((part) => decimal(part))).toFixed(2)).toBe(billed);
    for (const part of ['billed', 'approved', 'disputed', 'denied', 'pending'] as const)
      expect(sum(rows.map((row) => decimal(row[part]))).toFixed(2)).toBe(money[part]);
  }
}

const approved = (reports: readonly Report[]) => sum(reports.map(({ money }) => decimal(money.approved)));

/** What is judged, without the places in documents that a working names. */
function judged({ caseId, charges: rows, findings, money, atRisk, needsReview, openItems }: Report) {
  const lineByLine = rows.map((row) => ({ ...row, working: null }));
  return { caseId, lineByLine, findings, money, atRisk, needsReview, openItems };
}

describe('whatever bills a shipment has', () => {
  it('money is conserved line by line, before and after postings and decisions', async () => {
    const several = fc.array(decided, { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(drawn, several, async ({ dossier }, decisions) => {
        const reports = await audit(dossier, rules);
        expectConserved(reports);
        const paid = posted(dossier, reports);
        expectConserved(await audit(paid, rules));
        const now = withDecisions(paid, reports, decisions);
        const again = await audit(now, rules);
        expectConserved(again);
        expectConserved(await audit(posted(now, again), rules));
      }),
      runs,
    );
  });

  it('no more is approved in all than is owed, a cent a line for rounding apart', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ dossier, mode }) => {
        fc.pre(mode !== 'PAY_AND_CLAIM');
        const isOrdered = dossier.shipments[0]?.body.services?.includes('LIFTGATE_DELIVERY') ?? false;
        // 276.64 + 78.84, and 85.00 where ordered
        const owed = decimal(isOrdered ? '440.48' : '355.48');
        const reports = await audit(dossier, rules);
        const cents = reports.flatMap(({ charges: rows }) => rows).length;
        expect(approved(reports).toNumber()).toBeLessThanOrEqual(owed.plus(decimal('0.01').times(cents)).toNumber());
      }),
      runs,
    );
  });

  it('the order in which bills and lines stand in the dossier changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ dossier }) => {
        const turned = dossier.bills.map((each) => ({
          ...each,
          bill: { ...each.bill, charges: [...each.bill.charges].reverse() },
        }));
        const reports = await audit(dossier, rules);
        const again = await audit({ ...dossier, bills: turned.reverse() }, rules);
        expect(again.map(judged)).toEqual(reports.map(judged));
      }),
      runs,
    );
  });

  it('what is judged again after it was posted comes to the same money', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ dossier }) => {
        const once = await audit(dossier, rules);
        const again = await audit(posted(dossier, once), rules);
        expect(again.map(({ caseId, money }) => [caseId, money])).toEqual(
          once.map(({ caseId, money }) => [caseId, money]),
        );
      }),
      runs,
    );
  });
});
