import type { Bounds } from './bounds.ts';
import type { DistanceUnit, WeightUnit } from './codes.ts';
import type { PlaceSelector } from './place.ts';

/** One price. */
export interface FlatRate {
  model: 'FLAT';
  amount: string;
}

/** Distance × rate, or the rate or amount of a band of distances. */
export interface PerDistanceRate extends Bounds {
  model: 'PER_DISTANCE';
  rate?: string | null;
  unit: DistanceUnit;
  bands?: { from: string; rate?: string | null; amount?: string | null }[] | null;
  /** Whose distance counts, e.g. `PC*MILER 17 practical`: the order's must name the same. Absent: whoever's. */
  distanceSource?: string | null;
}

/** Count × rate. */
export interface PerUnitRate extends Bounds {
  model: 'PER_UNIT';
  /** PIECE, LOAD, a packaging; TONNE, TON, LOADING_METRE; HOUR. */
  unit: string;
  rate?: string | null;
  equipmentRates?: Record<string, string> | null;
  /** Of HOUR: started increments are charged; absent: to the minute. */
  incrementMinutes?: number | null;
}

/** More than `overFeet` of the trailer, less dense than `underPcf` where given: a price of its own, or a quote. */
export interface LinearFootRule {
  overFeet: string;
  underPcf?: string | null;
  ratePerFoot?: string | null;
  minimum?: string | null;
  /** Usable width of the trailer in inches; absent: 96. */
  trailerWidth?: string | null;
}

/** LTL class rating. */
export interface WeightBreaksRate {
  model: 'WEIGHT_BREAKS';
  weightUnit: WeightUnit;
  per: string;
  breaks: { from: string; rates: Record<string, string> }[];
  fak?: { fromClass: string; toClass: string; ratedAs: string }[] | null;
  deficit?: boolean | null;
  discount?: string | null;
  grossMinimum?: string | null;
  minimum?: string | null;
  weightPlaces?: number | null;
  extensionPlaces?: number | null;
  /** Class by measured pounds per cubic foot, lightest first; absent: the class of the order. */
  densityClasses?: { fromPcf: string; class: string }[] | null;
  /** Goods of several classes: each at its own (absent), or all at the highest. */
  mixedClasses?: 'BY_CLASS' | 'HIGHEST' | null;
  /** Weight of an empty pallet, in `weightUnit`, that is not charged. */
  palletAllowance?: string | null;
  linearFoot?: LinearFootRule | null;
}

/** Air and European road: the greatest of gross weight and what the goods count for by their room. */
export interface ChargeableWeightRate extends Bounds {
  model: 'CHARGEABLE_WEIGHT';
  weightUnit: WeightUnit;
  /** Cubic centimetres that count for one `weightUnit`. */
  volumeDivisor?: string | null;
  kgPerCbm?: string | null;
  kgPerLoadingMetre?: string | null;
  kgPerPallet?: string | null;
  roundUpTo?: string | null;
  minimumWeight?: string | null;
  /** Rates are for so many `weightUnit`; absent: 1. */
  per?: string | null;
  breaks: { from: string; rate: string }[];
  nextBreak?: boolean | null;
}

/** LCL: tonnes or cubic metres, whichever is more. */
export interface WeightOrMeasureRate extends Bounds {
  model: 'WEIGHT_OR_MEASURE';
  rate: string;
  minimumUnits?: string | null;
}

/** Parcels of one shipment charged together by the weight of all, where that is less. */
export interface HundredweightRate {
  fromWeight: string;
  fromPackages?: number | null;
  per: string;
  /** Rates by zone. */
  rates: Record<string, string>;
  minimum?: string | null;
}

/** Parcel: by package, zone and billable weight. */
export interface ZoneTableRate {
  model: 'ZONE_TABLE';
  zones: { zone: string; destination: PlaceSelector }[];
  weightUnit: WeightUnit;
  /** Absent: 1. */
  roundUpTo?: string | null;
  /** Cubic inches in a pound, or cubic centimetres in a kilogram; absent: the actual weight alone counts. */
  dimDivisor?: string | null;
  /** How each side is rounded to whole inches or centimetres; absent: not at all. */
  dimRounding?: 'UP' | 'HALF_UP' | null;
  /** Rows by zone, each up to and with its weight. */
  rates: Record<string, { upTo: string; amount: string }[]>;
  /** For each started `roundUpTo` above the last row. */
  perExtra?: string | null;
  /** Of each package. */
  minimum?: string | null;
  hundredweight?: HundredweightRate | null;
}

/** What a row or column of a table stands for: from its band on, up to the next. */
export type TableAxis =
  | { by: 'WEIGHT'; unit: WeightUnit; bands: string[] }
  | { by: 'DISTANCE'; unit: DistanceUnit; bands: string[] }
  | { by: 'LOADING_METRES' | 'PALLETS'; unit?: null; bands: string[] };

/** A rate sheet in two dimensions. */
export interface TableRate extends Bounds {
  model: 'TABLE';
  rows: TableAxis;
  columns: TableAxis;
  /** By row, then column; null where the sheet has no rate. */
  cells: (string | null)[][];
  /** A cell is the amount, or a rate for `per` of the weight. */
  cell: 'AMOUNT' | 'RATE_PER';
  /** Absent: 1. */
  per?: string | null;
  factor?: string | null;
}

/** A share of the declared value. */
export interface PercentOfValueRate extends Bounds {
  model: 'PERCENT_OF_VALUE';
  percent: string;
}

export type LinehaulRate =
  | FlatRate
  | PerDistanceRate
  | PerUnitRate
  | WeightBreaksRate
  | ChargeableWeightRate
  | WeightOrMeasureRate
  | ZoneTableRate
  | TableRate
  | PercentOfValueRate;
