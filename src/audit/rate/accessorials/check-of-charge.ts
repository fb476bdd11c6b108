import type { ChargeCode } from '../../../freight/codes.ts';
import type { Shipment } from '../../../freight/shipment.ts';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';

const checks: Partial<Record<ChargeCode, string>> = {
  DETENTION_PICKUP: 'A-01',
  DETENTION_DELIVERY: 'A-01',
  LAYOVER: 'A-05',
  TONU: 'A-06',
  STOP_OFF: 'A-07',
  LUMPER: 'A-09',
  DRIVER_ASSIST: 'A-10',
  LIFTGATE_PICKUP: 'A-11',
  LIFTGATE_DELIVERY: 'A-11',
  RESIDENTIAL_PICKUP: 'A-12',
  RESIDENTIAL_DELIVERY: 'A-12',
  LIMITED_ACCESS_PICKUP: 'A-13',
  LIMITED_ACCESS_DELIVERY: 'A-13',
  INSIDE_PICKUP: 'A-14',
  INSIDE_DELIVERY: 'A-14',
  APPOINTMENT: 'A-15',
  NOTIFY: 'A-15',
  REDELIVERY: 'A-16',
  RECONSIGNMENT: 'A-17',
  REWEIGH: 'A-18',
  RECLASS: 'A-19',
  OVERLENGTH: 'A-20',
  OVERWEIGHT: 'A-20',
  HAZMAT: 'A-21',
  TEMPERATURE_CONTROL: 'A-22',
  STORAGE: 'A-23',
  DEMURRAGE: 'A-24',
  PER_DIEM: 'A-24',
  CHASSIS: 'A-26',
  CUSTOMS: 'A-28',
  TOLL: 'A-29',
  WEEKEND: 'A-30',
  HIGH_COST_AREA: 'A-31',
  INSURANCE: 'A-32',
  COD: 'A-32',
  PEAK: 'A-33',
};

/** Detention of a truck or trailer, as the trade's codes have it. */
export function isDetention(charge: ChargeCode): boolean {
  return charge === 'DETENTION_PICKUP' || charge === 'DETENTION_DELIVERY';
}

/** The check of the catalogue that compares a charge; A-40 where it has none of its own. */
export function accessorialCheck(charge: ChargeCode): string {
  return checks[charge] ?? 'A-40';
}

/** What a carrier by sea bills on top of its base rate. */
const oceanSurcharges: readonly ChargeCode[] = [
  'BUNKER',
  'CURRENCY_ADJUSTMENT',
  'TERMINAL_HANDLING',
  'DOCUMENTATION',
  'SECURITY',
  'PEAK',
];

/** Tolls are asked of by the table of the route in Europe, surcharges of ocean freight by the stack. */
function checkOfMode(charge: ChargeCode, mode: Shipment['mode']): string {
  if (charge === 'TOLL' && mode === 'ROAD_EU') return 'R-28';
  const isOcean = mode === 'OCEAN_FCL' || mode === 'OCEAN_LCL';
  return isOcean && oceanSurcharges.includes(charge) ? 'R-21' : accessorialCheck(charge);
}

/**
 * The check of a charge under its terms: detention is one question with the power unit there, another of a trailer
 * left behind (A-03, by days), of an LTL load with stops between and in drayage.
 */
export function checkUnder({ charge, model }: AccessorialTerms, { mode, stops }: Shipment): string {
  if (!isDetention(charge)) return checkOfMode(charge, mode);
  if (model === 'PER_DAY') return 'A-03';
  if (mode === 'DRAYAGE') return 'A-27';
  return mode === 'LTL' && stops.length > 2 ? 'A-04' : 'A-01';
}
