import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { ageingBases, type AgeingBasis } from './ageing.ts';

/** Which ages of open bills. */
export class AgeingQueryDto {
  /** @example 'OVERDUE' */
  @IsOptional()
  @IsIn(ageingBases)
  by?: AgeingBasis;

  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;
}

/** Which patterns, over which bills. */
export class PatternsQueryDto {
  /** Of this check alone. @example 'G-01' */
  @IsOptional()
  @Matches(/^[A-Z]-\d\d$/)
  check?: string;

  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;

  /** Bills received in the last so many days; 90 when absent. @example 90 */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3650)
  days?: number;
}
