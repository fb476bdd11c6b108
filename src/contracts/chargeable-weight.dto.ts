import { ArrayMinSize, IsBoolean, IsIn, IsOptional } from 'class-validator';
import { weightUnits, type WeightUnit } from '../freight/codes.ts';
import { IsPositive, IsQuantity, Parts } from '../masterdata/field-rules.ts';

/** The rate from a weight on. */
export class RateBreakDto {
  /** @example '100' */
  @IsQuantity()
  from: string;
  /** @example '8.40' */
  @IsQuantity()
  rate: string;
}

/** Air and European road: the greatest of gross weight and what the goods count for by their room. */
export class ChargeableWeightRateDto {
  /** @example 'CHARGEABLE_WEIGHT' */
  @IsIn(['CHARGEABLE_WEIGHT'])
  model: 'CHARGEABLE_WEIGHT';
  /** @example 'KG' */
  @IsIn(weightUnits)
  weightUnit: WeightUnit;
  /** Cubic centimetres that count for one `weightUnit`. @example '6000' */
  @IsOptional()
  @IsPositive()
  volumeDivisor?: string | null;
  /** @example '333' */
  @IsOptional()
  @IsPositive()
  kgPerCbm?: string | null;
  /** @example '1750' */
  @IsOptional()
  @IsPositive()
  kgPerLoadingMetre?: string | null;
  /** @example '250' */
  @IsOptional()
  @IsPositive()
  kgPerPallet?: string | null;
  /** @example '0.5' */
  @IsOptional()
  @IsPositive()
  roundUpTo?: string | null;
  @IsOptional()
  @IsQuantity()
  minimumWeight?: string | null;
  /** Rates are for so many `weightUnit`; absent: 1. @example '1' */
  @IsOptional()
  @IsPositive()
  per?: string | null;
  @ArrayMinSize(1)
  @Parts(() => RateBreakDto)
  breaks: RateBreakDto[];
  /** At most what the weight of a higher break would cost. @example true */
  @IsOptional()
  @IsBoolean()
  nextBreak?: boolean | null;
  /** @example '75.00' */
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
}
