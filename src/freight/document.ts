import type { Party } from './bill.ts';
import type { ChargeCode, DocumentType, PodExceptionType } from './codes.ts';
import type { Weight } from './measures.ts';
import type { Reference } from './references.ts';
import type { Instant } from './time.ts';

/** What documents say, by type: a POD, a receipt, a certificate. Absent parts were not on the document. */
export interface DocumentData {
  signedBy?: string | null;
  signedAt?: Instant | null;
  /** Local time at the stop, without offset; instead of `signedAt`. */
  signedLocal?: string | null;
  /** Who received the goods, and where, as the paper says. */
  receivedBy?: Party | null;
  piecesReceived?: number | null;
  exceptions?: { type: PodExceptionType; pieces?: number | null; note?: string | null }[] | null;
  charge?: ChargeCode | null;
  number?: string | null;
  amount?: string | null;
  currency?: string | null;
  weight?: Weight | null;
  freightClass?: string | null;
  item?: number | null;
}

/** A paper about a shipment: proof of delivery, receipt, certificate. Named so as not to clash with the browser's own. */
export interface FreightDocument {
  source: string;
  documentId: string;
  type: DocumentType;
  carrier?: string | null;
  references?: Reference[] | null;
  stop?: number | null;
  issuedAt?: Instant | null;
  data?: DocumentData | null;
  file?: { hash: string; name?: string | null; contentType?: string | null; bytes?: number | null } | null;
}
