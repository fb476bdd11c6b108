import type { Bounds } from './bounds.ts';
import type { ChargeCode, DateRole, DistanceUnit } from './codes.ts';

/** How long after its publication a price comes into force: months, then days, then forward to the first day named. */
export interface InForce {
  addMonths?: number | null;
  addDays?: number | null;
  /** `DAY_1`..`DAY_28`, `NEXT_MONDAY`..`NEXT_SUNDAY`. */
  then?: string | null;
}

interface FuelCommon extends Bounds {
  index: string;
  publication?: 'FIRST' | 'LATEST' | null;
  dateRole?: DateRole | null;
  inForce?: InForce | null;
  average?: 'MONTH' | null;
}

interface FuelTable extends FuelCommon {
  table: { from: string; value: string }[];
  beyond?: { step: string; value: string; stepRounding?: 'DOWN' | 'UP' | null } | null;
}

/** A fraction of other charges: they are taken as rounded. */
interface OfCharges {
  base: ChargeCode[];
  percentPlaces?: number | null;
}

/** How a surcharge follows the published price of an index. */
export type FuelProgramme =
  | (FuelTable & OfCharges & { model: 'PERCENT_TABLE' })
  | (FuelTable & { model: 'PER_DISTANCE_TABLE'; unit: DistanceUnit })
  /** `unit` as a linehaul per unit has it: CONTAINER, PALLET, PIECE, LOAD … */
  | (FuelTable & { model: 'PER_UNIT_TABLE'; unit: string })
  | (FuelCommon & {
      model: 'PER_DISTANCE_FORMULA';
      peg: string;
      perGallonDistance: string;
      ratePlaces?: number | null;
      unit: DistanceUnit;
    })
  | (FuelCommon &
      OfCharges & {
        model: 'PERCENT_FORMULA';
        peg: string;
        step: string;
        percentPerStep: string;
        /** UP is "or portion thereof"; absent: whole steps only. */
        stepRounding?: 'DOWN' | 'UP' | null;
      });

/** Charges that follow an index of their own beside FUEL. */
export const indexedCharges = ['BUNKER', 'CURRENCY_ADJUSTMENT'] as const satisfies readonly ChargeCode[];

/** A surcharge beside fuel that follows an index: a bunker factor, a currency factor. */
export type IndexedSurcharge = FuelProgramme & { charge: (typeof indexedCharges)[number] };
