import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsDecimalText, IsName } from '../masterdata/field-rules.ts';
import { PageDto } from '../masterdata/page.dto.ts';

const isLine = /^[^\p{Cc}\p{Cs}]*$/u;

/** Which carrier. */
export class CarrierPathDto {
  /** @example 'ABCD' */
  @IsName()
  carrier: string;
}

/** For whom a token is and how long it holds. */
export class NewCarrierTokenDto {
  /** Whom it was given to. @example 'ABCD, receivables' */
  @IsString()
  @Length(1, 100)
  @Matches(isLine)
  label: string;

  /** Days it holds: 90 when absent, 366 at most. @example 90 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(366)
  days?: number;
}

/** Which of the carrier's bills. */
export class CarrierBillsQueryDto extends PageDto {
  /** The number of the invoice, or of the freight bill. @example 'INV-88120' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  number?: string;
}

/** What papers a carrier may bring. */
export const broughtTypes = [
  'POD',
  'BOL',
  'RECEIPT',
  'LUMPER_RECEIPT',
  'WEIGHT_CERTIFICATE',
  'PHOTO',
  'OTHER',
] as const;

/** A paper to a bill; the file itself is the part `file`. */
export class BroughtDocumentDto {
  /** @example 'POD' */
  @IsIn(broughtTypes)
  type: (typeof broughtTypes)[number];

  /** Of a proof of delivery: who signed it. @example 'J. Doe' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(isLine)
  signedBy?: string;

  /** Of a proof of delivery: when it was signed, in the time of the place. @example '2026-03-04T09:10' */
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, {
    message: '$property must be a local time such as 2026-03-04T09:10',
  })
  signedLocal?: string;

  /** Of a receipt: its amount, in the currency of the bill. @example '85.00' */
  @IsOptional()
  @IsDecimalText()
  amount?: string;

  /** Of a receipt: its number. @example 'R-5521' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(isLine)
  number?: string;
}
