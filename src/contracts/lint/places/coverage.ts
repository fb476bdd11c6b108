import { entryOf } from '../../../freight/entry.ts';
import type { PlaceSelector } from '../../../freight/place.ts';
import { type NamedWay, type PostalWay, sameCountry, type Way, waysOf } from './ways.ts';

/**
 * How one end of a lane covers another's: ABOVE, everywhere and more specifically; SAME, everywhere, and somewhere just as
 * specifically; null: not everywhere.
 */
export type Cover = 'ABOVE' | 'SAME' | null;

type Range = Pick<PostalWay, 'base' | 'country' | 'low' | 'high'>;

/** What makes a selector wider than its kind lets one think. */
export interface Breadth {
  ways: readonly Way[];
  /** Neighbouring ranges of postal codes put together. */
  postal: readonly Range[];
  /** Countries ('' is any) that a zone of the selector holds as a whole. */
  wholeCountries: ReadonlySet<string>;
  /** Whether it can cover a selector of another kind or width. */
  isBroad: boolean;
}

function putTogether(ways: readonly Way[]): Range[] {
  const ranges = ways.filter((way) => way.kind === 'POSTAL').sort((a, b) => a.low - b.low);
  const merged: Range[] = [];
  for (const { base, country, low, high } of ranges) {
    const last = merged.find((range) => range.base === base && range.country === country && range.high + 1 >= low);
    if (last) last.high = Math.max(last.high, high);
    else merged.push({ base, country, low, high });
  }
  return merged;
}

function wholeCountriesOf(ways: readonly Way[], zones: Record<string, PlaceSelector[]>, length: number): Set<string> {
  const whole = new Set<string>();
  for (const way of ways)
    if (way.kind === 'ZONE')
      for (const { kind, country } of (entryOf(zones, way.name) ?? []).flatMap((place) => waysOf(place, length)))
        if (kind === 'ANY' || (kind === 'COUNTRY' && sameCountry(country, way.country)))
          whole.add(way.country || country);
  return whole;
}

/** The size of the whole space of codes so long. */
const space = (base: number, length: number) => base ** length - 1;

/** What a selector covers beyond its own names. `length` is that the ways were made with. */
export function breadthOf(ways: readonly Way[], zones: Record<string, PlaceSelector[]>, length: number): Breadth {
  const postal = putTogether(ways);
  const wholeCountries = wholeCountriesOf(ways, zones, length);
  const single = Math.max(0, ...ways.filter((way) => way.kind === 'POSTAL').map(({ low, high }) => high - low));
  const isBroad = postal.some((range) => range.high - range.low > single || isWhole(range, length));
  return { ways, postal, wholeCountries, isBroad: isBroad || wholeCountries.size > 0 };
}

const isWhole = ({ base, low, high }: Range, length: number) => low === 0 && high >= space(base, length);

/** Whether what is said of `mine` holds for the whole of `theirs`: no country is every country. */
const holdsCountry = (mine: string, theirs: string) => mine === '' || mine === theirs;

function coverNamed(broad: Breadth, way: NamedWay, length: number): Cover {
  const { kind, country, name } = way;
  if (broad.postal.some((range) => isWhole(range, length) && holdsCountry(range.country, country))) return 'ABOVE';
  const belowZone = kind === 'REGION' || kind === 'COUNTRY' || kind === 'ANY';
  if (belowZone && [...broad.wholeCountries].some((whole) => holdsCountry(whole, country))) return 'ABOVE';
  const same = broad.ways.some(
    (mine) => mine.kind === kind && mine.name === name && holdsCountry(mine.country, country),
  );
  return same ? 'SAME' : null;
}

function coverPostal(broad: Breadth, way: PostalWay): Cover {
  const inside = (range: Range) =>
    range.base === way.base &&
    range.low <= way.low &&
    way.high <= range.high &&
    holdsCountry(range.country, way.country);
  const own = broad.ways.filter((mine) => mine.kind === 'POSTAL');
  if (own.some((mine) => inside(mine) && mine.high - mine.low === way.high - way.low)) return 'SAME';
  const narrower = own.filter((mine) => mine.high - mine.low < way.high - way.low);
  return putTogether(narrower).some(inside) ? 'ABOVE' : null;
}

/** How a selector covers another one. `length` is that the ways were made with. */
export function coverOf(broad: Breadth, ways: readonly Way[], length: number): Cover {
  let cover: Cover = 'ABOVE';
  for (const way of ways) {
    const one = way.kind === 'POSTAL' ? coverPostal(broad, way) : coverNamed(broad, way, length);
    if (one === null) return null;
    if (one === 'SAME') cover = 'SAME';
  }
  return ways.length === 0 ? null : cover;
}
