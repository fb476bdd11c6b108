import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { type PostingState, postingStates } from '../freight/codes.ts';
import { IsDay, IsDecimalText } from '../masterdata/field-rules.ts';
import { PageDto } from '../masterdata/page.dto.ts';

const text = /^[^\p{Cc}\p{Cs}]*$/u;

/** Which postings. */
export class PostingsQueryDto extends PageDto {
  /** @example 'PENDING' */
  @IsOptional()
  @IsIn(postingStates)
  state?: PostingState;

  /** Of one case. */
  @IsOptional()
  @IsUUID()
  caseId?: string;

  /** Of one ERP target. @example 'default' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  target?: string;
}

/** What is open with carriers. */
export class OpenItemsQueryDto extends PageDto {
  /** Of one case. */
  @IsOptional()
  @IsUUID()
  caseId?: string;

  /** @example 'WITHHELD' */
  @IsOptional()
  @IsIn(['WITHHELD', 'HELD_POSTING', 'CLAIM'])
  kind?: 'WITHHELD' | 'HELD_POSTING' | 'CLAIM';

  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;
}

/** Fetching postings to post them oneself. */
export class ClaimDto {
  /** Whose postings: the legal entity's ERP target, or `default`. @example 'default' */
  @IsString()
  @Length(1, 100)
  @Matches(text)
  target: string;

  /** At most so many; 50 when absent. @example 50 */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

/** The ERP has posted it. */
export class AcknowledgementDto {
  /** The ERP's number of the voucher. @example '5100000001' */
  @IsString()
  @Length(1, 200)
  @Matches(text)
  documentNumber: string;

  /** @example '2026-03-09' */
  @IsDay()
  postedOn: string;

  /** The voucher's gross amount: it must be the posting's. @example '355.48' */
  @IsDecimalText()
  amount: string;
}

/** The ERP will not post it. */
export class RefusalDto {
  /** In the ERP's own words. @example 'Posting period 03/2026 is not open.' */
  @IsString()
  @Length(1, 2000)
  reason: string;
}

/** Letting a held posting go. */
export class ReleaseDto {
  /** Why; it is kept in the audit log. @example 'carrier agreed on the phone' */
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  comment?: string;
}

/** Trying again what was refused or is unknown. */
export class RetryDto {
  /** Another number for the ERP, where it refused the first. @example 'INV-88120-R' */
  @IsOptional()
  @IsString()
  @Length(1, 16)
  @Matches(text)
  supplierReference?: string;

  /** The vendor's number, where it was missing or wrong. @example '100234' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(text)
  vendorId?: string;

  /** Why; it is kept in the audit log. @example 'period opened' */
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  comment?: string;
}
