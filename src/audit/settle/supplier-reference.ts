import type { PostingType } from '../../freight/codes.ts';

/** What a supplier reference is made of. */
export interface ReferenceOf {
  invoiceNumber: string;
  bill: number;
  billsInDocument: number;
  type: PostingType;
  /** 1 for the case's first posting. */
  sequence: number;
  /** References this vendor's postings have already: an ERP refuses a supplier's number twice. */
  used: readonly string[];
  /** The target's limit of characters (SAP: 16); null: none. */
  longest: number | null;
}

/** Four characters that stand for a text: FNV-1a of 32 bits, to base 36. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash.toString(36).toUpperCase().padStart(4, '0').slice(-4);
}

function within(reference: string, longest: number | null): string {
  if (longest === null || reference.length <= longest) return reference;
  return reference.slice(0, longest - 4) + shortHash(reference);
}

/**
 * The number under which a posting stands in the ERP: the invoice number if the invoice has one bill and the vendor has
 * no posting under it yet, else `<invoice>/<bill>`; a difference gets a suffix of its kind and place (A2, C3). Beyond the
 * target's length: its head and four characters of hash. A number that is taken all the same counts on.
 */
export function supplierReference(of: ReferenceOf): string {
  const { invoiceNumber, bill, billsInDocument, type, sequence, used, longest } = of;
  const byBill = `${invoiceNumber}/${bill}`;
  const plain = billsInDocument === 1 ? invoiceNumber : byBill;
  const suffix = `${type === 'CREDIT' ? 'C' : 'A'}${sequence}`;
  const wanted = sequence === 1 ? [plain, byBill] : [`${plain}${suffix}`, `${byBill}${suffix}`];
  const free = wanted.map((reference) => within(reference, longest)).find((reference) => !used.includes(reference));
  if (free !== undefined) return free;
  for (let count = 2; ; count += 1) {
    const next = within(`${byBill}${suffix}.${count}`, longest);
    if (!used.includes(next)) return next;
  }
}
