import type { EventType, StopType } from '../../freight/codes.ts';
import type { FreightEvent, Place } from '../../freight/event.ts';
import type { Stop } from '../../freight/shipment.ts';
import { instantOfLocal } from '../../freight/time.ts';
import type { Instant } from '../../freight/time.ts';

/** Happenings that are nothing without the stop they happened at. */
const atAStop: readonly EventType[] = [
  'ARRIVED_AT_STOP',
  'LOADED',
  'UNLOADED',
  'DEPARTED_STOP',
  'DELIVERY_ATTEMPTED',
  'DELIVERED',
  'REFUSED',
  'APPOINTMENT_SET',
  'NOTICE_GIVEN',
];

/** The type of stop a happening can only be at; others can be at any. */
const impliedType: Partial<Record<EventType, StopType>> = {
  LOADED: 'PICKUP',
  UNLOADED: 'DELIVERY',
  OUT_FOR_DELIVERY: 'DELIVERY',
  DELIVERY_ATTEMPTED: 'DELIVERY',
  DELIVERED: 'DELIVERY',
  REFUSED: 'DELIVERY',
};

/** True when an event of this type proves nothing while its stop is unknown. */
export function needsStop(type: EventType): boolean {
  return atAStop.includes(type);
}

/** The type of stop an event says or implies: `data.stopType` of an X12 arrival first, then what its type can only mean. */
export function stopTypeOf(event: FreightEvent): StopType | null {
  const said = event.data?.stopType;
  if (said === 'PICKUP' || said === 'DELIVERY') return said;
  return impliedType[event.type] ?? null;
}

const plain = (text: string | null | undefined) => (text ?? '').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

function same(a: string | null | undefined, b: string | null | undefined): boolean {
  const left = plain(a);
  return left !== '' && left === plain(b);
}

/** Postal codes alike: in the USA by their five digits, since a ZIP+4 names part of the same place. */
function samePostalCode(place: Place, { location }: Stop): boolean {
  const inUsa = [place.country, location.country].every((country) => (country ?? 'US') === 'US');
  const plainCode = (code: string | null | undefined) => (inUsa ? plain(code).replace(/^(\d{5})\d{4}$/, '$1') : code);
  return same(plainCode(place.postalCode), plainCode(location.postalCode));
}

const likenesses: ((place: Place, stop: Stop) => boolean)[] = [
  (place, { location }) => same(place.code, location.code),
  samePostalCode,
  (place, { location }) => same(place.city, location.city) && same(place.region, location.region),
];

function byPlace(place: Place, stops: readonly Stop[], type: StopType | null): Stop | null {
  let among = stops;
  for (const alike of likenesses) {
    const found = among.filter((stop) => alike(place, stop));
    const fitting = found.length > 1 && type ? found.filter((stop) => stop.type === type) : found;
    if (fitting.length === 1) return fitting[0] ?? null;
    if (fitting.length > 1) among = fitting;
  }
  return null;
}

function saysWhere(place: Place | null | undefined): place is Place {
  if (!place) return false;
  return [place.code, place.postalCode, place.city, place.region, place.sequence].some((part) => (part ?? '') !== '');
}

/**
 * The stop of an event, from the shipment in force (model.md, Event): by number (`place.sequence` is one), else location
 * code, else postal code, else city and region, else the only stop of the type the event implies. A DELIVERED without
 * any place means the last delivery stop. null: it can not be told.
 */
export function stopOf(event: FreightEvent, stops: readonly Stop[]): Stop | null {
  const number = event.stop ?? event.place?.sequence ?? null;
  const numbered = number === null ? undefined : stops.find((stop) => stop.stop === number);
  if (numbered) return numbered;
  const type = stopTypeOf(event);
  const placed = event.place ? byPlace(event.place, stops, type) : null;
  return placed ?? onlyOfType(event, type, stops);
}

function onlyOfType(event: FreightEvent, type: StopType | null, stops: readonly Stop[]): Stop | null {
  const ofType = stops.filter((stop) => stop.type === type);
  if (ofType.length === 1) return ofType[0] ?? null;
  const nowhere = (event.stop ?? null) === null && !saysWhere(event.place);
  return event.type === 'DELIVERED' && nowhere ? (ofType.at(-1) ?? null) : null;
}

/**
 * The instant of a happening. A local time is read in the zone of its stop, else in the sender's default zone: one that
 * occurs twice is the earlier, one that does not exist is shifted forward. `at` null: it says no time,
 * or (`zoneMissing`) a local time that nobody can read.
 */
export function instantOf(
  event: Pick<FreightEvent, 'occurredAt' | 'occurredLocal'>,
  zone: string | null,
): { at: Instant | null; zoneMissing: boolean } {
  if (event.occurredAt) return { at: event.occurredAt, zoneMissing: false };
  if (!event.occurredLocal) return { at: null, zoneMissing: false };
  return zone ? { at: instantOfLocal(event.occurredLocal, zone), zoneMissing: false } : { at: null, zoneMissing: true };
}
