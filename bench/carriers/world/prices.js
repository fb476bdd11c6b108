/** What diesel cost, week by week, and what currencies were worth. */
import { addDays } from '../calendar.js';
import { dice } from '../chance.js';

const firstMonday = '2025-05-05';
const weeks = 72;
/** Weeks whose value is told only when bills were audited with the value before. */
export const lateWeeks = ['2026-02-16', '2026-05-11'];

/** A price that wanders, a value a week, published on the day of its period; on a holiday a day later. */
function wandering(series, seed, { from, step, places, unit }) {
  const chance = dice(seed);
  let digits = from;
  return Array.from({ length: weeks }, (_, week) => {
    digits += chance.whole(-step, step);
    const period = addDays(firstMonday, 7 * week);
    const value = `${String(digits).slice(0, -places)}.${String(digits).slice(-places)}`;
    const publishedOn = week % 13 === 3 ? addDays(period, 1) : period;
    return { series, period, value, unit, publishedOn, revision: 0, arrives: lateWeeks.includes(period) ? 2 : 1 };
  });
}

/** Some weeks are revised later: the first publication governs unless a contract says otherwise. */
function revisions(values) {
  return values
    .filter((_, week) => week % 9 === 4)
    .map((first) => ({
      ...first,
      value: first.value
        .replace(/\d$/, (digit) => String((+digit + 5) % 10))
        .replace(/^(\d)\.(\d)/, (_, a, b) => `${a}.${(+b + 1) % 10}`),
      publishedOn: addDays(first.publishedOn, 9),
      revision: 1,
    }));
}

export const series = { us: 'DIESEL-US', eu: 'DIESEL-EU' };

const us = wandering(series.us, 11, { from: 3612, step: 95, places: 3, unit: 'USD/GAL' });
const eu = wandering(series.eu, 12, { from: 1584, step: 30, places: 3, unit: 'EUR/L' });

export const indexValues = { [series.us]: [...us, ...revisions(us)], [series.eu]: [...eu, ...revisions(eu)] };

/** Canadian dollars for one US dollar, each working day. */
export const fxRates = Array.from({ length: 300 }, (_, day) => ({
  series: 'BOC',
  base: 'USD',
  quote: 'CAD',
  date: addDays('2025-12-01', day),
  rate: `1.3${String(4000 + ((day * 137) % 900)).slice(0, 4)}`,
}));
