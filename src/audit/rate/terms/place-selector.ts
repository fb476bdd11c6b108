import type { PlaceSelector } from '../../../freight/place.ts';
import type { Location } from '../../../freight/shipment.ts';
import { entryOf } from '../../../freight/entry.ts';
import { plainLocation, plainSelector } from './plain-places.ts';
import type { PlainLocation, PlainSelector } from './plain-places.ts';

/** How narrowly a selector names a place: the higher kind first, then the narrower width (only of postal codes). */
export interface Specificity {
  kind: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  width: number;
}
type Zones = Record<string, PlaceSelector[]> | null | undefined;

const everywhere: Specificity = { kind: 0, width: 0 };
const inCountry: Specificity = { kind: 1, width: 0 };
const inRegion: Specificity = { kind: 2, width: 0 };
const inNamedZone: Specificity = { kind: 3, width: 0 };
const atUnlocode: Specificity = { kind: 4, width: 0 };
const inCity: Specificity = { kind: 5, width: 0 };

/** How many postal codes of a length lie from one to another, both included; digits count ten, letters thirty-six. */
function codesBetween(from: string, to: string, length: number): number {
  const numeric = /^\d*$/.test(from + to);
  const low = from.padEnd(length, '0');
  const high = to.padEnd(length, numeric ? '9' : 'Z');
  const base = numeric ? 10 : 36;
  return parseInt(high, base) - parseInt(low, base) + 1;
}

function postalWidth({ prefixes, ranges }: PlainSelector, code: string): number | null {
  if (code === '') return null;
  let least: number | null = null;
  const take = (from: string, to: string) => {
    const width = codesBetween(from, to, code.length);
    if (least === null || width < least) least = width;
  };
  for (const prefix of prefixes) if (code.startsWith(prefix)) take(prefix, prefix);
  for (const { from, to } of ranges)
    if (from <= code.slice(0, from.length) && code.slice(0, to.length) <= to) take(from, to);
  return least;
}

function inZone(names: readonly string[], place: PlainLocation, zones: Zones, within: readonly string[]): boolean {
  return names.some(
    (name) =>
      !within.includes(name) &&
      (entryOf(zones, name) ?? []).some((selector) => matchWithin(selector, place, zones, [...within, name])),
  );
}

function matchWithin(
  selector: PlaceSelector,
  place: PlainLocation,
  zones: Zones,
  within: readonly string[],
): Specificity | null {
  const named = plainSelector(selector);
  if (named.country !== '' && named.country !== place.country) return null;
  if (named.isOpen) return named.country === '' ? everywhere : inCountry;
  return narrowest(named, place, zones, within);
}

/** The strongest of the kinds that name the place; null when none does. */
function narrowest(
  named: PlainSelector,
  place: PlainLocation,
  zones: Zones,
  within: readonly string[],
): Specificity | null {
  const width = postalWidth(named, place.postalCode);
  if (width !== null) return { kind: 6, width };
  if (named.cities.has(place.city)) return inCity;
  if (named.unlocodes.has(place.unlocode)) return atUnlocode;
  if (named.zones.length > 0 && inZone(named.zones, place, zones, within)) return inNamedZone;
  return named.regions.has(place.region) ? inRegion : null;
}

/**
 * Whether a selector names a place, and how narrowly: postal (narrower first) > city > unlocode > zone > region > country
 * > any (model.md, Contract version). An unknown part of the place matches nothing. null: it does not name the place.
 */
export function matchPlace(selector: PlaceSelector, location: Location, zones: Zones): Specificity | null {
  return matchWithin(selector, plainLocation(location), zones, []);
}

/** Negative when the first is more specific. */
export function moreSpecific(a: Specificity, b: Specificity): number {
  return b.kind - a.kind || a.width - b.width;
}
