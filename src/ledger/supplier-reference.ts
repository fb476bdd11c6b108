import { createHash } from 'node:crypto';
import type { PostingType } from '../freight/codes.ts';

/** Of the targets we know, SAP is the strictest: 16 characters of a supplier's invoice number. */
const longest = 16;

/** How many numbers may be tried for one posting before something else must be wrong. */
export const referenceAttempts = 12;

/** What a supplier reference is made of. */
export interface ReferenceParts {
  caseId: string;
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
 * The number under which the ERP shall know a posting, in order of preference: ERPs refuse a supplier's invoice number
 * twice. The invoice number (of a document with one bill), `<invoice>/<bill>`; what follows the case's first posting with a suffix A2 (additional) or C3
 * (credit); beyond 16 characters the head and 4 characters of hash.
 *
 * @param attempt 0 for the preferred number, 1 for the next when that one is taken, …
 */
export function supplierReference(parts: ReferenceParts, attempt: number): string {
  const plain = parts.billsInDocument === 1 ? [parts.invoiceNumber] : [];
  const bases = [...plain, `${parts.invoiceNumber}/${parts.bill}`];
  const suffix = `${parts.type === 'CREDIT' ? 'C' : 'A'}${parts.sequence}`;
  const suffixed = bases.map((base) => base + suffix);
  const choices = parts.first ? [...bases, ...suffixed] : suffixed;
  const choice = choices[attempt];
  if (choice !== undefined) return fitted(choice);
  return headAndHash(parts.invoiceNumber, `${parts.caseId} ${parts.sequence} ${attempt}`);
}

/** A number somebody else has chosen (a carrier's credit), and what to fall back on where it is taken. */
export function otherReference(reference: string, postingId: string, attempt: number): string {
  return attempt === 0 ? fitted(reference) : headAndHash(reference, `${postingId} ${attempt}`);
}

function fitted(reference: string): string {
  return reference.length <= longest ? reference : headAndHash(reference, reference);
}

function headAndHash(reference: string, hashed: string): string {
  const hash = createHash('sha256').update(hashed).digest('hex').slice(0, 4).toUpperCase();
  return reference.slice(0, longest - 4) + hash;
}
