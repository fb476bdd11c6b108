import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { IsDay, Parts } from '../../masterdata/field-rules.ts';
import { PageDto } from '../../masterdata/page.dto.ts';
import { type DifferenceKind, differenceKinds } from './compare-books.ts';

const text = /^[^\p{Cc}\p{Cs}]*$/u;
const states = ['OPEN', 'EXPLAINED', 'CLOSED'] as const;

/** A voucher as an ERP lists it. */
export class ListedVoucherDto {
  /** The posting's id, which the voucher was sent under. @example '0198f2c4-5a51-7c3e-9a52-0d6f1c9a7e21' */
  @IsString()
  @Length(1, 500)
  reference: string;

  /** @example '5100000001' */
  @IsString()
  @Length(1, 500)
  documentNumber: string;

  /** @example '2026-03-09' */
  @IsOptional()
  @IsString()
  @Length(0, 100)
  postedOn?: string | null;

  /** @example '355.48' */
  @IsOptional()
  @IsString()
  @Length(0, 100)
  amount?: string | null;

  /** @example 'USD' */
  @IsOptional()
  @IsString()
  @Length(0, 100)
  currency?: string | null;
}

/** Comparing our books with an ERP's. */
export class ReconciliationDto {
  /** @example 'default' */
  @IsString()
  @Length(1, 100)
  @Matches(text)
  target: string;

  /** The first day, in the ERP's books. @example '2026-03-02' */
  @IsDay()
  from: string;

  /** The last day. @example '2026-03-08' */
  @IsDay()
  to: string;

  /** The ERP's list, where it cannot be asked; all vouchers of these days. */
  @IsOptional()
  @Parts(() => ListedVoucherDto, 50_000)
  vouchers?: ListedVoucherDto[];

  /** The same as CSV, with a header: `reference`, `documentNumber`, `postedOn`, `amount`, `currency`. */
  @IsOptional()
  @IsString()
  @Length(1, 5_000_000)
  csv?: string;
}

/** Which comparisons. */
export class ReconciliationsQueryDto extends PageDto {
  /** @example 'default' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  target?: string;
}

/** Which differences. */
export class DifferencesQueryDto extends ReconciliationsQueryDto {
  /** Absent: those open or explained. @example 'OPEN' */
  @IsOptional()
  @IsIn(states)
  state?: (typeof states)[number];

  /** @example 'MISSING_THERE' */
  @IsOptional()
  @IsIn(differenceKinds)
  kind?: DifferenceKind;

  /** Found or seen last by this comparison. */
  @IsOptional()
  @IsUUID()
  reconciliationId?: string;
}

/** Why a difference is as it should be, or who mends it. */
export class DifferenceExplanationDto {
  /** @example 'reversed by accounting on 2026-03-10, see 5100000077' */
  @IsString()
  @Length(1, 2000)
  comment: string;
}
