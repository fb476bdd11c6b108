/** Which contract version, which lane, which date: the terms that hold for a shipment. */
import { localDate } from '../calendar.js';
import { conflict, dateOf } from './evidence.js';

/** A fact without which nothing can be said. */
export class Missing {
  constructor(reason) {
    this.reason = reason;
  }
}

/**
 * The dates that may play a role for a shipment: one when it is proven, two when it is only told.
 * @throws Missing when nobody has said anything
 */
export function datesFor(role, { facts, evidence }) {
  const { shipment, bills } = facts;
  const first = shipment.stops[0];
  const last = shipment.stops.at(-1);
  const told = (bill, stop) =>
    [bill, stop.appointment && localDate(stop.appointment.from, stop.location.timeZone)].filter(Boolean);
  switch (role) {
    case 'PICKUP':
      return proven(evidence.milestone(first.stop, 'DEPARTED_STOP'), shipment, told(bills[0]?.pickupDate, first));
    case 'DELIVERY':
      return proven(evidence.milestone(last.stop, 'DELIVERED'), shipment, told(bills[0]?.deliveryDate, last));
    case 'INVOICE':
      return bills[0] ? [bills[0].invoiceDate] : missing();
    default: {
      const happened = evidence.happened(role === 'SAILING' ? 'VESSEL_DEPARTED' : 'TENDER_ACCEPTED').at(-1);
      return happened ? [dateOf({ ...happened, at: happened.at ?? first.stop }, shipment)] : missing();
    }
  }
}

function proven(event, shipment, told) {
  if (event === conflict) throw new Missing('EVIDENCE_CONFLICT');
  if (event) return [dateOf(event, shipment)];
  return told.length > 0 ? [...new Set(told)] : missing();
}

function missing() {
  throw new Missing('FACT_MISSING');
}

/** The one answer that all dates give. */
export function agreedBy(dates, choose) {
  const answers = dates.map(choose);
  if (answers.some((answer) => answer !== answers[0])) throw new Missing('FACT_MISSING');
  return answers[0];
}

/**
 * @param {object[]} versions of the carrier's contracts
 * @returns {{ contract: object, lane: object }}
 */
export function termsOf(versions, known) {
  const { shipment } = known.facts;
  const fitting = versions.filter(
    (contract) =>
      contract.carrier === shipment.carrier &&
      contract.legalEntities.includes(shipment.legalEntity) &&
      contract.modes.includes(shipment.mode),
  );
  if (fitting.length === 0) throw new Missing('CONTRACT_MISSING');
  const dates = datesFor(fitting[0].dateRole, known);
  const contract = agreedBy(dates, (date) => inForce(fitting, date));
  if (!contract) throw new Missing('CONTRACT_MISSING');
  return { contract, lane: laneOf(contract, shipment) };
}

const inForce = (versions, date) =>
  versions.find(({ effective }) => effective.from <= date && (!effective.to || date <= effective.to));

/** The most specific lane a shipment fits. */
function laneOf(contract, shipment) {
  const [from, to] = [shipment.stops[0].location, shipment.stops.at(-1).location];
  const fits = contract.lanes
    .map((lane) => ({
      lane,
      rank: [
        ...specificity(lane.origin, from, contract.zones),
        ...specificity(lane.destination, to, contract.zones),
        naming(lane, shipment),
      ],
    }))
    .filter(({ rank }) => rank.every((part) => part !== null));
  if (fits.length === 0) throw new Missing('LANE_MISSING');
  return fits.sort((a, b) => order(b.rank, a.rank))[0].lane;
}

function order(a, b) {
  const index = a.findIndex((part, position) => part !== b[position]);
  return index < 0 ? 0 : a[index] - b[index];
}

function naming(lane, shipment) {
  const named = (list, own) => (list?.length ? (list.includes(own) ? 1 : null) : 0);
  const [equipment, service] = [named(lane.equipment, shipment.equipment), named(lane.services, shipment.service)];
  return equipment === null || service === null ? null : equipment + service;
}

/** How closely a selector names a place: [kind, width]; nulls when it does not. */
export function specificity(selector, place, zones) {
  if (selector.country && selector.country !== place.country) return [null, null];
  const ways = waysIn(selector, place, zones);
  const named = ['postalPrefixes', 'postalRanges', 'cities', 'unlocodes', 'zones', 'regions'];
  if (!named.some((field) => selector[field]?.length)) ways.push(selector.country ? [1, 0] : [0, 0]);
  return ways.sort((a, b) => order(b, a))[0] ?? [null, null];
}

function waysIn(selector, place, zones) {
  const postal = place.postalCode ?? '';
  const inside = (from, to) => postal.slice(0, from.length) >= from && postal.slice(0, to.length) <= to;
  return [
    ...(selector.postalPrefixes ?? [])
      .filter((prefix) => postal.startsWith(prefix))
      .map((prefix) => [6, prefix.length]),
    ...(selector.postalRanges ?? []).filter(({ from, to }) => inside(from, to)).map(({ from, to }) => [6, from - to]),
    ...(selector.cities ?? []).filter((city) => city === place.city).map(() => [5, 0]),
    ...(selector.unlocodes ?? []).filter((code) => code === place.unlocode).map(() => [4, 0]),
    ...(selector.zones ?? []).filter((name) => anyOf(zones[name], place)).map(() => [3, 0]),
    ...(selector.regions ?? []).filter((region) => region === place.region).map(() => [2, 0]),
  ];
}

const anyOf = (selectors, place) => selectors.some((selector) => specificity(selector, place, {})[0] !== null);
