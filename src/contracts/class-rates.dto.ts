import { ArrayMinSize, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { freightClasses, weightUnits, type WeightUnit } from '../freight/codes.ts';
import { IsDecimalsByName, IsFraction, IsPositive, IsQuantity, Part, Parts } from '../masterdata/field-rules.ts';

/** Rates by class from a weight on. */
export class WeightBreakDto {
  /** @example '1000' */
  @IsQuantity()
  from: string;
  /** Rates by freight class. @example { '70': '42.15' } */
  @IsDecimalsByName()
  rates: Record<string, string>;
}

/** Freight all kinds: classes of a range rated as one. */
export class FakDto {
  /** @example '50' */
  @IsIn(freightClasses)
  fromClass: string;
  /** @example '85' */
  @IsIn(freightClasses)
  toClass: string;
  /** @example '70' */
  @IsIn(freightClasses)
  ratedAs: string;
}

/** The class of goods from a density on. */
export class DensityClassDto {
  /** Pounds per cubic foot. @example '8' */
  @IsQuantity()
  fromPcf: string;
  /** @example '100' */
  @IsIn(freightClasses)
  class: string;
}

/** Shipments that take much of the trailer: a price by the foot, or without one a quote. */
export class LinearFootDto {
  /** @example '12' */
  @IsQuantity()
  overFeet: string;
  /** Only goods less dense than so many pounds per cubic foot. @example '6' */
  @IsOptional()
  @IsPositive()
  underPcf?: string | null;
  /** @example '95.00' */
  @IsOptional()
  @IsQuantity()
  ratePerFoot?: string | null;
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  /** Usable width of the trailer in inches. @example '96' */
  @IsOptional()
  @IsPositive()
  trailerWidth?: string | null;
}

/** LTL class rating. */
export class WeightBreaksRateDto {
  /** @example 'WEIGHT_BREAKS' */
  @IsIn(['WEIGHT_BREAKS'])
  model: 'WEIGHT_BREAKS';
  /** @example 'LB' */
  @IsIn(weightUnits)
  weightUnit: WeightUnit;
  /** @example '100' */
  @IsPositive()
  per: string;
  @ArrayMinSize(1)
  @Parts(() => WeightBreakDto)
  breaks: WeightBreakDto[];
  @IsOptional()
  @Parts(() => FakDto)
  fak?: FakDto[] | null;
  /** @example true */
  @IsOptional()
  @IsBoolean()
  deficit?: boolean | null;
  /** @example '0.62' */
  @IsOptional()
  @IsFraction()
  discount?: string | null;
  @IsOptional()
  @IsQuantity()
  grossMinimum?: string | null;
  /** @example '145.00' */
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(8)
  weightPlaces?: number | null;
  /** @example 2 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(8)
  extensionPlaces?: number | null;
  /** Classes by measured pounds per cubic foot, instead of the class of the order. */
  @IsOptional()
  @ArrayMinSize(1)
  @Parts(() => DensityClassDto, 100)
  densityClasses?: DensityClassDto[] | null;
  /** Goods of several classes: each at its own, or all at the highest. @example 'BY_CLASS' */
  @IsOptional()
  @IsIn(['BY_CLASS', 'HIGHEST'])
  mixedClasses?: 'BY_CLASS' | 'HIGHEST' | null;
  /** Weight of an empty pallet, in `weightUnit`, that is not charged. @example '50' */
  @IsOptional()
  @IsQuantity()
  palletAllowance?: string | null;
  @IsOptional()
  @Part(() => LinearFootDto)
  linearFoot?: LinearFootDto | null;
}
