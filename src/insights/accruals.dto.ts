import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsDay } from '../masterdata/field-rules.ts';
import { PageDto } from '../masterdata/page.dto.ts';

/** Which accruals; a page holds so many shipments, with all their charges. */
export class AccrualsQueryDto extends PageDto {
  /** @example 'SHP-10042' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  shipmentId?: string;

  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;

  /** @example 'ACME-US' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  legalEntity?: string;

  /** Open for at least so many days. @example 30 */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(36_500)
  minAgeDays?: number;

  /** `ALL` shows also what came to nothing; `OPEN` when absent. @example 'OPEN' */
  @IsOptional()
  @IsIn(['OPEN', 'ALL'])
  state?: 'OPEN' | 'ALL';
}

/** The time a roll-forward is of: days in UTC, both included. */
export class RollForwardQueryDto {
  /** The first of the month when absent. @example '2026-03-01' */
  @IsOptional()
  @IsDay()
  from?: string;

  /** Today when absent. @example '2026-03-31' */
  @IsOptional()
  @IsDay()
  to?: string;
}
