import type { DateRole, EventType } from '../../../freight/codes.ts';
import type { LocalDate } from '../../../freight/time.ts';
import type { DossierBill } from '../../dossier.ts';
import type { Evidence, Milestone, StopEvidence } from '../../evidence/evidence.ts';
import { dateAt } from '../../evidence/instants.ts';
import type { Need } from '../../expected.ts';

/**
 * The date a role stands for. Two dates where only a bill and an appointment tell of it: then both must lead to the same
 * terms. None: `need` is what would tell.
 */
export interface RoleDate {
  dates: readonly LocalDate[];
  /** Set where no event proves the date. */
  need: Need | null;
  /** The facts that told it, where an event did. */
  facts: readonly { source: string; id: string }[];
}

type Happened = Extract<Milestone, { status: 'STANDS' }>;

const wanting = (fact: string): Need => ({ fact, reason: 'FACT_MISSING', from: 'CARRIER' });
const unknown = (fact: string): RoleDate => ({ dates: [], need: wanting(fact), facts: [] });

function happened(at: Happened, stop: StopEvidence | undefined): RoleDate {
  return { dates: [dateAt(at.at, stop?.stop.location.timeZone)], need: null, facts: at.facts };
}

function appointedDate({ appointment, stop }: StopEvidence): LocalDate | null {
  return appointment ? dateAt(appointment.from, stop.location.timeZone) : null;
}

/** The bill's own date and the appointment's: one of them alone is enough. */
function fallback(stop: StopEvidence | undefined, billed: LocalDate | null | undefined, need: Need): RoleDate {
  const told = [billed ?? null, stop ? appointedDate(stop) : null];
  return { dates: [...new Set(told.filter((date) => date !== null))], need, facts: [] };
}

function pickupDate({ pickup, stops }: Evidence, bill: DossierBill | null): RoleDate {
  if (pickup.status === 'STANDS') return happened(pickup, stops[0]);
  return fallback(stops[0], bill?.bill.pickupDate, pickup.need);
}

function deliveryDate({ stops }: Evidence, bill: DossierBill | null): RoleDate {
  const last = stops.at(-1);
  const delivered = last?.delivered ?? null;
  if (delivered?.status === 'STANDS') return happened(delivered, last);
  const need = delivered?.need ?? wanting('event DELIVERED at the last stop');
  return fallback(last, bill?.bill.deliveryDate, need);
}

function eventDate(evidence: Evidence, type: EventType, which: 'FIRST' | 'LAST'): RoleDate {
  const told = evidence.events.filter((event) => event.type === type && event.at !== null);
  const event = which === 'FIRST' ? told[0] : told.at(-1);
  if (!event?.at)
    return { dates: [], need: { fact: `event ${type}`, reason: 'FACT_MISSING', from: 'CARRIER' }, facts: [] };
  const zone = evidence.stops.find(({ stop }) => stop.stop === event.stop)?.stop.location.timeZone;
  return { dates: [dateAt(event.at, zone)], need: null, facts: [event.fact] };
}

function roleDate(role: DateRole, evidence: Evidence, bill: DossierBill | null): RoleDate {
  switch (role) {
    case 'PICKUP':
      return pickupDate(evidence, bill);
    case 'DELIVERY':
      return deliveryDate(evidence, bill);
    case 'INVOICE':
      return bill ? { dates: [bill.invoice.invoiceDate], need: null, facts: [] } : unknown('carrier invoice');
    case 'TENDER':
      return eventDate(evidence, 'TENDER_ACCEPTED', 'LAST');
    case 'SAILING':
      return eventDate(evidence, 'VESSEL_DEPARTED', 'FIRST');
  }
}

/**
 * The dates of a shipment by role, each worked out once and only when asked (model.md, `dateRole`).
 *
 * @param estimatedOn for a role that nothing tells a date of; absent or null: it stays without
 */
export function roleDates(
  evidence: Evidence,
  firstBill: DossierBill | null,
  estimatedOn?: LocalDate | null,
): (role: DateRole) => RoleDate {
  const known = new Map<DateRole, RoleDate>();
  return (role) => {
    const already = known.get(role);
    if (already) return already;
    const told = roleDate(role, evidence, firstBill);
    const date = told.dates.length === 0 && estimatedOn ? { ...told, dates: [estimatedOn] } : told;
    known.set(role, date);
    return date;
  };
}
