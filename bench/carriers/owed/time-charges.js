/** Charges for time: detention and waiting by the minute, storage, demurrage and per diem by the day. */
import { addDays, minutesBetween, momentOf, weekday } from '../calendar.js';
import { ceiling, exact, floor, over, plus, rounded, sum, times, zero } from '../exact.js';
import { conflict, dateOf } from './evidence.js';
import { Missing } from './terms.js';

const units = {
  UP: ceiling,
  DOWN: floor,
  NEAREST: (value) => rounded(value, 0, 'HALF_UP').n,
};

/** The appointment at a stop: the order's, or one that was set before the arrival. */
export function appointmentOf(stop, arrival, { evidence }) {
  const set = evidence
    .happened('APPOINTMENT_SET')
    .filter(
      (event) => event.at === stop.stop && (!arrival || momentOf(event.issuedAt ?? event.instant) < arrival.moment),
    )
    .at(-1);
  return set ? set.data : (stop.appointment ?? null);
}

/** When the clock of a visit starts; null when nothing is owed because the carrier came late. */
export function clockStart(entry, arrival, appointment) {
  if (!appointment) return arrival.instant;
  const late = minutesBetween(appointment.to, arrival.instant) > entry.lateGraceMinutes;
  if (late) return entry.whenLate === 'NONE' ? null : arrival.instant;
  return momentOf(arrival.instant) > momentOf(appointment.from) ? arrival.instant : appointment.from;
}

/** How a visit stands: its start on the clock and its end. */
export function visitTimes(entry, visit, stop, known) {
  const endTypes = entry.endsAt === 'WORK_DONE' ? [stop.type === 'PICKUP' ? 'LOADED' : 'UNLOADED'] : [];
  const arrival = visit.milestone('ARRIVED_AT_STOP');
  const end = [...endTypes, 'DEPARTED_STOP', 'DELIVERY_ATTEMPTED']
    .map((type) => visit.milestone(type))
    .find((event) => event !== null);
  if (arrival === conflict || end === conflict) throw new Missing('EVIDENCE_CONFLICT');
  if (!arrival || !end) throw new Missing('DETENTION_UNPROVEN');
  if (end.moment < arrival.moment) throw new Missing('EVIDENCE_CONFLICT');
  const start = clockStart(entry, arrival, appointmentOf(stop, arrival, known));
  return { start, arrival: arrival.instant, end: end.instant };
}

/** What so many minutes on the clock come to. */
export function forMinutes(entry, minutes) {
  const billable = Math.max(0, minutes - entry.freeMinutes);
  const count = units[entry.incrementRounding](over(billable, entry.incrementMinutes));
  return times(over(times(count, entry.incrementMinutes), entry.perMinutes), entry.rate);
}

/** Detention at one stop: each visit alone, then added. */
export function perTime(entry, stop, known) {
  const visits = known.evidence.visits(stop.stop);
  if (visits.length === 0) throw new Missing('DETENTION_UNPROVEN');
  return sum(
    visits.map((visit) => {
      const { start, end } = visitTimes(entry, visit, stop, known);
      return start === null ? zero : forMinutes(entry, minutesBetween(start, end));
    }),
  );
}

/** The days that count between two happenings. */
export function chargeableDays(entry, from, to, holidays) {
  const free = (date) => entry.calendar === 'BUSINESS' && (weekday(date) > 5 || holidays.includes(date));
  let days = 0;
  for (let date = entry.includeFirstDay ? from : addDays(from, 1); date <= to; date = addDays(date, 1))
    if (!free(date)) days += 1;
  return Math.max(0, days - entry.freeDays);
}

/** What so many days come to in their tiers. */
export function forDays(tiers, days) {
  let left = days;
  let total = zero;
  for (const tier of tiers) {
    const here = tier.days === undefined || tier.days === null ? left : Math.min(left, tier.days);
    total = plus(total, times(exact(here), tier.rate));
    left -= here;
  }
  return total;
}

/** Storage, demurrage, per diem: local dates at the stop. */
export function perDay(entry, known) {
  const { shipment } = known.facts;
  const [from, to] = [entry.from, entry.to].map((type) => {
    const event = known.evidence.happened(type).at(-1);
    if (!event) throw new Missing('FACT_MISSING');
    return dateOf({ ...event, at: event.at ?? shipment.stops.at(-1).stop }, shipment);
  });
  return forDays(entry.tiers, chargeableDays(entry, from, to, entry.holidays ?? []));
}
