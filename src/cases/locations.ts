import type { Recorded } from '../freight/fact.ts';
import type { Location, Shipment, Stop } from '../freight/shipment.ts';

const isSaid = ([, value]: [string, unknown]) => value !== null && value !== undefined && value !== '';

const saidOf = (location: object): Location => Object.fromEntries(Object.entries(location).filter(isSaid));

/** What a record of the master data says of a place, as an order would say it. */
export function placeOf({ name, city, region, postalCode, country, unlocode, timeZone, siteType }: Location): Location {
  return saidOf({ name, city, region, postalCode, country, unlocode, timeZone, siteType });
}

/** The codes of the places that the order's stops name, each once. */
export function locationCodes(versions: readonly Recorded<Shipment>[]): string[] {
  return [...new Set(versions.flatMap(({ body }) => body.stops.flatMap(({ location }) => location.code ?? [])))];
}

/**
 * The order with what the master data knows of the places it names by code: zone, address, kind of site (model.md, Master
 * data). What the order says itself comes first. No stop at a known place: the order itself.
 */
export function atKnownLocations(
  version: Recorded<Shipment>,
  locations: ReadonlyMap<string, Location>,
): Recorded<Shipment> {
  const { body } = version;
  const knownAt = ({ location }: Stop) => (location.code ? locations.get(location.code) : undefined);
  if (!body.stops.some(knownAt)) return version;
  const stops = body.stops.map((stop): Stop => {
    const known = knownAt(stop);
    return known ? { ...stop, location: { ...known, ...saidOf(stop.location) } } : stop;
  });
  return { ...version, body: { ...body, stops } };
}
