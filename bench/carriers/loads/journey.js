/** What truly happens to a load on its way: arrivals and departures, tries, notices, and talk that proves nothing. */
import { addDays, instantAt, later } from '../calendar.js';

const hour = 60;

/** Days after the pickup on which a stop is reached. */
export const dayOf = (plan, index) => (index === 0 ? 0 : plan.transit + index - 1);

const isLast = (plan, index) => index === plan.vias.length + 1;

/** When the dock of a stop opens for this load. */
export const openingHour = (plan, index) => (isLast(plan, index) ? plan.opens : 8);

/** Minutes after midnight at which the truck comes: in the window, unless the plan says otherwise. */
function comesAt(plan, index, chance) {
  const kind = index === 0 ? 'pickup' : 'delivery';
  const own = index === 0 || isLast(plan, index);
  const stay = (own ? plan.waits[kind] : undefined) ?? chance.whole(25, 85);
  const offset = (own ? plan.arrives[kind] : undefined) ?? chance.whole(-20, 100);
  if (plan.committed && isLast(plan, index))
    return { stay, start: 12 * hour + plan.committed.minutesAfterNoon - Math.min(30, stay) };
  return { stay, start: openingHour(plan, index) * hour + offset };
}

/** Arrival and departure at a stop. */
function visitAt(plan, stop, chance) {
  const index = stop.stop - 1;
  const { stay, start } = comesAt(plan, index, chance);
  const arrived = instantAt(addDays(plan.pickup, dayOf(plan, index)), start, stop.location.timeZone);
  return { arrived, left: later(arrived, stay, stop.location.timeZone), stay };
}

/** Everything that happens, with stops and instants. */
export function journey(plan, shipment, chance) {
  const events = shipment.stops.flatMap((stop) => stopEvents(plan, stop, chance));
  const [first, last] = [shipment.stops[0], shipment.stops.at(-1)];
  const departed = events.find(({ type }) => type === 'DEPARTED_STOP').occurredAt;
  const after = (hours) => later(departed, hours * hour, first.location.timeZone);
  const more = [
    plan.profile.sails && { type: 'VESSEL_DEPARTED', stop: 1, occurredAt: after(30) },
    plan.reweighed && { type: 'REWEIGHED', occurredAt: after(8) },
    plan.inspected && { type: 'RECLASSIFIED', occurredAt: after(9) },
    plan.committed?.attribution && {
      ...{ type: 'DELAYED', occurredAt: after(4) },
      reason: { attribution: plan.committed.attribution },
    },
  ];
  const moved = plan.moved ? [appointmentMoved(plan, last, after)] : [];
  const said = [...more.filter(Boolean), ...moved, ...gateEvents(plan, shipment), ...noises(plan, last, after)];
  return [...events, ...said, ...echoes(plan, events, last)];
}

function stopEvents(plan, stop, chance) {
  const { arrived, left, stay } = visitAt(plan, stop, chance);
  const { timeZone } = stop.location;
  const at = (type, minutes) => ({ type, stop: stop.stop, occurredAt: later(arrived, Math.max(0, minutes), timeZone) });
  const working = stop.type === 'PICKUP' ? ['LOADED'] : ['UNLOADED', 'DELIVERED'];
  const visit = [
    at('ARRIVED_AT_STOP', 0),
    ...working.map((type, index) => at(type, stay - 5 - 5 * index)),
    { ...at('DEPARTED_STOP', 0), occurredAt: left },
  ];
  if (!isLast(plan, stop.stop - 1)) return visit;
  if (plan.notice) visit.push(at('NOTICE_GIVEN', 60));
  const attempts = plan.attempts.flatMap((attempt, index) => attemptEvents(attempt, index, { arrived, stop }));
  return [...attempts, ...(plan.delivered ? visit : [])];
}

/** Tries on earlier days, each one a visit of its own. */
function attemptEvents({ attribution }, index, { arrived, stop }) {
  const at = (minutes) => later(arrived, minutes - (index + 1) * 24 * hour, stop.location.timeZone);
  return [
    { type: 'ARRIVED_AT_STOP', stop: stop.stop, occurredAt: at(0) },
    {
      ...{ type: 'DELIVERY_ATTEMPTED', stop: stop.stop, occurredAt: at(20) },
      ...(attribution ? { reason: { attribution } } : {}),
    },
  ];
}

/** The dock was booked anew, an hour or more earlier or later, before the truck came. */
function appointmentMoved({ moved }, last, after) {
  const shifted = (instant) => later(instant, moved, last.location.timeZone);
  const { from, to } = last.appointment;
  const data = { from: shifted(from), to: shifted(to) };
  return { type: 'APPOINTMENT_SET', stop: last.stop, occurredAt: after(1), issuedAt: after(1), data };
}

function gateEvents({ gates, pickup, profile }, shipment) {
  if (!gates) return [];
  const stop = profile.mode === 'DRAYAGE' ? shipment.stops[0] : shipment.stops.at(-1);
  const day = (days) => instantAt(addDays(pickup, days), 9 * hour, stop.location.timeZone);
  return Object.entries(gates).map(([type, days]) => ({ type, stop: stop.stop, occurredAt: day(days) }));
}

/** Happenings that prove nothing: estimates, words taken back, a cancellation when all was on its way. */
function noises(plan, last, after) {
  const kinds = {
    estimate: () => [
      { type: 'DELIVERED', stop: last.stop, classifier: 'ESTIMATED', occurredAt: after(200) },
      { type: 'ARRIVED_AT_STOP', stop: last.stop, classifier: 'PLANNED', occurredAt: after(150) },
    ],
    transit: () => [{ type: 'IN_TRANSIT', occurredAt: after(5) }],
    retracted: () => [
      { type: 'ARRIVED_AT_STOP', stop: last.stop, occurredAt: after(90), id: 'wrong' },
      { type: 'RETRACTED', occurredAt: after(91), retractsId: 'wrong' },
    ],
    cancelled: () => [{ type: 'CANCELLED', occurredAt: after(3), source: 'tms', method: 'MANUAL' }],
  };
  return plan.noises.flatMap((kind) => kinds[kind]());
}

/** The same arrivals and departures at the last stop, as somebody else saw them. */
function echoes({ echo }, events, last) {
  if (!echo) return [];
  const shifts = { ARRIVED_AT_STOP: echo.arrive ?? 0, DEPARTED_STOP: echo.depart ?? 0 };
  return events
    .filter(({ type, stop }) => stop === last.stop && type in shifts)
    .map(({ type, stop, occurredAt }) => ({
      ...{ type, stop, source: 'visibility', method: echo.method },
      occurredAt: later(occurredAt, shifts[type], last.location.timeZone),
    }));
}

/** A load that is called off before the truck comes. */
export function cancellation(plan, shipment) {
  const { timeZone } = shipment.stops[0].location;
  const at = (days, minutes) => instantAt(addDays(plan.pickup, days), minutes, timeZone);
  const dispatched = plan.cancelled === 'AFTER_DISPATCH' ? [{ type: 'DISPATCHED', occurredAt: at(-1, 15 * hour) }] : [];
  return [...dispatched, { type: 'CANCELLED', occurredAt: at(0, 6 * hour) }];
}
