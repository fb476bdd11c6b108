import type { PlaceSelector } from '../../../freight/place.ts';
import type { Location } from '../../../freight/shipment.ts';

/** How narrowly a selector names a place: the higher kind first, then the narrower width (only of postal codes). */
export interface Specificity {
  kind: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  width: number;
}
type Zones = Record<string, PlaceSelector[]> | null | undefined;

const plain = (text: string | null | undefined) => (text ?? '').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
const holds = (list: string[] | null | undefined, value: string) =>
  value !== '' && (list ?? []).some((one) => plain(one) === value);

/** How many postal codes of a length lie from one to another, both included; digits count ten, letters thirty-six. */
function codesBetween(from: string, to: string, length: number): number {
  const numeric = /^\d*$/.test(from + to);
  const low = from.padEnd(length, '0');
  const high = to.padEnd(length, numeric ? '9' : 'Z');
  const base = numeric ? 10 : 36;
  return parseInt(high, base) - parseInt(low, base) + 1;
}

function postalWidth({ postalPrefixes, postalRanges }: PlaceSelector, code: string): number | null {
  if (code === '') return null;
  const widths: number[] = [];
  for (const text of postalPrefixes ?? []) {
    const prefix = plain(text);
    if (code.startsWith(prefix)) widths.push(codesBetween(prefix, prefix, code.length));
  }
  for (const range of postalRanges ?? []) {
    const from = plain(range.from);
    const to = plain(range.to);
    const inside = from <= code.slice(0, from.length) && code.slice(0, to.length) <= to;
    if (inside) widths.push(codesBetween(from, to, code.length));
  }
  return widths.length > 0 ? Math.min(...widths) : null;
}

function isOpen({ regions, cities, postalPrefixes, postalRanges, unlocodes, zones }: PlaceSelector): boolean {
  return [regions, cities, postalPrefixes, postalRanges, unlocodes, zones].every((list) => (list?.length ?? 0) === 0);
}

function inZone(names: readonly string[], location: Location, zones: Zones, within: readonly string[]): boolean {
  return names.some(
    (name) =>
      !within.includes(name) &&
      (zones?.[name] ?? []).some((selector) => matchWithin(selector, location, zones, [...within, name])),
  );
}

function matchWithin(
  selector: PlaceSelector,
  location: Location,
  zones: Zones,
  within: readonly string[],
): Specificity | null {
  const { country } = selector;
  if (country && plain(country) !== plain(location.country)) return null;
  if (isOpen(selector)) return { kind: country ? 1 : 0, width: 0 };
  return narrowest(selector, location, zones, within);
}

/** The strongest of the kinds that name the place; null when none does. */
function narrowest(
  selector: PlaceSelector,
  location: Location,
  zones: Zones,
  within: readonly string[],
): Specificity | null {
  const width = postalWidth(selector, plain(location.postalCode));
  if (width !== null) return { kind: 6, width };
  if (holds(selector.cities, plain(location.city))) return { kind: 5, width: 0 };
  if (holds(selector.unlocodes, plain(location.unlocode))) return { kind: 4, width: 0 };
  if (inZone(selector.zones ?? [], location, zones, within)) return { kind: 3, width: 0 };
  return holds(selector.regions, plain(location.region)) ? { kind: 2, width: 0 } : null;
}

/**
 * Whether a selector names a place, and how narrowly: postal (narrower first) > city > unlocode > zone > region > country
 * > any (model.md, Contract version). An unknown part of the place matches nothing. null: it does not name the place.
 */
export function matchPlace(selector: PlaceSelector, location: Location, zones: Zones): Specificity | null {
  return matchWithin(selector, location, zones, []);
}

/** Negative when the first is more specific. */
export function moreSpecific(a: Specificity, b: Specificity): number {
  return b.kind - a.kind || a.width - b.width;
}
