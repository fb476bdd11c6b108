import type { Type } from '@nestjs/common';
import { ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import {
  attributions,
  type Attribution,
  chargeCodes,
  type ChargeCode,
  documentTypes,
  type DocumentType,
  eventTypes,
  type EventType,
  evidenceMethods,
  type EvidenceMethod,
  siteTypes,
  type SiteType,
  weightUnits,
  type WeightUnit,
} from '../freight/codes.ts';
import { IsPositive, IsQuantity, Part, Parts } from '../masterdata/field-rules.ts';

export const accessorialModels = ['FLAT', 'PER_WEIGHT', 'PER_TIME', 'PASS_THROUGH'] as const;

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
}

/** How long before free time ends the carrier must have said so. */
export class NoticeDto {
  /** @example 30 */
  @IsInt()
  @Min(0)
  @Max(100_000)
  minutesBefore: number;
}

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
  { name: 'PER_TIME', value: PerTimeDto },
  { name: 'PASS_THROUGH', value: PassThroughDto },
];
