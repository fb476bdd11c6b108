import type { ChargeCode, Outcome, ReasonCode, Severity, Verdict } from '../freight/codes.ts';
import type { LocalDate } from '../freight/time.ts';
import type { AuditedClock, MatchResult } from './dossier.ts';
import type { FxDependency, Need, TermsInForce } from './expected.ts';
import type { Working } from './working.ts';

/** Amounts of a report are texts with exactly the currency's minor places. */
export interface Money {
  billed: string;
  approved: string;
  disputed: string;
  denied: string;
  pending: string;
  /** null while any part of it cannot be known. */
  expected: string | null;
}

/** One charge line of a case: billed = approved + disputed + denied + pending, always. */
export interface ChargeResult {
  /** The carrier's line number; null for a charge expected but not billed, or taken back. Taxes follow the charges. */
  line: number | null;
  charge: ChargeCode;
  stop: number | null;
  rawCode: string | null;
  billed: string;
  expected: string | null;
  approved: string;
  disputed: string;
  denied: string;
  pending: string;
  verdict: Verdict;
  outcome: Outcome;
  reason: ReasonCode | null;
  checks: { id: string; verdict: Verdict }[];
  missing: Missing[];
  /** What would make it right: the known mistake that gives the billed amount to the cent; null where none does. */
  cause: string | null;
  /** The earlier line this one repeats or takes back, e.g. `INV-1 line 4`. */
  relatesTo: string | null;
  sentence: string;
  /** How `expected` comes about; its value is null while that is not known. */
  working: Working;
}

/** A fact without which a line cannot be judged, and the day by which it has to come to count in time; null: none is set. */
export interface Missing extends Need {
  by: LocalDate | null;
}

export interface Finding {
  check: string;
  code: ReasonCode;
  /** null: it concerns the whole bill. */
  line: number | null;
  amount: string;
  severity: Severity;
  sentence: string;
  /** Who should look, in the words of the rule that decided; absent: whoever the work list gives it to. */
  who?: string;
}

/** A deadline the audit waits for: so many days from the day of receipt. */
export interface Clock {
  kind: AuditedClock;
  days: number;
  from: LocalDate | null;
  /** Its last day, weekends and holidays left out where business days count; absent: not worked out. */
  on?: LocalDate;
}

export interface OpenItemDraft {
  kind: 'WITHHELD' | 'HELD_POSTING' | 'CLAIM';
  line: number | null;
  charge: ChargeCode;
  stop: number | null;
  amount: string;
}

/** The judgement of one freight bill. */
export interface Report {
  caseId: string;
  currency: string | null;
  carrier: string | null;
  legalEntity: string | null;
  match: MatchResult;
  money: Money;
  charges: ChargeResult[];
  /** Lines in another currency than the bill: held, and left out of `money`. */
  otherCurrencies: { line: number; currency: string; amount: string }[];
  findings: Finding[];
  /** Distinct reasons of lines and findings, most severe first. */
  reasons: ReasonCode[];
  /** Posted on lines that are now in doubt and that no decision covers; "0.00" when none. */
  atRisk: string;
  /** A line in REVIEW or HOLD, a decision loosened by new facts, or a deadline passed unanswered. */
  needsReview: boolean;
  /** No shipment matched and the match wait has not run out. */
  awaitingMatch: boolean;
  /** Decisions whose judgement changed, old and new side by side. */
  loosened: { decisionId: string; line: number | null; was: string; now: string }[];
  /** What is open with the carrier after this judgement. */
  openItems: OpenItemDraft[];
  dependencies: {
    facts: { source: string; id: string }[];
    contract: { contractId: string; version: number } | null;
    indexes: { series: string; period: string; revision: number }[];
    /** Quotations by which the bill's currency was converted; absent: none was. */
    fxRates?: FxDependency[];
    /** What was left of the tolerance budget for this bill; absent: its terms have none. */
    budgetLeft?: string;
    rules: string;
  };
  /** Calendar deadlines from the bill's receipt, as the terms and the policy give them; null days are left out. */
  clocks: Clock[];
  /** The date that chose the contract version, when known. */
  ratingDate: LocalDate | null;
  /** Line key → canonical text of the line's judgement, which decisions bind to. */
  judgements: Record<string, string>;
  /** The frozen canonical text of the judgement, version byte first: its hash is the report's digest. */
  canonical: string;
  /** What the posting of this judgement needs of the terms in force; null: no shipment, nothing to post by. */
  payment: TermsInForce['payment'] | null;
  /** Line key → the ERP's tax code; absent: the terms give none. */
  taxCodes?: Record<string, string>;
  /** Local date of the last delivery, when it is proven. */
  deliveredOn: LocalDate | null;
  /** What credits of the carrier cover of a line's own taking back: it releases a posting that is HELD. */
  coveredByCredits: CreditCover[];
}

export interface CreditCover {
  /** As in `judgements`: the line's number, or charge and stop. */
  lineKey: string;
  invoiceNumber: string;
  billNumber: string | null;
  invoiceDate: LocalDate;
  amount: string;
}
