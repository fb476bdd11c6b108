import type { InvoiceKind } from '../../freight/codes.ts';
import { normaliseReference } from '../../freight/references.ts';
import { daysBetween, localDate, writtenDate } from '../../freight/time.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { DossierBill } from '../dossier.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Gate } from '../judged.ts';
import { contractsFor, type GateQuestion } from './governing.ts';

const additional: readonly InvoiceKind[] = ['BALANCE_DUE', 'ADJUSTMENT', 'SUPPLEMENTAL'];

/** Where no contract says otherwise: 49 USC 13710(a)(3)(A). */
const usualBalanceDueDays = 180;

function originalOf(bill: DossierBill, order: DossierBill[]): DossierBill | null {
  const earlier = order.filter((other) => other !== bill && !additional.includes(other.invoice.kind));
  const named = normaliseReference(bill.invoice.corrects?.invoiceNumber ?? '');
  const corrected = earlier.find((other) => named !== '' && normaliseReference(other.invoice.invoiceNumber) === named);
  return corrected ?? earlier.find((other) => other.invoice.kind === 'ORIGINAL') ?? null;
}

/** L-03: charges billed in addition come within the limit, counted from the receipt of the original bill. */
export function balanceInTime(question: GateQuestion): Gate | null {
  const { bill, order } = question;
  if (!additional.includes(bill.invoice.kind)) return null;
  const original = originalOf(bill, order);
  if (original === null) return null;
  const [contract] = contractsFor(question);
  const limit = contract?.limits?.balanceDueDays ?? usualBalanceDueDays;
  const days = daysBetween(writtenDate(original.receivedAt), writtenDate(bill.receivedAt));
  if (days <= limit) return null;
  const sentence =
    `The balance was billed ${days} days after invoice ${original.invoice.invoiceNumber} was received; ` +
    `the limit is ${limit} days.`;
  return { check: 'L-03', code: 'BAL_DUE_DECLINED', outcome: 'DENY', sentence };
}

/** L-10: where the contract limits it, the invoice is dated no later than so many days after delivery. */
export function billedInTime(question: GateQuestion): Gate | null {
  const { bill, evidence } = question;
  const [contract] = contractsFor(question);
  const limit = contract?.limits?.billDays ?? null;
  const delivered = deliveryDate(evidence);
  if (contract === undefined || limit === null || delivered === null) return null;
  const days = daysBetween(delivered, bill.invoice.invoiceDate);
  if (days <= limit) return null;
  const sentence = `Delivered on ${delivered} and billed ${days} days later; contract ${contract.contractId} allows ${limit}.`;
  return { check: 'L-10', code: 'STALE_180', outcome: 'DENY', sentence };
}

/** The local date of the last delivery; null while it is not proven. */
export function deliveryDate({ delivery, stops }: Pick<Evidence, 'delivery' | 'stops'>): LocalDate | null {
  if (delivery.status !== 'STANDS') return null;
  const zone = stops.findLast((each) => each.stop.type === 'DELIVERY')?.stop.location.timeZone ?? null;
  return zone === null ? writtenDate(delivery.at) : localDate(delivery.at, zone);
}
