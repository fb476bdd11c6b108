import { distanceUnits, lengthUnits, volumeUnits, weightUnits } from '../../../freight/codes.ts';
import type { PerUnitRate } from '../../../freight/linehaul.ts';
import type { Note } from '../finding.ts';

const measures: readonly string[] = [...weightUnits, ...distanceUnits, ...volumeUnits, ...lengthUnits];

/** Count × rate: a rate, and a unit that is counted, not measured. */
export function lintPerUnit(rate: PerUnitRate, at: string, note: Note): void {
  if (!rate.rate && rate.equipmentRates && Object.keys(rate.equipmentRates).length === 0)
    note('RATE_ABSENT', `${at}/rate`, 'There is no rate, and none by equipment.');
  if (measures.includes(rate.unit.toUpperCase()))
    note('UNIT_DIMENSION', `${at}/unit`, `${rate.unit} is measured, not counted: no goods are packed so.`);
}
