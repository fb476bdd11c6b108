/** From a plan to the facts: the versions of the order, what happened and who says so, and the papers. */
import { addDays, instantAt } from '../calendar.js';
import { plain, rounded, times } from '../exact.js';
import { totalWeight } from '../owed/measures.js';
import { cancellation, dayOf, journey, openingHour } from './journey.js';

const hour = 60;

/**
 * Builds the order of a plan and everything that truly happened.
 * @param {object} plan
 * @param {number} number of the load, its own in the world
 * @param {object} chance
 */
export function factsOf(plan, number, chance) {
  const shipments = ordersOf(plan, number);
  const shipment = shipments.at(-1);
  const all = plan.cancelled ? cancellation(plan, shipment) : journey(plan, shipment, chance);
  const events = all.filter((event) => !isDropped(event, plan, shipment));
  const documents = plan.cancelled ? [] : papers(plan, shipment, events);
  const says = speaker(plan, shipment, chance);
  return { shipments, shipment, events: events.map(says.event), documents: documents.map(says.document) };
}

/** What nobody ever told of the last stop. */
function isDropped({ type, stop }, { dropped }, { stops }) {
  const ends = dropped.includes('ends') ? ['DEPARTED_STOP', 'UNLOADED'] : [];
  return stop === stops.length && [...dropped, ...ends].includes(type);
}

export const proOf = (profile, number) => `${profile.carrier === 'NWLT' ? '0' : '4'}${80_000_000 + number}`;

/** The order; where it changed, the one before it too. */
function ordersOf(plan, number) {
  const order = orderOf(plan, number);
  if (!plan.changed) return [order];
  return [
    { ...order, services: [], authorisations: [] },
    { ...order, version: 2 },
  ];
}

function orderOf(plan, number) {
  const { profile } = plan;
  const last = plan.vias.length + 2;
  return {
    ...{ source: 'tms', shipmentId: `SHP-${number}`, version: 1, legalEntity: profile.entity },
    ...{ carrier: profile.carrier, mode: profile.mode, terms: 'THIRD_PARTY', currency: profile.currency },
    ...(plan.equipment ? { equipment: plan.equipment } : {}),
    status: plan.cancelled ? 'CANCELLED' : 'ORDERED',
    references: [
      { type: 'BOL', value: `BOL-${number}` },
      { type: 'PRO', value: proOf(profile, number) },
      { type: 'PO', value: `PO-${Math.floor(number / 5)}` },
    ],
    ...{ stops: stopsOf(plan), items: plan.items, services: plan.services },
    ...(profile.distance ? { distance: { value: plan.distance, unit: 'MI', source: 'practical miles' } } : {}),
    ...(profile.declares ? { declaredValue: { amount: plan.declared, currency: profile.currency } } : {}),
    authorisations: plan.authorisations.map((one) => (one.stop === 'LAST' ? { ...one, stop: last } : one)),
    ...(plan.agreed ? { agreed: plan.agreed } : {}),
    ...(plan.committed ? { committedDelivery: windowOf(plan, plan.vias.length + 1, [8, 12]) } : {}),
  };
}

function stopsOf(plan) {
  return [plan.from, ...plan.vias, plan.to].map((location, index) => {
    const stop = { stop: index + 1, type: index === 0 ? 'PICKUP' : 'DELIVERY', location };
    const opens = openingHour(plan, index);
    return plan.profile.appointments ? { ...stop, appointment: windowOf(plan, index, [opens, opens + 2]) } : stop;
  });
}

function windowOf(plan, index, [from, to]) {
  const { timeZone } = [plan.from, ...plan.vias, plan.to][index];
  const at = (hours) => instantAt(addDays(plan.pickup, dayOf(plan, index)), hours * hour, timeZone);
  return { from: at(from), to: at(to) };
}

function papers(plan, shipment, events) {
  const last = shipment.stops.at(-1).stop;
  const delivered = events.filter(({ type, classifier }) => type === 'DELIVERED' && classifier === undefined);
  const pods = plan.pod === 'NEVER' || !plan.delivered ? [] : delivered.map((event) => podOf(event, plan, last));
  const receipts = plan.receipts.map(({ type, ...data }) => ({ type, stop: last, data }));
  const certificate = plan.certificate && certificateOf(plan);
  const report = plan.inspected?.report && {
    type: 'INSPECTION_REPORT',
    data: { freightClass: plan.inspected.freightClass },
  };
  return [...pods, ...receipts, certificate, report].filter(Boolean);
}

function podOf(event, plan, last) {
  const pieces = plan.items.reduce((all, item) => all + item.pieces, 0);
  const exceptions = {
    SHORT: [{ type: 'SHORT', pieces: 1, note: 'one not on the truck' }],
    DAMAGED: [{ type: 'DAMAGED', pieces: 1, note: 'wet' }],
  };
  const wrong = event.stop === last ? (exceptions[plan.pod] ?? []) : [];
  const received = plan.pod === 'SHORT' && event.stop === last ? pieces - 1 : pieces;
  const data = { signedBy: 'R. Ortiz', signedAt: event.occurredAt, piecesReceived: received, exceptions: wrong };
  return { type: 'POD', stop: event.stop, data };
}

/** What the scale said: more or less than ordered, by a factor. */
function certificateOf({ certificate, items }) {
  const [{ weight }] = items;
  const total = rounded(times(totalWeight(items, weight.unit), certificate), 0, 'HALF_UP');
  return { type: 'WEIGHT_CERTIFICATE', data: { weight: { value: plain(total), unit: weight.unit } } };
}

/** Gives happenings and papers their source, id and references, and says when and where as this sender does. */
function speaker(plan, shipment, chance) {
  const { profile } = plan;
  let count = 0;
  const [bol, pro] = shipment.references;
  const references = () => [chance.pick([bol, pro, { type: 'SHIPMENT', value: shipment.shipmentId }])];
  const idOf = (name) => `${shipment.shipmentId}-${name}`;
  return {
    event({ id, retractsId, source, method, ...event }) {
      count += 1;
      const taken = retractsId ? { retracts: idOf(retractsId) } : {};
      return {
        ...{ source: source ?? profile.source, eventId: idOf(id ?? `e${count}`), carrier: profile.carrier },
        ...{ classifier: 'ACTUAL', method: method ?? profile.method, references: references() },
        ...manners[plan.manner](event, shipment),
        ...taken,
      };
    },
    document(document, index) {
      return {
        ...{ source: 'dms', documentId: idOf(`${document.type}-${index}`), carrier: profile.carrier },
        ...{ references: references(), issuedAt: instantAt(plan.pickup, 20 * hour, 'UTC'), ...document },
      };
    },
  };
}

/** How senders say where and when: by stop and instant, by place, by the clock on the wall of the place. */
const manners = {
  STOP: (event) => event,
  PLACE: ({ stop, ...event }, shipment) => (stop ? { ...event, place: placeOf(stop, shipment) } : event),
  WALL: ({ occurredAt, ...event }) =>
    event.stop ? { ...event, occurredLocal: occurredAt.slice(0, 19) } : { ...event, occurredAt },
};

function placeOf(number, shipment) {
  const { city, region, postalCode, country } = shipment.stops.find(({ stop }) => stop === number).location;
  return { city, region, postalCode, country };
}
