import type { ContractVersion, Lane } from '../../../freight/contract.ts';
import type { Shipment } from '../../../freight/shipment.ts';
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

function fit(contract: ContractVersion, index: number, shipment: Shipment): Fit | null {
  const lane = contract.lanes[index];
  const stops = [...shipment.stops].sort((a, b) => a.stop - b.stop);
  const [first] = stops;
  const last = stops.at(-1);
  if (!lane || !first || !last) return null;
  const equipment = naming(lane.equipment, shipment.equipment);
  const service = naming(lane.services, shipment.service);
  const origin = matchPlace(lane.origin, first.location, contract.zones);
  const destination = matchPlace(lane.destination, last.location, contract.zones);
  if (equipment === null || service === null || !origin || !destination) return null;
  return { lane, index, origin, destination, named: equipment + service };
}

function bySpecificity(a: Fit, b: Fit): number {
  return moreSpecific(a.origin, b.origin) || moreSpecific(a.destination, b.destination) || b.named - a.named;
}

/**
 * The most specific lane from the first to the last stop: origin before destination, then a lane that names the equipment
 * or service before one that does not. Two equally specific lanes are an error of the contract (model.md).
 */
export function laneOf(contract: ContractVersion, shipment: Shipment): LaneChoice {
  const fits = contract.lanes.map((_, index) => fit(contract, index, shipment)).filter((one) => one !== null);
  const [best, second] = fits.sort(bySpecificity);
  if (!best) return 'LANE_MISSING';
  return second && bySpecificity(best, second) === 0 ? 'LANE_AMBIGUOUS' : { lane: best.lane, index: best.index };
}
