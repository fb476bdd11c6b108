import type { PrintedTerms } from '../../../freight/bill.ts';
import { amountText, decimal, sum } from '../../../freight/money.ts';
import { addToDate, writtenDate } from '../../../freight/time.ts';
import type { DossierBill } from '../../dossier.ts';
import type { AlignedLine, CheckContext } from '../../judged.ts';
import { baselineDate, dueDate } from '../../settle/due-dates.ts';
import { deliveryDate } from '../limits.ts';
import type { Note } from './note.ts';

/** `NET 30`, `net30` and `NET_30` say the same. */
function plainTerms(terms: string): string {
  const days = /^net\W*_?\W*(\d{1,3})(\W*days?)?$/i.exec(terms.trim())?.[1];
  return days === undefined ? terms.trim().toUpperCase() : `NET_${days}`;
}

/** When the contract has a bill paid; null where its terms name no number of days. */
function contractDue({ evidence, rated }: CheckContext, { invoice, receivedAt }: DossierBill): string | null {
  const { terms = null, baseline = null } = rated?.terms.payment ?? {};
  const deliveredOn = deliveryDate(evidence);
  const from = baselineDate(baseline, {
    invoiceDate: invoice.invoiceDate,
    receivedOn: writtenDate(receivedAt),
    deliveredOn,
  });
  return dueDate(terms, from);
}

/** What the invoice names that is not agreed. */
function differing(printed: PrintedTerms, agreed: string, due: string | null): string[] {
  const { terms, dueDate: by } = printed;
  return [
    ...(terms && plainTerms(terms) !== agreed ? [terms] : []),
    ...(by && due !== null && by !== due ? [`payment by ${by}`] : []),
  ];
}

/** T-10: the invoice names other terms of payment, or another day, than the contract; it is paid by the contract. */
export function paymentTermsNotes(context: CheckContext, bill: DossierBill): Note[] {
  const printed = bill.invoice.paymentTerms ?? null;
  const agreed = context.rated?.terms;
  if (!printed || !agreed?.contract) return [];
  const due = contractDue(context, bill);
  const { terms } = agreed.payment;
  const says = differing(printed, terms, due);
  if (says.length === 0) return [];
  const until = due === null ? '' : `, due on ${due}`;
  const { contractId, version } = agreed.contract;
  const sentence = `The invoice says ${says.join(', ')}; it is paid by ${contractId} v${version}: ${terms}${until}.`;
  return [{ check: 'T-10', code: 'TERMS_WRONG', severity: 'INFO', sentence }];
}

/** T-11: the invoice offers a discount for paying early: on all it bills but tax, and until when. Nothing is deducted here. */
export function earlyPaymentNotes(_: CheckContext, { invoice }: DossierBill, lines: readonly AlignedLine[]): Note[] {
  const { percent, days } = invoice.paymentTerms?.discount ?? {};
  if (!percent || typeof days !== 'number') return [];
  const base = sum(lines.filter(({ charge }) => charge !== 'TAX').map(({ billed }) => billed));
  const discount = base.times(decimal(percent));
  if (!discount.greaterThan(0)) return [];
  const amount = amountText(discount, invoice.currency ?? null);
  const until = addToDate(invoice.invoiceDate, { days });
  const share = decimal(percent).times(100).toFixed();
  const sentence = `The invoice offers ${share} % off when it is paid by ${until}: ${amount} of what it bills without tax.`;
  return [{ check: 'T-11', code: 'TERMS_WRONG', severity: 'INFO', amount, sentence }];
}
