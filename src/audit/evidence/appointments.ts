import type { Stop } from '../../freight/shipment.ts';
import { instantOfLocal, isInstant, isLocalDateTime } from '../../freight/time.ts';
import type { Instant } from '../../freight/time.ts';
import type { PlacedEvent } from './claims.ts';
import type { Appointment, Visit } from './evidence.ts';
import { byText, msOf } from './instants.ts';

interface SetAppointment {
  window: Appointment;
  issuedMs: number;
  key: string;
}

/** An end of the window: an instant, or a local time in the stop's zone; null where nobody can read it. */
function endOf(said: unknown, zone: string | null): Instant | null {
  if (typeof said !== 'string') return null;
  if (isInstant(said)) return said;
  return zone !== null && isLocalDateTime(said) ? instantOfLocal(said, zone) : null;
}

function windowOf({ fact, zone }: PlacedEvent): Appointment | null {
  const { data } = fact.body;
  const from = endOf(data?.from, zone);
  const to = endOf(data?.to ?? data?.from, zone);
  return from === null || to === null ? null : { from, to, setBy: fact };
}

/** When it was set. A planned one says of its own time only when it is to be: then we know no more than when we were told. */
function issuedAt({ fact, issuedMs, ms }: PlacedEvent): number {
  return issuedMs ?? (fact.body.classifier === 'ACTUAL' ? ms : null) ?? msOf(fact.receivedAt);
}

/** Oldest first; of those issued at the same time the one that starts later counts as the newer (the smaller claim). */
function setAppointments(events: readonly PlacedEvent[]): SetAppointment[] {
  const set: SetAppointment[] = [];
  for (const event of events) {
    if (event.type !== 'APPOINTMENT_SET') continue;
    const window = windowOf(event);
    if (window) set.push({ window, issuedMs: issuedAt(event), key: `${event.fact.source} ${event.fact.id}` });
  }
  return set.sort(
    (a, b) => a.issuedMs - b.issuedMs || msOf(a.window.from) - msOf(b.window.from) || byText(a.key, b.key),
  );
}

/**
 * The visits with the appointment that held for each: the last one set before its arrival, else the order's (model.md,
 * Evidence). Where no arrival stands, the last one set.
 */
export function withAppointments(
  stop: Stop,
  visits: readonly Visit[],
  events: readonly PlacedEvent[],
): { appointment: Appointment | null; visits: Visit[] } {
  const ordered = stop.appointment ? { ...stop.appointment, setBy: null } : null;
  const set = setAppointments(events);
  const before = (ms: number) => set.filter(({ issuedMs }) => issuedMs < ms).at(-1)?.window ?? ordered;
  const holding = ({ arrival }: Visit) => before(arrival.status === 'STANDS' ? msOf(arrival.at) : Infinity);
  const held = visits.map((visit) => ({ ...visit, appointment: set.length === 0 ? ordered : holding(visit) }));
  return { appointment: held[0] ? held[0].appointment : before(Infinity), visits: held };
}
