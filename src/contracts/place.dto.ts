import { ArrayMaxSize, IsArray, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsName, Parts } from '../masterdata/field-rules.ts';

/** Postal codes from one to another, both included. */
export class PostalRangeDto {
  /** @example '75000' */
  @IsString()
  @Length(1, 20)
  from: string;
  /** @example '76999' */
  @IsString()
  @Length(1, 20)
  to: string;
}

/** Which places: the country and any of the rest; `{}` is everywhere, a country alone the whole country. */
export class PlaceSelectorDto {
  /** @example 'US' */
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: '$property must be two capital letters (ISO 3166-1)' })
  country?: string | null;
  /** @example ['OH'] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  regions?: string[] | null;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  cities?: string[] | null;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5_000)
  @IsString({ each: true })
  @Length(1, 20, { each: true })
  postalPrefixes?: string[] | null;
  @IsOptional()
  @Parts(() => PostalRangeDto, 5_000)
  postalRanges?: PostalRangeDto[] | null;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @Matches(/^[A-Z]{2}[A-Z0-9]{3}$/, { each: true, message: '$property must be UN/LOCODEs such as USNYC' })
  unlocodes?: string[] | null;
  /** Names of the contract's own zones. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsName({ each: true })
  zones?: string[] | null;
}
