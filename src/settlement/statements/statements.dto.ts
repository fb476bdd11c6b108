import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { PageDto } from '../../masterdata/page.dto.ts';
import { IsCurrencyCode } from '../../masterdata/field-rules.ts';

/** Whose statement it is, and how it is written. */
export class StatementQueryDto {
  /** @example 'ABCD' */
  @IsString()
  @Length(1, 100)
  carrier: string;

  /** Of lines that name none. @example 'USD' */
  @IsOptional()
  @IsCurrencyCode()
  currency?: string;

  /** How dates are written. @example 'MM/DD/YYYY' */
  @IsOptional()
  @IsString()
  @Length(8, 20)
  dates?: string;
}

/** Which statements. */
export class StatementsQueryDto extends PageDto {
  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;
}

/** In which form. */
export class StatementFormatDto {
  /** Absent: json. @example 'json' */
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}
