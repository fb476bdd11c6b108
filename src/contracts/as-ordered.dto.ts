import { IsOptional } from 'class-validator';
import { ToleranceLimitDto } from '../masterdata/tolerance.dto.ts';
import { Part } from '../masterdata/field-rules.ts';

/** How far a bill's weight and pieces may be from those ordered (or certified) before it is told. */
export class AsOrderedDto {
  /** `amount` counts the bill's unit of weight, `percent` is of the weight ordered. */
  @IsOptional()
  @Part(() => ToleranceLimitDto)
  weight?: ToleranceLimitDto | null;
  @IsOptional()
  @Part(() => ToleranceLimitDto)
  pieces?: ToleranceLimitDto | null;
}
