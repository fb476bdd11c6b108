import type { ContractVersion, Lane } from '../../../freight/contract.ts';
import type { Location, Shipment, Stop } from '../../../freight/shipment.ts';
import { lanesTo } from './lane-index.ts';
import { matchPlace, moreSpecific } from './place-selector.ts';
import type { Specificity } from './place-selector.ts';

/** The lane a shipment moves on, or why there is none. */
export type LaneChoice = { lane: Lane; index: number } | 'LANE_MISSING' | 'LANE_AMBIGUOUS';

interface Fit {
  lane: Lane;
  index: number;
  origin: Specificity;
  destination: Specificity;
  named: number;
}

/** 1 when the list names the value, 0 when it names nothing, null when it names others. */
function naming(list: readonly string[] | null | undefined, value: string | null | undefined): 0 | 1 | null {
  if (!list || list.length === 0) return 0;
  return value && list.includes(value) ? 1 : null;
}

/** First and last stop of the order by number; null where it has none. */
function endsOf({ stops }: Shipment): { first: Location; last: Location } | null {
  let [first, last]: (Stop | undefined)[] = [stops[0], stops[0]];
  for (const stop of stops) {
    if (first && stop.stop < first.stop) first = stop;
    if (last && stop.stop > last.stop) last = stop;
  }
  return first && last ? { first: first.location, last: last.location } : null;
}

function fit(
  contract: ContractVersion,
  index: number,
  shipment: Shipment,
  ends: { first: Location; last: Location },
): Fit | null {
  const lane = contract.lanes[index];
  if (!lane) return null;
  const equipment = naming(lane.equipment, shipment.equipment);
  const service = naming(lane.services, shipment.service);
  if (equipment === null || service === null) return null;
  const destination = matchPlace(lane.destination, ends.last, contract.zones);
  if (!destination) return null;
  const origin = matchPlace(lane.origin, ends.first, contract.zones);
  return origin && { lane, index, origin, destination, named: equipment + service };
}

function bySpecificity(a: Fit, b: Fit): number {
  return moreSpecific(a.origin, b.origin) || moreSpecific(a.destination, b.destination) || b.named - a.named;
}

/**
 * The most specific lane from the first to the last stop: origin before destination, then a lane that names the equipment
 * or service before one that does not. Two equally specific lanes are an error of the contract (model.md).
 */
export function laneOf(contract: ContractVersion, shipment: Shipment): LaneChoice {
  const ends = endsOf(shipment);
  if (!ends) return 'LANE_MISSING';
  let best: Fit | null = null;
  let several = false;
  for (const index of lanesTo(contract, ends.last)) {
    const one = fit(contract, index, shipment, ends);
    if (!one) continue;
    const order = best ? bySpecificity(one, best) : -1;
    if (order < 0) [best, several] = [one, false];
    else if (order === 0) several = true;
  }
  if (!best) return 'LANE_MISSING';
  return several ? 'LANE_AMBIGUOUS' : { lane: best.lane, index: best.index };
}
