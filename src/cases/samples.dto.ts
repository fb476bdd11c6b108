import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { type SampleFinding, sampleFindings } from '../ledger/samples.ts';
import { IsQuantity } from '../masterdata/field-rules.ts';
import { PageDto } from '../masterdata/page.dto.ts';

/** Which samples. */
export class SamplesQueryDto extends PageDto {
  /** Whether somebody has looked. @example 'false' */
  @IsOptional()
  @IsIn(['true', 'false'])
  looked?: 'true' | 'false';

  /** @example 'WRONG' */
  @IsOptional()
  @IsIn(sampleFindings)
  finding?: SampleFinding;

  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;
}

/** What somebody found. */
export class SampleLookDto {
  /** @example 'RIGHT' */
  @IsIn(sampleFindings)
  finding: SampleFinding;

  /** Of WRONG: how much should not have been approved. @example '12.50' */
  @IsOptional()
  @IsQuantity()
  amount?: string;

  /** @example 'the weight is that of the order' */
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  comment?: string;
}
