import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { type ProposalState, proposalStates } from '../ledger/proposals.ts';
import { PageDto } from '../masterdata/page.dto.ts';
import { DecisionDto } from './cases.dto.ts';

/** One decision of many. */
export class BulkItemDto extends DecisionDto {
  /** @example '01990000-0000-7000-8000-000000000000' */
  @IsUUID()
  caseId: string;

  /** The ETag of the case as you read it, as `If-Match` of a single decision. @example '"3"' */
  @IsString()
  @Length(1, 200)
  ifMatch: string;
}

/** Many decisions at once. */
export class BulkDecisionsDto {
  /** `true`: say what would become of it, and do nothing. @example true */
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;

  /** At most 500, decided in this order. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => BulkItemDto)
  decisions: BulkItemDto[];
}

/** Which decisions that wait for a second person, or have waited. */
export class ProposalsQueryDto extends PageDto {
  /** @example 'OPEN' */
  @IsOptional()
  @IsIn(proposalStates)
  state?: ProposalState;

  /** Of one case. */
  @IsOptional()
  @IsUUID()
  caseId?: string;

  /** Whose. @example 'j.doe' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  askedBy?: string;
}

/** Why somebody ends what was asked for. */
export class ProposalEndDto {
  /** It is kept in the audit log. @example 'the lift gate was not needed' */
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  comment?: string;
}
