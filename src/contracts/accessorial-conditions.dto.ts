import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { dayNames, type DayName, type Holidays } from '../freight/accessorial.ts';
import {
  attributions,
  type Attribution,
  documentTypes,
  type DocumentType,
  eventTypes,
  type EventType,
  evidenceMethods,
  type EvidenceMethod,
  siteTypes,
  type SiteType,
} from '../freight/codes.ts';
import { IsFraction, IsHolidays, IsQuantity, Part, Parts } from '../masterdata/field-rules.ts';
import { PlaceSelectorDto } from './place.dto.ts';

/** How holidays are described to readers: a calendar's name, or days. */
export const holidaysSchema = {
  required: false,
  oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string', format: 'date' } }],
  example: 'US',
};

/** A paper or happening without which nothing is owed. */
export class RequirementDto {
  /** @example 'LUMPER_RECEIPT' */
  @IsOptional()
  @IsIn(documentTypes)
  document?: DocumentType | null;
  @IsOptional()
  @IsIn(eventTypes)
  event?: EventType | null;
  @IsOptional()
  @IsIn(evidenceMethods)
  minMethod?: EvidenceMethod | null;
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Usual hours of a day, on the clocks of the place. */
export class HoursDto {
  /** @example '08:00' */
  @Matches(clock, { message: '$property must be a time of day such as 08:00' })
  from: string;
  /** @example '17:00' */
  @Matches(clock, { message: '$property must be a time of day such as 17:00' })
  to: string;
}

/** Conditions that must all hold. */
export class WhenDto {
  /** @example 'DELIVERY_ATTEMPTED' */
  @IsOptional()
  @IsIn(eventTypes)
  event?: EventType | null;
  /** @example ['CONSIGNEE'] */
  @IsOptional()
  @IsArray()
  @IsIn(attributions, { each: true })
  attribution?: Attribution[] | null;
  @IsOptional()
  @IsArray()
  @IsIn(siteTypes, { each: true })
  siteTypes?: SiteType[] | null;
  @IsOptional()
  @IsBoolean()
  hazardous?: boolean | null;
  @IsOptional()
  @IsQuantity()
  minLengthIn?: string | null;
  @IsOptional()
  @IsQuantity()
  minWeightLb?: string | null;
  /** Local days on which it is owed; HOLIDAY is a day of `holidays`. @example ['SATURDAY', 'SUNDAY', 'HOLIDAY'] */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(8)
  @IsIn(dayNames, { each: true })
  days?: DayName[] | null;
  /** The name of a calendar of the master data, or the days themselves. */
  @ApiProperty(holidaysSchema)
  @IsOptional()
  @IsHolidays()
  holidays?: Holidays | null;
  /** Owed outside these hours of the place. */
  @IsOptional()
  @Part(() => HoursDto)
  outsideHours?: HoursDto | null;
  /** Owed where a stop of the charge lies in one of these places. */
  @IsOptional()
  @ArrayMinSize(1)
  @Parts(() => PlaceSelectorDto, 100)
  places?: PlaceSelectorDto[] | null;
  /** Owed where a certified weight differs from the ordered one by more than this fraction of it. @example '0.05' */
  @IsOptional()
  @IsFraction()
  weightChangedBy?: string | null;
}

/** How long before free time ends the carrier must have said so. */
export class NoticeDto {
  /** @example 30 */
  @IsInt()
  @Min(0)
  @Max(100_000)
  minutesBefore: number;
}
