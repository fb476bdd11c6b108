import { daysBetween, localDate, writtenDate } from '../../freight/time.ts';
import type { Evidence, Milestone, StopEvidence } from '../evidence/evidence.ts';
import type { Gate } from '../judged.ts';
import { contractsFor, type GateQuestion } from './governing.ts';

/** A carrier may date its invoice ahead by some days; more than a month ahead is a slip of the pen. */
const mostDaysAhead = 31;

/** Freight is billed ahead by weeks, never by more than a year. */
const mostDaysBefore = 366;

/** I-10: picked up before it was delivered, and not invoiced in a far future, nor long before. */
export function datesPossible({ bill }: GateQuestion): Gate | null {
  const { pickupDate, deliveryDate } = bill.bill;
  const { invoiceDate } = bill.invoice;
  const held = (sentence: string): Gate => ({ check: 'I-10', code: 'EVIDENCE_CONFLICT', outcome: 'HOLD', sentence });
  if (pickupDate && deliveryDate && deliveryDate < pickupDate)
    return held(`The bill says picked up on ${pickupDate} and delivered on ${deliveryDate}, before it.`);
  const received = writtenDate(bill.receivedAt);
  if (daysBetween(received, invoiceDate) > mostDaysAhead)
    return held(`The invoice is dated ${invoiceDate}; it was received on ${received}.`);
  const shipped = pickupDate ?? deliveryDate ?? null;
  if (shipped !== null && daysBetween(invoiceDate, shipped) > mostDaysBefore)
    return held(`The invoice is dated ${invoiceDate}; it bills freight of ${shipped}, more than a year later.`);
  return null;
}

function dateAt(milestone: Milestone, stop: StopEvidence | undefined): string | null {
  if (milestone.status !== 'STANDS') return null;
  const zone = stop?.stop.location.timeZone ?? null;
  return zone === null ? writtenDate(milestone.at) : localDate(milestone.at, zone);
}

const proven = ({ pickup, delivery, stops }: Evidence) => ({
  PICKUP: dateAt(pickup, stops[0]),
  DELIVERY: dateAt(
    delivery,
    stops.findLast(({ stop }) => stop.type === 'DELIVERY'),
  ),
});

/**
 * E-08: where the contract says after which of pickup and delivery may be billed, the invoice is not dated before the day
 * that is proven, else before the day the bill itself names. Neither known: the delivery's own checks wait for it.
 */
export function billedAfterService(question: GateQuestion): Gate | null {
  const { bill, evidence } = question;
  const after = contractsFor(question)[0]?.invoicing?.after ?? null;
  if (after === null) return null;
  const { pickupDate: PICKUP, deliveryDate: DELIVERY } = bill.bill;
  const day = proven(evidence)[after] ?? { PICKUP, DELIVERY }[after] ?? null;
  if (day === null || day <= bill.invoice.invoiceDate) return null;
  const what = { PICKUP: 'picked up', DELIVERY: 'delivered' }[after];
  const sentence = `The invoice is dated ${bill.invoice.invoiceDate}; the freight was ${what} on ${day}.`;
  return { check: 'E-08', code: 'NOT_DELIVERED', outcome: 'HOLD', sentence };
}
