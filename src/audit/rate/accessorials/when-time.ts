import { dayNames } from '../../../freight/accessorial.ts';
import type { AccessorialWhen, DayName } from '../../../freight/accessorial.ts';
import { dayOfWeek, localTimeText } from '../../../freight/time.ts';
import type { Instant } from '../../../freight/time.ts';
import type { Milestone, StopEvidence } from '../../evidence/evidence.ts';
import type { Need } from '../../expected.ts';
import { conditionFails, conditionHolds } from './condition.ts';
import type { Condition, ConditionCase } from './condition.ts';
import { holidaysOf } from './holidays.ts';
import type { KnownHolidays } from './holidays.ts';
import { stopsFor, unplacedNeed } from './occurrence.ts';

/** When the carrier served a stop: it came, else worked, left or delivered. */
function servedAt({ visits, delivered }: StopEvidence): Milestone | null {
  const [first] = visits;
  const told = [first?.arrival, first?.workDone, first?.departure, delivered];
  return told.find((one) => one && one.status !== 'MISSING') ?? null;
}

/** The instant of a named event at the stop; null where nobody told of one. */
function toldAt(type: NonNullable<AccessorialWhen['event']>, stop: StopEvidence, one: ConditionCase): Milestone | null {
  if (type === 'DELIVERED') return stop.delivered?.status === 'MISSING' ? null : stop.delivered;
  const { events } = one.rating.evidence;
  const found = one.occurrence.event ?? events.find((event) => event.type === type && event.stop === stop.stop.stop);
  if (!found?.at) return null;
  return { status: 'STANDS', at: found.at, method: found.method, facts: [found.fact] };
}

function dayFits(date: string, days: readonly DayName[], holidays: KnownHolidays): boolean {
  const name = dayNames[dayOfWeek(date) - 1];
  return (name !== undefined && days.includes(name)) || (days.includes('HOLIDAY') && holidays.days.has(date));
}

function fits(at: Instant, zone: string, when: AccessorialWhen, holidays: KnownHolidays): boolean {
  const [date = '', time = ''] = localTimeText(at, zone).split(' ');
  const { days, outsideHours } = when;
  if (days && !dayFits(date, days, holidays)) return false;
  return !outsideHours || time < outsideHours.from || time > outsideHours.to;
}

function whenServed(stop: StopEvidence, one: ConditionCase, holidays: KnownHolidays): boolean | Need[] {
  const when = one.terms.when ?? {};
  const served = when.event ? toldAt(when.event, stop, one) : servedAt(stop);
  const { stop: number, location } = stop.stop;
  // Where a named event did not happen at this stop, its hour is that of another.
  if (!served && when.event) return false;
  if (!served) {
    const fact = `event ARRIVED_AT_STOP at stop ${number}`;
    const unplaced = unplacedNeed(one.rating.evidence, 'ARRIVED_AT_STOP');
    return [unplaced ?? { fact, reason: 'FACT_MISSING', from: 'CARRIER' }];
  }
  if (served.status !== 'STANDS') return [served.need];
  served.facts.forEach((fact) => {
    one.rating.used.fact(fact);
  });
  if (!location.timeZone) return [{ fact: `time zone of stop ${number}`, reason: 'TIME_ZONE_UNKNOWN', from: 'US' }];
  return fits(served.at, location.timeZone, when, holidays);
}

/**
 * `when.days` and `when.outsideHours`: the day and hour of `when.event`, else of the arrival, on the clocks at a stop of
 * the charge. HOLIDAY is a day of `when.holidays`. Nobody told of a time, or no zone is known: it can not be told.
 */
export function timeHolds(one: ConditionCase): Condition {
  const { when } = one.terms;
  if (!when?.days && !when?.outsideHours) return conditionHolds;
  const holidays = holidaysOf(when.holidays, 'when/holidays', one.rating);
  if ('fact' in holidays) return { needs: [holidays] };
  const stops = stopsFor(one.terms.charge, one.rating.evidence).filter(
    ({ stop }) => one.occurrence.stop === null || stop.stop === one.occurrence.stop,
  );
  const answers = stops.map((stop) => whenServed(stop, one, holidays));
  if (answers.includes(true)) return conditionHolds;
  const needs = answers.flatMap((answer) => (typeof answer === 'boolean' ? [] : answer));
  if (needs.length > 0) return { needs };
  return conditionFails('the day and hour of the service are none of those it is for', false);
}
