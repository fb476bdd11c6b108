import type { IndexValue } from '../src/freight/contract.ts';
import { addToDate, dayOfWeek, type LocalDate } from '../src/freight/time.ts';

/** The demo's calendar: every date is counted from the day it is loaded. */
export interface DemoCalendar {
  today: LocalDate;
  day: (offset: number) => LocalDate;
  /** A time of day on such a day, with an offset; the demo's zones are told by their UTC offset in winter. */
  at: (offset: number, time: string, zoneOffset: string) => string;
}

export function demoCalendar(today: LocalDate): DemoCalendar {
  const day = (offset: number) => addToDate(today, { days: offset });
  return { today, day, at: (offset, time, zoneOffset) => `${day(offset)}T${time}:00${zoneOffset}` };
}

export const dieselSeries = 'DIESEL-US';

// Dollars a gallon, oldest first: one a week, published on Mondays, the last of them in the current week.
const weeklyPrices = (
  '3.612 3.598 3.621 3.655 3.702 3.741 3.768 3.755 3.730 3.694 3.671 3.650 3.644 3.668 3.709 3.752 3.801 3.846 ' +
  '3.872 3.858 3.829 3.790 3.763 3.741 3.722 3.735 3.779 3.826 3.881 3.934'
).split(' ');

/** The weekly diesel price, in force from the day after it is published. */
export function dieselPrices(calendar: DemoCalendar): IndexValue[] {
  const lastMonday = addToDate(calendar.today, { days: 1 - dayOfWeek(calendar.today) });
  return weeklyPrices.map((value, week) => {
    const monday = addToDate(lastMonday, { days: 7 * (week - weeklyPrices.length + 1) });
    return { series: dieselSeries, period: monday, value, unit: 'USD/GAL', publishedOn: monday, revision: 0 };
  });
}

/** The price a carrier would use for a pickup on that date: published before it. */
export function dieselOn(prices: readonly IndexValue[], pickup: LocalDate, weeksBack = 0): string {
  const published = prices.filter((price) => price.publishedOn < pickup);
  const price = published.at(-1 - weeksBack);
  if (!price) throw new Error(`the demo has no diesel price before ${pickup}`);
  return price.value;
}
