import { applyDecorators } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { announcementTypes } from '../ledger/announcements.ts';
import { IsInstantText, IsName } from '../masterdata/field-rules.ts';
import { PageDto } from '../masterdata/page.dto.ts';

const isType = (value: unknown): boolean =>
  typeof value === 'string' &&
  (value.endsWith('*')
    ? announcementTypes.some((type) => type.startsWith(value.slice(0, -1)))
    : announcementTypes.some((type) => type === value));

/** Types of events, whole or as beginnings that end with `*`; each names at least one there is. */
const AreTypes = (): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(50),
    ValidateBy(
      {
        name: 'unknown-code',
        validator: {
          validate: isType,
          defaultMessage: () =>
            'each of $property must be a type of event, or the beginning of one with * at its end, such as freight.case.*',
        },
      },
      { each: true },
    ),
  );

const AreNames = (): PropertyDecorator =>
  applyDecorators(
    ValidateIf((_, value) => value !== undefined && value !== null),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(200),
    IsName({ each: true }),
  );

const isLine = /^[^\p{Cc}\p{Cs}]*$/u;

/** Whom to tell of what. */
export class NewWebhookDto {
  /** Where events are posted to: https, an address of the public Internet. @example 'https://receiver.example/freight' */
  @IsString()
  @Length(1, 2000)
  url: string;

  /** Types of events, or beginnings that end with `*`. @example ['freight.case.*', 'freight.posting.refused.v1'] */
  @AreTypes()
  types: string[];

  /** Of these carriers only; absent: of all. @example ['ABCD'] */
  @AreNames()
  carriers?: string[] | null;

  /** Of these legal entities only; absent: of all. @example ['ACME-US'] */
  @AreNames()
  legalEntities?: string[] | null;

  /** What it is for. @example 'the TMS' */
  @IsOptional()
  @IsString()
  @Length(0, 200)
  @Matches(isLine)
  description?: string | null;

  /** false: nothing is told for now; what happens meanwhile can be replayed. @example true */
  @IsOptional()
  @IsBoolean()
  active?: boolean;
}

/** What to change of it; what is absent stays. */
export class WebhookChangeDto {
  /** @example 'https://receiver.example/freight' */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @Length(1, 2000)
  url?: string;

  /** @example ['freight.case.*'] */
  @ValidateIf((_, value) => value !== undefined)
  @AreTypes()
  types?: string[];

  /** null: of all. @example ['ABCD'] */
  @AreNames()
  carriers?: string[] | null;

  /** null: of all. @example ['ACME-US'] */
  @AreNames()
  legalEntities?: string[] | null;

  /** @example 'the TMS' */
  @IsOptional()
  @IsString()
  @Length(0, 200)
  @Matches(isLine)
  description?: string | null;

  /** true also takes back that it was switched off by itself. @example true */
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  active?: boolean;
}

/** A new secret, and how long the one before it still signs. */
export class RotationDto {
  /** Hours for which both sign; 24 when absent, 0 ends the earlier at once. @example 24 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(168)
  overlapHours?: number;
}

/** What to tell again: one delivery, or everything that happened in a range of time. */
export class ReplayDto {
  /** The delivery to make again. @example '019a2b3c-0000-7000-8000-000000000001' */
  @ValidateIf(({ from, to }: ReplayDto) => from === undefined && to === undefined)
  @IsUUID()
  deliveryId?: string;

  /** From this instant on, included. */
  @ValidateIf(({ deliveryId }: ReplayDto) => deliveryId === undefined)
  @IsInstantText()
  from?: string;

  /** Before this instant; absent: until now. */
  @IsOptional()
  @IsInstantText()
  to?: string;
}

/** Which deliveries. */
export class DeliveriesQueryDto extends PageDto {
  /** @example 'DEAD' */
  @IsOptional()
  @IsIn(['PENDING', 'DELIVERED', 'DEAD'])
  state?: 'PENDING' | 'DELIVERED' | 'DEAD';
}
