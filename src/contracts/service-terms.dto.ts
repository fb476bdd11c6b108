import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { eventTypes, type EventType } from '../freight/codes.ts';
import { type TemperatureUnit, temperatureUnits } from '../freight/service-terms.ts';
import { IsDecimalText } from '../masterdata/field-rules.ts';

/** The temperature goods are kept at. */
export class TemperatureDto {
  /** @example '2' */
  @IsDecimalText()
  low: string;
  /** @example '8' */
  @IsDecimalText()
  high: string;
  /** @example 'C' */
  @IsIn(temperatureUnits)
  unit: TemperatureUnit;
  /** For how long in all it may be left. @example 30 */
  @IsInt()
  @Min(0)
  @Max(100_000)
  allowedMinutes: number;
  /** For how long a reading speaks while no later one has come; absent: 60. @example 60 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  readingMinutes?: number | null;
}

/** What the carrier reports of every shipment. */
export class ReportingDto {
  /** @example ['DEPARTED_STOP', 'DELIVERED'] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(40)
  @IsIn(eventTypes, { each: true })
  milestones: EventType[];
  /** From the happening to the message that tells of it; absent: any time. @example 120 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  withinMinutes?: number | null;
}

/** Since when a carrier may bill. */
export class InvoicingDto {
  /** @example 'DELIVERY' */
  @IsIn(['PICKUP', 'DELIVERY'])
  after: 'PICKUP' | 'DELIVERY';
}
