import type { PlaceSelector } from '../../../freight/place.ts';
import { normaliseReference } from '../../../freight/references.ts';

/** The kinds by which a selector names a place, the more specific first (model.md, Contract version). */
export const wayKinds = ['POSTAL', 'CITY', 'UNLOCODE', 'ZONE', 'REGION', 'COUNTRY', 'ANY'] as const;
export type WayKind = (typeof wayKinds)[number];

/** One way in which a selector names a place; `country` is '' where it names none. */
export interface NamedWay {
  kind: Exclude<WayKind, 'POSTAL'>;
  country: string;
  name: string;
}
/** Postal codes from `low` to `high`, both included, as numbers of one length; `said` is how the contract wrote them. */
export interface PostalWay {
  kind: 'POSTAL';
  country: string;
  base: 10 | 36;
  low: number;
  high: number;
  said: string;
}
export type Way = NamedWay | PostalWay;

/** 36 to the tenth, and ten to the fifteenth, are still exact as numbers. */
const longest = { 10: 15, 36: 10 } as const;

function postalWay(country: string, from: string, to: string, length: number): PostalWay {
  const base = /^\d*$/.test(from + to) ? 10 : 36;
  const places = Math.min(length, longest[base]);
  const low = Number.parseInt(from.padEnd(places, '0').slice(0, places), base);
  const high = Number.parseInt(to.padEnd(places, base === 10 ? '9' : 'Z').slice(0, places), base);
  return { kind: 'POSTAL', country, base, low, high, said: from === to ? from : `${from} to ${to}` };
}

/** How long postal codes must be written so that every prefix and range of these selectors compares with every other. */
export function postalLength(selectors: Iterable<PlaceSelector>): number {
  let length = 1;
  for (const { postalPrefixes, postalRanges } of selectors) {
    for (const prefix of postalPrefixes ?? []) length = Math.max(length, normaliseReference(prefix).length);
    for (const { from, to } of postalRanges ?? [])
      length = Math.max(length, normaliseReference(from).length, normaliseReference(to).length);
  }
  return length;
}

/**
 * Every way in which a selector names a place. A range that ends before it begins names nothing. `length` is that of
 * `postalLength` over all selectors to be compared.
 */
export function waysOf(place: PlaceSelector, length: number): Way[] {
  const country = normaliseReference(place.country ?? '');
  const named = (kind: NamedWay['kind'], names: readonly string[] | null | undefined): Way[] =>
    (names ?? []).map((name) => ({ kind, country, name: kind === 'ZONE' ? name : normaliseReference(name) }));
  const postal = [
    ...(place.postalPrefixes ?? []).map((prefix) => [prefix, prefix] as const),
    ...(place.postalRanges ?? []).map(({ from, to }) => [from, to] as const),
  ];
  const ways: Way[] = [
    ...postal.map(([from, to]) => postalWay(country, normaliseReference(from), normaliseReference(to), length)),
    ...named('CITY', place.cities),
    ...named('UNLOCODE', place.unlocodes),
    ...named('ZONE', place.zones),
    ...named('REGION', place.regions),
  ];
  if (ways.length === 0) return [{ kind: country === '' ? 'ANY' : 'COUNTRY', country, name: country }];
  return ways.filter((way) => way.kind !== 'POSTAL' || way.low <= way.high);
}

/** Whether a place can lie in both countries: none named is any. */
export function sameCountry(one: string, other: string): boolean {
  return one === '' || other === '' || one === other;
}

const words: Readonly<Record<WayKind, string>> = {
  POSTAL: 'postal code',
  CITY: 'city',
  UNLOCODE: 'UN/LOCODE',
  ZONE: 'zone',
  REGION: 'region',
  COUNTRY: 'country',
  ANY: 'anywhere',
};

/** A way in words: `postal code 75 (US)`. */
export function wayText(way: Way): string {
  const name = way.kind === 'POSTAL' ? way.said : way.name;
  const country = way.country !== '' && way.kind !== 'COUNTRY' ? ` (${way.country})` : '';
  return `${words[way.kind]} ${name}`.trimEnd() + country;
}
