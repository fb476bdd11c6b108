import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, ValidateBy } from 'class-validator';
import { distanceUnits, type DistanceUnit, weightUnits, type WeightUnit } from '../freight/codes.ts';
import { decimalPattern } from '../freight/money.ts';
import { IsPositive, IsQuantity, Part } from '../masterdata/field-rules.ts';

const mostBands = 500;

const isCell = (cell: unknown): boolean =>
  cell === null || (typeof cell === 'string' && decimalPattern.test(cell) && !cell.startsWith('-'));

/** Rows of cells, each decimal text or null. */
const IsCells = (): PropertyDecorator =>
  ValidateBy({
    name: 'not-cells',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) &&
        value.length <= mostBands &&
        value.every((row) => Array.isArray(row) && row.length <= mostBands && row.every(isCell)),
      defaultMessage: () => '$property must be rows of decimal text or null, such as [["1489.00", null]]',
    },
  });

/** What the rows or columns of a table stand for: each from its band on, up to the next. */
export class TableAxisDto {
  /** @example 'WEIGHT' */
  @IsIn(['WEIGHT', 'DISTANCE', 'LOADING_METRES', 'PALLETS'])
  by: 'WEIGHT' | 'DISTANCE' | 'LOADING_METRES' | 'PALLETS';
  /** Of WEIGHT and DISTANCE. @example 'LB' */
  @IsOptional()
  @IsIn([...weightUnits, ...distanceUnits])
  unit?: WeightUnit | DistanceUnit | null;
  /** @example ['0', '500', '1000'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostBands)
  @IsQuantity({ each: true })
  bands: string[];
}

/** A rate sheet in two dimensions. */
export class TableRateDto {
  /** @example 'TABLE' */
  @IsIn(['TABLE'])
  model: 'TABLE';
  @Part(() => TableAxisDto)
  rows: TableAxisDto;
  @Part(() => TableAxisDto)
  columns: TableAxisDto;
  /** By row, then column; null where the sheet has no rate. */
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'string', nullable: true } },
    example: [['1489.00', null]],
  })
  @IsCells()
  cells: (string | null)[][];
  /** A cell is the amount, or a rate for `per` of the weight. @example 'AMOUNT' */
  @IsIn(['AMOUNT', 'RATE_PER'])
  cell: 'AMOUNT' | 'RATE_PER';
  /** Absent: 1. @example '100' */
  @IsOptional()
  @IsPositive()
  per?: string | null;
  /** Multiplies what the table gives. @example '1.05' */
  @IsOptional()
  @IsQuantity()
  factor?: string | null;
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
}
