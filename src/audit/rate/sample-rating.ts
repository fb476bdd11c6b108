import type { FreightBill } from '../../freight/bill.ts';
import type { ChargeCode } from '../../freight/codes.ts';
import type { AccessorialTerms } from '../../freight/accessorial.ts';
import type { LinehaulRate } from '../../freight/linehaul.ts';
import type { Shipment } from '../../freight/shipment.ts';
import { defaultPolicy } from '../../freight/terms.ts';
import type { DossierBill } from '../dossier.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import type { ExpectedCharge, Rated } from '../expected.ts';
import { recompute } from '../explain/recompute.ts';
import type { Decimal } from '../../freight/money.ts';
import type { Working } from '../working.ts';
import { rate } from './rate.ts';
import { sampleContract, sampleDossier, sampleLane, sampleShipment } from './sample-dossier.ts';
import type { SampleParts } from './sample-dossier.ts';

/** A sample rated, every working of it re-computed from its leaves. */
export function ratedSample(parts: SampleParts = {}, firstBill: DossierBill | null = null): Rated {
  const dossier = sampleDossier(parts);
  const rated = rate({ ...dossier, bills: firstBill ? [firstBill] : [] }, readEvidence(dossier, 15), {
    firstBill,
    policy: defaultPolicy,
  });
  for (const { amount, working } of rated.expected) expectRecomputed(working, amount);
  return rated;
}

/** The expected charge of a rated sample; undefined where it has none. */
export function chargeOf(rated: Rated, charge: ChargeCode, stop: number | null = null): ExpectedCharge | undefined {
  return rated.expected.find((one) => one.charge === charge && (stop === null || one.stop === stop));
}

/** Amount and reason of a charge as text, for tables: `85.00`, `0.00 ACC_NOT_AUTH`, `null ACC_NO_EVIDENCE`, `absent`. */
export function verdictOf(expected: ExpectedCharge | undefined): string {
  if (!expected) return 'absent';
  const amount = expected.amount?.toFixed(2) ?? 'null';
  return expected.reason ? `${amount} ${expected.reason}` : amount;
}

/** What a linehaul clause comes to for a sample: `201.50`, or what is wanting: `FACT_MISSING: dimensions of item 1`. */
export function linehaulVerdict(
  linehaul: LinehaulRate,
  shipment: Partial<Shipment> = {},
  parts: SampleParts = {},
): string {
  const contracts = [sampleContract({ lanes: [sampleLane({ linehaul })], accessorials: [] })];
  const charge = chargeOf(ratedSample({ contracts, shipment: sampleShipment(shipment), ...parts }), 'LINEHAUL');
  if (!charge) return 'absent';
  const { amount, reason, needs } = charge;
  return amount?.toFixed(2) ?? `${reason ?? ''}: ${needs.map(({ fact }) => fact).join(', ')}`;
}

/** What one accessorial entry comes to for a sample. */
export function accessorialVerdict(
  terms: AccessorialTerms,
  parts: SampleParts = {},
  stop: number | null = null,
): string {
  const rated = ratedSample({ contracts: [sampleContract({ accessorials: [terms] })], ...parts });
  return verdictOf(chargeOf(rated, terms.charge, stop));
}

/** A linehaul billed, and what it is rated by. */
export interface LinehaulBilling {
  linehaul: LinehaulRate;
  shipment?: Partial<Shipment>;
  bill?: Partial<FreightBill>;
  parts?: SampleParts;
}

/** The first known mistake that gives the billed amount: `CHECK REASON: label`; undefined where none does. */
export function linehaulExplained(
  billed: string,
  { linehaul, shipment, bill, parts }: LinehaulBilling,
): string | undefined {
  const contracts = [sampleContract({ lanes: [sampleLane({ linehaul })] })];
  const rated = ratedSample({ contracts, shipment: sampleShipment(shipment), ...parts }, sampleBill(bill));
  const found = rated.hypotheses('LINEHAUL', null).find(({ amount }) => amount.toFixed(2) === billed);
  return found && `${found.check ? `${found.check} ` : ''}${found.reason}: ${found.label}`;
}

/** A bill with the heads it needs and nothing else. */
export function sampleBill(more: Partial<DossierBill['bill']> = {}): DossierBill {
  return {
    caseId: 'CASE-1',
    factId: 'bill-1',
    receivedAt: '2026-03-06T12:00:00Z',
    invoice: {
      source: 'x12:ABCD',
      documentId: 'INV-88120',
      invoiceNumber: 'INV-88120',
      carrier: 'ABCD',
      invoiceDate: '2026-03-06',
      kind: 'ORIGINAL',
      currency: 'USD',
      total: '440.48',
    },
    bill: { bill: 1, charges: [{ line: 1, charge: 'LINEHAUL', amount: '440.48' }], ...more },
    documentDifference: '0',
    billsInDocument: 1,
    match: { status: 'MATCHED', shipmentSource: 'tms', shipmentId: 'SHP-10042', by: 'BOL 75027674', candidates: [] },
    policy: defaultPolicy,
    profile: null,
    decisions: [],
    postings: [],
    openItems: [],
    budgetLeft: null,
    conflicts: [],
  };
}

/** Fails where a working does not come to the amount it explains; of what is not provable there is nothing to check. */
function expectRecomputed(working: Working, amount: Decimal | null): void {
  if (amount === null) return;
  const { value, faults } = recompute(working);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  if (value === null || !amount.equals(value))
    throw new Error(`${working.label}: ${value ?? 'nothing'} is not ${amount.toFixed()}`);
}
