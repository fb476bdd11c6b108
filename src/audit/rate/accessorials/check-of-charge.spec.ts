import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ChargeCode, Mode } from '../../../freight/codes.ts';
import { sampleShipment } from '../sample-dossier.ts';
import { checkUnder } from './check-of-charge.ts';

type Asked = [charge: ChargeCode, model: AccessorialTerms['model'], mode: Mode, stops: number];

/** The check of a charge on a shipment of a mode with so many stops. */
function checkOf(...[charge, model, mode, stops]: Asked): string {
  const [first, last] = sampleShipment().stops;
  const between = Array.from({ length: stops - 2 }, (_, index) => ({ ...last, stop: index + 2 }));
  const shipment = { ...sampleShipment({ mode }), stops: [first, ...between, last] } as ReturnType<
    typeof sampleShipment
  >;
  return checkUnder({ charge, model } as AccessorialTerms, shipment);
}

describe('the question of the catalogue that a charge is asked', () => {
  it.each<[string, Asked, string]>([
    ['detention of a truck', ['DETENTION_PICKUP', 'PER_TIME', 'TL', 2], 'A-01'],
    ['detention of a trailer left behind, by days', ['DETENTION_DELIVERY', 'PER_DAY', 'TL', 2], 'A-03'],
    ['waiting in drayage', ['DETENTION_DELIVERY', 'PER_TIME', 'DRAYAGE', 2], 'A-27'],
    ['waiting of an LTL load with a stop between', ['DETENTION_DELIVERY', 'PER_TIME', 'LTL', 3], 'A-04'],
    ['waiting of an LTL load without one', ['DETENTION_DELIVERY', 'PER_TIME', 'LTL', 2], 'A-01'],
    ['detention of a truckload with a stop between', ['DETENTION_DELIVERY', 'PER_TIME', 'TL', 3], 'A-01'],
    ['a toll in Europe', ['TOLL', 'FLAT', 'ROAD_EU', 2], 'R-28'],
    ['a toll elsewhere', ['TOLL', 'FLAT', 'TL', 2], 'A-29'],
    ['a liftgate in Europe', ['LIFTGATE_DELIVERY', 'FLAT', 'ROAD_EU', 2], 'A-11'],
    ['bunker beside a full container', ['BUNKER', 'FLAT', 'OCEAN_FCL', 2], 'R-21'],
    ['the peak season of goods in a shared one', ['PEAK', 'FLAT', 'OCEAN_LCL', 2], 'R-21'],
    ['the peak season on land', ['PEAK', 'FLAT', 'LTL', 2], 'A-33'],
    ['customs at sea, which no stack lists', ['CUSTOMS', 'FLAT', 'OCEAN_FCL', 2], 'A-28'],
    ['security on land, of which the catalogue says nothing', ['SECURITY', 'FLAT', 'TL', 2], 'A-40'],
  ])('of %s', (_, asked, check) => {
    expect(checkOf(...asked)).toBe(check);
  });
});
