import type { LinehaulRate } from '../../../freight/linehaul.ts';
import type { Note } from '../finding.ts';
import { lintChargeableWeight } from './chargeable-weight.ts';
import { lintPerDistance } from './per-distance.ts';
import { lintPerUnit } from './per-unit.ts';
import { lintTable } from './table.ts';
import { lintWeightBreaks } from './weight-breaks.ts';
import { lintZoneTable } from './zone-table.ts';

/** What looks wrong with one price, by its model. */
export function lintLinehaul(rate: LinehaulRate, at: string, note: Note): void {
  switch (rate.model) {
    case 'FLAT':
    case 'WEIGHT_OR_MEASURE':
    case 'PERCENT_OF_VALUE':
      return;
    case 'PER_DISTANCE':
      lintPerDistance(rate, at, note);
      return;
    case 'PER_UNIT':
      lintPerUnit(rate, at, note);
      return;
    case 'WEIGHT_BREAKS':
      lintWeightBreaks(rate, at, note);
      return;
    case 'CHARGEABLE_WEIGHT':
      lintChargeableWeight(rate, at, note);
      return;
    case 'ZONE_TABLE':
      lintZoneTable(rate, at, note);
      return;
    case 'TABLE':
      lintTable(rate, at, note);
  }
}
