import type { ContractVersion } from '../../../freight/contract.ts';
import type { PlaceSelector } from '../../../freight/place.ts';
import { normaliseReference } from '../../../freight/references.ts';
import { type Note, step } from '../finding.ts';

/** Zones that are used; postal ranges that name something; codes with their country. */
export function lintPlaces({ lanes, zones }: Pick<ContractVersion, 'lanes' | 'zones'>, note: Note): void {
  const used = new Set<string>();
  for (const [index, lane] of lanes.entries())
    for (const end of ['origin', 'destination'] as const) {
      lintPlace(lane[end], `/lanes/${index}/${end}`, note);
      for (const zone of lane[end].zones ?? []) used.add(zone);
    }
  for (const [zone, places] of Object.entries(zones ?? {})) {
    const at = `/zones/${step(zone)}`;
    if (!used.has(zone)) note('ZONE_UNUSED', at, `No lane names the zone ${zone}.`);
    for (const [index, place] of places.entries()) lintPlace(place, `${at}/${index}`, note);
  }
}

/** One selector: its ranges, and its country where it names codes. */
function lintPlace(place: PlaceSelector, at: string, note: Note): void {
  const { country, postalPrefixes, postalRanges, regions } = place;
  if (!country && [postalPrefixes, postalRanges, regions].some((list) => list?.length))
    note('COUNTRY_ABSENT', at, 'Postal codes and regions are named without their country.');
  for (const [index, range] of (postalRanges ?? []).entries()) {
    const [from, to] = [normaliseReference(range.from), normaliseReference(range.to)];
    const sameForm = from.length === to.length && /^\d*$/.test(from) === /^\d*$/.test(to);
    const pointer = `${at}/postalRanges/${index}`;
    if (sameForm && to < from)
      note('RANGE_REVERSED', pointer, `The range goes from ${range.from} down to ${range.to}.`);
    if (!sameForm) note('RANGE_MIXED', pointer, `${range.from} and ${range.to} are of different form or length.`);
  }
}
