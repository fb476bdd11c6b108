import type { ChargeCode, PostingState, PostingType } from './codes.ts';
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
}

/** The difference between what is approved now and what was posted before, as the ERP receives it. Never edited. */
export interface Posting {
  postingId: string;
  caseId: string;
  revision: number;
  sequence: number;
  type: PostingType;
  state: PostingState;
  legalEntity: string | null;
  carrier: string | null;
  vendorId: string | null;
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
  discount: null;
  lines: PostingLine[];
  withheld: { charge: ChargeCode; amount: string; reason: string }[];
  evidence: { reportDigest: string; url: string };
}
