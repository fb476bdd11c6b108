import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsCurrencyCode, IsDay } from '../../masterdata/field-rules.ts';
import { PageDto } from '../../masterdata/page.dto.ts';
import { type PaymentMatch, paymentMatches } from './payment-register.ts';
import { remittanceDays } from './remittance-rows.ts';

export const remittanceFormats = ['json', 'csv', 'x12'] as const;

/** Which invoices a remittance speaks of, and how. */
export class RemittancesQueryDto {
  /** @example 'ABCD' */
  @IsString()
  @Length(1, 100)
  carrier: string;

  /** The first day. @example '2026-03-01' */
  @IsDay()
  from: string;

  /** The last day. @example '2026-03-31' */
  @IsDay()
  to: string;

  /** By the invoices' own dates (so when absent), or by the days on which the ERP posted them. @example 'INVOICE_DATE' */
  @IsOptional()
  @IsIn(remittanceDays)
  by?: (typeof remittanceDays)[number];

  /** @example 'USD' */
  @IsOptional()
  @IsCurrencyCode()
  currency?: string;

  /** @example 'ACME-US' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  legalEntity?: string;

  /** Absent: json. x12 is an 820. @example 'json' */
  @IsOptional()
  @IsIn(remittanceFormats)
  format?: (typeof remittanceFormats)[number];
}

/** Which payments. */
export class PaymentRegisterQueryDto extends PageDto {
  /** The first day. @example '2026-04-01' */
  @IsOptional()
  @IsDay()
  from?: string;

  /** The last day. @example '2026-04-30' */
  @IsOptional()
  @IsDay()
  to?: string;

  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;

  /** @example 'UNKNOWN_POSTING' */
  @IsOptional()
  @IsIn(paymentMatches)
  match?: PaymentMatch;
}
