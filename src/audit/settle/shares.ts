import { exactly } from '../../freight/measures.ts';
import { Dec, decimal, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { AllocationBasis } from '../../freight/codes.ts';
import type { Allocation, Item, Shipment } from '../../freight/shipment.ts';

const inKilograms = { KG: new Dec(1), LB: new Dec(exactly.weight.factor) };
const inCubicMetres = { CBM: new Dec(1), CFT: new Dec(exactly.volume.factor) };

/** What an item counts for on each basis; nothing where the order does not say it. */
const countOf: Readonly<Record<Exclude<AllocationBasis, 'SHARE' | 'EQUAL'>, (item: Item) => Decimal>> = {
  WEIGHT: ({ weight }) => (weight ? decimal(weight.value).times(inKilograms[weight.unit]) : zero),
  VOLUME: ({ volume }) => (volume ? decimal(volume.value).times(inCubicMetres[volume.unit]) : zero),
  VALUE: ({ value }) => (value ? decimal(value) : zero),
};

/**
 * The weights by which a shipment's costs are divided over its allocations, in their order: the shares it states, or by
 * weight (kilograms), volume (cubic metres) or value the sum of the items each allocation names; all alike for EQUAL.
 */
export function sharesOf({ allocations, allocationBasis, items }: Shipment): string[] {
  const basis = allocationBasis ?? 'SHARE';
  const goods = new Map((items ?? []).map((item) => [item.item, item]));
  return (allocations ?? []).map((allocation) => {
    if (basis === 'EQUAL') return '1';
    if (basis === 'SHARE') return allocation.share ?? '0';
    return sum(itemsOf(allocation, goods).map(countOf[basis])).toFixed();
  });
}

function itemsOf({ items }: Allocation, goods: ReadonlyMap<number, Item>): Item[] {
  return (items ?? []).flatMap((item) => goods.get(item) ?? []);
}
