import type { PlaceSelector } from '../../../freight/place.ts';
import type { Location } from '../../../freight/shipment.ts';
import { orderLacks } from '../goods.ts';
import { matchPlace } from '../terms/place-selector.ts';
import { conditionFails, conditionHolds } from './condition.ts';
import type { Condition, ConditionCase } from './condition.ts';
import { stopsFor } from './occurrence.ts';

/** The part of an address that the selector looks at and the order does not have; null: it has all. */
function lacking(selector: PlaceSelector, location: Location): string | null {
  const asked: [unknown, string | null | undefined, string][] = [
    [selector.country, location.country, 'country'],
    [selector.postalPrefixes?.length ?? selector.postalRanges?.length, location.postalCode, 'postal code'],
    [selector.cities?.length, location.city, 'city'],
    [selector.regions?.length, location.region, 'region'],
    [selector.unlocodes?.length, location.unlocode, 'UN/LOCODE'],
  ];
  return asked.find(([wanted, known]) => wanted && !known)?.[2] ?? null;
}

/** `when.siteTypes`: a stop of the charge is of one of these types; one of which nobody knows the type can not be told. */
export function siteHolds({ terms, rating, occurrence }: ConditionCase): Condition {
  const siteTypes = terms.when?.siteTypes;
  if (!siteTypes) return conditionHolds;
  const stops = stopsFor(terms.charge, rating.evidence).filter(
    ({ stop }) => occurrence.stop === null || stop.stop === occurrence.stop,
  );
  const types = stops.map(({ stop }) => stop.location.siteType ?? null);
  if (types.some((type) => type !== null && siteTypes.includes(type))) return conditionHolds;
  const unknown = stops.filter(({ stop }) => !stop.location.siteType);
  if (unknown.length > 0) return { needs: unknown.map(({ stop }) => orderLacks(`site type of stop ${stop.stop}`)) };
  const kinds = siteTypes.map((type) => type.toLowerCase().replaceAll('_', ' '));
  return conditionFails(`the stop is not ${kinds.join(' or ')}`, true);
}

/**
 * `when.places`: a stop of the charge lies in one of these places, by the postal list of the contract version that its
 * date chose. Where the part of the address that the list goes by is not known, it can not be told.
 */
export function placeHolds({ terms, rating, occurrence }: ConditionCase): Condition {
  const places = terms.when?.places;
  if (!places) return conditionHolds;
  const { zones } = rating.contract;
  const locations = stopsFor(terms.charge, rating.evidence)
    .filter(({ stop }) => occurrence.stop === null || stop.stop === occurrence.stop)
    .map(({ stop }) => stop);
  if (locations.some(({ location }) => places.some((place) => matchPlace(place, location, zones) !== null)))
    return conditionHolds;
  const needs = locations.flatMap(({ stop, location }) => {
    const what = places.map((place) => lacking(place, location)).find((part) => part !== null);
    return what ? [orderLacks(`${what} of stop ${stop}`)] : [];
  });
  return needs.length > 0 ? { needs } : conditionFails('no stop of the charge lies in a place it is for', true);
}
