import type { InvoiceKind, PostingType } from '../../freight/codes.ts';
import { amountText, decimal, sum } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { Posting, PostingLine } from '../../freight/posting.ts';
import type { PostedDocument } from '../dossier.ts';
import { lineKey } from '../money/line-money.ts';
import { givesBack } from '../money/relations.ts';
import type { CreditCover, Report } from '../report.ts';
import { baselineDate, dueDate, earlyDiscount } from './due-dates.ts';
import { deltas, type Settling } from './posting-lines.ts';
import { supplierReferences } from './supplier-reference.ts';

/** A posting to be written: identity, revision, evidence and a reference that is free are given by whoever writes it. */
export type PostingDraft = Omit<Posting, 'postingId' | 'caseId' | 'revision' | 'evidence' | 'state' | 'accrual'> & {
  /** HELD: nobody but us says that the carrier owes it back. */
  state: 'PENDING' | 'HELD';
};

/** What is to be done so that what is posted is what is approved. */
export interface Settlement {
  /** Postings no sender has taken, to be withdrawn and written anew (or not at all). */
  withdraw: string[];
  posting: PostingDraft | null;
  /** HELD postings that the carrier's own credit now supports, to be sent under its number. */
  release: { postingId: string; invoiceNumber: string; supplierReference: string }[];
}

/** Kinds of document by which the carrier itself says that it gets less. */
const givingBack: readonly InvoiceKind[] = ['CREDIT', 'CANCELLATION', 'CORRECTED', 'REBILL'];

const nothing: Settlement = { withdraw: [], posting: null, release: [] };

/**
 * Postings are differences: approved now − already posted. A posting that no sender has taken is withdrawn and written
 * anew; nothing that was sent is ever edited. A negative one that no document of the carrier supports is HELD, unless the
 * contract offsets; the carrier's own credit releases it. Settling twice posts nothing.
 */
export function settle(settling: Settling): Settlement {
  const { report, bill } = settling;
  if (report.payment?.partial === 'WAIT' && !decimal(report.money.pending).isZero()) return nothing;
  if (deltas(settling, bill.postings).length === 0) return { ...nothing, release: releases(settling) };
  const sent = bill.postings.filter((posting) => !isRewritable(posting));
  const withdraw = bill.postings.filter(isRewritable).map((posting) => posting.postingId);
  const lines = deltas(settling, sent);
  return { withdraw, posting: lines.length === 0 ? null : draftOf(settling, sent, lines), release: [] };
}

function isRewritable({ state, claimed }: PostedDocument): boolean {
  return state === 'HELD' || (state === 'PENDING' && !claimed);
}

function typeOf(net: Decimal, sent: readonly PostedDocument[]): PostingType {
  if (net.isNegative() && !net.isZero()) return 'CREDIT';
  return sent.length === 0 ? 'INVOICE' : 'ADDITIONAL';
}

/**
 * What credits of the carrier still cover of a line's taking back, less what was already sent back on it; and the credit
 * under whose number it goes.
 */
function coverFor(report: Report, sent: readonly PostedDocument[], lines: readonly PostingLine[]): CreditCover | null {
  let credit: CreditCover | null = null;
  const negative = lines.filter((line) => decimal(line.amount).isNegative());
  for (const key of new Set(negative.map((line) => lineKey({ ...line, stop: line.stop ?? null })))) {
    const covers = report.coveredByCredits.filter((cover) => cover.lineKey === key);
    const wanted = takenBack(lines, key);
    const used = takenBack(
      sent.flatMap((posting) => posting.lines),
      key,
    );
    if (sum(covers.map((cover) => decimal(cover.amount))).lessThan(wanted.plus(used))) return null;
    credit ??= covers.at(-1) ?? null;
  }
  return credit;
}

function takenBack(lines: readonly PostingLine[], key: string): Decimal {
  const own = lines.filter((line) => lineKey({ ...line, stop: line.stop ?? null }) === key);
  return sum(own.map((line) => decimal(line.amount)).filter((amount) => amount.isNegative())).negated();
}

function draftOf(settling: Settling, sent: readonly PostedDocument[], lines: PostingLine[]): PostingDraft {
  const { report, bill, vendorId, payee } = settling;
  const net = sum(lines.map((line) => decimal(line.amount)));
  const tax = sum(lines.filter((line) => line.charge === 'TAX').map((line) => decimal(line.amount)));
  const type = typeOf(net, sent);
  const credit = type === 'CREDIT' ? coverFor(report, sent, lines) : null;
  const own = { invoiceNumber: bill.invoice.invoiceNumber, invoiceDate: bill.invoice.invoiceDate };
  const { invoiceNumber, invoiceDate } = credit ?? own;
  const sequence = Math.max(0, ...sent.map((posting) => posting.sequence)) + 1;
  const { legalEntity, carrier } = report;
  return {
    type,
    sequence,
    state: stateOf(settling, type, credit),
    legalEntity,
    carrier,
    vendorId,
    payee: payee === null ? null : { name: payee.name, code: payee.code ?? null },
    invoiceNumber,
    supplierReference: referenceFor(settling, { type, sequence: credit ? 1 : sequence, invoiceNumber }),
    invoiceDate,
    currency: report.currency ?? '',
    net: amountText(net, report.currency),
    tax: amountText(tax, report.currency),
    gross: amountText(net, report.currency),
    ...paymentDates(settling, net.minus(tax)),
    lines,
    withheld: withheldOf(report),
  };
}

/** HELD: a negative posting that neither a document of the carrier nor the contract's right to offset supports. */
function stateOf({ report, bill }: Settling, type: PostingType, credit: CreditCover | null): 'PENDING' | 'HELD' {
  const isTheirs = givingBack.includes(bill.invoice.kind) || givesBack(bill);
  if (type !== 'CREDIT' || credit !== null || isTheirs) return 'PENDING';
  return report.payment?.recovery === 'OFFSET' ? 'PENDING' : 'HELD';
}

function paymentDates(
  { report, bill, receivedOn }: Settling,
  net: Decimal,
): Pick<Posting, 'terms' | 'baselineDate' | 'dueDate' | 'discount'> {
  const terms = report.payment?.terms ?? null;
  const dates = { invoiceDate: bill.invoice.invoiceDate, receivedOn, deliveredOn: report.deliveredOn };
  const baseline = baselineDate(report.payment?.baseline, dates);
  const discount = earlyDiscount(report.payment?.discount, { net, currency: report.currency, baseline });
  return { terms, baselineDate: baseline, dueDate: dueDate(terms, baseline), discount };
}

/** The number it should have: of a carrier's credit, that is the credit's own. */
function referenceFor({ bill }: Settling, of: { type: PostingType; sequence: number; invoiceNumber: string }): string {
  const { billsInDocument } = bill;
  return supplierReferences({ ...of, bill: bill.bill.bill, billsInDocument, first: of.sequence === 1 })[0];
}

/** HELD postings that credits of the carrier now cover line by line: they go out under the credit's number. */
function releases(settling: Settling): Settlement['release'] {
  const { report, bill } = settling;
  const held = bill.postings.filter((posting) => posting.state === 'HELD');
  const sent = bill.postings.filter((posting) => posting.state !== 'HELD');
  return held.flatMap(({ postingId, lines }) => {
    const credit = coverFor(report, sent, lines);
    if (!credit) return [];
    const { invoiceNumber } = credit;
    return [
      {
        postingId,
        invoiceNumber,
        supplierReference: referenceFor(settling, { type: 'CREDIT', sequence: 1, invoiceNumber }),
      },
    ];
  });
}

/** What is not paid of each line and why, for the remittance that goes with the posting. */
function withheldOf(report: Report): Posting['withheld'] {
  return report.charges.flatMap(({ charge, disputed, denied, reason }) => {
    const amount = decimal(disputed).plus(decimal(denied));
    return amount.isZero() || reason === null ? [] : [{ charge, amount: amountText(amount, report.currency), reason }];
  });
}
