import type { Party } from '../../freight/bill.ts';
import { element, type Segment, told } from './segments.ts';
import { given } from './understood.ts';

const countries: Readonly<Record<string, string>> = Object.freeze({ USA: 'US', CAN: 'CA', MEX: 'MX' });

/** A country of two letters (ISO 3166-1); the three-letter forms of North America are shortened. Null: anything else. */
export function readCountry(text: string): string | null {
  if (Object.hasOwn(countries, text)) return countries[text] ?? null;
  return /^[A-Z]{2}$/.test(text) ? text : null;
}

/** X12 N4: 01 city, 02 region, 03 postal code, 04 country. */
function placeOf(n4: Segment): Party {
  const country = readCountry(element(n4, 4));
  return given<Party>({ city: told(n4, 1), region: told(n4, 2), postalCode: told(n4, 3), country });
}

/** The parties of a header by their role (N1-01): name, code (N1-04) and place (N4). The first of a role stands. */
export function partiesIn(segments: readonly Segment[]): Map<string, Party> {
  const parties = new Map<string, Party>();
  let current: { role: string; party: Party } | null = null;
  for (const segment of segments) {
    if (segment.tag === 'N1') {
      const party = given<Party>({ name: told(segment, 2), code: told(segment, 4) });
      current = { role: element(segment, 1), party };
      if (!parties.has(current.role)) parties.set(current.role, party);
    } else if (segment.tag === 'N4' && current) {
      Object.assign(current.party, placeOf(segment));
    }
  }
  return parties;
}
