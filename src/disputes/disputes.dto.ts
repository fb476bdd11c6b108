import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type DisputeState, disputeStates } from '../freight/dispute.ts';
import { IsDay } from '../masterdata/field-rules.ts';
import { PageDto } from '../masterdata/page.dto.ts';

const text = /^[^\p{Cc}\p{Cs}]*$/u;
const mostLines = 1000;

/** Which disputes. */
export class DisputesQueryDto extends PageDto {
  /** @example 'SENT' */
  @IsOptional()
  @IsIn(disputeStates)
  state?: DisputeState;

  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(text)
  carrier?: string;

  /** Those that ask for a line of this case. */
  @IsOptional()
  @IsUUID()
  caseId?: string;

  /** Those to be answered before this day. @example '2026-04-15' */
  @IsOptional()
  @IsDay()
  dueBefore?: string;
}

/** A line of a case. */
export class CaseLineDto {
  /** @example '0198f2c4-7a1e-7c3b-9f5e-0d2f6c1a9b10' */
  @IsUUID()
  caseId: string;

  /** The carrier's line number; absent: `charge` and `stop` name a line that it did not bill. @example 4 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  line?: number;

  /** @example 'SERVICE_CREDIT' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(text)
  charge?: string;

  /** @example 2 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  stop?: number;
}

/** Whom the carrier may ask. */
export class ContactDto {
  /** @example 'Jo Miller' */
  @IsString()
  @Length(1, 200)
  @Matches(text)
  name: string;

  /** @example 'freight.audit@example.com' */
  @IsEmail()
  @Length(3, 320)
  email: string;
}

/** Opening a dispute: of the cases or lines named, or with neither of all that is at stake with the carrier. */
export class OpenDisputeDto {
  /** @example 'ABCD' */
  @IsString()
  @Length(1, 100)
  @Matches(text)
  carrier: string;

  /** @example 'USD' */
  @Matches(/^[A-Z]{3}$/)
  currency: string;

  /** Where the carrier bills several of our companies. @example 'ACME-US' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(text)
  legalEntity?: string;

  /** Every line at stake of these cases. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostLines)
  @IsUUID(undefined, { each: true })
  cases?: string[];

  /** These lines alone. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostLines)
  @ValidateNested({ each: true })
  @Type(() => CaseLineDto)
  lines?: CaseLineDto[];
}

/** Changing a draft. */
export class EditDisputeDto {
  /** What is written above it. @example 'Please credit these within 30 days.' */
  @IsOptional()
  @IsString()
  @Length(1, 10_000)
  message?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => ContactDto)
  contact?: ContactDto;

  /** By when we ask for an answer. @example '2026-04-15' */
  @IsOptional()
  @IsDay()
  answerBy?: string;

  /** Lines to add. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(mostLines)
  @ValidateNested({ each: true })
  @Type(() => CaseLineDto)
  add?: CaseLineDto[];

  /** Places of lines to take out; what they asked for is not gathered again by itself. @example [2] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(mostLines)
  @IsInt({ each: true })
  remove?: number[];
}

/** What can be done by a message. */
export const messageKinds = ['SEND', 'NOTE', 'REMINDER', 'ANSWER'] as const;

/** Sending a draft, a note among ourselves, a reminder, or an answer pasted from an e-mail. */
export class MessageDto {
  /** @example 'SEND' */
  @IsIn(messageKinds)
  kind: (typeof messageKinds)[number];

  /** Verbatim. @example 'Please credit these within 30 days.' */
  @IsOptional()
  @IsString()
  @Length(1, 100_000)
  text?: string;

  /** Of SEND: by when we ask for an answer; absent: what the draft says, else 30 days. @example '2026-04-15' */
  @IsOptional()
  @IsDay()
  answerBy?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => ContactDto)
  contact?: ContactDto;
}
