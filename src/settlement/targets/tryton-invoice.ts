import { type Decimal, decimal, decimalText, sum } from '../../freight/money.ts';
import type { Posting, PostingLine } from '../../freight/posting.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { TrytonBooks, TrytonTax } from './tryton-books.ts';
import { trytonDay, trytonDecimal } from './tryton-values.ts';

/** What an invoice of ours is called in Tryton's field `description`; it is searched by it. */
export const markPrefix = 'Tallyman ';

/** The description of a posting's invoice. */
export function markOf(postingId: string): string {
  return `${markPrefix}${postingId}`;
}

/**
 * A supplier invoice as `account.invoice.create` takes it: one line per posting line of quantity 1 (−1 takes back), so
 * that a negative sum is a credit note; tax codes as tax lines of exactly our amounts. The due date is ours to the day:
 * without a payment term Tryton takes `payment_term_date` for it.
 *
 * @throws TrytonTrouble REFUSED when Tryton lacks something the posting names
 */
export async function invoiceOf(
  posting: Posting,
  books: TrytonBooks,
  accountingDate: LocalDate | null,
): Promise<Record<string, unknown>> {
  const company = await books.company();
  const currency = await books.currency(posting.currency);
  const party = await books.party(posting.vendorId ?? posting.carrier ?? '');
  const taxed = await taxesOf(posting, books);
  const lines: object[] = [];
  for (const line of posting.lines) {
    if (isTaxLine(line)) continue;
    const taxes = line.taxCode === null ? [] : [taxed.get(line.taxCode)?.id];
    lines.push({
      ...lineOf(line),
      account: await books.account(line.glAccount),
      company,
      currency,
      taxes: [['add', taxes]],
    });
  }
  return {
    type: 'in',
    company,
    currency,
    party: party.id,
    invoice_address: party.address,
    account: party.payable,
    journal: await books.journal(),
    reference: posting.supplierReference,
    description: markOf(posting.postingId),
    comment: commentOf(posting),
    invoice_date: trytonDay(posting.invoiceDate),
    accounting_date: trytonDay(accountingDate),
    payment_term: null,
    payment_term_date: trytonDay(posting.dueDate),
    lines: [['create', lines]],
    taxes: [['create', [...taxed].map(([code, tax]) => taxLineOf(posting, code, tax))]],
  };
}

/** A tax that was billed as its own charge; without a tax code it is a line like any other. */
function isTaxLine(line: PostingLine): boolean {
  return line.charge === 'TAX' && line.taxCode !== null;
}

async function taxesOf(posting: Posting, books: TrytonBooks): Promise<Map<string, TrytonTax>> {
  const taxes = new Map<string, TrytonTax>();
  for (const { taxCode } of posting.lines) if (taxCode !== null) taxes.set(taxCode, await books.tax(taxCode));
  return taxes;
}

function lineOf(line: PostingLine): Record<string, unknown> {
  const amount = decimal(line.amount);
  return {
    type: 'line',
    quantity: amount.isNegative() ? -1 : 1,
    unit_price: trytonDecimal(decimalText(amount.abs())),
    description: [line.charge, line.shipmentId].filter(Boolean).join(' '),
    note: noteOf(line),
  };
}

function noteOf({ line, costCenter, purchaseOrder, allocationShare }: PostingLine): string {
  const said = {
    'bill line': line,
    'cost centre': costCenter,
    'purchase order': purchaseOrder,
    share: allocationShare,
  };
  return Object.entries(said)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** With the lines it is charged on it is what Tryton would compute, but for the amount; alone it is one entered by hand. */
function taxLineOf(posting: Posting, code: string, tax: TrytonTax): object {
  const ofCode = posting.lines.filter(({ taxCode }) => taxCode === code);
  const charged = ofCode.filter((line) => !isTaxLine(line));
  const others = posting.lines.filter((line) => !isTaxLine(line));
  const base = total(charged.length > 0 ? charged : others);
  return {
    tax: tax.id,
    description: tax.name,
    account: base.isNegative() ? tax.creditNoteAccount : tax.invoiceAccount,
    manual: charged.length === 0,
    base: trytonDecimal(decimalText(base)),
    amount: trytonDecimal(decimalText(total(ofCode.filter(isTaxLine)))),
  };
}

function total(lines: readonly PostingLine[]): Decimal {
  return sum(lines.map(({ amount }) => decimal(amount)));
}

function commentOf({ type, caseId, invoiceNumber, terms, payee, withheld, currency, evidence }: Posting): string {
  return [
    `${type} for bill ${invoiceNumber}, case ${caseId}`,
    ...(terms === null ? [] : [`terms ${terms}`]),
    // Tryton owes the party of the invoice: whom to pay instead is for a person to see.
    ...(payee === null ? [] : [`pay to ${payee.name}${payee.code === null ? '' : ` (${payee.code})`}`]),
    ...withheld.map(({ charge, amount, reason }) => `withheld ${charge} ${amount} ${currency}: ${reason}`),
    `evidence ${evidence.url}`,
  ].join('\n');
}
