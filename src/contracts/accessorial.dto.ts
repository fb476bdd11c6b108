import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { type Holidays, type InvoiceContent, invoiceContents } from '../freight/accessorial.ts';
import {
  chargeCodes,
  type ChargeCode,
  distanceUnits,
  type DistanceUnit,
  documentTypes,
  type DocumentType,
  eventTypes,
  type EventType,
  weightUnits,
  type WeightUnit,
} from '../freight/codes.ts';
import { IsFraction, IsHolidays, IsPositive, IsQuantity, Part, Parts } from '../masterdata/field-rules.ts';
import { holidaysSchema, NoticeDto, RequirementDto, WhenDto } from './accessorial-conditions.dto.ts';

export const accessorialModels = [
  'FLAT',
  'PER_WEIGHT',
  'PER_DISTANCE',
  'PERCENT',
  'PERCENT_OF_VALUE',
  'PER_TIME',
  'PER_DAY',
  'TIERS',
  'PASS_THROUGH',
] as const;

/** An accessorial whose model nobody knows yet: it is refused at its `model`. */
export class UnknownAccessorialDto {
  @IsIn(accessorialModels)
  model: string;
}

class AccessorialTermsDto {
  /** @example 'LIFTGATE_DELIVERY' */
  @IsIn(chargeCodes)
  charge: ChargeCode;
  /** What makes it payable. @example 'ORDERED' */
  @IsIn(['CONTRACT', 'ORDERED', 'APPROVED'])
  authority: 'CONTRACT' | 'ORDERED' | 'APPROVED';
  @IsOptional()
  @Parts(() => RequirementDto, 20)
  requires?: RequirementDto[] | null;
  @IsOptional()
  @Part(() => WhenDto)
  when?: WhenDto | null;
  @IsOptional()
  @Part(() => NoticeDto)
  notice?: NoticeDto | null;
  @IsOptional()
  @IsQuantity()
  minimum?: string | null;
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
  /** What the billed line must say before anything is owed on it (46 CFR 541.6). @example 'FMC_541_6' */
  @IsOptional()
  @IsIn(invoiceContents)
  invoiceContent?: InvoiceContent | null;
}

/** One price, once or for each stop, piece or event. */
export class FlatAccessorialDto extends AccessorialTermsDto {
  /** @example 'FLAT' */
  @IsIn(['FLAT'])
  model: 'FLAT';
  /** @example '85.00' */
  @IsQuantity()
  amount: string;
  @IsOptional()
  @IsIn(['STOP', 'PIECE', 'EVENT'])
  per?: 'STOP' | 'PIECE' | 'EVENT' | null;
}

/** Weight ÷ per × rate. */
export class PerWeightDto extends AccessorialTermsDto {
  /** @example 'PER_WEIGHT' */
  @IsIn(['PER_WEIGHT'])
  model: 'PER_WEIGHT';
  /** @example '3.50' */
  @IsQuantity()
  rate: string;
  /** @example '100' */
  @IsPositive()
  per: string;
  /** @example 'LB' */
  @IsIn(weightUnits)
  weightUnit: WeightUnit;
}

/** Distance × rate. */
export class PerDistanceAccessorialDto extends AccessorialTermsDto {
  /** @example 'PER_DISTANCE' */
  @IsIn(['PER_DISTANCE'])
  model: 'PER_DISTANCE';
  /** @example '2.15' */
  @IsQuantity()
  rate: string;
  /** @example 'MI' */
  @IsIn(distanceUnits)
  unit: DistanceUnit;
}

/** A fraction of other charges that are owed. */
export class PercentAccessorialDto extends AccessorialTermsDto {
  /** @example 'PERCENT' */
  @IsIn(['PERCENT'])
  model: 'PERCENT';
  /** @example '0.04' */
  @IsFraction()
  percent: string;
  /** @example ['LINEHAUL'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsIn(chargeCodes, { each: true })
  of: ChargeCode[];
}

/** A fraction of the value declared on the order. */
export class PercentOfValueAccessorialDto extends AccessorialTermsDto {
  /** @example 'PERCENT_OF_VALUE' */
  @IsIn(['PERCENT_OF_VALUE'])
  model: 'PERCENT_OF_VALUE';
  /** @example '0.003' */
  @IsFraction()
  percent: string;
}

/** So many chargeable days at a rate; the last tier, for all days left, without `days`. */
export class DayTierDto {
  /** @example 4 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  days?: number | null;
  /** @example '150.00' */
  @IsQuantity()
  rate: string;
}

/** Storage, demurrage and per diem: local days from one event to another. */
export class PerDayDto extends AccessorialTermsDto {
  /** @example 'PER_DAY' */
  @IsIn(['PER_DAY'])
  model: 'PER_DAY';
  /** @example 'AVAILABLE_FOR_PICKUP' */
  @IsIn(eventTypes)
  from: EventType;
  /** @example 'GATE_OUT' */
  @IsIn(eventTypes)
  to: EventType;
  /** @example 4 */
  @IsInt()
  @Min(0)
  @Max(10_000)
  freeDays: number;
  /** BUSINESS leaves out Saturdays, Sundays and holidays, free days included. @example 'BUSINESS' */
  @IsIn(['CALENDAR', 'BUSINESS'])
  calendar: 'CALENDAR' | 'BUSINESS';
  /** The name of a calendar of the master data, or the days themselves. */
  @ApiProperty(holidaysSchema)
  @IsOptional()
  @IsHolidays()
  holidays?: Holidays | null;
  @ArrayMinSize(1)
  @Parts(() => DayTierDto, 50)
  tiers: DayTierDto[];
  /** Whether the day of `from` counts; that of `to` always does. @example false */
  @IsOptional()
  @IsBoolean()
  includeFirstDay?: boolean | null;
}

/** Stop-off: a price for each stop visited beyond the free ones. */
export class TiersDto extends AccessorialTermsDto {
  /** @example 'TIERS' */
  @IsIn(['TIERS'])
  model: 'TIERS';
  /** Past the last, the last again. @example ['100.00', '175.00'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsQuantity({ each: true })
  tiers: string[];
  /** @example 2 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(500)
  freeStops?: number | null;
}

/** Detention and waiting. */
export class PerTimeDto extends AccessorialTermsDto {
  /** @example 'PER_TIME' */
  @IsIn(['PER_TIME'])
  model: 'PER_TIME';
  /** @example '60.00' */
  @IsQuantity()
  rate: string;
  /** @example 60 */
  @IsInt()
  @Min(1)
  @Max(100_000)
  perMinutes: number;
  /** @example 15 */
  @IsInt()
  @Min(1)
  @Max(100_000)
  incrementMinutes: number;
  /** @example 'UP' */
  @IsIn(['UP', 'DOWN', 'NEAREST'])
  incrementRounding: 'UP' | 'DOWN' | 'NEAREST';
  /** @example 120 */
  @IsInt()
  @Min(0)
  @Max(100_000)
  freeMinutes: number;
  /** @example 15 */
  @IsInt()
  @Min(0)
  @Max(100_000)
  lateGraceMinutes: number;
  /** @example 'NONE' */
  @IsIn(['NONE', 'FROM_ARRIVAL'])
  whenLate: 'NONE' | 'FROM_ARRIVAL';
  @IsOptional()
  @IsIn(['DEPARTURE', 'WORK_DONE'])
  endsAt?: 'DEPARTURE' | 'WORK_DONE' | null;
}

/** What receipts come to. */
export class PassThroughDto extends AccessorialTermsDto {
  /** @example 'PASS_THROUGH' */
  @IsIn(['PASS_THROUGH'])
  model: 'PASS_THROUGH';
  /** @example ['LUMPER_RECEIPT'] */
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(documentTypes, { each: true })
  receipts: DocumentType[];
  @IsOptional()
  @IsQuantity()
  fee?: string | null;
}

/** The shape an accessorial of each model must have. */
export const accessorialShapes: readonly { name: string; value: Type<object> }[] = [
  { name: 'FLAT', value: FlatAccessorialDto },
  { name: 'PER_WEIGHT', value: PerWeightDto },
  { name: 'PER_DISTANCE', value: PerDistanceAccessorialDto },
  { name: 'PERCENT', value: PercentAccessorialDto },
  { name: 'PERCENT_OF_VALUE', value: PercentOfValueAccessorialDto },
  { name: 'PER_TIME', value: PerTimeDto },
  { name: 'PER_DAY', value: PerDayDto },
  { name: 'TIERS', value: TiersDto },
  { name: 'PASS_THROUGH', value: PassThroughDto },
];

/** The most that charges come to together on one shipment. */
export class CapDto {
  /** In this order they take of it. @example ['DETENTION_PICKUP', 'DETENTION_DELIVERY'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsIn(chargeCodes, { each: true })
  charges: ChargeCode[];
  /** @example '500.00' */
  @IsQuantity()
  maximum: string;
}
