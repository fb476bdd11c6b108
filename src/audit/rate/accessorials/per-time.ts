import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { Appointment, Milestone, StopEvidence, Visit } from '../../evidence/evidence.ts';
import { msOf } from '../../evidence/instants.ts';
import type { Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { added, dividedBy, greatestOf, leaf, less, times, wholeUnits } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import { contractSource, factSource, ruleSource, shipmentSource } from '../sources.ts';
import { unplacedNeed } from './occurrence.ts';
import type { Amount, Entry, Occurrence } from './occurrence.ts';

export type PerTimeTerms = Extract<AccessorialTerms, { model: 'PER_TIME' }>;

/** A stay as the clock sees it: from when, to when, or why not. */
type Clock =
  { kind: 'RUNS'; start: Figure; end: Figure } | { kind: 'LATE' | 'NO_NOTICE' } | { kind: 'UNPROVEN'; needs: Need[] };

const ms = 'ms since 1970';

function instantFigure(at: string, label: string, source: Figure['working']['source']): Figure {
  return leaf(`${msOf(at)}`, { label: `${label} ${at}`, unit: ms }, source ?? ruleSource('instant', '/'));
}

function told(milestone: Milestone, label: string, rating: Rating): Figure | Need {
  if (milestone.status !== 'STANDS') return milestone.need;
  const [fact] = milestone.facts;
  if (fact) rating.used.fact(fact);
  return instantFigure(milestone.at, label, fact ? factSource(fact, '/occurredAt', milestone.at) : undefined);
}

/** Where the appointment stands: the event that set it, else the order. */
function appointmentSource({ setBy, from }: Appointment, { stop }: StopEvidence, { shipment, used }: Rating) {
  if (setBy !== null) {
    used.fact(setBy);
    return factSource(setBy, '/data/from', from);
  }
  const place = shipment.body.stops.findIndex((one) => one.stop === stop.stop);
  return shipmentSource(shipment, `/stops/${place}/appointment/from`);
}

/** When the clock starts: at arrival, but not before the appointment; null when the truck was late and nothing is owed. */
function startOf(arrival: Figure, { visit, stop, terms, rating }: Stay): Figure | null {
  const window = visit.appointment;
  if (!window) return arrival;
  const late = arrival.value.greaterThan(msOf(window.to) + terms.lateGraceMinutes * 60_000);
  if (late) return terms.whenLate === 'FROM_ARRIVAL' ? arrival : null;
  const from = instantFigure(window.from, 'appointment from', appointmentSource(window, stop, rating));
  return greatestOf([arrival, from], { label: 'clock starts: arrival, not before the appointment', unit: ms });
}

interface Stay {
  visit: Visit;
  stop: StopEvidence;
  terms: PerTimeTerms;
  rating: Rating;
}

function noticed({ stop, terms, rating }: Stay, start: Figure): boolean {
  if (!terms.notice) return true;
  const latest = start.value.plus((terms.freeMinutes - terms.notice.minutesBefore) * 60_000);
  return rating.evidence.events.some(
    ({ type, stop: number, at }) =>
      type === 'NOTICE_GIVEN' && number === stop.stop.stop && at !== null && latest.greaterThanOrEqualTo(msOf(at)),
  );
}

/** Where no work was done because the delivery failed, the visit ends with the attempt (rating.md, each visit). */
function endOf(
  { workDone, departure, attempts: [attempted] }: Visit,
  { endsAt }: PerTimeTerms,
): { milestone: Milestone; label: string } {
  if (endsAt !== 'WORK_DONE') return { milestone: departure, label: 'departure' };
  if (workDone.status !== 'MISSING' || !attempted?.at) return { milestone: workDone, label: 'work done' };
  const { at, method, fact } = attempted;
  return { milestone: { status: 'STANDS', at, method, facts: [fact] }, label: 'failed attempt' };
}

function clockOf(stay: Stay): Clock {
  const { visit, terms, rating, stop } = stay;
  const arrival = told(visit.arrival, 'arrival', rating);
  const { milestone, label } = endOf(visit, terms);
  const end = told(milestone, label, rating);
  const needs = [arrival, end].flatMap((one) => ('fact' in one ? [one] : []));
  if ('fact' in arrival || 'fact' in end) return { kind: 'UNPROVEN', needs };
  if (end.value.lessThan(arrival.value)) {
    const fact = `departure at stop ${stop.stop.stop}, told before the arrival: they contradict each other`;
    return { kind: 'UNPROVEN', needs: [{ fact, reason: 'EVIDENCE_CONFLICT', from: 'CARRIER' }] };
  }
  const start = startOf(arrival, stay);
  if (!start) return { kind: 'LATE' };
  return noticed(stay, start) ? { kind: 'RUNS', start, end } : { kind: 'NO_NOTICE' };
}

function minutesClause(entry: Entry<PerTimeTerms>, rating: Rating, at: keyof PerTimeTerms, label: string): Figure {
  const source = contractSource(rating.contract, `${entry.pointer}/${at}`);
  return leaf(`${entry.terms[at] as number}`, { label, unit: 'min' }, source);
}

/** The units of one stay: whole minutes beyond the free time, by the increment and its rounding. */
function unitsOf(entry: Entry<PerTimeTerms>, rating: Rating, { start, end }: { start: Figure; end: Figure }): Figure {
  const minute = leaf('60000', { label: 'ms in a minute', unit: 'ms' }, ruleSource('exact-conversions', '/MIN/MS'));
  const stayed = less(end, start, { label: 'time on the clock', unit: 'ms' });
  const minutes = wholeUnits(stayed, minute, 'DOWN', { label: 'whole minutes', unit: 'min' });
  const free = minutesClause(entry, rating, 'freeMinutes', 'free time');
  const beyond = less(minutes, free, { label: 'beyond free time', unit: 'min' });
  const none = leaf('0', { label: 'never below nothing', unit: 'min' }, ruleSource('free-time', '/floor'));
  const billable = greatestOf([beyond, none], { label: 'billable minutes', unit: 'min' });
  const increment = minutesClause(entry, rating, 'incrementMinutes', 'increment');
  const step = { label: `units of ${entry.terms.incrementMinutes} minutes`, unit: '1' };
  return wholeUnits(billable, increment, entry.terms.incrementRounding, step);
}

function priceOf(entry: Entry<PerTimeTerms>, rating: Rating, units: readonly Figure[]): Amount {
  const { contract, currency } = rating;
  const at = { contract, pointer: entry.pointer };
  const rate = clause(at, entry.terms.rate, 'rate', {
    label: 'rate',
    unit: `${currency}/${entry.terms.perMinutes} min`,
  });
  if (!rate || entry.terms.perMinutes <= 0 || entry.terms.incrementMinutes <= 0)
    return rateMissing(at, entry.terms.charge);
  const total = added(units, { label: 'units of all visits', unit: '1' });
  const increment = minutesClause(entry, rating, 'incrementMinutes', 'increment');
  const minutes = times(total, increment, { label: 'chargeable minutes', unit: 'min' });
  const product = times(minutes, rate, { label: 'chargeable minutes × rate', unit: `${currency} min` });
  const per = minutesClause(entry, rating, 'perMinutes', 'rate is per');
  return dividedBy(product, per, { label: 'time charge', unit: currency });
}

function nothingBecause(clocks: readonly Clock[]): Amount | null {
  const needs = clocks.flatMap((clock) => (clock.kind === 'UNPROVEN' ? clock.needs : []));
  if (needs.length > 0) return { needs };
  if (clocks.some(({ kind }) => kind === 'RUNS')) return null;
  if (clocks.some(({ kind }) => kind === 'NO_NOTICE'))
    return { none: 'ACC_NO_NOTICE', why: 'no notice was given before free time ended' };
  return { none: 'DETENTION_WRONG', why: 'the truck came later than the appointment and its grace' };
}

function missingVisit(stop: number, rating: Rating): Amount {
  const types = ['ARRIVED_AT_STOP', 'DEPARTED_STOP'] as const;
  const needs = types.map(
    (type): Need =>
      unplacedNeed(rating.evidence, type) ?? {
        fact: `event ${type} at stop ${stop}`,
        reason: 'FACT_MISSING',
        from: 'CARRIER',
      },
  );
  return { needs };
}

/**
 * PER_TIME, detention and waiting at one stop: each visit alone, from arrival or appointment to departure or work done,
 * less its free time, in increments; then added (rating.md, PER_TIME). Late with `whenLate: NONE`: nothing. Arrival or
 * departure missing: not provable. Departure before arrival: EVIDENCE_CONFLICT.
 */
export function perTime(entry: Entry<PerTimeTerms>, rating: Rating, occurrence: Occurrence): Amount {
  const stop = rating.evidence.stops.find((one) => one.stop.stop === occurrence.stop);
  if (!stop) return { needs: [{ fact: 'stop of the charge', reason: 'STOP_UNKNOWN', from: 'CARRIER' }] };
  const { terms } = entry;
  const notices = rating.evidence.events.some(
    ({ type, stop: number }) => type === 'NOTICE_GIVEN' && number === stop.stop.stop,
  );
  if (terms.notice && !notices) {
    const need = unplacedNeed(rating.evidence, 'NOTICE_GIVEN');
    return need ? { needs: [need] } : { none: 'ACC_NO_NOTICE', why: 'no notice was given at this stop' };
  }
  if (stop.visits.length === 0) return missingVisit(stop.stop.stop, rating);
  const clocks = stop.visits.map((visit) => clockOf({ visit, stop, terms, rating }));
  const settled = nothingBecause(clocks);
  if (settled) return settled;
  const running = clocks.filter((clock) => clock.kind === 'RUNS');
  return priceOf(
    entry,
    rating,
    running.map((clock) => unitsOf(entry, rating, clock)),
  );
}
