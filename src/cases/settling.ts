import { payeeOf } from '../audit/checks/remittance.ts';
import type { OpenItemDraft, Report } from '../audit/report.ts';
import { openItems } from '../audit/settle/open-items.ts';
import { settle } from '../audit/settle/settle.ts';
import { Dec, amountText, decimal } from '../freight/money.ts';
import type { Carrier } from '../freight/terms.ts';
import { localDate } from '../freight/time.ts';
import type { LedgerPosting, PostingDraft } from '../ledger/postings.ts';
import type { JudgedCase } from './judge.ts';
import type { TermsInForce } from './terms-in-force.ts';

/** What is to be done about a case's postings, and what they come to then. */
export interface SettledCase {
  withdraw: string[];
  draft: PostingDraft | null;
  release: { postingId: string; supplierReference: string; by: string }[];
  /** Σ not withdrawn and Σ acknowledged, tax included, and whether one is held back, once this is done. */
  posted: string;
  acknowledged: string;
  held: boolean;
  openItems: OpenItemDraft[];
}

/** What settling looks at. */
export interface SettlingCase {
  judged: JudgedCase;
  postings: readonly LedgerPosting[];
  terms: TermsInForce;
  revision: number;
  digest: string;
}

/** Settles one judged case: what is approved less what is posted is the next posting. A parked case posts nothing. */
export function settleCase(settling: SettlingCase): SettledCase {
  const { judged, postings, terms } = settling;
  const { bill, report, dossier } = judged;
  if (judged.parkedError !== null) return standing(report, postings, report.openItems);
  const settlement = settle({
    report,
    bill,
    shipment: dossier.shipments.at(-1)?.body ?? null,
    vendorId: vendorOf(report, terms),
    payee: payeeOf(bill, carrierOf(report, terms)),
    glRules: terms.glRules,
    receivedOn: localDate(bill.receivedAt, zoneOf(report, terms)),
  });
  const released = new Set(settlement.release.map((one) => one.postingId));
  const kept = postings
    .filter((posting) => !settlement.withdraw.includes(posting.postingId))
    .map((posting) => (released.has(posting.postingId) ? { ...posting, state: 'PENDING' as const } : posting));
  const draft = settlement.posting ? ledgerDraft(settling, settlement.posting) : null;
  const all = draft ? [...kept, draft] : kept;
  return {
    withdraw: settlement.withdraw,
    draft,
    release: settlement.release.map(({ postingId, supplierReference, invoiceNumber }) => ({
      postingId,
      supplierReference,
      by: `credit ${invoiceNumber}`,
    })),
    ...sums(report, all),
    openItems: openItems(
      report,
      all.filter((posting) => posting.state === 'HELD').flatMap((posting) => posting.lines),
    ),
  };
}

function standing(report: Report, postings: readonly LedgerPosting[], items: OpenItemDraft[]): SettledCase {
  return { withdraw: [], draft: null, release: [], ...sums(report, postings), openItems: items };
}

function sums(
  report: Report,
  postings: readonly { state: string; gross: string }[],
): Pick<SettledCase, 'posted' | 'acknowledged' | 'held'> {
  const total = (of: readonly { gross: string }[]) =>
    amountText(
      of.reduce((sum, posting) => sum.plus(posting.gross), new Dec(0)),
      report.currency,
    );
  return {
    posted: total(postings),
    acknowledged: total(postings.filter((posting) => posting.state === 'ACKNOWLEDGED')),
    held: postings.some((posting) => posting.state === 'HELD'),
  };
}

function carrierOf({ carrier }: Pick<Report, 'carrier'>, terms: TermsInForce): Carrier | null {
  const own = terms.carriers.find((one) => one.carrier === carrier || (carrier && one.scacs?.includes(carrier)));
  return own ?? null;
}

/** The entity's number of a carrier as its vendor; null: master data has none. */
export function vendorOf(report: Pick<Report, 'carrier' | 'legalEntity'>, terms: TermsInForce): string | null {
  const { legalEntity } = report;
  return carrierOf(report, terms)?.vendors?.find((vendor) => vendor.legalEntity === legalEntity)?.vendorId ?? null;
}

/** The zone a case's days are counted in: its entity's, else UTC. */
export function zoneOf({ legalEntity }: Pick<Report, 'legalEntity'>, terms: TermsInForce): string {
  return terms.legalEntities.find((one) => one.legalEntity === legalEntity)?.timeZone ?? 'UTC';
}

/** A draft of the settling with its identity, target and evidence; tax stands beside the net. */
function ledgerDraft(
  { judged, terms, revision, digest }: SettlingCase,
  posting: NonNullable<ReturnType<typeof settle>['posting']>,
): PostingDraft {
  const { bill, report } = judged;
  const total = decimal(posting.net);
  const entity = terms.legalEntities.find((one) => one.legalEntity === report.legalEntity);
  const { type, state, invoiceNumber, invoiceDate, currency, lines, withheld } = posting;
  return {
    caseId: bill.caseId,
    revision,
    type,
    state,
    target: entity?.erpTarget ?? 'default',
    legalEntity: posting.legalEntity,
    carrier: posting.carrier,
    vendorId: posting.vendorId,
    payee: posting.payee,
    invoiceNumber,
    invoiceDate,
    bill: bill.bill.bill,
    billsInDocument: bill.billsInDocument,
    // Under a carrier's credit it goes by the credit's number; otherwise by the invoice's.
    supplierReference: invoiceNumber === bill.invoice.invoiceNumber ? null : posting.supplierReference,
    currency,
    net: amountText(total.minus(decimal(posting.tax)), report.currency),
    tax: posting.tax,
    gross: amountText(total, report.currency),
    terms: posting.terms,
    baselineDate: posting.baselineDate,
    dueDate: posting.dueDate,
    discount: posting.discount,
    lines,
    withheld,
    evidence: { reportDigest: digest, url: `/v1/cases/${bill.caseId}/revisions/${revision}` },
  };
}
