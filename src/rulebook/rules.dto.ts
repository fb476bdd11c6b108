import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
} from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { modes, outcomes, reasonCodes, severities } from '../freight/codes.ts';
import { IsDay, IsName, Part, Parts } from '../masterdata/field-rules.ts';
import { PageDto } from '../masterdata/page.dto.ts';
import { ruleStates } from './rule-row.ts';

/** Whom a rule speaks for; {} is everybody. */
export class RuleScopeDto {
  /** @example 'ABCD-LTL' */
  @IsOptional()
  @IsString()
  contract?: string | null;
  /** @example 'ABCD' */
  @IsOptional()
  @IsString()
  carrier?: string | null;
  @IsOptional()
  @IsIn(modes)
  mode?: (typeof modes)[number] | null;
}

/** Days a bill may have been received on, both included. */
export class RuleDaysDto {
  /** Absent: ever since. @example '2026-01-01' */
  @IsOptional()
  @IsDay()
  from?: string | null;
  /** Absent: for good. */
  @IsOptional()
  @IsDay()
  to?: string | null;
}

/** Facts in, finding out: run whenever the rule is checked. */
export class RuleScenarioDto {
  /** @example 'detention of 340.00 goes to the site manager' */
  @IsString()
  title: string;
  /** Texts by the names of the dictionary; what is not named is absent. */
  @IsObject()
  facts: Record<string, string>;
  /** The outcome and, where the rule gives one of its own, the reason; `none`; `indeterminate`. @example 'REVIEW' */
  @IsString()
  finding: string;
}

/** A rule of the organisation's own. */
export class RuleDto {
  /** @example 'detention-over-300' */
  @IsString()
  id: string;
  /** Absent: the next one. */
  @IsOptional()
  @IsInt()
  version?: number | null;
  /** @example 'Detention over 300.00 goes to the site manager' */
  @IsString()
  title: string;
  @IsOptional()
  @IsIn(['ORGANISATION'])
  source?: 'ORGANISATION';
  /** Where it comes from: a clause, a policy, a regulation. @example 'AP policy 7' */
  @IsString()
  clause: string;
  @IsOptional()
  @Part(() => RuleDaysDto)
  effective?: RuleDaysDto | null;
  /** Absent: 0. */
  @IsOptional()
  @IsInt()
  priority?: number;
  @IsOptional()
  @Part(() => RuleScopeDto)
  scope?: RuleScopeDto;
  /** Ids of checks, or ANY. @example ['A-01'] */
  @IsArray()
  @IsString({ each: true })
  checks: string[];
  /** Absent: both. */
  @IsOptional()
  @IsIn(['VARIANCE', 'CANNOT_ASSESS'], { each: true })
  verdicts?: ('VARIANCE' | 'CANNOT_ASSESS')[] | null;
  /** Asked of every line, also of those that pass; it gives a reason of its own and names no fact of a check. */
  @IsOptional()
  @IsBoolean()
  always?: boolean | null;
  /** `all`, `any`, `not` over facts of the dictionary: at most 8 deep, 200 in all. */
  @IsObject()
  @ApiProperty({ type: 'object', additionalProperties: true })
  conditions: object;
  @IsIn(outcomes)
  outcome: (typeof outcomes)[number];
  /** Absent: the check's. */
  @IsOptional()
  @IsIn(reasonCodes)
  reason?: (typeof reasonCodes)[number] | null;
  @IsOptional()
  @IsIn(severities)
  severity?: (typeof severities)[number] | null;
  /** Who should look. @example 'site manager' */
  @IsOptional()
  @IsString()
  who?: string | null;
  @IsOptional()
  @Parts(() => RuleScenarioDto, 100)
  scenarios?: RuleScenarioDto[] | null;
}

/** How a version is put in force. */
export class RuleActivationDto {
  /** Whether settled and denied cases are judged by it too; wants a trial on history. @example false */
  @IsOptional()
  @IsBoolean()
  retroactive?: boolean;
  /** The trial it rests on; absent: the latest finished one of this version. */
  @IsOptional()
  @IsUUID()
  backtestId?: string;
}

/** How far back a trial goes. */
export class RuleBacktestDto {
  /** At most so many bills, the newest first. @example 1000 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  most?: number;
}

/** One version of one rule, in a path. */
export class RulePathDto {
  @IsName()
  ruleId: string;
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  version: number;
}

/** One trial of one version, in a path. */
export class RuleBacktestPathDto extends RulePathDto {
  @IsUUID()
  backtestId: string;
}

/** Which rules. */
export class RuleListDto extends PageDto {
  /** Absent: those in force. */
  @IsOptional()
  @IsIn(ruleStates)
  state?: (typeof ruleStates)[number];
  @IsOptional()
  @IsIn(['SHIPPED', 'ORGANISATION'])
  source?: 'SHIPPED' | 'ORGANISATION';
  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;
}
