import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import {
  attributions,
  type Attribution,
  chargeCodes,
  type ChargeCode,
  dateRoles,
  type DateRole,
  disagreementModes,
  type DisagreementMode,
} from '../freight/codes.ts';
import { IsChargesOrAll, IsFraction, IsName, IsQuantity, Part } from '../masterdata/field-rules.ts';

/** A tax and what it is on. */
export class ContractTaxDto {
  /** @example '0.19' */
  @IsFraction()
  rate: string;
  /** @example 'ALL' */
  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['ALL'] },
      { type: 'array', items: { type: 'string' } },
    ],
  })
  @IsChargesOrAll()
  charges: ChargeCode[] | 'ALL';
  /** The ERP's code for it. @example 'V1' */
  @IsOptional()
  @IsName()
  taxCode?: string | null;
}

/** What may be kept for paying early. */
export class EarlyDiscountDto {
  /** Of all but tax: 2 % is "0.02". @example '0.02' */
  @IsFraction()
  percent: string;
  /** Calendar days from the baseline. @example 10 */
  @IsInt()
  @Min(0)
  @Max(365)
  days: number;
}

/** When and how is paid, and what happens where we disagree. */
export class PaymentTermsDto {
  /** @example 'NET_30' */
  @IsOptional()
  @IsString()
  @Length(1, 30)
  terms?: string | null;
  /** For paying early: "2/10 NET 30" is this with `terms` NET_30. */
  @IsOptional()
  @Part(() => EarlyDiscountDto)
  discount?: EarlyDiscountDto | null;
  /** @example 'INVOICE_DATE' */
  @IsOptional()
  @IsIn(['INVOICE_DATE', 'RECEIPT_DATE', 'DELIVERY_DATE'])
  baseline?: 'INVOICE_DATE' | 'RECEIPT_DATE' | 'DELIVERY_DATE' | null;
  /** @example 'SHORT_PAY' */
  @IsOptional()
  @IsIn(disagreementModes)
  disagreement?: DisagreementMode | null;
  /** @example 'CLAIM' */
  @IsOptional()
  @IsIn(['CLAIM', 'OFFSET'])
  recovery?: 'CLAIM' | 'OFFSET' | null;
  /** @example 'POST' */
  @IsOptional()
  @IsIn(['POST', 'WAIT'])
  partial?: 'POST' | 'WAIT' | null;
  /** @example 'BILL' */
  @IsOptional()
  @IsIn(['BILL', 'INVOICE'])
  voucherPer?: 'BILL' | 'INVOICE' | null;
}

/** What proof of delivery is asked for, and until when. */
export class EvidenceTermsDto {
  /** @example 'REQUIRED' */
  @IsOptional()
  @IsIn(['REQUIRED', 'NOT_REQUIRED'])
  delivery?: 'REQUIRED' | 'NOT_REQUIRED' | null;
  /** @example 'REQUIRED' */
  @IsOptional()
  @IsIn(['REQUIRED', 'SIGNED', 'NOT_REQUIRED'])
  pod?: 'REQUIRED' | 'SIGNED' | 'NOT_REQUIRED' | null;
  /** @example 10 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3_650)
  deadlineDays?: number | null;
  /** @example 15 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  agreeWithinMinutes?: number | null;
}

/** How late is too late, in days; null is no limit. */
export class LimitsDto {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36_500)
  billDays?: number | null;
  /** @example 180 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36_500)
  disputeDays?: number | null;
  /** @example 180 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36_500)
  balanceDueDays?: number | null;
  /** From the last day charged of demurrage or per diem to the invoice date. @example 30 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36_500)
  equipmentDays?: number | null;
}

/** What a late delivery takes off. */
export class LateDeliveryDto {
  /** @example 60 */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  afterMinutes: number;
  /** @example '0.05' */
  @IsFraction()
  percentOfLinehaul: string;
  /** @example '150.00' */
  @IsOptional()
  @IsQuantity()
  maximum?: string | null;
  /** @example ['SHIPPER', 'CONSIGNEE', 'OUTSIDE'] */
  @IsArray()
  @IsIn(attributions, { each: true })
  excused: Attribution[];
}

/** A service that is delivered by a time of day, or else so much comes back. */
export class GuaranteeDto {
  /** As the order names it. @example 'GUARANTEED_AM' */
  @IsName()
  service: string;
  /** On the clocks where it is delivered, on the day promised. @example '10:30' */
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: '$property must be a time of day such as 10:30' })
  by: string;
  /** FULL, or a fraction. @example 'FULL' */
  @Matches(/^(FULL|0(\.\d{1,8})?|1(\.0{1,8})?)$/, { message: '$property must be FULL or a fraction such as "0.5"' })
  refund: string;
  /** Of which charges; absent: the linehaul. @example ['LINEHAUL', 'FUEL'] */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(chargeCodes, { each: true })
  of?: ChargeCode[] | null;
  /** @example ['SHIPPER', 'CONSIGNEE', 'OUTSIDE'] */
  @IsArray()
  @IsIn(attributions, { each: true })
  excused: Attribution[];
}

/** At what rate a contract in another currency is converted. */
export class FxTermsDto {
  /** @example 'ECB' */
  @IsName()
  series: string;
  /** @example 'INVOICE' */
  @IsIn(dateRoles)
  dateRole: DateRole;
  /** Of the converted amount; absent: the minor places of the bill's currency. @example 2 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(8)
  places?: number | null;
  /** For how many days a rate holds while no newer one is published; absent: 7. @example 7 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(366)
  maxAgeDays?: number | null;
}
