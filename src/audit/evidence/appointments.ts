import type { Stop, TimeWindow } from '../../freight/shipment.ts';
import { isInstant } from '../../freight/time.ts';
import type { PlacedEvent } from './claims.ts';
import type { Visit } from './evidence.ts';
import { byText, msOf } from './instants.ts';

interface SetAppointment {
  window: TimeWindow;
  issuedMs: number;
  key: string;
}

function windowOf(data: Record<string, unknown> | null | undefined): TimeWindow | null {
  const from = data?.from;
  const to = data?.to ?? from;
  if (typeof from !== 'string' || typeof to !== 'string') return null;
  return isInstant(from) && isInstant(to) ? { from, to } : null;
}

/** Oldest first; of those issued at the same time the one that starts later counts as the newer (the smaller claim). */
function setAppointments(events: readonly PlacedEvent[]): SetAppointment[] {
  const set: SetAppointment[] = [];
  for (const event of events) {
    if (event.type !== 'APPOINTMENT_SET') continue;
    const window = windowOf(event.fact.body.data);
    const issuedMs = event.issuedMs ?? event.ms;
    if (window && issuedMs !== null) set.push({ window, issuedMs, key: `${event.fact.source} ${event.fact.id}` });
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
): { appointment: TimeWindow | null; visits: Visit[] } {
  const ordered = stop.appointment ?? null;
  const set = setAppointments(events);
  const before = (ms: number) => set.filter(({ issuedMs }) => issuedMs < ms).at(-1)?.window ?? ordered;
  const holding = ({ arrival }: Visit) => before(arrival.status === 'STANDS' ? msOf(arrival.at) : Infinity);
  const held = visits.map((visit) => ({ ...visit, appointment: set.length === 0 ? ordered : holding(visit) }));
  return { appointment: held[0] ? held[0].appointment : before(Infinity), visits: held };
}
