import type { FreightBill } from '../../src/freight/bill.ts';
import type { ContractVersion } from '../../src/freight/contract.ts';
import { decimal } from '../../src/freight/money.ts';
import type { Shipment } from '../../src/freight/shipment.ts';
import { defaultPolicy } from '../../src/freight/terms.ts';
import type { Dossier, DossierBill, InvoiceHead, RivalBill } from '../../src/audit/dossier.ts';
import type { Evidence, Milestone } from '../../src/audit/evidence/evidence.ts';
import type { ExpectedCharge, Rated, TermsInForce } from '../../src/audit/expected.ts';
import type { AlignedLine, CheckContext } from '../../src/audit/judged.ts';

const nothing = { needs: [], afterDeadline: null, certain: false };

/** A charge owed by contract in full, unless a test says otherwise. */
export function owed(charge: ExpectedCharge['charge'], amount: string | null, more: Partial<ExpectedCharge> = {}) {
  const value = amount === null ? null : decimal(amount);
  const source = { kind: 'CONTRACT', id: 'ABCD-LTL', version: '3', pointer: '/accessorials/0/amount' } as const;
  const working = { value: amount, unit: 'USD', op: 'LEAF', label: 'amount', inputs: [], source } as const;
  const expected: ExpectedCharge = {
    ...{ charge, stop: null, amount: value, reason: null, check: 'A-40', basis: 'CONTRACT', ...nothing },
    working: { ...working, inputs: [] },
    ...more,
  };
  return expected;
}

/** A line billed against a charge; its own expected amount is that of the charge. */
export function billed(amount: string, against: ExpectedCharge | null, more: Partial<AlignedLine> = {}): AlignedLine {
  return {
    line: 1,
    charge: against?.charge ?? 'OTHER',
    stop: against?.stop ?? null,
    rawCode: null,
    description: null,
    billed: decimal(amount),
    against,
    expected: against?.amount ?? null,
    pass: against ? 1 : 0,
    duplicateOf: null,
    ambiguous: false,
    ...more,
  };
}

/** Shipment SHP-10042 of ACME-US, given to ABCD. */
export const shipment: Shipment = {
  source: 'tms',
  shipmentId: 'SHP-10042',
  version: 1,
  legalEntity: 'ACME-US',
  carrier: 'ABCD',
  mode: 'LTL',
  terms: 'THIRD_PARTY',
  stops: [
    { stop: 1, type: 'PICKUP', location: { city: 'Akron', timeZone: 'America/New_York' } },
    { stop: 2, type: 'DELIVERY', location: { city: 'Dallas', timeZone: 'America/Chicago' } },
  ],
};

const invoice: InvoiceHead = {
  source: 'x12:ABCD',
  documentId: 'doc-1',
  invoiceNumber: 'INV-88120',
  carrier: 'ABCD',
  legalEntity: 'ACME-US',
  invoiceDate: '2026-03-06',
  kind: 'ORIGINAL',
  currency: 'USD',
  total: '440.48',
  terms: 'THIRD_PARTY',
};

const bill: FreightBill = {
  bill: 1,
  billNumber: '123456789',
  charges: [{ line: 1, charge: 'LINEHAUL', amount: '440.48' }],
};

/** Invoice INV-88120 over 440.48, matched; a test names what of the head and the bill is different. */
export function aBill(head: Partial<InvoiceHead> = {}, more: Partial<FreightBill> = {}): DossierBill {
  const documentId = head.documentId ?? invoice.documentId;
  return {
    caseId: `case-${documentId}`,
    factId: `fact-${documentId}`,
    receivedAt: '2026-03-07T12:00:00Z',
    invoice: { ...invoice, ...head },
    bill: { ...bill, ...more },
    documentDifference: '0',
    billsInDocument: 1,
    match: { status: 'MATCHED', shipmentSource: 'tms', shipmentId: 'SHP-10042', by: 'BOL 1', candidates: [] },
    policy: defaultPolicy,
    profile: null,
    decisions: [],
    postings: [],
    openItems: [],
    budgetLeft: null,
    conflicts: [],
  };
}

/** The same bill in another dossier. */
export function aRival(head: Partial<InvoiceHead> = {}, more: Partial<FreightBill> = {}, sent = false): RivalBill {
  const { caseId, invoice: ownHead, bill: ownBill } = aBill({ documentId: 'doc-0', ...head }, more);
  return { caseId, shipmentSource: null, shipmentId: null, invoice: ownHead, bill: ownBill, posted: '0', sent };
}

export const contract: ContractVersion = {
  contractId: 'ABCD-LTL',
  version: 3,
  carrier: 'ABCD',
  legalEntities: ['ACME-US'],
  modes: ['LTL'],
  currency: 'USD',
  effective: { from: '2026-01-01', to: '2026-12-31' },
  dateRole: 'PICKUP',
  lanes: [],
};

/** A dossier of these bills under contract ABCD-LTL v3. */
export function aDossier(bills: DossierBill[], more: Partial<Dossier> = {}): Dossier {
  return {
    key: 'shipment:tms:SHP-10042',
    shipments: [],
    events: [],
    documents: [],
    bills,
    rivals: [],
    deadlines: [],
    contracts: [{ contract, activatedAt: '2026-01-01T00:00:00Z' }],
    indexes: [],
    fxRates: [],
    carriers: [],
    legalEntities: [],
    calendars: [],
    profiles: {},
    ...more,
  };
}

/** A milestone that stands. */
export const stood = (at: string): Milestone => ({ status: 'STANDS', at, method: 'EDI', facts: [] });

/** Picked up on 2 March, delivered with its POD on 4 March. */
export function delivered(more: Partial<Evidence> = {}): Evidence {
  const recorded = {
    factId: 'f',
    source: 'tms',
    id: 'SHP-10042#1',
    receivedAt: '2026-03-01T00:00:00Z',
    body: shipment,
  };
  return {
    shipment: recorded,
    stops: [],
    events: [],
    documents: [],
    unplaced: [],
    pickup: stood('2026-03-02T10:00:00-05:00'),
    delivery: stood('2026-03-04T08:30:00-06:00'),
    podMissing: [],
    cancelled: null,
    exceptions: [],
    retracted: [],
    notes: [],
    ...more,
  };
}

/** Nothing says that it was delivered. */
export const undelivered: Partial<Evidence> = {
  delivery: {
    status: 'MISSING',
    need: { fact: 'event DELIVERED at stop 2', reason: 'NOT_DELIVERED', from: 'CARRIER' },
  },
  podMissing: [{ fact: 'document POD at stop 2', reason: 'POD_MISSING', from: 'CARRIER' }],
};

const terms: TermsInForce = {
  contract: { contractId: 'ABCD-LTL', version: 3 },
  lane: 'OH-TX',
  currency: 'USD',
  rounding: { mode: 'HALF_UP', places: 2 },
  payment: {
    terms: 'NET_30',
    baseline: 'INVOICE_DATE',
    disagreement: 'SHORT_PAY',
    recovery: 'CLAIM',
    partial: 'POST',
    voucherPer: 'BILL',
  },
  evidence: { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10, agreeWithinMinutes: 15 },
  tolerances: [],
  limits: { billDays: null, disputeDays: 180, balanceDueDays: 180 },
};

/** What rating says, with no known mistake that explains another amount. */
export function ratedUnder(termsChanged: Partial<TermsInForce> = {}, more: Partial<Rated> = {}): Rated {
  return {
    terms: { ...terms, ...termsChanged },
    missingTerms: null,
    ratingDate: '2026-03-02',
    expected: [],
    unnamed: (charge, stop) => owed(charge, '0.00', { stop, reason: 'ACC_NOT_CONTRACTED', certain: true }),
    hypotheses: () => [],
    dependencies: { facts: [], indexes: [] },
    ...more,
  };
}

/** What checks look at: delivered, under contract, no deadline passed. */
export function aContext(more: Partial<CheckContext> = {}): CheckContext {
  return {
    dossier: aDossier([aBill()]),
    evidence: delivered(),
    rated: ratedUnder(),
    deadlinesPassed: new Set(),
    ...more,
  };
}
