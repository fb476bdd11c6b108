import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type DisputeResolution, disputeResolutions } from '../freight/dispute.ts';
import { IsDecimalText } from '../masterdata/field-rules.ts';
import { type ProposedOn, proposedOn } from './proposal-rows.ts';

const text = /^[^\p{Cc}\p{Cs}]*$/u;
const mostLines = 1000;

/** One line of a proposal. */
export class ProposedLineDto {
  /** The line's place in the dispute. @example 1 */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  place: number;

  /** @example 'AMOUNT' */
  @IsIn(proposedOn)
  on: ProposedOn;

  /** What is paid of the line in all, or the rate or quantity it is to come from. @example '40.00' */
  @IsDecimalText()
  value: string;

  /** Where given, it must be the dispute's. @example 'USD' */
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  currency?: string;
}

/** A proposal, ours or the carrier's. */
export class ProposalDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostLines)
  @ValidateNested({ each: true })
  @Type(() => ProposedLineDto)
  lines: ProposedLineDto[];

  /** The carrier made it, and we write it down. @example false */
  @IsOptional()
  @IsBoolean()
  fromCarrier?: boolean;

  /** Only show what it would do; nothing is kept. @example false */
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;

  /** @example 'Half of it, as on the phone.' */
  @IsOptional()
  @IsString()
  @Length(1, 10_000)
  comment?: string;
}

/** What the carrier answered of one line. */
export class AnsweredLineDto {
  /** The line's place in the dispute. @example 1 */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  place: number;

  /** @example 'ACCEPTED' */
  @IsIn(['ACCEPTED', 'REJECTED'])
  answer: 'ACCEPTED' | 'REJECTED';

  /** What the carrier would take for the line in all; with it the answer is a counter-proposal. @example '40.00' */
  @IsOptional()
  @IsDecimalText()
  amount?: string;

  /** Why, in the carrier's words. @example 'liftgate was ordered by phone' */
  @IsOptional()
  @IsString()
  @Length(1, 4000)
  why?: string;
}

/** The carrier's answer. */
export class AnswerDto {
  /** Of the whole dispute; absent where lines are answered one by one. @example 'REJECTED' */
  @IsOptional()
  @IsIn(['ACCEPTED', 'REJECTED'])
  answer?: 'ACCEPTED' | 'REJECTED';

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostLines)
  @ValidateNested({ each: true })
  @Type(() => AnsweredLineDto)
  lines?: AnsweredLineDto[];

  /** Kept verbatim. @example 'We stand by our charge.' */
  @IsOptional()
  @IsString()
  @Length(1, 100_000)
  text?: string;

  /** The answer's own id with whoever sent it: it is taken once. @example 'MSG-4711' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(text)
  answerId?: string;
}

/** What one line comes to. */
export class ResolvedLineDto {
  /** @example 1 */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  place: number;

  /** What is paid of the line in all. @example '40.00' */
  @IsDecimalText()
  amount: string;
}

/** Ending a dispute. */
export class ResolutionDto {
  /** @example 'PARTIAL' */
  @IsIn(disputeResolutions)
  resolution: DisputeResolution;

  /** Of PARTIAL: an amount for every open line, unless a round says them. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostLines)
  @ValidateNested({ each: true })
  @Type(() => ResolvedLineDto)
  lines?: ResolvedLineDto[];

  /** Of PARTIAL: the proposal that was agreed to. @example 2 */
  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(1_000_000)
  round?: number;

  /** @example 'agreed with Mr Smith on the phone' */
  @IsOptional()
  @IsString()
  @Length(1, 4000)
  comment?: string;
}
