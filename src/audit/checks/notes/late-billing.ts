import type { Mode } from '../../../freight/codes.ts';
import { daysBetween } from '../../../freight/time.ts';
import type { DossierBill } from '../../dossier.ts';
import type { CheckContext } from '../../judged.ts';
import { deliveryDate } from '../limits.ts';
import type { Note } from './note.ts';

/** 49 CFR 377.205: a motor carrier presents its bill within so many days of the delivery. */
const presentedWithinDays = 7;

const byRoad: readonly Mode[] = ['TL', 'LTL'];

/** L-02: a first bill of a motor carrier in the United States that came late. It is owed all the same. */
export function lateBillingNotes({ evidence }: CheckContext, { invoice, match }: DossierBill): Note[] {
  const shipment = evidence.shipment?.body;
  const delivered = deliveryDate(evidence);
  if (match.status !== 'MATCHED' || invoice.kind !== 'ORIGINAL' || !shipment || delivered === null) return [];
  const domestic = shipment.stops.every(({ location }) => location.country === 'US');
  const days = daysBetween(delivered, invoice.invoiceDate);
  if (!byRoad.includes(shipment.mode) || !domestic || days <= presentedWithinDays) return [];
  const sentence =
    `Delivered on ${delivered} and billed ${days} days later; 49 CFR 377.205 asks for ` +
    `${presentedWithinDays}, and makes it no reason not to pay.`;
  return [{ check: 'L-02', code: 'STALE_180', severity: 'INFO', sentence }];
}
