import type { ChargeCode, InvoiceKind } from '../../freight/codes.ts';
import { amountText, sum } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import { currencyOf } from '../align/bill-lines.ts';
import { chargeWords } from '../explain/words.ts';
import type { BillLine, Gate } from '../judged.ts';
import type { GateQuestion } from './governing.ts';

const givingBack: readonly InvoiceKind[] = ['CREDIT', 'CANCELLATION'];
const adjusting: readonly InvoiceKind[] = ['CORRECTED', 'REBILL', 'ADJUSTMENT'];

/** Charges that may be below zero on a bill: reductions of a price, and what follows a price or an index down. */
const mayReduce: readonly ChargeCode[] = [
  ...(['LINEHAUL', 'DISCOUNT', 'MINIMUM', 'DEFICIT', 'FUEL', 'CURRENCY_ADJUSTMENT', 'BUNKER'] as const),
  ...(['SERVICE_CREDIT', 'TAX', 'OTHER', 'UNEXPLAINED', 'UNMAPPED'] as const),
];

/**
 * I-07: a credit gives back and a bill asks. Held is a credit that comes to more than nothing, a bill that comes to less,
 * and a charge below zero that reduces nothing on any bill of the shipment. Corrections may do either.
 */
export function signsFit({ dossier, bill, lines }: GateQuestion): Gate | null {
  const { kind } = bill.invoice;
  if (adjusting.includes(kind)) return null;
  const total = sum(lines.map(({ billed }) => billed));
  const held = (sentence: string): Gate => ({ check: 'I-07', code: 'CREDIT_UNMATCHED', outcome: 'HOLD', sentence });
  const money = (amount: Decimal) => amountText(amount, currencyOf(bill));
  const words = kind.toLowerCase().replaceAll('_', ' ');
  if (givingBack.includes(kind))
    return total.greaterThan(0) ? held(`The document is a ${words} and asks for ${money(total)}.`) : null;
  if (total.isNegative() && !total.isZero())
    return held(`The document comes to ${money(total)} and is no credit: its kind is ${words}.`);
  const elsewhere = dossier.bills.flatMap((each) => each.bill.charges.filter(({ amount }) => !amount.startsWith('-')));
  const asked = new Set(
    [...elsewhere, ...lines.filter(({ billed }) => billed.greaterThan(0))].map(({ charge }) => charge),
  );
  const stray = lines.find((line) => isStray(line) && !asked.has(line.charge));
  if (!stray) return null;
  return held(
    `Line ${String(stray.line)} gives back ${money(stray.billed.abs())} of ${chargeWords(stray.charge)}, which nobody billed.`,
  );
}

function isStray({ charge, billed }: BillLine): boolean {
  return billed.lessThan(0) && !mayReduce.includes(charge);
}
