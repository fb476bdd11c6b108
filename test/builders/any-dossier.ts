import fc from 'fast-check';
import type { BilledLine } from '../../src/freight/bill.ts';
import type { InvoiceKind } from '../../src/freight/codes.ts';
import type { Dossier } from '../../src/audit/dossier.ts';
import { samplePickup } from '../../src/audit/rate/sample-dossier.ts';
import { linehaulLines, ltlBill, ltlDossier, theDelivery, thePod, wholeBill } from './ltl-bills.ts';

const line = fc.record({
  charge: fc.constantFrom('LINEHAUL', 'DISCOUNT', 'FUEL', 'LIFTGATE_DELIVERY', 'LUMPER', 'TAX', 'OTHER', 'UNMAPPED'),
  stop: fc.constantFrom(null, 2),
  amount: fc.constantFrom('728.00', '-451.36', '78.84', '85.00', '85.01', '60.00', '-85.00', '0.00', '276.64'),
});
const lines = fc
  .array(line, { maxLength: 5 })
  .map((all): BilledLine[] => all.map((each, place) => ({ ...each, line: place + 1 })));
const kinds: InvoiceKind[] = [
  'ORIGINAL',
  'CORRECTED',
  'REBILL',
  'SUPPLEMENTAL',
  'BALANCE_DUE',
  'CREDIT',
  'CANCELLATION',
];

const billsOf = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      invoiceDate: fc.constantFrom('2026-03-05', '2026-03-06', '2026-03-09'),
      corrects: fc.constantFrom(undefined, 'INV-1', 'INV-2'),
      lines: fc.oneof(lines, fc.constant(wholeBill), fc.constant(linehaulLines)),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map(({ corrects, ...each }, place) =>
      ltlBill({ ...each, ...(corrects ? { corrects } : {}), invoiceNumber: `INV-${place + 1}` }),
    ),
  );

/** Any story of the LTL shipment: one to four bills of any kind, with its proofs or without. */
export const dossiers = fc
  .record({ bills: billsOf, ordered: fc.boolean(), pod: fc.boolean(), delivered: fc.boolean(), late: fc.boolean() })
  .map(({ bills, ordered, pod, delivered, late }): Dossier => {
    const deadlines = late
      ? bills.map(({ caseId }) => ({ caseId, kind: 'EVIDENCE' as const, dueAt: '2026-03-18T03:59:59Z' }))
      : [];
    const events = delivered ? [samplePickup(), theDelivery()] : [samplePickup()];
    return ltlDossier(bills, { deadlines, events, documents: pod ? [thePod()] : [] }, ordered);
  });
