import type { Type } from '@nestjs/common';
import { ArrayMinSize, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { distanceUnits, type DistanceUnit } from '../freight/codes.ts';
import { IsDecimalsByName, IsFraction, IsName, IsQuantity, Parts } from '../masterdata/field-rules.ts';
import { ChargeableWeightRateDto } from './chargeable-weight.dto.ts';
import { WeightBreaksRateDto } from './class-rates.dto.ts';
import { TableRateDto } from './rate-table.dto.ts';
import { ZoneTableRateDto } from './zone-table.dto.ts';

// prettier-ignore
export const linehaulModels = [
  'FLAT', 'PER_DISTANCE', 'PER_UNIT', 'WEIGHT_BREAKS', 'CHARGEABLE_WEIGHT', 'WEIGHT_OR_MEASURE', 'ZONE_TABLE', 'TABLE',
  'PERCENT_OF_VALUE',
] as const;

/** A linehaul whose model nobody knows yet: it is refused at its `model`. */
class UnknownLinehaulDto {
  @IsIn(linehaulModels)
  model: string;
}

/** One price. */
export class FlatRateDto {
  /** @example 'FLAT' */
  @IsIn(['FLAT'])
  model: 'FLAT';
  /** @example '950.00' */
  @IsQuantity()
  amount: string;
}

/** The rate, or the flat amount, from a distance on. */
export class DistanceBandDto {
  /** @example '0' */
  @IsQuantity()
  from: string;
  /** @example '2.15' */
  @IsOptional()
  @IsQuantity()
  rate?: string | null;
  @IsOptional()
  @IsQuantity()
  amount?: string | null;
}

/** Distance × rate. */
export class PerDistanceRateDto {
  /** @example 'PER_DISTANCE' */
  @IsIn(['PER_DISTANCE'])
  model: 'PER_DISTANCE';
  /** @example '2.15' */
  @IsOptional()
  @IsQuantity()
  rate?: string | null;
  /** @example 'MI' */
  @IsIn(distanceUnits)
  unit: DistanceUnit;
  @IsOptional()
  @ArrayMinSize(1)
  @Parts(() => DistanceBandDto)
  bands?: DistanceBandDto[] | null;
  /** Whose distance counts: the order's must name the same. @example 'PC*MILER 17 practical' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  distanceSource?: string | null;
  /** @example '950.00' */
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
}

/** Count × rate. */
export class PerUnitRateDto {
  /** @example 'PER_UNIT' */
  @IsIn(['PER_UNIT'])
  model: 'PER_UNIT';
  /**
   * PIECE, PALLET, CONTAINER or however the goods are packed; LOAD; TONNE (1,000 kg), TON (2,000 lb), LOADING_METRE; HOUR
   * (from the first arrival to the last departure).
   * @example 'PALLET'
   */
  @IsName()
  unit: string;
  /** @example '45.00' */
  @IsOptional()
  @IsQuantity()
  rate?: string | null;
  /** Rates by equipment. @example { '40HC': '1850.00' } */
  @IsOptional()
  @IsDecimalsByName()
  equipmentRates?: Record<string, string> | null;
  /** Of HOUR: started increments are charged. @example 15 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_440)
  incrementMinutes?: number | null;
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
}

/** Tonnes or cubic metres, whichever is more, × rate. */
export class WeightOrMeasureRateDto {
  /** @example 'WEIGHT_OR_MEASURE' */
  @IsIn(['WEIGHT_OR_MEASURE'])
  model: 'WEIGHT_OR_MEASURE';
  /** @example '65.00' */
  @IsQuantity()
  rate: string;
  /** The least that is charged for. @example '1' */
  @IsOptional()
  @IsQuantity()
  minimumUnits?: string | null;
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
}

/** A share of the declared value. */
export class PercentOfValueRateDto {
  /** @example 'PERCENT_OF_VALUE' */
  @IsIn(['PERCENT_OF_VALUE'])
  model: 'PERCENT_OF_VALUE';
  /** @example '0.0035' */
  @IsFraction()
  percent: string;
  /** @example '25.00' */
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
}

const shapes: Readonly<Record<string, Type<object>>> = {
  FLAT: FlatRateDto,
  PER_DISTANCE: PerDistanceRateDto,
  PER_UNIT: PerUnitRateDto,
  WEIGHT_BREAKS: WeightBreaksRateDto,
  CHARGEABLE_WEIGHT: ChargeableWeightRateDto,
  WEIGHT_OR_MEASURE: WeightOrMeasureRateDto,
  ZONE_TABLE: ZoneTableRateDto,
  TABLE: TableRateDto,
  PERCENT_OF_VALUE: PercentOfValueRateDto,
};

/** Every shape of a linehaul, for the API's description. */
export const linehaulShapes = Object.values(shapes);

/** The shape a linehaul of this model must have. */
export function linehaulShape(linehaul: unknown): Type<object> {
  return shapes[modelOf(linehaul)] ?? UnknownLinehaulDto;
}

/** The model something names; '' when it names none. */
export function modelOf(part: unknown): string {
  const model = typeof part === 'object' && part !== null ? (part as { model?: unknown }).model : undefined;
  return typeof model === 'string' ? model : '';
}
