import { decimal, type Decimal } from '../../../freight/money.ts';
import type { TemperatureBand, TemperatureTerms } from '../../../freight/service-terms.ts';
import { contractInForce } from '../governing.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { msOf } from '../../evidence/instants.ts';
import type { CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

interface Reading {
  ms: number;
  celsius: Decimal;
}

const celsius = (value: string, unit: unknown): Decimal =>
  unit === 'F' ? decimal(value).minus(32).times(5).dividedBy(9) : decimal(value);

/** How long a reading speaks where the contract does not say. */
const usualReadingMinutes = 60;

/** Readings on the way, in time order: those before the first departure and after the delivery are not the carrier's. */
function readingsOf({ events, pickup, delivery }: Evidence): Reading[] {
  const from = pickup.status === 'STANDS' ? msOf(pickup.at) : -Infinity;
  const to = delivery.status === 'STANDS' ? msOf(delivery.at) : Infinity;
  return events
    .flatMap(({ type, at, fact }) => {
      const { value, unit } = fact.body.data ?? {};
      if (type !== 'TEMPERATURE' || at === null || typeof value !== 'string') return [];
      return [{ ms: msOf(at), celsius: celsius(value, unit) }];
    })
    .filter(({ ms }) => ms >= from && ms <= to);
}

function minutesOutside(readings: readonly Reading[], band: TemperatureBand, terms: TemperatureTerms, end: number) {
  const [low, high] = [celsius(band.low, band.unit), celsius(band.high, band.unit)];
  const longest = (terms.readingMinutes ?? usualReadingMinutes) * 60_000;
  const outside = readings.map(({ ms, celsius: value }, index) => {
    if (value.greaterThanOrEqualTo(low) && value.lessThanOrEqualTo(high)) return 0;
    return Math.min((readings[index + 1]?.ms ?? end) - ms, longest);
  });
  return Math.floor(outside.reduce((total, one) => total + Math.max(one, 0), 0) / 60_000);
}

/**
 * E-12: where the contract keeps a temperature, the goods were outside of the band (the order's own, else the contract's)
 * no longer in all than it allows. A reading speaks until the next one, at most for `readingMinutes`. It is for a claim
 * for the goods; the freight is owed.
 */
export function temperatureNotes(context: CheckContext): Note[] {
  const { evidence } = context;
  const terms = contractInForce(context)?.temperature ?? null;
  const readings = readingsOf(evidence);
  const last = readings.at(-1);
  if (terms === null || last === undefined) return [];
  const band = evidence.shipment?.body.temperature ?? terms;
  const end = evidence.delivery.status === 'STANDS' ? msOf(evidence.delivery.at) : last.ms;
  const minutes = minutesOutside(readings, band, terms, end);
  if (minutes <= terms.allowedMinutes) return [];
  const sentence =
    `The goods were ${minutes} minutes outside of ${band.low} to ${band.high} °${band.unit}; ` +
    `the contract allows ${terms.allowedMinutes}.`;
  return [{ check: 'E-12', code: 'OS_D', severity: 'WARNING', sentence }];
}
