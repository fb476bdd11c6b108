import type { PostingState } from '../freight/codes.ts';
import type { CarrierInvoice, FreightBill, Payment } from '../freight/bill.ts';
import type { ContractVersion, FxRate, IndexValue } from '../freight/contract.ts';
import type { Decision } from '../freight/decision.ts';
import type { FreightDocument } from '../freight/document.ts';
import type { FreightEvent } from '../freight/event.ts';
import type { Recorded } from '../freight/fact.ts';
import type { PostingLine } from '../freight/posting.ts';
import type { Shipment } from '../freight/shipment.ts';
import type { Calendar, Carrier, LegalEntity, PartnerProfile, Policy } from '../freight/terms.ts';
import type { Instant } from '../freight/time.ts';

/** What the matcher says of a bill: which shipment it belongs to, and why not the others. */
export interface MatchResult {
  status: 'MATCHED' | 'NONE' | 'AMBIGUOUS';
  shipmentSource: string | null;
  shipmentId: string | null;
  /** The reference that made the match, e.g. `BOL 75027674`, or `a person`. */
  by: string | null;
  candidates: MatchCandidate[];
}
export interface MatchCandidate {
  shipmentSource: string;
  shipmentId: string;
  by: string;
  /** Why it was struck out, in words; null while it stands. Of an ambiguous match: what would strike it out. */
  eliminatedBy: string | null;
  wouldBeEliminatedBy: string[];
}

/** A document's head without its bills. */
export type InvoiceHead = Omit<CarrierInvoice, 'bills'>;

/** A posting as the audit sees it: WITHDRAWN ones are left out by whoever assembles the dossier. */
export interface PostedDocument {
  postingId: string;
  revision: number;
  sequence: number;
  state: Exclude<PostingState, 'WITHDRAWN'>;
  /** A sender has taken it: it can no longer be withdrawn and rewritten. */
  claimed: boolean;
  net: string;
  lines: PostingLine[];
}

/** Money withheld, a negative posting kept back, or a claim: it keeps its identity until something closes it. */
export interface OpenItem {
  itemId: string;
  caseId: string;
  kind: 'WITHHELD' | 'HELD_POSTING' | 'CLAIM';
  line: number | null;
  charge: string;
  stop: number | null;
  amount: string;
  openedBy: string;
}

/** What tolerance may still forgive under one contract version this month, in the bill's currency. */
export interface BudgetLeft {
  /** Both null: of the policy, where no contract governs. */
  contractId: string | null;
  version: number | null;
  left: string;
}

/** One freight bill of the dossier with all that is its own. */
export interface DossierBill {
  caseId: string;
  factId: string;
  receivedAt: Instant;
  invoice: InvoiceHead;
  bill: FreightBill;
  /** Document total − Σ of its bills, on the document's lowest `bill` only; elsewhere "0". */
  documentDifference: string;
  /** How many bills the document holds. */
  billsInDocument: number;
  match: MatchResult;
  /** In force when the bill was first received. */
  policy: Policy;
  profile: PartnerProfile | null;
  /** Newest last; a later decision on the same line replaces an earlier one of its kind. */
  decisions: Decision[];
  postings: PostedDocument[];
  openItems: OpenItem[];
  /** What is left of tolerance budgets, never more than when the case was first audited; null: no terms name a budget. */
  budgetLeft: readonly BudgetLeft[] | null;
  /** Facts that came with the same id and other content: shown, never used. */
  conflicts: { source: string; id: string; receivedAt: Instant }[];
}

/** A bill of another dossier found under the same duplicate keys. Judged from the bill and its postings, never its report. */
export interface RivalBill {
  caseId: string;
  shipmentSource: string | null;
  shipmentId: string | null;
  invoice: InvoiceHead;
  bill: FreightBill;
  /** Net of its postings that are not withdrawn, and whether one of them is SENDING or later. */
  posted: string;
  sent: boolean;
}

/** Deadlines that the audit asks about. */
export type AuditedClock = 'MATCH' | 'EVIDENCE' | 'REVIEW' | 'CONTEST';

/** Time passes as facts. */
export interface DeadlinePassed {
  caseId: string;
  kind: AuditedClock;
  dueAt: Instant;
}

/** An activated version; withdrawn or shortened ones are left out or carry their shortened range. */
export interface ContractInForce {
  contract: ContractVersion;
  activatedAt: Instant;
}

/**
 * All facts about one shipment and all its freight bills; of a bill without a shipment, that bill alone.
 * The audit knows nothing else: no clock, no database, no environment.
 */
export interface Dossier {
  key: string;
  /** Every version, oldest first; empty while no shipment is matched. */
  shipments: Recorded<Shipment>[];
  /** Those that found this shipment, with RETRACTED ones. */
  events: Recorded<FreightEvent>[];
  documents: Recorded<FreightDocument>[];
  bills: DossierBill[];
  rivals: RivalBill[];
  deadlines: DeadlinePassed[];
  /** Of the invoices that a past-due notice of the dossier duns; absent: there is no such notice. */
  payments?: Recorded<Payment>[];
  /** Of every carrier that a bill or the shipment names. */
  contracts: ContractInForce[];
  indexes: IndexValue[];
  fxRates: FxRate[];
  /** Master data of the carriers and entities named; absent here means unknown to master data. */
  carriers: Carrier[];
  legalEntities: LegalEntity[];
  calendars: Calendar[];
  /** Profiles of the sources that events and documents came from (their maxMethod, carrier, zone), by source. */
  profiles: Record<string, PartnerProfile>;
}
