import { epochMs, localDate, writtenDate } from '../../freight/time.ts';
import type { Instant, LocalDate } from '../../freight/time.ts';

/**
 * Milliseconds since 1970 of an RFC 3339 instant: the same as `epochMs`, by the faster reader of the language where it
 * understands the text (a leap second is left to the calendar library).
 */
export function msOf(instant: Instant): number {
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? epochMs(instant) : ms;
}

/** The calendar date of an instant at a place; without a zone, the date as written in the instant's own offset. */
export function dateAt(instant: Instant, zone: string | null | undefined): LocalDate {
  return zone ? localDate(instant, zone) : writtenDate(instant);
}

/** Order of texts by code unit: the same on every machine, whatever its language. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
