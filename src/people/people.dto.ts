import { ArrayMinSize, IsArray, IsIn, IsISO8601, IsOptional, IsString, Length } from 'class-validator';
import { evidenceMethods, type EvidenceMethod } from '../freight/codes.ts';
import { type Role, roles } from './roles.ts';

/** A new API key. */
export class NewKeyDto {
  /** What the key is for. @example 'TMS interface' */
  @IsString()
  @Length(1, 100)
  name: string;

  /** Who answers for what it does; two keys of one person are one person. @example 'tms' */
  @IsString()
  @Length(1, 100)
  person: string;

  /** @example ['integration'] */
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(roles, { each: true })
  roles: Role[];

  /** Sources it may speak for; `*` for every source. @example ['tms'] */
  @IsArray()
  @IsString({ each: true })
  sources: string[];

  /** The strongest evidence it may claim. @example 'EDI' */
  @IsOptional()
  @IsIn(evidenceMethods)
  maxMethod?: EvidenceMethod | null;

  /** @example '2027-01-01T00:00:00Z' */
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string | null;
}
