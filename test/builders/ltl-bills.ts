import { readdirSync, readFileSync } from 'node:fs';
import type { InvoiceKind } from '../../src/freight/codes.ts';
import type { BilledLine } from '../../src/freight/bill.ts';
import type { Recorded } from '../../src/freight/fact.ts';
import type { FreightDocument } from '../../src/freight/document.ts';
import { decimal, sum } from '../../src/freight/money.ts';
import { defaultPolicy } from '../../src/freight/terms.ts';
import type { GlRule } from '../../src/freight/terms.ts';
import type { Dossier, DossierBill, PostedDocument } from '../../src/audit/dossier.ts';
import {
  sampleContract,
  sampleDocument,
  sampleDossier,
  sampleEvent,
  samplePickup,
  sampleShipment,
} from '../../src/audit/rate/sample-dossier.ts';
import type { Report } from '../../src/audit/report.ts';
import { prepareRules } from '../../src/audit/rules/rule.ts';
import type { RuleSet } from '../../src/audit/rules/rule.ts';
import { settle } from '../../src/audit/settle/settle.ts';
import type { Settlement } from '../../src/audit/settle/settle.ts';

const rulesFolder = new URL('../../rules/', import.meta.url);

/** The rules that are shipped. */
export function shippedRules(): RuleSet {
  const files = readdirSync(rulesFolder).filter((name) => name.endsWith('.json') && name !== 'reasons.json');
  return prepareRules(files.map((name) => JSON.parse(readFileSync(new URL(name, rulesFolder), 'utf8')) as unknown));
}

export const linehaulLines: BilledLine[] = [
  { line: 1, charge: 'LINEHAUL', amount: '728.00' },
  { line: 2, charge: 'DISCOUNT', amount: '-451.36' },
];
/** Linehaul 728.00 less 451.36 discount, fuel 78.84, liftgate 85.00: 440.48 in all. */
export const wholeBill: BilledLine[] = [
  ...linehaulLines,
  { line: 3, charge: 'FUEL', amount: '78.84' },
  { line: 4, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '85.00' },
];

export interface BillOf {
  invoiceNumber?: string;
  kind?: InvoiceKind;
  invoiceDate?: string;
  corrects?: string;
  lines?: BilledLine[];
  more?: Partial<DossierBill>;
}

/** A bill of the LTL shipment: the whole of it, unless lines are named. */
export function ltlBill(of: BillOf = {}): DossierBill {
  const { invoiceNumber = 'INV-1', kind = 'ORIGINAL', invoiceDate = '2026-03-06', lines = wholeBill, more } = of;
  return {
    caseId: `case-${invoiceNumber}`,
    factId: `fact-${invoiceNumber}`,
    receivedAt: '2026-03-07T09:00:00Z',
    invoice: {
      source: 'x12:ABCD',
      documentId: `doc-${invoiceNumber}`,
      invoiceNumber,
      carrier: 'ABCD',
      legalEntity: 'ACME-US',
      invoiceDate,
      kind,
      corrects: of.corrects ? { invoiceNumber: of.corrects } : null,
      currency: 'USD',
      total: sum(lines.map((line) => decimal(line.amount))).toFixed(2),
    },
    bill: { bill: 1, billNumber: '123456789', charges: lines },
    documentDifference: '0',
    billsInDocument: 1,
    match: { status: 'MATCHED', shipmentSource: 'tms', shipmentId: 'SHP-10042', by: 'PRO 123456789', candidates: [] },
    policy: defaultPolicy,
    profile: null,
    decisions: [],
    postings: [],
    openItems: [],
    budgetLeft: null,
    conflicts: [],
    ...more,
  };
}

/** The signed proof of delivery at stop 2. */
export function thePod(): Recorded<FreightDocument> {
  return sampleDocument({
    type: 'POD',
    stop: 2,
    data: { signedBy: 'J. Doe', signedAt: '2026-03-04T08:30:00-06:00', piecesReceived: 4 },
  });
}

/** The truck was unloaded in Dallas and the freight delivered. */
export function theDelivery() {
  return sampleEvent({ type: 'DELIVERED', stop: 2, occurredAt: '2026-03-04T08:30:00-06:00' });
}

/** The LTL shipment, picked up and delivered, with its proof and the contract asking for both. */
export function ltlDossier(bills: DossierBill[], more: Partial<Dossier> = {}, ordered = true): Dossier {
  const evidence = { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10, agreeWithinMinutes: 15 } as const;
  const payment = { terms: 'NET_30', baseline: 'INVOICE_DATE', disagreement: 'SHORT_PAY', recovery: 'CLAIM' } as const;
  const shipment = sampleShipment({
    references: [{ type: 'PRO', value: '123-456789' }],
    services: ordered ? ['LIFTGATE_DELIVERY'] : [],
    allocations: [
      { glAccount: '6100', costCenter: 'CC10', share: '600' },
      { glAccount: '6100', costCenter: 'CC20', share: '1200' },
      { glAccount: '6100', costCenter: 'CC30', share: '50' },
    ],
  });
  return {
    ...sampleDossier({
      shipment,
      contracts: [sampleContract({ evidence, payment })],
      events: [samplePickup(), theDelivery()],
      documents: [thePod()],
    }),
    legalEntities: [{ legalEntity: 'ACME-US', timeZone: 'America/New_York' }],
    carriers: [{ carrier: 'ABCD' }],
    bills,
    ...more,
  };
}

/** Settles one report of a dossier. */
export function settled(dossier: Dossier, report: Report, glRules: readonly GlRule[] = []): Settlement {
  const bill = dossier.bills.find((one) => one.caseId === report.caseId);
  if (!bill) throw new Error('no such bill');
  return settle({
    report,
    bill,
    shipment: dossier.shipments.at(-1)?.body ?? null,
    vendorId: 'V1',
    payee: null,
    glRules,
    receivedOn: '2026-03-07',
  });
}

/** The dossier after every posting was written, sent and acknowledged; HELD ones stay held. */
export function posted(dossier: Dossier, reports: readonly Report[]): Dossier {
  const bills = dossier.bills.map((bill) => {
    const report = reports.find((one) => one.caseId === bill.caseId);
    if (!report) return bill;
    const { withdraw, posting, release } = settled(dossier, report);
    const released = new Set(release.map((one) => one.postingId));
    const kept = bill.postings
      .filter((one) => !withdraw.includes(one.postingId))
      .map((one): PostedDocument =>
        released.has(one.postingId) ? { ...one, state: 'ACKNOWLEDGED', claimed: true } : one,
      );
    if (!posting) return { ...bill, postings: kept };
    const state = posting.state === 'HELD' ? 'HELD' : 'ACKNOWLEDGED';
    const { sequence, net, lines } = posting;
    const postingId = `${bill.caseId}-${sequence}-${bill.postings.length}`;
    const next: PostedDocument = { postingId, revision: 1, sequence, state, claimed: state !== 'HELD', net, lines };
    return { ...bill, postings: [...kept, next] };
  });
  return { ...dossier, bills };
}
