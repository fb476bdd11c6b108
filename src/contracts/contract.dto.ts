import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type ChargeCode, dateRoles, type DateRole, modes, type Mode } from '../freight/codes.ts';
import type { AccessorialTerms } from '../freight/accessorial.ts';
import type { FuelProgramme, IndexedSurcharge } from '../freight/fuel.ts';
import type { LinehaulRate } from '../freight/linehaul.ts';
import { roundingModes, type RoundingMode } from '../freight/money.ts';
import type { PlaceSelector } from '../freight/place.ts';
import { IsChargeGroups, IsCurrencyCode, IsDay, IsName, Part, Parts } from '../masterdata/field-rules.ts';
import { ToleranceDto } from '../masterdata/tolerance.dto.ts';
import { AsOrderedDto } from './as-ordered.dto.ts';
import { accessorialShapes, CapDto, UnknownAccessorialDto } from './accessorial.dto.ts';
import {
  ContractTaxDto,
  EvidenceTermsDto,
  FxTermsDto,
  GuaranteeDto,
  LateDeliveryDto,
  LimitsDto,
  PaymentTermsDto,
} from './clauses.dto.ts';
import { fuelShape, fuelShapes, IsSurcharges, surchargeDtos } from './fuel.dto.ts';
import { linehaulShape, linehaulShapes } from './linehaul.dto.ts';
import { PlaceSelectorDto } from './place.dto.ts';
import { InvoicingDto, ReportingDto, TemperatureDto } from './service-terms.dto.ts';

/** What class-transformer tells of the field it is at. */
interface At {
  object: Record<string, unknown>;
  property: string;
}

const partAt = (at: At | undefined): unknown => at?.object[at.property];

const accessorialTypes = {
  keepDiscriminatorProperty: true,
  discriminator: { property: 'model', subTypes: [...accessorialShapes] },
};

const refs = (shapes: readonly (new () => object)[]) => shapes.map((shape) => ({ $ref: getSchemaPath(shape) }));

/** From a day to a day, both included; without an end it goes on. */
export class EffectiveDto {
  /** @example '2026-01-01' */
  @IsDay()
  from: string;
  /** @example '2026-12-31' */
  @IsOptional()
  @IsDay()
  to?: string | null;
}

/** How amounts are rounded. */
export class RoundingDto {
  /** @example 'HALF_UP' */
  @IsOptional()
  @IsIn(roundingModes)
  mode?: RoundingMode;
  /** @example 2 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(8)
  places?: number;
}

/** What a shipment from here to there costs. */
@ApiExtraModels(
  ...linehaulShapes,
  ...fuelShapes,
  ...surchargeDtos,
  ...accessorialShapes.map(({ value }) => value as new () => object),
)
export class LaneDto {
  /** @example 'OH-TX' */
  @IsName()
  lane: string;
  /** @example { country: 'US', regions: ['OH'] } */
  @Part(() => PlaceSelectorDto)
  origin: PlaceSelectorDto;
  /** @example { country: 'US', postalPrefixes: ['75', '76'] } */
  @Part(() => PlaceSelectorDto)
  destination: PlaceSelectorDto;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsName({ each: true })
  equipment?: string[] | null;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsName({ each: true })
  services?: string[] | null;
  @ApiProperty({ oneOf: refs(linehaulShapes) })
  @IsObject()
  @ValidateNested()
  @Type((at) => linehaulShape(partAt(at)))
  linehaul: LinehaulRate;
  /** A programme of its own; `NONE` is all-in; absent takes the contract's. */
  @ApiProperty({
    required: false,
    oneOf: [{ type: 'string', enum: ['NONE'] }, ...refs(fuelShapes)],
  })
  @ValidateIf((lane: LaneDto) => lane.fuel !== undefined && lane.fuel !== null && lane.fuel !== 'NONE')
  @IsObject()
  @ValidateNested()
  @Type((at) => fuelShape(partAt(at)))
  fuel?: FuelProgramme | 'NONE' | null;
  /** Its own surcharges beside fuel; absent takes the contract's, an empty list is none. */
  @IsSurcharges()
  surcharges?: IndexedSurcharge[] | null;
  @ApiProperty({
    required: false,
    type: 'array',
    items: { oneOf: refs(accessorialShapes.map(({ value }) => value as new () => object)) },
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => UnknownAccessorialDto, accessorialTypes)
  accessorials?: AccessorialTerms[] | null;
}

/** One version of a contract: a whole document. */
export class ContractDto {
  /** @example 'ABCD-LTL' */
  @IsName()
  contractId: string;
  /** Given by the server when absent. @example 3 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  version?: number;
  /** @example 'ABCD' */
  @IsName()
  carrier: string;
  /** @example ['ACME-US'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsName({ each: true })
  legalEntities: string[];
  /** @example ['LTL'] */
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(modes, { each: true })
  modes: Mode[];
  /** @example 'USD' */
  @IsCurrencyCode()
  currency: string;
  @Part(() => EffectiveDto)
  effective: EffectiveDto;
  /** Versions of the same contract that this one takes the place of, as far as it reaches. @example [] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsInt({ each: true })
  replaces?: number[] | null;
  /** The date that chooses the version. @example 'PICKUP' */
  @IsIn(dateRoles)
  dateRole: DateRole;
  @IsOptional()
  @Part(() => RoundingDto)
  rounding?: RoundingDto | null;
  /** Named groups of places. @example { NORTH: [{ country: 'US', regions: ['OH'] }] } */
  @IsOptional()
  @IsObject()
  zones?: Record<string, PlaceSelector[]> | null;
  @ArrayMinSize(1)
  @Parts(() => LaneDto, 20_000)
  lanes: LaneDto[];
  @ApiProperty({ required: false, oneOf: refs(fuelShapes) })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type((at) => fuelShape(partAt(at)))
  fuel?: FuelProgramme | null;
  /** Surcharges beside fuel that follow an index: bunker, currency. */
  @IsSurcharges()
  surcharges?: IndexedSurcharge[] | null;
  @ApiProperty({
    required: false,
    type: 'array',
    items: { oneOf: refs(accessorialShapes.map(({ value }) => value as new () => object)) },
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => UnknownAccessorialDto, accessorialTypes)
  accessorials?: AccessorialTerms[] | null;
  /** Charges of which only the dearest is owed. @example [['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY']] */
  @ApiProperty({ required: false, type: 'array', items: { type: 'array', items: { type: 'string' } } })
  @IsOptional()
  @IsChargeGroups()
  exclusions?: ChargeCode[][] | null;
  /** What some charges come to together at most on one shipment. */
  @IsOptional()
  @Parts(() => CapDto, 100)
  caps?: CapDto[] | null;
  @IsOptional()
  @Parts(() => ContractTaxDto, 50)
  taxes?: ContractTaxDto[] | null;
  @IsOptional()
  @Parts(() => ToleranceDto, 200)
  tolerances?: ToleranceDto[] | null;
  @IsOptional()
  @Part(() => PaymentTermsDto)
  payment?: PaymentTermsDto | null;
  @IsOptional()
  @Part(() => EvidenceTermsDto)
  evidence?: EvidenceTermsDto | null;
  @IsOptional()
  @Part(() => AsOrderedDto)
  asOrdered?: AsOrderedDto | null;
  @IsOptional()
  @Part(() => ReportingDto)
  reporting?: ReportingDto | null;
  @IsOptional()
  @Part(() => InvoicingDto)
  invoicing?: InvoicingDto | null;
  @IsOptional()
  @Part(() => TemperatureDto)
  temperature?: TemperatureDto | null;
  @IsOptional()
  @Part(() => LimitsDto)
  limits?: LimitsDto | null;
  @IsOptional()
  @Parts(() => LateDeliveryDto, 50)
  lateDelivery?: LateDeliveryDto[] | null;
  @IsOptional()
  @Parts(() => GuaranteeDto, 50)
  guarantees?: GuaranteeDto[] | null;
  @IsOptional()
  @Part(() => FxTermsDto)
  fx?: FxTermsDto | null;
}
