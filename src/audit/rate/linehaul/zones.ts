import type { ZoneTableRate } from '../../../freight/linehaul.ts';
import type { Location, Shipment } from '../../../freight/shipment.ts';
import type { Unproven } from '../figure.ts';
import { matchPlace, moreSpecific } from '../terms/place-selector.ts';
import type { Specificity } from '../terms/place-selector.ts';
import { zoneMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

function destinationOf({ stops }: Shipment): Location | null {
  let [last] = stops;
  for (const stop of stops) if (last && stop.stop > last.stop) last = stop;
  return last?.location ?? null;
}

interface Fit {
  zone: string;
  by: Specificity;
}

/**
 * The zone whose selector names the destination, the most specific first, as lanes are chosen. None: LANE_MISSING. Two
 * zones equally specific are an error of the contract: LANE_AMBIGUOUS.
 */
export function zoneOf(rate: ZoneTableRate, price: LanePrice): { zone: string } | Unproven {
  const destination = destinationOf(price.goods.shipment.body);
  const fits = rate.zones.flatMap(({ zone, destination: selector }): Fit[] => {
    const by = destination && matchPlace(selector, destination, price.contract.zones);
    return by ? [{ zone, by }] : [];
  });
  const [best, ...others] = fits.sort((a, b) => moreSpecific(a.by, b.by));
  if (!best) return zoneMissing(price, false);
  const several = others.some(({ zone, by }) => zone !== best.zone && moreSpecific(best.by, by) === 0);
  return several ? zoneMissing(price, true) : { zone: best.zone };
}
