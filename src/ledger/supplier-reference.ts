import { createHash } from 'node:crypto';
import { type ReferenceParts, supplierReferences } from '../audit/settle/supplier-reference.ts';

/** Of the targets we know, SAP is the strictest: 16 characters of a supplier's invoice number. */
const longest = 16;

/** How many numbers may be tried for one posting before something else must be wrong. */
export const referenceAttempts = 12;

/**
 * The number under which a posting is written: the next of those it may have (`supplierReferences`), within 16
 * characters; beyond them the head and 4 characters of hash.
 *
 * @param attempt 0 for the preferred number, 1 for the next when that one is taken, …
 */
export function supplierReference(parts: ReferenceParts & { caseId: string }, attempt: number): string {
  const choice = supplierReferences(parts)[attempt];
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
