import type { EventType } from './codes.ts';
import { decimal } from './money.ts';

/** Units of temperature. */
export const temperatureUnits = ['C', 'F'] as const;
export type TemperatureUnit = (typeof temperatureUnits)[number];

/** Between which temperatures goods are kept, both ends included; decimal text. */
export interface TemperatureBand {
  low: string;
  high: string;
  unit: TemperatureUnit;
}

/** The band a carrier keeps, where the order names none of its own, and for how long in all it may be left. */
export interface TemperatureTerms extends TemperatureBand {
  allowedMinutes: number;
  /** For how long a reading speaks while no later one has come; absent: 60 minutes. */
  readingMinutes?: number | null;
}

/** What a carrier reports of every shipment, and how soon: `withinMinutes` from its happening to its message; absent: any time. */
export interface ReportingTerms {
  milestones: EventType[];
  withinMinutes?: number | null;
}

/** Since when a carrier may bill. */
export interface InvoicingTerms {
  after: 'PICKUP' | 'DELIVERY';
}

/** True for a band whose lower end lies above its higher one. */
export function isUpsideDown({ low, high }: TemperatureBand): boolean {
  return decimal(low).greaterThan(decimal(high));
}
