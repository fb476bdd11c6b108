import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type as Shaped } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  chargeCodes,
  type ChargeCode,
  dateRoles,
  type DateRole,
  distanceUnits,
  type DistanceUnit,
} from '../freight/codes.ts';
import { type IndexedSurcharge, indexedCharges } from '../freight/fuel.ts';
import { IsDecimalText, IsName, IsPositive, IsQuantity, Part, Parts } from '../masterdata/field-rules.ts';
import { modelOf } from './linehaul.dto.ts';

// prettier-ignore
export const fuelModels = [
  'PERCENT_TABLE', 'PERCENT_FORMULA', 'PER_DISTANCE_TABLE', 'PER_UNIT_TABLE', 'PER_DISTANCE_FORMULA',
] as const;

/** A programme whose model nobody knows yet: it is refused at its `model`. */
class UnknownFuelDto {
  @IsIn(fuelModels)
  model: string;
}

/** How long after its publication a price comes into force. */
export class InForceDto {
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(24)
  addMonths?: number | null;
  /** @example 1 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(366)
  addDays?: number | null;
  /** Then on to the first day so named. @example 'NEXT_MONDAY' */
  @IsOptional()
  @Matches(/^(DAY_([1-9]|1\d|2[0-8])|NEXT_(MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY))$/, {
    message: '$property must be DAY_1 to DAY_28 or NEXT_MONDAY to NEXT_SUNDAY',
  })
  then?: string | null;
}

/** The value from a price on. */
export class FuelRowDto {
  /** @example '3.00' */
  @IsQuantity()
  from: string;
  /** @example '0.24' */
  @IsQuantity()
  value: string;
}

/** What each further step past the last row adds. */
export class BeyondDto {
  /** @example '0.06' */
  @IsPositive()
  step: string;
  /** @example '0.005' */
  @IsQuantity()
  value: string;
  @IsOptional()
  @IsIn(['DOWN', 'UP'])
  stepRounding?: 'DOWN' | 'UP' | null;
}

class FuelTermsDto {
  /** @example 'EIA-DIESEL-US' */
  @IsName()
  index: string;
  @IsOptional()
  @IsIn(['FIRST', 'LATEST'])
  publication?: 'FIRST' | 'LATEST' | null;
  /** @example 'PICKUP' */
  @IsOptional()
  @IsIn(dateRoles)
  dateRole?: DateRole | null;
  @IsOptional()
  @Part(() => InForceDto)
  inForce?: InForceDto | null;
  @IsOptional()
  @IsIn(['MONTH'])
  average?: 'MONTH' | null;
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
}

class FuelTableTermsDto extends FuelTermsDto {
  @ArrayMinSize(1)
  @Parts(() => FuelRowDto, 5_000)
  table: FuelRowDto[];
  @IsOptional()
  @Part(() => BeyondDto)
  beyond?: BeyondDto | null;
}

/** Percent of other charges, by the price of fuel. */
export class PercentTableDto extends FuelTableTermsDto {
  /** @example 'PERCENT_TABLE' */
  @IsIn(['PERCENT_TABLE'])
  model: 'PERCENT_TABLE';
  /** @example ['LINEHAUL'] */
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(chargeCodes, { each: true })
  base: ChargeCode[];
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(8)
  percentPlaces?: number | null;
}

/** Percent of other charges: so much for each step of the price above a peg. */
export class PercentFormulaDto extends FuelTermsDto {
  /** @example 'PERCENT_FORMULA' */
  @IsIn(['PERCENT_FORMULA'])
  model: 'PERCENT_FORMULA';
  /** @example '1.20' */
  @IsQuantity()
  peg: string;
  /** @example '0.05' */
  @IsPositive()
  step: string;
  /** @example '0.01' */
  @IsQuantity()
  percentPerStep: string;
  /** UP counts each portion of a step as one. @example 'UP' */
  @IsOptional()
  @IsIn(['DOWN', 'UP'])
  stepRounding?: 'DOWN' | 'UP' | null;
  /** @example ['LINEHAUL'] */
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(chargeCodes, { each: true })
  base: ChargeCode[];
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(8)
  percentPlaces?: number | null;
}

/** An amount per distance, by the price of fuel. */
export class PerDistanceTableDto extends FuelTableTermsDto {
  /** @example 'PER_DISTANCE_TABLE' */
  @IsIn(['PER_DISTANCE_TABLE'])
  model: 'PER_DISTANCE_TABLE';
  /** @example 'MI' */
  @IsIn(distanceUnits)
  unit: DistanceUnit;
}

/** An amount for each unit, by the price of fuel: a bunker factor for each container. */
export class PerUnitTableDto extends FuelTableTermsDto {
  /** @example 'PER_UNIT_TABLE' */
  @IsIn(['PER_UNIT_TABLE'])
  model: 'PER_UNIT_TABLE';
  /** As a linehaul per unit has it. @example 'CONTAINER' */
  @IsName()
  unit: string;
}

/** (price − peg) ÷ distance per gallon, per distance. */
export class PerDistanceFormulaDto extends FuelTermsDto {
  /** @example 'PER_DISTANCE_FORMULA' */
  @IsIn(['PER_DISTANCE_FORMULA'])
  model: 'PER_DISTANCE_FORMULA';
  /** @example '1.20' */
  @IsDecimalText()
  peg: string;
  /** @example '6' */
  @IsPositive()
  perGallonDistance: string;
  /** @example 3 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(8)
  ratePlaces?: number | null;
  /** @example 'MI' */
  @IsIn(distanceUnits)
  unit: DistanceUnit;
}

const shapes: Readonly<Record<string, Type<object>>> = {
  PERCENT_TABLE: PercentTableDto,
  PERCENT_FORMULA: PercentFormulaDto,
  PER_DISTANCE_TABLE: PerDistanceTableDto,
  PER_UNIT_TABLE: PerUnitTableDto,
  PER_DISTANCE_FORMULA: PerDistanceFormulaDto,
};

/** Every shape of a fuel programme, for the API's description. */
export const fuelShapes = Object.values(shapes);

/** The shape a fuel programme of this model must have. */
export function fuelShape(fuel: unknown): Type<object> {
  return shapes[modelOf(fuel)] ?? UnknownFuelDto;
}

/** The charge that a surcharge is billed as. */
type SurchargeCode = IndexedSurcharge['charge'];

class PercentTableSurchargeDto extends PercentTableDto {
  /** @example 'BUNKER' */
  @IsIn(indexedCharges)
  charge: SurchargeCode;
}
class PercentFormulaSurchargeDto extends PercentFormulaDto {
  /** @example 'BUNKER' */
  @IsIn(indexedCharges)
  charge: SurchargeCode;
}
class PerDistanceTableSurchargeDto extends PerDistanceTableDto {
  /** @example 'BUNKER' */
  @IsIn(indexedCharges)
  charge: SurchargeCode;
}
class PerUnitTableSurchargeDto extends PerUnitTableDto {
  /** @example 'BUNKER' */
  @IsIn(indexedCharges)
  charge: SurchargeCode;
}
class PerDistanceFormulaSurchargeDto extends PerDistanceFormulaDto {
  /** @example 'BUNKER' */
  @IsIn(indexedCharges)
  charge: SurchargeCode;
}

const surchargeShapes: readonly { name: string; value: Type<object> }[] = [
  { name: 'PERCENT_TABLE', value: PercentTableSurchargeDto },
  { name: 'PERCENT_FORMULA', value: PercentFormulaSurchargeDto },
  { name: 'PER_DISTANCE_TABLE', value: PerDistanceTableSurchargeDto },
  { name: 'PER_UNIT_TABLE', value: PerUnitTableSurchargeDto },
  { name: 'PER_DISTANCE_FORMULA', value: PerDistanceFormulaSurchargeDto },
];

/** A list of surcharges beside fuel that follow an index, each of the shape of its model. */
export const IsSurcharges = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      required: false,
      type: 'array',
      items: { oneOf: surchargeShapes.map(({ value }) => ({ $ref: getSchemaPath(value) })) },
    }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(50),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Shaped(() => UnknownFuelDto, {
      keepDiscriminatorProperty: true,
      discriminator: { property: 'model', subTypes: [...surchargeShapes] },
    }),
  );

/** Every shape of a surcharge beside fuel, for the API's description. */
export const surchargeDtos = surchargeShapes.map(({ value }) => value as new () => object);
