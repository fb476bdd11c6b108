import type { Attribution } from '../../freight/codes.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { FreightEvent } from '../../freight/event.ts';
import type { Recorded } from '../../freight/fact.ts';
import { attributionOfReason } from '../../freight/reason-codes.ts';
import type { Shipment, Stop } from '../../freight/shipment.ts';
import type { PartnerProfile } from '../../freight/terms.ts';
import { instantOfLocal, isLocalDateTime } from '../../freight/time.ts';
import type { Instant } from '../../freight/time.ts';
import { entryOf } from '../../freight/entry.ts';
import type { Dossier } from '../dossier.ts';
import type { Need } from '../expected.ts';
import type { Claim, PlacedEvent } from './claims.ts';
import type { Evidence } from './evidence.ts';
import { byText, msOf } from './instants.ts';
import { defaultMethod, heldMethod } from './methods.ts';
import { instantOf, needsStop, stopOf } from './placement.ts';
import { withoutRetracted } from './retractions.ts';
import { cancellationOf, exceptionsOf } from './happenings.ts';
import { deliveryOf, pickupOf, podsMissing, stopEvidence } from './stop-evidence.ts';
import type { AtStop } from './stop-evidence.ts';

function newer(a: Recorded<Shipment>, b: Recorded<Shipment>): number {
  const byVersion = (b.body.version ?? -1) - (a.body.version ?? -1);
  const issued = ({ body }: Recorded<Shipment>) => (body.issuedAt ? msOf(body.issuedAt) : -Infinity);
  return byVersion || Math.sign(issued(b) - issued(a)) || byText(b.id, a.id);
}

/** The version of the order in force: the highest; without version the last issued. null: no shipment is matched. */
export function shipmentInForce(shipments: readonly Recorded<Shipment>[]): Recorded<Shipment> | null {
  if (shipments.length <= 1) return shipments[0] ?? null;
  return [...shipments].sort(newer)[0] ?? null;
}

/** What one fact turns into: a standing event, or why it proves nothing. */
interface Reading {
  dossier: Dossier;
  stops: readonly Stop[];
  notes: string[];
  unplaced: { fact: Recorded<FreightEvent>; need: Need }[];
}

function unplaced(fact: Recorded<FreightEvent>, reason: 'STOP_UNKNOWN' | 'TIME_ZONE_UNKNOWN'): Need {
  const what = reason === 'STOP_UNKNOWN' ? 'stop' : 'time zone';
  return { fact: `${what} of ${fact.body.type} ${fact.source} ${fact.id}`, reason, from: 'CARRIER' };
}

/** An appointment whose window is told in local times, nobody knows of which zone. */
function isUnreadable({ type, data }: FreightEvent, zone: string | null): boolean {
  if (type !== 'APPOINTMENT_SET' || zone !== null) return false;
  return [data?.from, data?.to].some((end) => typeof end === 'string' && isLocalDateTime(end));
}

/** Where, when: or the reason why it proves nothing. */
function whereAndWhen(body: FreightEvent, reading: Reading, usualZone: string | null) {
  const stop = stopOf(body, reading.stops);
  if (!stop && needsStop(body.type)) return 'STOP_UNKNOWN';
  const zone = stop?.location.timeZone ?? usualZone;
  const { at, zoneMissing } = instantOf(body, zone);
  if (zoneMissing || isUnreadable(body, zone)) return 'TIME_ZONE_UNKNOWN';
  return { stop: stop?.stop ?? null, at, zone };
}

/** Who caused it: as the sender says, else as the partner's overlay reads the reason code, else as the standard does. */
function attributionOf({ reason }: FreightEvent, profile: PartnerProfile | undefined): Attribution | null {
  if (!reason) return null;
  const overlaid = reason.code ? profile?.reasons?.find(({ code }) => code === reason.code) : undefined;
  return reason.attribution ?? overlaid?.attribution ?? attributionOfReason(reason.code ?? '') ?? null;
}

function place(fact: Recorded<FreightEvent>, reading: Reading): PlacedEvent | null {
  const { body } = fact;
  const profile = entryOf(reading.dossier.profiles, fact.source);
  const found = whereAndWhen(body, reading, profile?.defaultTimeZone ?? null);
  if (typeof found === 'string') {
    reading.unplaced.push({ fact, need: unplaced(fact, found) });
    return null;
  }
  const { method, note } = heldMethod(body.method ?? defaultMethod(fact.source), profile, fact);
  if (note) reading.notes.push(note);
  const ms = found.at === null ? null : msOf(found.at);
  const issuedMs = body.issuedAt ? msOf(body.issuedAt) : null;
  return { fact, type: body.type, ...found, method, attribution: attributionOf(body, profile), ms, issuedMs };
}

/** Only what happened proves anything; an appointment holds from when it is set, and is planned by its nature. */
function isRead({ classifier, type }: FreightEvent): boolean {
  return classifier === 'ACTUAL' || (classifier === 'PLANNED' && type === 'APPOINTMENT_SET');
}

function inTimeOrder(a: PlacedEvent, b: PlacedEvent): number {
  if (a.ms !== b.ms) return (a.ms ?? Infinity) < (b.ms ?? Infinity) ? -1 : 1;
  return byText(a.type, b.type) || byText(a.fact.source, b.fact.source) || byText(a.fact.id, b.fact.id);
}

/** The stop a delivery document speaks of: the one it names, else the only or last delivery stop. */
function stopOfDocument(document: FreightDocument, stops: readonly Stop[]): Stop | null {
  const deliveries = stops.filter(({ type }) => type === 'DELIVERY');
  if (document.stop === null || document.stop === undefined) return deliveries.at(-1) ?? null;
  return stops.find(({ stop }) => stop === document.stop) ?? null;
}

function signedAt(pod: Recorded<FreightDocument>, stop: Stop, zone: string | null): Instant | null {
  const { data } = pod.body;
  if (data?.signedAt) return data.signedAt;
  const known = stop.location.timeZone ?? zone;
  return data?.signedLocal && known ? instantOfLocal(data.signedLocal, known) : null;
}

function signedClaim(pod: Recorded<FreightDocument>, stop: Stop, reading: Reading): Claim | null {
  const profile = entryOf(reading.dossier.profiles, pod.source);
  const at = signedAt(pod, stop, profile?.defaultTimeZone ?? null);
  if (at === null) return null;
  const { method, note } = heldMethod('SIGNED_DOCUMENT', profile, pod);
  if (note) reading.notes.push(note);
  const { issuedAt } = pod.body;
  return {
    fact: pod,
    source: pod.source,
    method,
    at,
    ms: msOf(at),
    issuedMs: issuedAt ? msOf(issuedAt) : null,
    attribution: null,
    event: null,
  };
}

function atStops(events: PlacedEvent[], documents: Recorded<FreightDocument>[], reading: Reading): AtStop[] {
  const all = reading.stops.map((stop): AtStop => ({ stop, events: [], signed: [], pods: [] }));
  const byNumber = new Map(all.map((one) => [one.stop.stop, one]));
  for (const event of events) if (event.stop !== null) byNumber.get(event.stop)?.events.push(event);
  for (const document of documents) {
    if (document.body.type !== 'POD') continue;
    const at = byNumber.get(stopOfDocument(document.body, reading.stops)?.stop ?? -1);
    if (!at) continue;
    at.pods.push(document);
    const claim = signedClaim(document, at.stop, reading);
    if (claim) at.signed.push(claim);
  }
  return all;
}

const factOrder = (a: Recorded<unknown>, b: Recorded<unknown>) => byText(a.source, b.source) || byText(a.id, b.id);

/**
 * What all delivery facts of one shipment prove (model.md, Evidence). Only ACTUAL happenings that nobody withdrew count;
 * sources are ranked, and of equals within `agreeWithinMinutes` the smaller claim stands. The order of the facts is
 * irrelevant. Without a shipment nothing has a stop, and nothing is proved.
 */
export function readEvidence(dossier: Dossier, agreeWithinMinutes: number): Evidence {
  const shipment = shipmentInForce(dossier.shipments);
  const standing = withoutRetracted(dossier.events, dossier.documents);
  const stops = [...(shipment?.body.stops ?? [])].sort((a, b) => a.stop - b.stop);
  const reading: Reading = { dossier, stops, notes: [], unplaced: [] };
  const placed = standing.events
    .flatMap((fact) => (isRead(fact.body) ? (place(fact, reading) ?? []) : []))
    .sort(inTimeOrder);
  const events = placed.filter(({ fact }) => fact.body.classifier === 'ACTUAL');
  const documents = [...standing.documents].sort(factOrder);
  const unplaced = reading.unplaced.sort((a, b) => factOrder(a.fact, b.fact));
  const evidence = atStops(placed, documents, reading).map((one) => stopEvidence(one, agreeWithinMinutes, unplaced));
  return {
    shipment,
    stops: evidence,
    events,
    documents,
    unplaced,
    pickup: pickupOf(evidence),
    delivery: deliveryOf(evidence),
    podMissing: podsMissing(evidence),
    cancelled: cancellationOf(events, stops),
    exceptions: exceptionsOf(events, documents),
    retracted: standing.retracted.sort((a, b) => byText(a.source, b.source) || byText(a.id, b.id)),
    notes: reading.notes.sort(byText),
  };
}
