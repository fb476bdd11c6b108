import type { Type } from '@nestjs/common';
import { ArrayMinSize, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { distanceUnits, type DistanceUnit, freightClasses, weightUnits, type WeightUnit } from '../freight/codes.ts';
import { IsDecimalsByName, IsName, IsPositive, IsQuantity, IsFraction, Parts } from '../masterdata/field-rules.ts';

export const linehaulModels = ['FLAT', 'PER_DISTANCE', 'PER_UNIT', 'WEIGHT_BREAKS'] as const;

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
  /** PIECE, PALLET, CONTAINER, LOAD, or how the goods are packed. @example 'PALLET' */
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
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
}

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
}

const shapes: Readonly<Record<string, Type<object>>> = {
  FLAT: FlatRateDto,
  PER_DISTANCE: PerDistanceRateDto,
  PER_UNIT: PerUnitRateDto,
  WEIGHT_BREAKS: WeightBreaksRateDto,
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
