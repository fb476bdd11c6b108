import type { Decimal } from 'decimal.js';
import { Dec, decimal } from './money.ts';
import type { DistanceUnit, LengthUnit, VolumeUnit, WeightUnit } from './codes.ts';

/** A quantity with its unit, as facts carry it. */
export interface Measure<U extends string = string> {
  value: string;
  unit: U;
}
export type Weight = Measure<WeightUnit>;
export type Distance = Measure<DistanceUnit> & { source?: string };
export type Volume = Measure<VolumeUnit>;

/** Exact by definition (international yard and pound, 1959): how many of the larger unit make one of the smaller. */
export const exactly = {
  length: { smaller: 'IN', larger: 'CM', factor: '2.54', label: 'centimetres in an inch' },
  cube: { smaller: 'IN3', larger: 'CM3', factor: '16.387064', label: 'cubic centimetres in a cubic inch' },
  room: { smaller: 'CM3', larger: 'CBM', factor: '0.000001', label: 'cubic metres in a cubic centimetre' },
  volume: { smaller: 'CFT', larger: 'CBM', factor: '0.028316846592', label: 'cubic metres in a cubic foot' },
  weight: { smaller: 'LB', larger: 'KG', factor: '0.45359237', label: 'kilograms in a pound' },
  distance: { smaller: 'MI', larger: 'KM', factor: '1.609344', label: 'kilometres in a mile' },
} as const;

const centimetresInInch = new Dec('2.54');

/** One side of a piece in inches, unrounded. */
export function inches(side: string, unit: LengthUnit): Decimal {
  return unit === 'IN' ? decimal(side) : decimal(side).dividedBy(centimetresInInch);
}
