import type { ContractVersion, Lane } from '../../../freight/contract.ts';
import type { PlaceSelector } from '../../../freight/place.ts';
import type { NumberedWays } from './meetings.ts';
import { type Overlap, zoneOverlaps } from './zone-overlaps.ts';
import { postalLength, waysOf } from './ways.ts';

/** The ends of lanes, each different selector once and under a number. */
export interface LanePlaces {
  selectors: readonly NumberedWays[];
  /** By lane: the numbers of its selectors. */
  origin: readonly number[];
  destination: readonly number[];
  zones: ReadonlyMap<string, ReadonlyMap<string, Overlap>>;
  /** How long postal codes were written for comparing. */
  length: number;
}

/** Which end of a lane. */
export type LaneEnd = 'origin' | 'destination';

const fields = ['country', 'regions', 'cities', 'postalPrefixes', 'postalRanges', 'unlocodes', 'zones'] as const;
const keyOf = (place: PlaceSelector) => JSON.stringify(fields.map((field) => place[field] ?? null));

/** The places that a contract's lanes go from and to. */
export function lanePlaces({ lanes, zones }: Pick<ContractVersion, 'lanes' | 'zones'>): LanePlaces {
  const places = lanes.flatMap((lane) => [lane.origin, lane.destination]);
  const length = postalLength([...places, ...Object.values(zones ?? {}).flat()]);
  const numbers = new Map<string, number>();
  const selectors: NumberedWays[] = [];
  const numberOf = (place: PlaceSelector) => {
    const key = keyOf(place);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const id = selectors.length;
    numbers.set(key, id);
    selectors.push({ id, ways: waysOf(place, length) });
    return id;
  };
  return {
    selectors,
    origin: lanes.map((lane) => numberOf(lane.origin)),
    destination: lanes.map((lane) => numberOf(lane.destination)),
    zones: zoneOverlaps(zones, length),
    length,
  };
}

/** Whether some shipment has what both lanes name: an absent list names nothing and takes all. */
export function sameNaming(one: Lane, other: Lane): boolean {
  return meets(one.equipment, other.equipment) && meets(one.services, other.services);
}

/** How many of equipment and service a lane names. */
export function namedBy({ equipment, services }: Lane): number {
  return (equipment?.length ? 1 : 0) + (services?.length ? 1 : 0);
}

function meets(one: readonly string[] | null | undefined, other: readonly string[] | null | undefined): boolean {
  return !one?.length || !other?.length || one.some((name) => other.includes(name));
}
