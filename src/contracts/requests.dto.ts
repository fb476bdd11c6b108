import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsCurrencyCode, IsDay, IsName, IsPositive, IsQuantity } from '../masterdata/field-rules.ts';
import { PageDto } from '../masterdata/page.dto.ts';

/** How a version is put in force. */
export class ActivationDto {
  /** Whether cases already settled or denied are judged again too. @example false */
  @IsOptional()
  @IsBoolean()
  reopenSettled?: boolean;
}

/** One version of one contract, in a path. */
export class VersionPathDto {
  @IsName()
  contractId: string;
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  version: number;
}

/** Which contract versions. */
export class ContractListDto extends PageDto {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;
  @IsOptional()
  @IsString()
  @Length(1, 100)
  contractId?: string;
  @IsOptional()
  @IsIn(['DRAFT', 'SUBMITTED', 'ACTIVE', 'WITHDRAWN'])
  state?: string;
}

/** One published value of an index. */
export class IndexValueDto {
  /** The series of the path may be repeated here; another one is refused. @example 'EIA-DIESEL-US' */
  @IsOptional()
  @IsName()
  series?: string;
  /** What it is the value of: the first day of the week or month. @example '2026-03-02' */
  @IsDay()
  period: string;
  /** @example '4.012' */
  @IsQuantity()
  value: string;
  /** @example 'USD/GAL' */
  @IsOptional()
  @IsString()
  @Length(1, 30)
  unit?: string | null;
  /** @example '2026-03-02' */
  @IsDay()
  publishedOn: string;
  /** 0 is the first publication. @example 0 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  revision?: number;
}

/** One rate of exchange: so many of `quote` for one of `base`. */
export class FxRateDto {
  /** @example 'ECB' */
  @IsName()
  series: string;
  /** @example 'EUR' */
  @IsCurrencyCode()
  base: string;
  /** @example 'USD' */
  @IsCurrencyCode()
  quote: string;
  /** @example '2026-03-02' */
  @IsDay()
  date: string;
  /** @example '1.0842' */
  @IsPositive()
  rate: string;
}
