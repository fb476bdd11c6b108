import type { InvoiceContent } from '../freight/accessorial.ts';
import type { Decimal, Rounding } from '../freight/money.ts';
import type { ChargeCode, ReasonCode } from '../freight/codes.ts';
import type { EvidenceTerms, PaymentTerms, TaxTerms, Tolerance } from '../freight/contract.ts';
import type { LocalDate } from '../freight/time.ts';
import type { Working } from './working.ts';

/** A fact without which something cannot be proved: which, why it matters, who could give it. */
export interface Need {
  /** e.g. `event DEPARTED_STOP at stop 2`, `document POD at stop 2`, `contract of ABCD for 2026-03-02`. */
  fact: string;
  reason: ReasonCode;
  from: 'CARRIER' | 'SHIPPER' | 'CONSIGNEE' | 'US';
}

/**
 * What is owed for one charge (at one stop), by contract or agreed price and by what really happened.
 * It never looks at a billed amount.
 */
export interface ExpectedCharge {
  charge: ChargeCode;
  stop: number | null;
  /** null: not provable yet, and `needs` says why. "0.00": nothing is owed, and `reason` says why. */
  amount: Decimal | null;
  /** Why nothing, or less, is owed, or why it is not provable; null when owed in full. */
  reason: ReasonCode | null;
  /** The check of the catalogue that compares this charge, e.g. R-07, F-03, A-01. */
  check: string;
  needs: Need[];
  /** What absence of the needed facts means once the evidence deadline has passed; null: a person looks (REVIEW). */
  afterDeadline: ReasonCode | null;
  /** True when nothing is owed whatever the missing delivery facts would say (not contracted, not authorised, cancelled). */
  certain: boolean;
  basis: 'CONTRACT' | 'AGREED' | 'NONE';
  working: Working;
  /** What a line that bills it must say before anything is owed on it; absent: nothing beside the amount. */
  invoiceContent?: InvoiceContent | null;
  /** The charges that one line bills in one amount; absent: it is a charge by itself. */
  bundled?: readonly ExpectedCharge[];
  /** The whole charge, where several bills each ask for a part of it. */
  partOf?: ExpectedCharge;
  /** A price agreed in another currency than the terms': what a bill in that currency is compared with. */
  asAgreed?: { currency: string; amount: Decimal; working: Working };
  /** Charges of its base that `amount` leaves out because they are not provable: once one is billed, this is not either. */
  leavesOut?: readonly { charge: ChargeCode; stop: number | null; needs: readonly Need[] }[];
}

/** A known mistake that would give another amount: the search for what the carrier did is over these. */
export interface Hypothesis {
  reason: ReasonCode;
  amount: Decimal;
  /** e.g. `as 1,850 lb without the deficit`, `at version 2, in force until 2025-12-31`. */
  label: string;
  /** The check that this mistake fails where it is not the charge's own: F-02 another week, F-05 another base. */
  check?: string;
}

/** A rate that somebody may have used instead of the right one. */
export interface OtherRate {
  rate: Decimal;
  /** e.g. `at the ECB rate of 2026-03-06, the day of the invoice, instead of 2026-03-02`. */
  label: string;
}

/** How amounts of the terms' currency become amounts of another, or what is wanting. */
export type Exchange =
  | {
      /** So much of the other currency for one of the terms'. */
      rate: { value: Decimal; working: Working };
      label: string;
      rounding: Rounding;
      quoted: FxDependency[];
      others(): OtherRate[];
    }
  | { needs: Need[] };

/** A quotation that entered the figures. */
export interface FxDependency {
  series: string;
  base: string;
  quote: string;
  date: LocalDate;
}

/** The terms that governed the shipment, with defaults filled in from the policy. */
export interface TermsInForce {
  contract: { contractId: string; version: number } | null;
  lane: string | null;
  currency: string | null;
  rounding: Rounding;
  payment: Required<{ [K in Exclude<keyof PaymentTerms, 'discount'>]: NonNullable<PaymentTerms[K]> }> &
    Pick<PaymentTerms, 'discount'>;
  evidence: Required<{ [K in keyof EvidenceTerms]: NonNullable<EvidenceTerms[K]> }>;
  tolerances: Tolerance[];
  /** Empty: no tax is owed; null or absent: the contract says nothing of tax, or there is none. */
  taxes?: readonly TaxTerms[] | null;
  limits: { billDays: number | null; disputeDays: number; balanceDueDays: number; equipmentDays?: number | null };
}

/** What rating a shipment gives. */
export interface Rated {
  terms: TermsInForce;
  /** Why no contract (lane, version) could be found; then every charge without an agreed price is not provable. */
  missingTerms: Need | null;
  expected: ExpectedCharge[];
  /** What a charge that the shipment's terms do not name would be: 0.00 ACC_NOT_CONTRACTED, or not provable. */
  unnamed(charge: ChargeCode, stop: number | null): ExpectedCharge;
  /**
   * Mistakes that would explain another amount for this charge, cheapest to most far-fetched; computed when asked, with
   * `fits` up to the first that does.
   */
  hypotheses(charge: ChargeCode, stop: number | null, fits?: (found: Hypothesis) => boolean): Hypothesis[];
  /** `(source, id)` of facts, index values and versions that entered the figures, for the report. */
  dependencies: {
    facts: { source: string; id: string }[];
    indexes: { series: string; period: string; revision: number }[];
    /** Absent: nothing was converted. */
    fxRates?: FxDependency[];
  };
  /** How to convert to another currency; null where the terms do not convert. Absent: there are none that could. */
  exchange?(to: string): Exchange | null;
  /** Billed and owed agree when they lie no further apart; absent: 0.01. */
  agreeWithin?: Decimal;
  /** The date that chose the contract version; null while no version is chosen. */
  ratingDate: LocalDate | null;
}
