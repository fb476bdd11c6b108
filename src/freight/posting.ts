import type { AccrualReason, ChargeCode, PostingState, PostingType, ReasonCode } from './codes.ts';
import type { LocalDate } from './time.ts';

export interface PostingLine {
  /** The case line it pays; null for a charge that was expected but not billed, or taken back. */
  line: number | null;
  charge: ChargeCode;
  stop?: number | null;
  amount: string;
  glAccount: string | null;
  costCenter: string | null;
  purchaseOrder: string | null;
  taxCode: string | null;
  shipmentId: string | null;
  allocationShare: string | null;
  /** Why more than the expected is paid, where that has an account of its own. */
  reason?: ReasonCode | null;
}

/** What may be kept of a posting when it is paid by a day. */
export interface PostingDiscount {
  /** `0.02` for 2 %, of all but tax. */
  percent: string;
  date: LocalDate;
  amount: string;
}

/** The difference between what is approved now and what was posted before, as the ERP receives it. Never edited. */
export interface Posting {
  postingId: string;
  /** null: an accrual, which belongs to a shipment. */
  caseId: string | null;
  revision: number;
  sequence: number;
  type: PostingType;
  state: PostingState;
  legalEntity: string | null;
  carrier: string | null;
  vendorId: string | null;
  /** Whom to pay instead of the vendor, such as a factor it sold its bills to; null: the vendor. */
  payee: { name: string; code: string | null } | null;
  invoiceNumber: string;
  supplierReference: string;
  invoiceDate: LocalDate;
  currency: string;
  net: string;
  tax: string;
  gross: string;
  terms: string | null;
  baselineDate: LocalDate | null;
  dueDate: LocalDate | null;
  /** For paying early; null: none is agreed, or nothing is to be paid. */
  discount: PostingDiscount | null;
  /** The day it has in the ERP's books, the first that is open: set when it is first taken to be sent; null before. */
  postingDate?: LocalDate | null;
  lines: PostingLine[];
  withheld: { charge: ChargeCode; amount: string; reason: string }[];
  evidence: { reportDigest: string; url: string };
  /** Of an ACCRUAL or ACCRUAL_REVERSAL; absent: it belongs to a case. */
  accrual?: AccrualPart;
}

/** Whose accrual a posting moves, why, and the accruals that a reversal takes back. */
export interface AccrualPart {
  shipmentSource: string;
  shipmentId: string;
  reason: AccrualReason;
  reverses: string[];
}
