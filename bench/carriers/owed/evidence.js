/** What happened, as far as it is proven: the standing milestones of a shipment, by the agreement on evidence. */
import { instantAt, localDate, momentOf } from '../calendar.js';

const strength = ['MANUAL', 'EDI', 'SIGNED_DOCUMENT', 'TELEMATICS', 'GEOFENCE'];
const strengthOf = (event) => strength.indexOf(event.method ?? 'MANUAL');
/** Milestones of which the later one is the smaller claim. */
const laterIsLess = new Set(['ARRIVED_AT_STOP']);
const ends = new Set(['DEPARTED_STOP', 'DELIVERY_ATTEMPTED']);
const pickupTypes = new Set(['LOADED']);
const deliveryTypes = new Set(['UNLOADED', 'DELIVERED', 'DELIVERY_ATTEMPTED', 'OUT_FOR_DELIVERY', 'REFUSED']);

/** Two equally good sources that are too far apart. */
export const conflict = Symbol('conflict');

/**
 * @param {{ shipment: object, events: object[], documents: object[] }} facts as they are known
 * @param {number} agreeWithinMinutes how far two equal sources may be apart
 */
export function evidenceOf(facts, agreeWithinMinutes = 15) {
  const proofs = [...facts.events.filter(isActual(facts.events)), ...signedDeliveries(facts.documents)];
  const placed = proofs.map((event) => withPlace(event, facts.shipment)).sort((a, b) => a.moment - b.moment);
  const standing = (events) => standingOf(events, agreeWithinMinutes);
  const visited = new Map();
  const visits = (stop) => {
    if (!visited.has(stop)) visited.set(stop, visitsOf(placed.filter((event) => event.at === stop)));
    return visited.get(stop);
  };
  return {
    /** The visits of a stop in time order; each knows its standing milestones. */
    visits: (stop) =>
      visits(stop).map((events) => ({
        milestone: (type) => standing(events.filter((event) => event.type === type)),
        events,
      })),
    /** All standing happenings of a type. */
    happened: (type) => placed.filter((event) => event.type === type),
    /** The standing milestone of a stop, of its last visit that has one. */
    milestone(stop, type) {
      const found = this.visits(stop)
        .map((visit) => visit.milestone(type))
        .filter((event) => event !== null);
      return found.at(-1) ?? null;
    },
    zoneOf: (stop) => zoneOf(facts.shipment, stop),
  };
}

function isActual(events) {
  const retracted = (event, seen = []) =>
    events.some(
      (other) =>
        other.type === 'RETRACTED' &&
        other.source === event.source &&
        other.retracts === event.eventId &&
        !seen.includes(other) &&
        !retracted(other, [...seen, event]),
    );
  return (event) => event.type !== 'RETRACTED' && (event.classifier ?? 'ACTUAL') === 'ACTUAL' && !retracted(event);
}

function signedDeliveries(documents) {
  return documents
    .filter(({ type, data }) => type === 'POD' && data?.signedAt)
    .map((pod) => ({
      source: pod.source,
      type: 'DELIVERED',
      method: 'SIGNED_DOCUMENT',
      occurredAt: pod.data.signedAt,
      stop: pod.stop,
      issuedAt: pod.issuedAt,
    }));
}

const zoneOf = (shipment, stop) => shipment.stops.find((one) => one.stop === stop)?.location.timeZone;

function withPlace(event, shipment) {
  const at = stopOf(event, shipment);
  const instant = event.occurredAt ?? fromWall(event.occurredLocal, zoneOf(shipment, at));
  return { ...event, at, instant, moment: momentOf(instant) };
}

function fromWall(local, zone) {
  const [date, time] = local.split('T');
  const [hours, minutes] = time.split(':').map(Number);
  return instantAt(date, hours * 60 + minutes, zone);
}

function stopOf(event, shipment) {
  if (event.stop) return event.stop;
  if (event.place) return atPlace(event.place, shipment);
  const kind = pickupTypes.has(event.type) ? 'PICKUP' : deliveryTypes.has(event.type) ? 'DELIVERY' : null;
  const candidates = shipment.stops.filter(({ type }) => type === kind);
  if (event.type === 'DELIVERED') return candidates.at(-1)?.stop ?? null;
  return candidates.length === 1 ? candidates[0].stop : null;
}

function atPlace(place, shipment) {
  const by = (same) => shipment.stops.find(({ location }) => same(location))?.stop;
  return (
    (place.code && by(({ code }) => code === place.code)) ??
    (place.postalCode && by(({ postalCode }) => postalCode === place.postalCode)) ??
    by(({ city, region }) => city === place.city && region === place.region) ??
    null
  );
}

/** Cuts the happenings at a stop into visits: an arrival after an end opens the next one. */
function visitsOf(events) {
  const methods = [...new Set(events.map(strengthOf))].sort((a, b) => b - a);
  const has = (method, types) => events.some((event) => strengthOf(event) === method && types.has(event.type));
  const arrivals = new Set(['ARRIVED_AT_STOP']);
  const leading = methods.find((method) => has(method, arrivals) && has(method, ends));
  const cutting = (event) => leading === undefined || strengthOf(event) === leading;
  const visits = [];
  let ended = true;
  for (const event of events.filter(cutting)) {
    if (visits.length === 0 || (ended && event.type === 'ARRIVED_AT_STOP')) visits.push([]);
    ended = ends.has(event.type) || (ended && event.type !== 'ARRIVED_AT_STOP');
    visits.at(-1).push(event);
  }
  for (const event of events.filter((one) => !cutting(one))) nearest(visits, event)?.push(event);
  return visits.map((visit) => visit.sort((a, b) => a.moment - b.moment));
}

function nearest(visits, event) {
  const away = (visit) => Math.min(...visit.map(({ moment }) => Math.abs(moment - event.moment)));
  return [...visits].sort((a, b) => away(a) - away(b))[0];
}

/** The one happening that stands among several claims of the same milestone; `conflict` when none can. */
function standingOf(claims, agreeWithinMinutes) {
  if (claims.length === 0) return null;
  const perSource = [...new Set(claims.map(({ source }) => source))].map((source) =>
    newest(claims.filter((claim) => claim.source === source)),
  );
  const strongest = Math.max(...perSource.map(strengthOf));
  const equals = perSource.filter((claim) => strengthOf(claim) === strongest);
  const moments = equals.map(({ moment }) => moment);
  if (Math.max(...moments) - Math.min(...moments) > agreeWithinMinutes * 60_000) return conflict;
  return smallest(equals);
}

function newest(claims) {
  const issued = claims.map(({ issuedAt }) => (issuedAt ? momentOf(issuedAt) : null));
  if (issued.includes(null)) return smallest(claims);
  const last = Math.max(...issued);
  return smallest(claims.filter((_, index) => issued[index] === last));
}

function smallest(claims) {
  const sorted = [...claims].sort((a, b) => a.moment - b.moment);
  return laterIsLess.has(claims[0].type) ? sorted.at(-1) : sorted[0];
}

/** The local date of a happening at its stop. */
export const dateOf = (event, shipment) => localDate(event.instant, zoneOf(shipment, event.at));
