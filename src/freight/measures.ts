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
  weight: { smaller: 'LB', larger: 'KG', factor: '0.45359237', label: 'kilograms in a pound' },
  distance: { smaller: 'MI', larger: 'KM', factor: '1.609344', label: 'kilometres in a mile' },
} as const;

const centimetresInInch = new Dec('2.54');

/** One side of a piece in inches, unrounded. */
export function inches(side: string, unit: LengthUnit): Decimal {
  return unit === 'IN' ? decimal(side) : decimal(side).dividedBy(centimetresInInch);
}
