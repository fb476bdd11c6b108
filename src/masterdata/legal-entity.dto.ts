import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { type AccrualMoment, accrualMoments } from '../freight/codes.ts';
import { IsDay, IsName, IsZone } from './field-rules.ts';

/** A legal entity of ours. */
export class LegalEntityDto {
  /** @example 'ACME-US' */
  @IsName()
  legalEntity: string;
  /** @example 'Acme Inc' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string | null;
  /** The ERP its postings go to. @example 'default' */
  @IsOptional()
  @IsName()
  erpTarget?: string | null;
  /** Deadlines end with the day in this zone. @example 'America/New_York' */
  @IsOptional()
  @IsZone()
  timeZone?: string | null;
  @IsOptional()
  @IsName()
  calendar?: string | null;
  /** The last day its books are closed for: what is posted has a later one. @example '2026-02-28' */
  @IsOptional()
  @IsDay()
  closedThrough?: string | null;
  /** Other names and codes carriers bill it under. @example ['Acme Incorporated'] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  aliases?: string[] | null;
  /** From when on the expected cost of its shipments is accrued; absent: `NONE`, never. @example 'DISPATCH' */
  @IsOptional()
  @IsIn(accrualMoments)
  accruals?: AccrualMoment | null;
  /** The ERP its accruals go to; absent: `erpTarget`. @example 'ledger' */
  @IsOptional()
  @IsName()
  accrualTarget?: string | null;
}
