import type { AccessorialTerms, Cap } from '../../../freight/accessorial.ts';
import type { ChargeCode } from '../../../freight/codes.ts';
import type { ExpectedCharge } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { accessorialCharges } from './accessorial.ts';
import { withCaps } from './caps.ts';
import { withExclusions } from './exclusions.ts';
import type { Entry } from './occurrence.ts';

/** The clauses by which one charge's amount hangs on another's. */
export interface Hanging {
  accessorials: readonly AccessorialTerms[];
  /** What the fuel surcharge, and others that follow an index, are percentages of; empty where they are of nothing. */
  fuelBase: readonly ChargeCode[];
  /** The surcharges that follow an index: rated together, each after those listed before it. */
  indexed: readonly ChargeCode[];
  exclusions: readonly (readonly ChargeCode[])[];
  caps: readonly Cap[];
}

/** The charges that are judged together with one, through exclusions and caps, itself among them. */
function judgedWith(code: ChargeCode, { exclusions, caps }: Hanging): Set<ChargeCode> {
  const lists = [...exclusions, ...caps.map(({ charges }) => charges)];
  const found = new Set([code]);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const list of lists) if (list.some((one) => found.has(one))) for (const one of list) found.add(one);
  }
  return found;
}

/** Which other charges each charge that is a percentage hangs on. */
function basesOf(hanging: Hanging): Map<ChargeCode, ChargeCode[]> {
  const percents = hanging.accessorials.filter((terms) => terms.model === 'PERCENT');
  const named: [ChargeCode, readonly ChargeCode[]][] = percents.map(({ charge, of }) => [charge, of]);
  const consumers = new Map([...named, ['FUEL', hanging.fuelBase] as const]);
  const ratedAs = (code: ChargeCode) => (hanging.indexed.includes(code) ? 'FUEL' : code);
  return new Map(
    [...consumers].map(([charge, base]) => {
      const needed = new Set(base.flatMap((one) => [...judgedWith(one, hanging)].map(ratedAs)));
      if (charge === 'FUEL') needed.delete(charge);
      return [charge, [...needed].filter((one) => consumers.has(one))];
    }),
  );
}

/**
 * The charges that are percentages of others, FUEL among them, each after those it hangs on; and those that hang on
 * themselves, which a contract can not mean.
 */
export function orderOfPercentages(hanging: Hanging): { order: ChargeCode[]; circular: ChargeCode[] } {
  const bases = basesOf(hanging);
  const order: ChargeCode[] = [];
  let open = [...bases.keys()];
  for (;;) {
    const ready = open.filter((code) => (bases.get(code) ?? []).every((one) => order.includes(one)));
    order.push(...ready);
    open = open.filter((code) => !ready.includes(code));
    if (ready.length === 0 || open.length === 0) return { order, circular: open };
  }
}

interface Parts {
  /** Agreed prices and linehaul: rated before all. */
  first: readonly ExpectedCharge[];
  fuelBase: readonly ChargeCode[];
  indexed: readonly ChargeCode[];
  /** False for a charge that an agreed price stands in the place of. */
  counts: (charge: ExpectedCharge) => boolean;
  fuel: (known: readonly ExpectedCharge[]) => ExpectedCharge[];
}

/**
 * All that is owed beside linehaul: accessorials, with exclusions and caps, then percentages and fuel, each after the
 * charges it is of (rating.md, PERCENT and `base`). Accessorials come in the order of the entries.
 */
export function ratedInOrder(entries: readonly Entry[], rating: Rating, parts: Parts): ExpectedCharge[] {
  const { first, counts } = parts;
  const rateOf = (entry: Entry, known: readonly ExpectedCharge[]) =>
    accessorialCharges(entry, { ...rating, known }).filter(counts);
  const isPercentage = ({ terms }: Entry) => terms.model === 'PERCENT';
  const rated = entries.map((entry) => (isPercentage(entry) ? [] : rateOf(entry, [])));
  const settled = () => [...first, ...withCaps(withExclusions(rated.flat(), rating), rating)];
  let known = settled();
  let fuel: ExpectedCharge[] = [];
  for (const code of codesInOrder(entries, rating, parts)) {
    if (code === 'FUEL') fuel = parts.fuel(known);
    else {
      for (const [place, entry] of entries.entries())
        if (entry.terms.charge === code) rated[place] = rateOf(entry, [...known, ...fuel]);
      known = settled();
    }
  }
  return [...known, ...fuel];
}

function codesInOrder(entries: readonly Entry[], { contract }: Rating, parts: Parts): ChargeCode[] {
  const accessorials = entries.map(({ terms }) => terms);
  if (!accessorials.some(({ model }) => model === 'PERCENT')) return ['FUEL'];
  const { order, circular } = orderOfPercentages({
    accessorials,
    fuelBase: parts.fuelBase,
    indexed: parts.indexed,
    exclusions: contract.exclusions ?? [],
    caps: contract.caps ?? [],
  });
  return [...order, ...circular];
}
