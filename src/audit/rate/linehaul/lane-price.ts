import type { ContractVersion } from '../../../freight/contract.ts';
import { decimal } from '../../../freight/money.ts';
import type { Decimal, Rounding } from '../../../freight/money.ts';
import { leaf } from '../figure.ts';
import type { Figure, Unproven } from '../figure.ts';
import type { Goods } from '../goods.ts';
import { contractSource } from '../sources.ts';

/** What a linehaul model works with: the goods, the clause, and how the contract rounds. */
export interface LanePrice {
  contract: ContractVersion;
  /** JSON pointer of the clause in the contract, e.g. `/lanes/0/linehaul`. */
  pointer: string;
  currency: string;
  rounding: Rounding;
  goods: Goods;
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

/** The place of the band that holds a value (from ≤ value < next from), and of the band above it; null below the first. */
export function bandHolding(froms: readonly string[], value: Decimal): { at: number; next: number | null } | null {
  let held: { from: Decimal; index: number } | null = null;
  let above: { from: Decimal; index: number } | null = null;
  for (const [index, text] of froms.entries()) {
    const from = decimal(text);
    if (from.lessThanOrEqualTo(value)) held = !held || from.greaterThan(held.from) ? { from, index } : held;
    else above = !above || from.lessThan(above.from) ? { from, index } : above;
  }
  return held ? { at: held.index, next: above?.index ?? null } : null;
}
