import type { Allocation, Shipment } from '../freight/shipment.ts';
import type { Problem } from './shape.ts';

/** By shares every allocation states its own; by weight, volume or value it names items of the order. */
export function checkAllocations({ allocations, allocationBasis, items }: Shipment, problems: Problem[]): void {
  const basis = allocationBasis ?? 'SHARE';
  if (basis === 'EQUAL') return;
  const ordered = new Set(items?.map(({ item }) => item));
  for (const [index, allocation] of (allocations ?? []).entries()) {
    const at = `/allocations/${index}`;
    if (basis === 'SHARE') checkShare(allocation, at, problems);
    else checkItems(allocation, { at, ordered, problems });
  }
}

function checkShare({ share }: Allocation, at: string, problems: Problem[]): void {
  if (!share) problems.push({ pointer: `${at}/share`, code: 'required', detail: 'it says how much' });
}

interface Goods {
  at: string;
  ordered: ReadonlySet<number>;
  problems: Problem[];
}

function checkItems({ items }: Allocation, { at, ordered, problems }: Goods): void {
  if (!items) problems.push({ pointer: `${at}/items`, code: 'required', detail: 'it names what it is for' });
  for (const [place, item] of (items ?? []).entries())
    if (!ordered.has(item))
      problems.push({ pointer: `${at}/items/${place}`, code: 'unknown-item', detail: `there is no item ${item}` });
}
