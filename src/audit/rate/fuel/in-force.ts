import type { IndexValue } from '../../../freight/contract.ts';
import type { FuelProgramme, InForce } from '../../../freight/fuel.ts';
import { addToDate, dayOfWeek } from '../../../freight/time.ts';
import type { LocalDate } from '../../../freight/time.ts';
import { byText } from '../../evidence/instants.ts';

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

function forwardTo(date: LocalDate, then: string): LocalDate {
  if (then.startsWith('NEXT_')) {
    const wanted = weekdays.indexOf(then.slice('NEXT_'.length)) + 1;
    return addToDate(date, { days: (wanted - dayOfWeek(date) + 7) % 7 });
  }
  const day = then.slice('DAY_'.length).padStart(2, '0');
  const thisMonth = `${date.slice(0, 7)}-${day}`;
  return thisMonth >= date ? thisMonth : addToDate(thisMonth, { months: 1 });
}

/**
 * The day a value published on a date comes into force: plus months, plus days, then forward to the first day named, that
 * day itself counting (rating.md, Fuel). No rule: the day it is published. No weekday is ever assumed.
 */
export function inForceFrom(publishedOn: LocalDate, rule: InForce | null | undefined): LocalDate {
  if (!rule) return publishedOn;
  const months = rule.addMonths ? addToDate(publishedOn, { months: rule.addMonths }) : publishedOn;
  const days = rule.addDays ? addToDate(months, { days: rule.addDays }) : months;
  return rule.then ? forwardTo(days, rule.then) : days;
}

/** The values of one price: of a period, or of all periods of a calendar month. */
export interface Publication {
  /** The day of first publication; of a month its last. */
  publishedOn: LocalDate;
  /** One value per period, as first published or as last revised. */
  values: readonly IndexValue[];
}

type Programme = Pick<FuelProgramme, 'index' | 'publication' | 'inForce' | 'average'>;

/** A revision replaces the value, not the date: a period is in force from its first publication. */
function isFirst({ series, period, revision }: IndexValue, indexes: readonly IndexValue[]): boolean {
  if (revision === 0) return true;
  return !indexes.some((other) => other.series === series && other.period === period && other.revision < revision);
}

function latestBy(first: IndexValue, indexes: readonly IndexValue[], date: LocalDate): IndexValue {
  return indexes
    .filter(
      ({ series, period, publishedOn }) => series === first.series && period === first.period && publishedOn <= date,
    )
    .reduce((latest, value) => (value.revision > latest.revision ? value : latest), first);
}

function byMonth(firsts: readonly IndexValue[]): { publishedOn: LocalDate; values: IndexValue[] }[] {
  const months = new Map<string, IndexValue[]>();
  for (const value of firsts) {
    const month = value.period.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), value]);
  }
  return [...months.values()].map((values) => ({
    publishedOn: values.map(({ publishedOn }) => publishedOn).reduce((a, b) => (a > b ? a : b)),
    values: values.sort((a, b) => byText(a.period, b.period)),
  }));
}

/** Every price of the series in the order it was published, newest first; each a period, or a month where averaged. */
export function publications(programme: Programme, indexes: readonly IndexValue[]): Publication[] {
  const firsts = indexes.filter((value) => value.series === programme.index && isFirst(value, indexes));
  const all =
    programme.average === 'MONTH'
      ? byMonth(firsts)
      : firsts.map((value) => ({ publishedOn: value.publishedOn, values: [value] }));
  const period = ({ values }: Publication) => values[0]?.period ?? '';
  return all.sort((a, b) => byText(b.publishedOn, a.publishedOn) || byText(period(b), period(a)));
}

/** The period published last of those in force on a date; the newest come last in a series, so it is read backwards. */
function newestPeriod(programme: Programme, indexes: readonly IndexValue[], date: LocalDate): IndexValue | null {
  let newest: IndexValue | null = null;
  for (let place = indexes.length - 1; place >= 0; place -= 1) {
    const value = indexes[place];
    if (value?.series !== programme.index || value.publishedOn > date) continue;
    if (newest && (byText(value.publishedOn, newest.publishedOn) || byText(value.period, newest.period)) <= 0) continue;
    if (inForceFrom(value.publishedOn, programme.inForce) <= date && isFirst(value, indexes)) newest = value;
  }
  return newest;
}

function standingOn(programme: Programme, indexes: readonly IndexValue[], date: LocalDate): Publication | null {
  if (programme.average !== 'MONTH') {
    const newest = newestPeriod(programme, indexes, date);
    return newest && { publishedOn: newest.publishedOn, values: [newest] };
  }
  const isStanding = ({ publishedOn }: Publication) => inForceFrom(publishedOn, programme.inForce) <= date;
  return publications(programme, indexes).find(isStanding) ?? null;
}

/**
 * The price in force on a date: that which came into force last on or before it; of two on one day the one published
 * later. FIRST takes each period's lowest revision, LATEST the highest published by the date. null: none was in force.
 * Coming into force keeps the order of publication, so the newest published that is in force is the one.
 */
export function priceInForce(
  programme: Programme,
  indexes: readonly IndexValue[],
  date: LocalDate,
): Publication | null {
  const standing = standingOn(programme, indexes, date);
  if (!standing) return null;
  return programme.publication === 'LATEST' ? revisedBy(standing, indexes, date) : standing;
}

/** The same price with each period as last revised by a date. */
export function revisedBy(price: Publication, indexes: readonly IndexValue[], date: LocalDate): Publication {
  return { ...price, values: price.values.map((value) => latestBy(value, indexes, date)) };
}
