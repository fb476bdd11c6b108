import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { chargeCodes, type ChargeCode } from '../freight/codes.ts';
import { IsName, IsQuantity, Part } from './field-rules.ts';

/** What a tolerance applies to: the narrowest wins. */
export class ToleranceScopeDto {
  /** @example 'ANY' */
  @IsOptional()
  @IsIn([...chargeCodes, 'ANY'])
  charge?: ChargeCode | 'ANY' | null;
  @IsOptional()
  @IsName()
  family?: string | null;
  @IsOptional()
  @IsBoolean()
  bill?: boolean | null;
  @IsOptional()
  @IsBoolean()
  invoice?: boolean | null;
}

/** How far off is near enough. */
export class ToleranceLimitDto {
  /** @example '5.00' */
  @IsOptional()
  @IsQuantity()
  amount?: string | null;
  /** A fraction of what is expected. @example '0.02' */
  @IsOptional()
  @IsQuantity()
  percent?: string | null;
  /** @example 'ALL' */
  @IsOptional()
  @IsIn(['ALL', 'ANY'])
  combine?: 'ALL' | 'ANY' | null;
}

/** How much tolerance a carrier has in a month. */
export class ToleranceBudgetDto {
  /** @example '500.00' */
  @IsQuantity()
  amount: string;
  @IsIn(['MONTH'])
  period: 'MONTH';
}

/** Differences too small to argue about. */
export class ToleranceDto {
  @Part(() => ToleranceScopeDto)
  scope: ToleranceScopeDto;
  @IsOptional()
  @Part(() => ToleranceLimitDto)
  over?: ToleranceLimitDto | null;
  @IsOptional()
  @Part(() => ToleranceLimitDto)
  under?: ToleranceLimitDto | null;
  @IsOptional()
  @IsBoolean()
  hides?: boolean | null;
  @IsOptional()
  @Part(() => ToleranceBudgetDto)
  budget?: ToleranceBudgetDto | null;
}
