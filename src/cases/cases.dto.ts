import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateIf } from 'class-validator';
import { Type } from 'class-transformer';
import { IsDay, IsQuantity } from '../masterdata/field-rules.ts';
import {
  type CaseState,
  caseStates,
  type DecisionKind,
  decisionKinds,
  type ReasonCode,
  reasonCodes,
} from '../freight/codes.ts';
import { PageDto } from '../masterdata/page.dto.ts';
import { type ClockKind, clockKinds, type ClockLevel, clockLevels } from './clocks.ts';
import { type CaseSort, caseSorts } from './work-list.ts';

const text = /^[^\p{Cc}\p{Cs}]*$/u;

/** Which cases; several filters narrow each other. */
export class CasesQueryDto extends PageDto {
  /** @example 'INV-88120' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(text)
  invoiceNumber?: string;

  /** @example '123456789' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(text)
  billNumber?: string;

  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(text)
  carrier?: string;

  /** @example 'SHP-10042' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(text)
  shipmentId?: string;

  /** @example 'DISPUTED' */
  @IsOptional()
  @IsIn(caseStates)
  state?: CaseState;

  /** One of the reasons the case gives. @example 'ACC_NOT_AUTH' */
  @IsOptional()
  @IsIn(reasonCodes)
  reason?: ReasonCode;

  /** Who sent the invoice. @example 'x12:ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(text)
  source?: string;

  /** The invoice's id within its source. */
  @IsOptional()
  @IsString()
  @Length(1, 400)
  @Matches(text)
  documentId?: string;

  /** `true`: something on it waits for a second person. @example 'true' */
  @IsOptional()
  @IsIn(['true'])
  awaitingSecondPerson?: 'true';

  /** `true`: a limit is near or over, and the lead looks after it. @example 'true' */
  @IsOptional()
  @IsIn(['true'])
  escalated?: 'true';

  /** Who looks after it. @example 'j.doe' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(text)
  assignee?: string;

  /** `-` is descending; `dueAt` lists only cases with a deadline. @example '-receivedAt' */
  @IsOptional()
  @IsIn(caseSorts)
  sort?: CaseSort;
}

/** Which two revisions are compared. */
export class DiffQueryDto {
  /** @example 1 */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  from: number;

  /** @example 2 */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  to: number;
}

/** Which deadlines. */
export class ClocksQueryDto extends PageDto {
  /** @example 'EVIDENCE' */
  @IsOptional()
  @IsIn(clockKinds)
  kind?: ClockKind;

  /** Of one case. */
  @IsOptional()
  @IsUUID()
  caseId?: string;

  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(text)
  carrier?: string;

  /** @example 'NEAR' */
  @IsOptional()
  @IsIn(clockLevels)
  level?: ClockLevel;

  /** Whether the lead looks after it. @example 'true' */
  @IsOptional()
  @IsIn(['true', 'false'])
  escalated?: 'true' | 'false';
}

/** Whose shipment, where two sources use one id. */
export class ShipmentQueryDto {
  /** @example 'tms' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(text)
  source?: string;
}

/** A person's decision on one line, or without `line` on all lines of the bill. */
export class DecisionDto {
  /** @example 'APPROVE_EXPECTED' */
  @IsIn(decisionKinds)
  kind: DecisionKind;

  /** The case line; absent: the whole bill. @example 4 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  line?: number;

  /** The charge of a line without a number: expected and not billed, or taken back. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(text)
  charge?: string;

  /** Why, as a code. @example 'ACC_NOT_AUTH' */
  @IsOptional()
  @IsIn(reasonCodes)
  reason?: ReasonCode;

  /** Why, in words. @example 'dock lead confirmed by phone' */
  @IsOptional()
  @IsString()
  @Length(1, 4000)
  comment?: string;

  /** Of APPROVE_AMOUNT: what is paid of the line; of DISPUTE: what is asked back of it. @example '85.00' */
  @IsOptional()
  @IsQuantity()
  amount?: string;

  /** Of HOLD_UNTIL: the last day it waits, in the zone of the entity. @example '2026-04-15' */
  @IsOptional()
  @IsDay()
  until?: string;

  /** Of REASSIGN: who looks after the case now; null: nobody in particular. @example 'j.doe' */
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @Length(1, 200)
  @Matches(text)
  assignee?: string | null;

  /** Of LINK_SHIPMENT: the shipment the bill belongs to. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(text)
  shipmentId?: string;

  /** Of LINK_SHIPMENT: whose shipment, where two sources use one id. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(text)
  shipmentSource?: string;
}

/** Asking the engine to try a parked case again. */
export class CaseRetryDto {
  /** Why; it is kept in the audit log. @example 'after the upgrade' */
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  comment?: string;
}
