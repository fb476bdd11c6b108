import type { PlaceSelector } from '../../../freight/place.ts';
import type { Location } from '../../../freight/shipment.ts';

/** A selector as it is compared: upper case, letters and digits alone. Worked out once for each. */
export interface PlainSelector {
  /** '' names no country. */
  country: string;
  regions: ReadonlySet<string>;
  cities: ReadonlySet<string>;
  unlocodes: ReadonlySet<string>;
  prefixes: readonly string[];
  ranges: readonly { from: string; to: string }[];
  zones: readonly string[];
  /** It names nothing but perhaps a country. */
  isOpen: boolean;
}

/** A place as it is compared; '' is what nobody said. */
export interface PlainLocation {
  country: string;
  region: string;
  city: string;
  unlocode: string;
  postalCode: string;
}

const plain = (text: string | null | undefined) => (text ?? '').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Names as they are compared; one without a letter or digit names nothing. */
function namesOf(list: readonly string[] | null | undefined): Set<string> {
  const names = new Set((list ?? []).map(plain));
  names.delete('');
  return names;
}

const selectors = new WeakMap<PlaceSelector, PlainSelector>();
const locations = new WeakMap<Location, PlainLocation>();

/** A selector of a contract as it is compared; the terms of a version never change. */
export function plainSelector(selector: PlaceSelector): PlainSelector {
  const before = selectors.get(selector);
  if (before) return before;
  const { country, regions, cities, unlocodes, postalPrefixes, postalRanges, zones } = selector;
  const lists = [regions, cities, unlocodes, postalPrefixes, postalRanges, zones];
  const made: PlainSelector = {
    country: plain(country),
    regions: namesOf(regions),
    cities: namesOf(cities),
    unlocodes: namesOf(unlocodes),
    prefixes: (postalPrefixes ?? []).map(plain),
    ranges: (postalRanges ?? []).map(({ from, to }) => ({ from: plain(from), to: plain(to) })),
    zones: zones ?? [],
    isOpen: lists.every((list) => (list?.length ?? 0) === 0),
  };
  selectors.set(selector, made);
  return made;
}

/** A place of an order as it is compared; a version of an order never changes. */
export function plainLocation(location: Location): PlainLocation {
  const before = locations.get(location);
  if (before) return before;
  const { country, region, city, unlocode, postalCode } = location;
  const made: PlainLocation = {
    country: plain(country),
    region: plain(region),
    city: plain(city),
    unlocode: plain(unlocode),
    postalCode: plain(postalCode),
  };
  locations.set(location, made);
  return made;
}
