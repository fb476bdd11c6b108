/** Accessorials: what makes them payable, in the order of judging, and what they come to. */
import { minutesBetween } from '../calendar.js';
import { above, compare, exact, greatest, least, over, plus, rounded, sum, times, zero } from '../exact.js';
import { distanceOf, itemsOf, longestInches, pieces, totalWeight } from './measures.js';
import { Missing } from './terms.js';
import { perDay, perTime, visitTimes } from './time-charges.js';

/** Nothing is owed, and why. */
class Nothing {
  constructor(reason) {
    this.reason = reason;
  }
}

const strength = ['MANUAL', 'EDI', 'SIGNED_DOCUMENT', 'TELEMATICS', 'GEOFENCE'];

/** The stops an accessorial looks at. */
export function stopsFor(charge, shipment) {
  const kind = charge.endsWith('_PICKUP') ? 'PICKUP' : charge.endsWith('_DELIVERY') ? 'DELIVERY' : null;
  return shipment.stops.filter(({ type }) => kind === null || type === kind);
}

/** The limit of what was authorised; null when there is none. */
function authorised(entry, stop, { facts: { shipment } }) {
  if (entry.authority === 'CONTRACT') return null;
  if (entry.authority === 'ORDERED') {
    if (!(shipment.services ?? []).includes(entry.charge)) throw new Nothing('ACC_NOT_AUTH');
    return null;
  }
  const given = (shipment.authorisations ?? []).filter(
    (one) => one.charge === entry.charge && (!one.stop || !stop || one.stop === stop.stop),
  );
  if (given.length === 0) throw new Nothing('ACC_NOT_AUTH');
  return given.some(({ limit }) => !limit) ? null : sum(given.map(({ limit }) => limit));
}

/** The standing happenings that satisfy `when`. */
export function occurrences(when, entry, { evidence }) {
  const happened = evidence.happened(when.event);
  if (!when.attribution) return happened;
  if (entry.charge === 'REDELIVERY' && happened.some(({ reason }) => !reason?.attribution))
    throw new Missing('ACC_NO_EVIDENCE');
  return happened.filter(({ reason }) => when.attribution.includes(reason?.attribution));
}

function conditionsHold(entry, stops, known) {
  const { when } = entry;
  if (!when) return;
  const items = known.facts.shipment.items ?? [];
  const holds = [
    !when.event || occurrences(when, entry, known).length > 0,
    !when.siteTypes || stops.some(({ location }) => when.siteTypes.includes(location.siteType)),
    when.hazardous === undefined || items.some(({ hazardous }) => hazardous === true) === when.hazardous,
    !when.minLengthIn || atLeast(longestInches(items), when.minLengthIn),
    !when.minWeightLb || atLeast(totalWeight(itemsOf(known), 'LB'), when.minWeightLb),
  ];
  if (holds.includes(false)) throw new Nothing('ACC_CONDITION');
}

function atLeast(value, limit) {
  if (value === null) throw new Missing('FACT_MISSING');
  return compare(value, limit) >= 0;
}

function requirementsMet(entry, { facts, evidence }) {
  for (const { document, event, minMethod } of entry.requires ?? []) {
    const proofs = document
      ? facts.documents.filter(({ type }) => type === document)
      : evidence
          .happened(event)
          .filter(({ method }) => strength.indexOf(method ?? 'MANUAL') >= strength.indexOf(minMethod ?? 'MANUAL'));
    if (proofs.length === 0) throw new Missing('ACC_NO_EVIDENCE');
  }
  if (entry.charge === 'TONU') dispatchedBefore(evidence);
}

function dispatchedBefore(evidence) {
  const cancelled = evidence.happened('CANCELLED').at(-1);
  if (!evidence.happened('DISPATCHED').some(({ moment }) => moment < cancelled.moment))
    throw new Missing('ACC_NO_EVIDENCE');
}

function noticeGiven(entry, stop, known) {
  if (!entry.notice) return;
  const notices = known.evidence.happened('NOTICE_GIVEN').filter(({ at }) => at === stop.stop);
  if (notices.length === 0) throw new Nothing('ACC_NO_NOTICE');
  const [visit] = known.evidence.visits(stop.stop);
  const { start } = visit ? visitTimes(entry, visit, stop, known) : { start: null };
  if (start === null) return;
  const intime = notices.some(
    ({ instant }) => entry.freeMinutes - minutesBetween(start, instant) >= entry.notice.minutesBefore,
  );
  if (!intime) throw new Nothing('ACC_NO_NOTICE');
}

const counts = {
  STOP: (entry, stops) => (entry.when?.siteTypes ? 1 : stops.length && 1),
  PIECE: (entry, stops, known) => pieces(itemsOf(known)),
  EVENT: (entry, stops, known) => (entry.when?.event ? occurrences(entry.when, entry, known).length : 0),
};

const amounts = {
  FLAT: (entry, stops, known) => times(entry.per ? counts[entry.per](entry, stops, known) : 1, entry.amount),
  PER_WEIGHT: (entry, stops, known) =>
    times(over(totalWeight(itemsOf(known), entry.weightUnit), entry.per), entry.rate),
  PER_DISTANCE: (entry, stops, known) => times(distanceOf(known, entry.unit), entry.rate),
  PERCENT: (entry, stops, known) => times(sum(entry.of.map(known.baseAmount)), entry.percent),
  PER_TIME: (entry, stops, known) => perTime(entry, stops[0], known),
  PER_DAY: (entry, stops, known) => perDay(entry, known),
  TIERS: (entry, stops, known) => tiered(entry, known),
  PASS_THROUGH: (entry, stops, known) => receiptsOf(entry, known),
};

function tiered(entry, { facts: { shipment }, evidence }) {
  const paid = shipment.stops.slice(entry.freeStops ?? 2).filter(({ stop }) => evidence.visits(stop).length > 0);
  return sum(paid.map((_, index) => entry.tiers[Math.min(index, entry.tiers.length - 1)]));
}

function receiptsOf(entry, { facts, contract }) {
  const receipts = facts.documents.filter(
    ({ type, data }) => entry.receipts.includes(type) && (!data.charge || data.charge === entry.charge),
  );
  const once = [...new Map(receipts.map((receipt) => [receipt.data.number ?? receipt.documentId, receipt])).values()];
  if (once.length === 0) throw new Missing('ACC_NO_EVIDENCE');
  if (once.some(({ data }) => data.currency && data.currency !== contract.currency)) throw new Missing('CURRENCY');
  return plus(sum(once.map(({ data }) => data.amount)), entry.fee ?? '0');
}

function judged(entry, stops, known) {
  const limit = authorised(entry, stops.length === 1 ? stops[0] : null, known);
  conditionsHold(entry, stops, known);
  requirementsMet(entry, known);
  noticeGiven(entry, stops[0], known);
  const amount = amounts[entry.model](entry, stops, known);
  const atLeastMinimum = entry.minimum ? greatest(amount, entry.minimum) : exact(amount);
  const bounded = entry.maximum ? least(atLeastMinimum, entry.maximum) : atLeastMinimum;
  const owed = rounded(bounded, known.rounding.places, known.rounding.mode);
  if (limit !== null && above(owed, limit)) return { amount: exact(limit), reason: 'ACC_OVER_LIMIT' };
  return { amount: owed, reason: null };
}

/** One accessorial at some stops: its amount, or why there is none. */
function outcomeOf(entry, stops, known) {
  try {
    return judged(entry, stops, known);
  } catch (error) {
    if (error instanceof Nothing) return { amount: zero, reason: error.reason, certain: true };
    if (error instanceof Missing) return { amount: null, reason: error.reason };
    throw error;
  }
}

/** Entries that are expected at each stop by itself. */
const atEachStop = (entry) => entry.model === 'PER_TIME' || entry.per === 'STOP';

/**
 * Every expected accessorial of a shipment.
 * @returns {{ charge: string, stop: number | null, amount: object | null, reason: string | null }[]}
 */
export function accessorialsOf(known) {
  const { contract, lane, facts } = known;
  const own = lane.accessorials ?? [];
  const entries = [
    ...(contract.accessorials ?? []).filter(({ charge }) => !own.some((entry) => entry.charge === charge)),
    ...own,
  ];
  const charges = entries.flatMap((entry) => {
    const stops = stopsFor(entry.charge, facts.shipment);
    const sets = atEachStop(entry) ? stops.map((stop) => [stop]) : [stops];
    return sets.map((set) => ({
      charge: entry.charge,
      stop: atEachStop(entry) ? set[0].stop : null,
      entry,
      ...outcomeOf(entry, set, known),
    }));
  });
  for (const group of contract.exclusions ?? []) exclude(charges, group);
  return charges;
}

/** Of charges that exclude each other the dearest is owed. */
function exclude(charges, group) {
  const sumOf = (code) => {
    const own = charges.filter(({ charge }) => charge === code);
    return own.some(({ amount }) => amount === null) ? null : sum(own.map(({ amount }) => amount));
  };
  const listed = group.filter((code) => charges.some(({ charge }) => charge === code));
  const unknown = listed.some((code) => sumOf(code) === null);
  const layover = group.includes('LAYOVER') && listed.includes('LAYOVER') && above(sumOf('LAYOVER') ?? 0, 0);
  const dearest = layover
    ? 'LAYOVER'
    : listed.reduce((best, code) => (!unknown && above(sumOf(code), sumOf(best)) ? code : best), listed[0]);
  for (const charge of charges.filter((one) => listed.includes(one.charge))) {
    if (unknown) Object.assign(charge, { amount: null, reason: charge.reason ?? 'FACT_MISSING' });
    else if (charge.charge !== dearest && above(charge.amount, 0))
      Object.assign(charge, { amount: zero, reason: 'ACC_EXCLUDED', certain: true });
  }
}
