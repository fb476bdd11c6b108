import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize, IsIn, IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { weightUnits, type WeightUnit } from '../freight/codes.ts';
import { decimalPattern } from '../freight/money.ts';
import { IsDecimalsByName, IsName, IsPositive, IsQuantity, Part, Parts } from '../masterdata/field-rules.ts';
import { PlaceSelectorDto } from './place.dto.ts';

const isQuantity = (value: unknown): boolean =>
  typeof value === 'string' && decimalPattern.test(value) && !value.startsWith('-');

function isRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false;
  const { upTo, amount, ...others } = row as Record<string, unknown>;
  return isQuantity(upTo) && isQuantity(amount) && Object.keys(others).length === 0;
}

const mostRows = 1_000;

/** Rows of a rate sheet by name: `{ "5": [{ "upTo": "1", "amount": "9.85" }] }`. */
const IsRowsByZone = (): PropertyDecorator =>
  ValidateBy({
    name: 'not-rows',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        Object.values(value).every((rows) => Array.isArray(rows) && rows.length <= mostRows && rows.every(isRow)),
      defaultMessage: () => '$property must give rows by zone, such as { "5": [{ "upTo": "1", "amount": "9.85" }] }',
    },
  });

/** Which places a zone is. */
export class RateZoneDto {
  /** @example '5' */
  @IsName()
  zone: string;
  /** @example { country: 'US', postalPrefixes: ['75'] } */
  @Part(() => PlaceSelectorDto)
  destination: PlaceSelectorDto;
}

/** Packages of one shipment charged together by the weight of all, where that is less. */
export class HundredweightDto {
  /** @example '200' */
  @IsQuantity()
  fromWeight: string;
  /** Absent: 2. @example 2 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  fromPackages?: number | null;
  /** @example '100' */
  @IsPositive()
  per: string;
  /** Rates by zone. @example { '5': '48.20' } */
  @IsDecimalsByName()
  rates: Record<string, string>;
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
}

/** Parcel: each package by zone and billable weight. */
export class ZoneTableRateDto {
  /** @example 'ZONE_TABLE' */
  @IsIn(['ZONE_TABLE'])
  model: 'ZONE_TABLE';
  @ArrayMinSize(1)
  @Parts(() => RateZoneDto)
  zones: RateZoneDto[];
  /** @example 'LB' */
  @IsIn(weightUnits)
  weightUnit: WeightUnit;
  /** Absent: 1. @example '1' */
  @IsOptional()
  @IsPositive()
  roundUpTo?: string | null;
  /** Cubic inches in a pound, or cubic centimetres in a kilogram. @example '139' */
  @IsOptional()
  @IsPositive()
  dimDivisor?: string | null;
  /** How sides are rounded to whole inches or centimetres; absent: not at all. @example 'UP' */
  @IsOptional()
  @IsIn(['UP', 'HALF_UP'])
  dimRounding?: 'UP' | 'HALF_UP' | null;
  /** Rows by zone, each up to and with its weight. */
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'array',
      items: {
        type: 'object',
        required: ['upTo', 'amount'],
        properties: { upTo: { type: 'string' }, amount: { type: 'string' } },
        additionalProperties: false,
      },
    },
    example: { '5': [{ upTo: '1', amount: '9.85' }] },
  })
  @IsRowsByZone()
  rates: Record<string, { upTo: string; amount: string }[]>;
  /** For each started `roundUpTo` above the last row. @example '0.62' */
  @IsOptional()
  @IsQuantity()
  perExtra?: string | null;
  /** Of each package. @example '9.85' */
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @Part(() => HundredweightDto)
  hundredweight?: HundredweightDto | null;
}
