import type { ContractVersion } from '../../../freight/contract.ts';
import type { PlaceSelector } from '../../../freight/place.ts';
import type { Location } from '../../../freight/shipment.ts';
import { plainLocation, plainSelector } from './plain-places.ts';
import type { PlainLocation } from './plain-places.ts';

/**
 * Lanes by what their destination names, so that a contract of twenty thousand is not walked for each shipment. A lane
 * stands under every name it has; those that name zones, ranges, a country or nothing stand under no name.
 */
interface LaneIndex {
  named: ReadonlyMap<string, readonly number[]>;
  others: readonly number[];
}

/** Fewer lanes than this are walked: an index would cost more. */
const worthAnIndex = 20;
const indexes = new WeakMap<ContractVersion, LaneIndex>();

function keysOf(selector: PlaceSelector): string[] | null {
  const { isOpen, ranges, zones, prefixes, cities, unlocodes, regions } = plainSelector(selector);
  if (isOpen || ranges.length > 0 || zones.length > 0) return null;
  return [
    ...prefixes.map((prefix) => `postal ${prefix}`),
    ...Array.from(cities, (city) => `city ${city}`),
    ...Array.from(unlocodes, (code) => `unlocode ${code}`),
    ...Array.from(regions, (region) => `region ${region}`),
  ];
}

function indexOf(contract: ContractVersion): LaneIndex {
  const before = indexes.get(contract);
  if (before) return before;
  const named = new Map<string, number[]>();
  const others: number[] = [];
  for (const [index, { destination }] of contract.lanes.entries()) {
    const keys = keysOf(destination);
    if (keys === null) others.push(index);
    for (const key of new Set(keys ?? [])) {
      const known = named.get(key);
      if (known) known.push(index);
      else named.set(key, [index]);
    }
  }
  const made = { named, others };
  indexes.set(contract, made);
  return made;
}

/** The places under which lanes to a destination may stand. */
function keysTo({ postalCode, city, unlocode, region }: PlainLocation): string[] {
  const prefixes = Array.from(
    { length: postalCode.length + 1 },
    (_, length) => `postal ${postalCode.slice(0, length)}`,
  );
  return [...prefixes, `city ${city}`, `unlocode ${unlocode}`, `region ${region}`];
}

/** The lanes of a contract that may go to a place, by their place in it: all that do, and some that do not. */
export function lanesTo(contract: ContractVersion, destination: Location): Iterable<number> {
  if (contract.lanes.length < worthAnIndex) return contract.lanes.keys();
  const { named, others } = indexOf(contract);
  const places = new Set(others);
  for (const key of keysTo(plainLocation(destination))) for (const index of named.get(key) ?? []) places.add(index);
  return [...places].sort((a, b) => a - b);
}
