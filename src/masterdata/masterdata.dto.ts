import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import {
  attributions,
  chargeCodes,
  type ChargeCode,
  type Attribution,
  disagreementModes,
  type DisagreementMode,
  eventTypes,
  type EventType,
  evidenceMethods,
  type EvidenceMethod,
  modes,
  referenceTypes,
  type ReferenceType,
  siteTypes,
  type SiteType,
} from '../freight/codes.ts';
import { businessClocks } from '../freight/terms.ts';
import {
  IsAmountsByCurrency,
  IsCurrencyCode,
  IsDay,
  IsFraction,
  IsName,
  IsQuantity,
  IsZone,
  Parts,
} from './field-rules.ts';
import { ToleranceDto } from './tolerance.dto.ts';

/** A place of ours. */
export class LocationDto {
  /** @example 'PL4' */
  @IsName()
  code: string;
  /** @example 'Plant 4' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string | null;
  /** @example 'Akron' */
  @IsOptional()
  @IsString()
  city?: string | null;
  /** @example 'OH' */
  @IsOptional()
  @IsString()
  region?: string | null;
  /** @example '44301' */
  @IsOptional()
  @IsString()
  postalCode?: string | null;
  /** @example 'US' */
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: '$property must be two capital letters (ISO 3166-1)' })
  country?: string | null;
  @IsOptional()
  @IsString()
  unlocode?: string | null;
  /** @example 'America/New_York' */
  @IsOptional()
  @IsZone()
  timeZone?: string | null;
  @IsOptional()
  @IsIn(siteTypes)
  siteType?: SiteType | null;
  @IsOptional()
  @IsName()
  calendar?: string | null;
}

/** Days on which nobody works. */
export class CalendarDto {
  /** @example 'US' */
  @IsName()
  calendar: string;
  /** @example ['2026-07-03'] */
  @IsArray()
  @ArrayMaxSize(2_000)
  @IsDay({ each: true })
  holidays: string[];
}

/** Which account a charge goes to where the shipment does not say; absent conditions match all. */
export class GlRuleDto {
  /** @example 'fuel' */
  @IsName()
  rule: string;
  @IsOptional()
  @IsName()
  legalEntity?: string | null;
  @IsOptional()
  @IsIn(modes)
  mode?: string | null;
  /** @example 'FUEL' */
  @IsOptional()
  @IsIn(chargeCodes)
  charge?: ChargeCode | null;
  @IsOptional()
  @IsString()
  reason?: string | null;
  /** @example '6110' */
  @IsName()
  glAccount: string;
  @IsOptional()
  @IsName()
  costCenter?: string | null;
}

/** One of the sender's own charge codes or texts, and what it means. */
export class ChargeMappingDto {
  /** @example 'LFT' */
  @IsOptional()
  @IsString()
  @Length(1, 80)
  rawCode?: string | null;
  /** Part of the line's text, whatever the case. @example 'lift gate' */
  @IsOptional()
  @IsString()
  @Length(2, 80)
  text?: string | null;
  @IsIn(chargeCodes)
  charge: ChargeCode;
}

/** A status code (X12 1650) and what it means. */
export class StatusMappingDto {
  /** @example 'X3' */
  @IsName()
  code: string;
  @IsIn([...eventTypes, 'IGNORE'])
  type: EventType | 'IGNORE';
}

/** A reason code (X12 1651) and whose doing it says it was. */
export class ReasonMappingDto {
  /** @example 'AG' */
  @IsName()
  code: string;
  @IsIn(attributions)
  attribution: Attribution;
}

/** A reference qualifier (X12 128) and what kind of number it marks. */
export class QualifierMappingDto {
  /** @example 'CN' */
  @IsName()
  code: string;
  @IsIn([...referenceTypes, 'IGNORE'])
  type: ReferenceType | 'IGNORE';
}

/** How one sender's messages are to be understood. */
export class PartnerDto {
  /** Given by the path when absent. @example 'x12:ABCD' */
  @IsOptional()
  @IsName()
  source?: string;
  /** @example 'ABCD' */
  @IsOptional()
  @IsName()
  carrier?: string | null;
  @IsOptional()
  @IsName()
  legalEntity?: string | null;
  @IsOptional()
  @Parts(() => ChargeMappingDto, 2_000)
  charges?: ChargeMappingDto[] | null;
  @IsOptional()
  @Parts(() => StatusMappingDto, 500)
  statuses?: StatusMappingDto[] | null;
  @IsOptional()
  @Parts(() => ReasonMappingDto, 500)
  reasons?: ReasonMappingDto[] | null;
  @IsOptional()
  @Parts(() => QualifierMappingDto, 500)
  qualifiers?: QualifierMappingDto[] | null;
  /** @example 'USD' */
  @IsOptional()
  @IsCurrencyCode()
  defaultCurrency?: string | null;
  /** @example 'America/Chicago' */
  @IsOptional()
  @IsZone()
  defaultTimeZone?: string | null;
  /** Whether amounts come with their decimals implied (X12 N2) or as they are. @example 'IMPLIED' */
  @IsOptional()
  @IsIn(['IMPLIED', 'LITERAL'])
  n2?: 'IMPLIED' | 'LITERAL' | null;
  /** @example true */
  @IsOptional()
  @IsBoolean()
  acknowledgements?: boolean | null;
  @IsOptional()
  @IsIn(evidenceMethods)
  maxMethod?: EvidenceMethod | null;
}

/** The most a role may approve in a currency. */
export class LimitDto {
  /** @example 'ap-clerk' */
  @IsName()
  role: string;
  /** @example 'USD' */
  @IsCurrencyCode()
  currency: string;
  /** @example '500.00' */
  @IsQuantity()
  amount: string;
}

/** The organisation's choices; whatever is left out keeps its default. */
export class PolicyDto {
  /** @example 120 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3_650)
  matchWindowDays?: number;
  /** @example 10 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  matchWaitDays?: number;
  /** @example 3 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  reviewDays?: number;
  /** @example 10 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  evidenceDeadlineDays?: number;
  /** Clocks that count business days of the legal entity instead of calendar days. @example ['EVIDENCE', 'REVIEW'] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(businessClocks, { each: true })
  businessDays?: (typeof businessClocks)[number][];
  /** So many calendar days before its end a clock is near: the case goes to the lead. @example 1 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(60)
  escalateDays?: number;
  @IsOptional()
  @IsIn(disagreementModes)
  disagreement?: DisagreementMode;
  /** Most the engine approves by itself per bill, by currency. @example { USD: '10000.00' } */
  @IsOptional()
  @IsAmountsByCurrency()
  engineLimit?: Record<string, string> | null;
  /** The share of what the engine approves by itself that a person looks at afterwards. @example '0.02' */
  @IsOptional()
  @IsFraction()
  sampleRate?: string;
  @IsOptional()
  @Parts(() => LimitDto, 200)
  limits?: LimitDto[];
  @IsOptional()
  @Parts(() => ToleranceDto, 200)
  tolerances?: ToleranceDto[];
  @IsOptional()
  @IsBoolean()
  backtestRequired?: boolean;
  /** So long after delivery, or dispatch, what is accrued and not billed is released. @example 180 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3_650)
  accrualReleaseDays?: number;
}
