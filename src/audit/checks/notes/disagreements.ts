import { daysBetween, localDate, writtenDate } from '../../../freight/time.ts';
import type { DossierBill } from '../../dossier.ts';
import type { Milestone, StopEvidence } from '../../evidence/evidence.ts';
import type { CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

function dateAt(milestone: Milestone, stop: StopEvidence | undefined): string | null {
  if (milestone.status !== 'STANDS') return null;
  const zone = stop?.stop.location.timeZone ?? null;
  return zone === null ? writtenDate(milestone.at) : localDate(milestone.at, zone);
}

/** What the bill says of its shipment and the evidence says otherwise, by more than a day. */
export function disagreementNotes({ evidence }: CheckContext, { bill, match }: DossierBill): Note[] {
  if (match.status !== 'MATCHED') return [];
  const pickup = dateAt(evidence.pickup, evidence.stops[0]);
  const delivery = dateAt(evidence.delivery, evidence.stops.at(-1));
  const pairs: [string, string | null, string | null][] = [
    ['picked up', bill.pickupDate ?? null, pickup],
    ['delivered', bill.deliveryDate ?? null, delivery],
  ];
  return pairs
    .filter(([, billed, proven]) => billed !== null && proven !== null && Math.abs(daysBetween(billed, proven)) > 1)
    .map(([what, billed, proven]) => ({
      ...{ check: 'E-16', code: 'EVIDENCE_CONFLICT', severity: 'INFO' },
      sentence: `The bill says ${what} on ${billed ?? ''}; the evidence says ${proven ?? ''}.`,
    }));
}
