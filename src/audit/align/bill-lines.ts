import { isForeign, lineSum } from '../../freight/bill.ts';
import type { BilledLine } from '../../freight/bill.ts';
import type { ChargeCode } from '../../freight/codes.ts';
import { decimal, zero } from '../../freight/money.ts';
import type { PartnerProfile } from '../../freight/terms.ts';
import type { DossierBill } from '../dossier.ts';
import type { BillLine } from '../judged.ts';

/** A line in another currency than its bill's: held, left out of totals, shown. */
export interface ForeignLine {
  line: number;
  currency: string;
  amount: string;
}

/** The lines of a bill as the audit sees them; their billed amounts sum to what the document asks for. */
export interface BillLines {
  lines: BillLine[];
  otherCurrencies: ForeignLine[];
}

/** The bill's currency: as the document says, else the partner's default; null: nobody says, and the bill is held. */
export function currencyOf(bill: DossierBill): string | null {
  return bill.invoice.currency ?? bill.profile?.defaultCurrency ?? null;
}

type Mapping = NonNullable<PartnerProfile['charges']>[number];

function fits(mapping: Mapping, line: BilledLine): boolean {
  if (!mapping.rawCode && !mapping.text) return false;
  if (mapping.rawCode && mapping.rawCode !== line.rawCode) return false;
  return !mapping.text || (line.description ?? '').toUpperCase().includes(mapping.text.toUpperCase());
}

/**
 * The charge a line is for. The partner's mapping of the sender's own code comes first, then the code the message gave,
 * then the partner's text patterns; a line that none of them names is UNMAPPED, never guessed.
 */
function chargeOf(line: BilledLine, profile: PartnerProfile | null): ChargeCode {
  const mappings = profile?.charges ?? [];
  const byCode = line.rawCode ? mappings.find((mapping) => mapping.rawCode && fits(mapping, line)) : undefined;
  if (byCode) return byCode.charge;
  return line.charge ?? mappings.find((mapping) => fits(mapping, line))?.charge ?? 'UNMAPPED';
}

/**
 * A bill's lines with their charge codes settled: the partner's crosswalk applied, each tax a line TAX numbered after the
 * charges, and line 0 UNEXPLAINED for what the lines leave of the bill's own total and of the document's.
 */
export function billLines(bill: DossierBill): BillLines {
  const { charges, taxes, total } = bill.bill;
  const currency = currencyOf(bill);
  const own = charges.filter((line) => !isForeign(line, currency));
  const lines: BillLine[] = own.map((line) => ({
    line: line.line,
    charge: chargeOf(line, bill.profile),
    stop: line.stop ?? null,
    rawCode: line.rawCode ?? null,
    description: line.description ?? null,
    billed: decimal(line.amount),
  }));
  let last = Math.max(0, ...charges.map((line) => line.line));
  for (const tax of taxes ?? []) {
    last += 1;
    const stated = { rate: tax.rate ?? null, base: tax.base ?? null };
    const named = { charge: 'TAX' as const, stop: null, rawCode: null, description: tax.tax };
    lines.push({ line: last, ...named, billed: decimal(tax.amount), tax: stated });
  }
  const ownDifference = typeof total === 'string' ? decimal(total).minus(lineSum(bill.bill, currency)) : zero;
  const unexplained = ownDifference.plus(decimal(bill.documentDifference));
  if (!unexplained.isZero())
    lines.push({ line: 0, charge: 'UNEXPLAINED', stop: null, rawCode: null, description: null, billed: unexplained });
  lines.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { lines, otherCurrencies: foreignLines(charges, currency) };
}

function foreignLines(charges: readonly BilledLine[], currency: string | null): ForeignLine[] {
  return charges
    .filter((line) => isForeign(line, currency))
    .map((line) => ({ line: line.line, currency: line.currency ?? '', amount: line.amount }))
    .sort((a, b) => a.line - b.line);
}
