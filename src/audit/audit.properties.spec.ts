import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dossiers } from '../../test/builders/any-dossier.ts';
import {
  linehaulLines,
  ltlBill,
  ltlDossier,
  posted,
  settled,
  shippedRules,
  theDelivery,
  thePod,
  wholeBill,
} from '../../test/builders/ltl-bills.ts';
import type { BilledLine } from '../freight/bill.ts';
import { decimal, sum } from '../freight/money.ts';
import type { Decimal } from '../freight/money.ts';
import { audit } from './audit.ts';
import type { Dossier, DossierBill } from './dossier.ts';
import { samplePickup, sampleShipment } from './rate/sample-dossier.ts';
import type { Report } from './report.ts';

const rules = shippedRules();
const runs = { numRuns: 60 };

/** Parts of a report that two histories must agree on. */
function judgement({ charges, money, findings, atRisk, needsReview }: Report) {
  const byLine = charges.map(({ line, charge, billed, expected, approved, disputed, denied, pending, ...rest }) => ({
    ...{ line, charge, billed, expected, approved, disputed, denied, pending },
    ...{ verdict: rest.verdict, outcome: rest.outcome, reason: rest.reason },
  }));
  return {
    byLine,
    money,
    findings: findings.map(({ check, code, line, amount }) => ({ check, code, line, amount })),
    atRisk,
    needsReview,
  };
}

function reversed(dossier: Dossier): Dossier {
  const lists = ['bills', 'events', 'documents', 'contracts', 'indexes', 'deadlines', 'shipments'] as const;
  const turned = Object.fromEntries(lists.map((list) => [list, [...dossier[list]].reverse()]));
  return { ...dossier, ...turned };
}

describe('whatever the facts and bills', () => {
  it('their order in the dossier changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(dossiers, async (dossier) => {
        const reports = await audit(dossier, rules);
        const again = await audit(reversed(dossier), rules);
        expect(again.map(({ canonical }) => canonical)).toEqual(reports.map(({ canonical }) => canonical));
        expect(again).toEqual(reports);
      }),
      runs,
    );
  });

  it('money is conserved on every line and in every case', async () => {
    await fc.assert(
      fc.asyncProperty(dossiers, async (dossier) => {
        for (const start of [dossier, posted(dossier, await audit(dossier, rules))])
          for (const { charges, money } of await audit(start, rules))
            for (const { billed, approved, disputed, denied, pending } of [...charges, money])
              expect(sum([approved, disputed, denied, pending].map((part) => decimal(part))).toFixed(2)).toBe(billed);
      }),
      runs,
    );
  });

  it('settling twice posts nothing, and postings sum to what is approved', async () => {
    await fc.assert(
      fc.asyncProperty(dossiers, fc.boolean(), async (dossier, ordered) => {
        let now = dossier;
        for (const services of [null, ordered]) {
          if (services !== null) now = { ...ltlDossier(now.bills, {}, services), deadlines: now.deadlines };
          for (let round = 0; round < 3; round += 1) now = posted(now, await audit(now, rules));
          for (const report of await audit(now, rules)) {
            const bill = now.bills.find(({ caseId }) => caseId === report.caseId);
            expect(settled(now, report)).toMatchObject({ withdraw: [], posting: null });
            const net = sum((bill?.postings ?? []).map((posting) => decimal(posting.net)));
            expect(net.toFixed(2)).toBe(report.money.approved);
          }
        }
      }),
      runs,
    );
  });

  it('what is judged again after it was posted is judged the same', async () => {
    await fc.assert(
      fc.asyncProperty(dossiers, async (dossier) => {
        const once = await audit(dossier, rules);
        const again = await audit(posted(dossier, once), rules);
        expect(again.map((report) => report.money)).toEqual(once.map((report) => report.money));
      }),
      runs,
    );
  });
});

type Arrival = (dossier: Dossier) => Dossier;

const bring =
  (bill: DossierBill): Arrival =>
  (dossier) => ({ ...dossier, bills: [...dossier.bills, bill] });
const secondVersion: Arrival = (dossier) => {
  const [first] = dossier.shipments;
  const body = { ...sampleShipment(first?.body), version: 2, services: ['LIFTGATE_DELIVERY' as const] };
  return {
    ...dossier,
    shipments: [
      ...dossier.shipments,
      { factId: 's2', source: 'tms', id: 'SHP-10042#2', receivedAt: '2026-03-08T00:00:00Z', body },
    ],
  };
};
const liftgate = (amount: string): BilledLine[] => [{ line: 1, charge: 'LIFTGATE_DELIVERY', stop: 2, amount }];

const arrivals: Arrival[] = [
  (dossier) => ({ ...dossier, events: [...dossier.events, theDelivery()] }),
  (dossier) => ({ ...dossier, documents: [thePod()] }),
  secondVersion,
  bring(
    ltlBill({ invoiceNumber: 'SUP-2', kind: 'SUPPLEMENTAL', invoiceDate: '2026-03-09', lines: wholeBill.slice(2, 3) }),
  ),
  bring(ltlBill({ invoiceNumber: 'BD-3', kind: 'BALANCE_DUE', invoiceDate: '2026-03-20', lines: liftgate('85.00') })),
  bring(
    ltlBill({
      invoiceNumber: 'CM-4',
      kind: 'CREDIT',
      invoiceDate: '2026-03-21',
      corrects: 'INV-1',
      lines: liftgate('-85.00'),
    }),
  ),
];

function total(reports: readonly Report[]): Decimal {
  return sum(reports.map(({ money }) => decimal(money.approved)));
}

describe('whatever the order of arrival', () => {
  it('posting on the way or only at the end comes to the same judgement', async () => {
    const order = fc.shuffledSubarray(arrivals, { minLength: 2 });
    await fc.assert(
      fc.asyncProperty(order, fc.boolean(), async (arriving, withCorrection) => {
        const correction = ltlBill({
          ...{ invoiceNumber: 'INV-9', kind: 'CORRECTED', invoiceDate: '2026-03-07', corrects: 'INV-1' },
          lines: wholeBill.slice(0, 3),
        });
        const bills = withCorrection ? [ltlBill(), correction] : [ltlBill()];
        const start = ltlDossier(bills, { events: [samplePickup()], documents: [] }, false);
        const atOnce = arriving.reduce((dossier, arrive) => arrive(dossier), start);
        const expected = await audit(atOnce, rules);
        let now = start;
        for (const arrive of arriving) {
          now = posted(now, await audit(now, rules));
          now = arrive(now);
        }
        now = posted(now, await audit(now, rules));
        const reports = await audit(now, rules);
        expect(reports.map(judgement)).toEqual(expected.map(judgement));
        expect(total(reports)).toEqual(total(expected));
      }),
      runs,
    );
  });

  it('a correction that comes after payment comes to the same sum as one that comes before', async () => {
    const correctionOf = (invoiceNumber: string, corrects: string, lines: BilledLine[]) =>
      bring(ltlBill({ invoiceNumber, kind: 'CORRECTED', invoiceDate: '2026-03-22', corrects, lines }));
    const anywhere = [
      ...arrivals,
      correctionOf('INV-7', 'INV-1', wholeBill.slice(0, 3)),
      correctionOf('INV-8', 'INV-1', linehaulLines),
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(anywhere, { minLength: 2 }), async (arriving) => {
        const start = ltlDossier([ltlBill()], { events: [samplePickup()], documents: [] }, false);
        const expected = await audit(
          arriving.reduce((dossier, arrive) => arrive(dossier), start),
          rules,
        );
        let now = start;
        for (const arrive of arriving) now = arrive(posted(now, await audit(now, rules)));
        now = posted(now, await audit(now, rules));
        expect(total(await audit(now, rules)).toFixed(2)).toBe(total(expected).toFixed(2));
      }),
      runs,
    );
  });
});
