import { decimal } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import type { Rating } from '../context.ts';
import { leaf, ofBand } from '../figure.ts';
import type { Figure, Step, Unproven } from '../figure.ts';
import { contractSource } from '../sources.ts';

/** What a linehaul model works with: the goods, the clause, how the contract rounds, and what was proven on the way. */
export interface LanePrice extends Pick<Rating, 'contract' | 'currency' | 'rounding' | 'goods' | 'evidence' | 'used'> {
  /** JSON pointer of the clause in the contract, e.g. `/lanes/0/linehaul`. */
  pointer: string;
}

/** The clause of the lane with all that it is priced from. */
export function lanePrice({ contract, laneIndex, currency, rounding, goods, evidence, used }: Rating): LanePrice {
  return { contract, pointer: `/lanes/${laneIndex}/linehaul`, currency, rounding, goods, evidence, used };
}

/** An amount, rate or limit of the clause as a figure; null when the clause has none. */
export function clause(
  price: Pick<LanePrice, 'contract' | 'pointer'>,
  text: string | null | undefined,
  at: string,
  step: { label: string; unit: string },
): Figure | null {
  if (text === null || text === undefined) return null;
  return leaf(text, step, contractSource(price.contract, `${price.pointer}/${at}`));
}

/** A name as a part of a JSON pointer (RFC 6901). */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Minimum and maximum of the clause. */
export function boundsOf(
  price: Pick<LanePrice, 'contract' | 'pointer' | 'currency'>,
  bounds: { minimum?: string | null; maximum?: string | null },
): { minimum: Figure | null; maximum: Figure | null } {
  return {
    minimum: clause(price, bounds.minimum, 'minimum', { label: 'minimum charge', unit: price.currency }),
    maximum: clause(price, bounds.maximum, 'maximum', { label: 'maximum charge', unit: price.currency }),
  };
}

/** The contract has no rate for what was shipped. */
export function rateMissing({ contract, pointer }: Pick<LanePrice, 'contract' | 'pointer'>, what: string): Unproven {
  const where = `${contract.contractId} version ${contract.version} at ${pointer}`;
  return { needs: [{ fact: `rate for ${what} in ${where}`, reason: 'RATE_MISSING', from: 'US' }] };
}

/** The clause has no zone, or several, where the shipment goes. */
export function zoneMissing(
  { contract, pointer }: Pick<LanePrice, 'contract' | 'pointer'>,
  several: boolean,
): Unproven {
  const where = `${contract.contractId} version ${contract.version} at ${pointer}`;
  if (several) {
    const fact = `one zone for the destination: several are equally specific in ${where}`;
    return { needs: [{ fact, reason: 'LANE_AMBIGUOUS', from: 'US' }] };
  }
  return { needs: [{ fact: `zone for the destination in ${where}`, reason: 'LANE_MISSING', from: 'US' }] };
}

/** A band of a clause by its place, and the band above it. */
export interface HeldBand {
  at: number;
  next: number | null;
}

/** The band that holds a value (from ≤ value < next from); null below the first. */
export function bandHolding(froms: readonly string[], value: Decimal): HeldBand | null {
  let held: { from: Decimal; index: number } | null = null;
  let above: { from: Decimal; index: number } | null = null;
  for (const [index, text] of froms.entries()) {
    const from = decimal(text);
    if (from.lessThanOrEqualTo(value)) held = !held || from.greaterThan(held.from) ? { from, index } : held;
    else above = !above || from.lessThan(above.from) ? { from, index } : above;
  }
  return held ? { at: held.index, next: above?.index ?? null } : null;
}

/** Where the bands of a clause begin, and where the clause says so: `bands/2/from`. */
export interface Bands {
  froms: readonly string[];
  path: (index: number) => string;
}

/** A value of the clause because the key lies in its band; both ends of the band are in the working. */
export function inBand(
  price: Pick<LanePrice, 'contract' | 'pointer'>,
  key: Figure,
  band: { of: Bands; held: HeldBand; value: Figure },
  step: Step,
): Figure {
  const { unit } = key.working;
  const start = (index: number) => {
    const source = contractSource(price.contract, `${price.pointer}/${band.of.path(index)}`);
    return leaf(band.of.froms[index] ?? '0', { label: 'band from', unit }, source);
  };
  const next = band.held.next === null ? null : start(band.held.next);
  return ofBand(key, { from: start(band.held.at), value: band.value, next }, step);
}
