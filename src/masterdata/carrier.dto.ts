import { ArrayMaxSize, IsArray, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsCurrencyCode, IsDay, IsName, Parts } from './field-rules.ts';

/** The number a carrier has in the ERP of one legal entity. */
export class VendorDto {
  /** @example 'ACME-US' */
  @IsName()
  legalEntity: string;
  /** @example '100023' */
  @IsName()
  vendorId: string;
}

/** Somebody who may be paid for a carrier's bills, and from when to when; both ends included. */
export class PayeeDto {
  /** @example 'Abcd Freight' */
  @IsString()
  @Length(1, 200)
  name: string;
  /** As bills name it. @example 'FACT-77' */
  @IsOptional()
  @IsString()
  @Length(1, 80)
  code?: string | null;
  /** @example 'Akron' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  city?: string | null;
  /** @example '44301' */
  @IsOptional()
  @IsString()
  @Length(1, 20)
  postalCode?: string | null;
  /** @example '2026-01-01' */
  @IsOptional()
  @IsDay()
  from?: string | null;
  @IsOptional()
  @IsDay()
  to?: string | null;
}

/** While a carrier may carry freight; both ends included, no end: until further notice. */
export class AuthorityDto {
  /** @example '2024-01-01' */
  @IsDay()
  from: string;
  @IsOptional()
  @IsDay()
  to?: string | null;
  /** Its number with whoever gave it. @example 'MC 123456' */
  @IsOptional()
  @IsString()
  @Length(1, 80)
  number?: string | null;
}

/** A carrier, known by its own code and its SCACs. */
export class CarrierDto {
  /** @example 'ABCD' */
  @IsName()
  carrier: string;
  /** @example 'Abcd Freight' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string | null;
  /** @example ['ABCD'] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @Matches(/^[A-Z]{2,4}$/, { each: true, message: '$property must be SCACs of two to four capital letters' })
  scacs?: string[] | null;
  @IsOptional()
  @Parts(() => VendorDto, 100)
  vendors?: VendorDto[] | null;
  /** @example 'USD' */
  @IsOptional()
  @IsCurrencyCode()
  defaultCurrency?: string | null;
  /** Where to send the money, as the carrier says. @example 'Abcd Freight, PO Box 7, Akron OH' */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  remitTo?: string | null;
  /** Who may be paid for its bills: itself, or whom it sold them to. Absent: whoever `remitTo` names, else anybody. */
  @IsOptional()
  @Parts(() => PayeeDto, 100)
  payees?: PayeeDto[] | null;
  /** When its operating authority and insurance hold; absent: not known. @example [{ from: '2024-01-01' }] */
  @IsOptional()
  @Parts(() => AuthorityDto, 100)
  authority?: AuthorityDto[] | null;
  /** @example 'claims@abcd.example' */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  disputeContact?: string | null;
  /** Sources that speak for this carrier. @example ['x12:ABCD'] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsName({ each: true })
  sources?: string[] | null;
}
