import type { PostingType } from '../../freight/codes.ts';

/** What a supplier reference is made of. */
export interface ReferenceParts {
  invoiceNumber: string;
  /** The bill's number within its document. */
  bill: number;
  billsInDocument: number;
  type: PostingType;
  sequence: number;
  /** The case's only posting so far, withdrawn ones apart. */
  first: boolean;
}

/**
 * The numbers under which the ERP may know a posting, in order of preference: ERPs refuse a supplier's invoice number
 * twice. The invoice number (of a document with one bill), `<invoice>/<bill>`; what follows the case's first posting with
 * a suffix A2 (additional) or C3 (credit). Whoever writes the posting takes the first that is free and fits its target.
 */
export function supplierReferences(parts: ReferenceParts): [string, ...string[]] {
  const { invoiceNumber, bill, billsInDocument, type, sequence, first } = parts;
  const byBill = `${invoiceNumber}/${bill}`;
  const bases: [string, ...string[]] = billsInDocument === 1 ? [invoiceNumber, byBill] : [byBill];
  const [preferred, ...others] = bases;
  const suffix = `${type === 'CREDIT' ? 'C' : 'A'}${sequence}`;
  const suffixed = [preferred + suffix, ...others.map((base) => base + suffix)] as const;
  return first ? [...bases, ...suffixed] : [...suffixed];
}
