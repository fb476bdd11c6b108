import type { Party } from '../../freight/bill.ts';
import type { Location } from '../../freight/shipment.ts';

const forms = new Set(
  'INC INCORPORATED LLC LTD LIMITED CO COMPANY CORP CORPORATION GMBH AG KG SA SARL SAS BV NV SPA SRL PLC LP LLP OY AB AS'
    .split(' ')
    .concat('THE AND OF FOR DBA CARE ATTN'.split(' ')),
);

/** Words of the trade: sharing one of these says nothing. */
const common = new Set(
  [
    'HOLDING HOLDINGS GROUP INTERNATIONAL GLOBAL AMERICA AMERICAN USA US NORTH SOUTH EAST WEST NATIONAL',
    'FREIGHT TRANSPORT TRANSPORTATION LOGISTICS TRUCKING TRUCKLOAD LINES LINE EXPRESS CARRIER CARRIERS SERVICE SERVICES',
    'SHIPPING CARGO MOTOR SYSTEMS SOLUTIONS DISTRIBUTION WAREHOUSE',
  ].flatMap((words) => words.split(' ')),
);

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
}

/** The words of a name without the form of the company. */
function words(name: string): string[] {
  const all = plain(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const own = all.filter((word) => word.length > 1 && !forms.has(word));
  return own.length > 0 ? own : all;
}

const telling = (own: readonly string[]) => own.filter((word) => !common.has(word));

/**
 * True when two names may be those of one company or person: they share a telling word, or the one begins with the other
 * but for blanks and points. A name of which nothing is left is alike to any.
 */
export function namesAlike(one: string, other: string): boolean {
  const [theirs, ours] = [words(one), words(other)];
  if (theirs.length === 0 || ours.length === 0) return true;
  if (telling(theirs).some((word) => ours.includes(word))) return true;
  const [a, b] = [theirs.join(''), ours.join('')];
  return a.startsWith(b) || b.startsWith(a);
}

const postal = (text: string) => plain(text).replace(/[^A-Z0-9]/g, '');

/** A ZIP code is compared without its last four digits. */
function samePostalCode(one: string, other: string): boolean {
  const short = (code: string) => (/^\d{9}$/.test(code) ? code.slice(0, 5) : code);
  return short(postal(one)) === short(postal(other));
}

type Place = Pick<Party, 'city' | 'region' | 'postalCode' | 'country'>;

/**
 * True when two places are two: neither the city nor the postal code agrees, and one of them, told by both, differs. What
 * one side leaves out disagrees with nothing, and a code of the same area (its first three characters) agrees.
 */
export function isElsewhere(one: Place, other: Place | Location): boolean {
  const city = agreement(one.city, other.city, (a, b) => plain(a).includes(plain(b)) || plain(b).includes(plain(a)));
  const code = agreement(one.postalCode, other.postalCode, samePostalCode);
  if (city === true || code === true) return false;
  if (code === false && city === null)
    return postal(one.postalCode ?? '').slice(0, 3) !== postal(other.postalCode ?? '').slice(0, 3);
  return city === false || code === false;
}

function agreement(
  one: string | null | undefined,
  other: string | null | undefined,
  agree: (a: string, b: string) => boolean,
): boolean | null {
  return one && other ? agree(one, other) : null;
}

/** A place as people write it: `Akron, OH 44301`. */
export function placeText({ city, region, postalCode, country }: Place): string {
  const area = [region, postalCode].filter(Boolean).join(' ');
  return [city, area, area === '' ? country : null].filter(Boolean).join(', ');
}
