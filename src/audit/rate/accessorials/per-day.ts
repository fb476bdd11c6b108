import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import { addToDate, daysBetween, isWeekend } from '../../../freight/time.ts';
import type { LocalDate } from '../../../freight/time.ts';
import { msOf } from '../../evidence/instants.ts';
import type { Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { added, greatestOf, leaf, leastOf, less, times } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import { contractSource, factSource, ruleSource } from '../sources.ts';
import { holidaysOf } from './holidays.ts';
import type { KnownHolidays } from './holidays.ts';
import { stopsFor } from './occurrence.ts';
import type { Amount, Entry, Occurrence } from './occurrence.ts';
import { endOfDays } from './per-day-events.ts';
import type { EndOfDays } from './per-day-events.ts';

export type PerDayTerms = Extract<AccessorialTerms, { model: 'PER_DAY' }>;

const days = 'd';

function dayFigure({ at, day, fact }: EndOfDays, label: string): Figure {
  const step = { label: `${label} ${at}`, unit: 'days since 1970' };
  return leaf(`${daysBetween('1970-01-01', day)}`, step, factSource(fact, '/occurredAt', at));
}

/** How many of the counted days are Saturdays or Sundays, and how many others are holidays. */
function leftOut(first: LocalDate, last: LocalDate, { days: holidays }: KnownHolidays) {
  let weekend = 0;
  let holiday = 0;
  for (let day = first; day <= last; day = addToDate(day, { days: 1 })) {
    if (isWeekend(day)) weekend += 1;
    else if (holidays.has(day)) holiday += 1;
  }
  return { weekend, holiday };
}

/** The days from the first to the last: the first only where the contract counts it, the last always. */
function countedDays(entry: Entry<PerDayTerms>, { contract }: Rating, from: EndOfDays, to: EndOfDays): Figure {
  const span = less(dayFigure(to, 'last day'), dayFigure(from, 'first day'), { label: 'days', unit: days });
  if (entry.terms.includeFirstDay !== true) return span;
  const source = contractSource(contract, `${entry.pointer}/includeFirstDay`);
  const first = leaf('1', { label: 'the first day counts', unit: days }, source);
  return added([span, first], { label: 'days with the first', unit: days });
}

function workingDays(counted: Figure, first: LocalDate, last: LocalDate, holidays: KnownHolidays): Figure {
  const { weekend, holiday } = leftOut(first, last, holidays);
  const between = `/${first}/${last}`;
  const off = leaf(`${weekend}`, { label: 'Saturdays and Sundays', unit: days }, ruleSource('week', between));
  const without = less(counted, off, { label: 'without Saturdays and Sundays', unit: days });
  if (!holidays.source || holiday === 0) return without;
  const free = leaf(`${holiday}`, { label: 'holidays', unit: days }, holidays.source);
  return less(without, free, { label: 'business days', unit: days });
}

/** The days that are charged: those counted, less the free ones, never below nothing. */
function chargeable(entry: Entry<PerDayTerms>, rating: Rating, from: EndOfDays, to: EndOfDays): Figure | Need {
  const { terms, pointer } = entry;
  let counted = countedDays(entry, rating, from, to);
  if (terms.calendar === 'BUSINESS') {
    const holidays = holidaysOf(terms.holidays, `${pointer}/holidays`, rating);
    if ('fact' in holidays) return holidays;
    const first = terms.includeFirstDay === true ? from.day : addToDate(from.day, { days: 1 });
    counted = workingDays(counted, first, to.day, holidays);
  }
  const source = contractSource(rating.contract, `${pointer}/freeDays`);
  const free = leaf(`${terms.freeDays}`, { label: 'free days', unit: days }, source);
  const beyond = less(counted, free, { label: 'beyond free time', unit: days });
  const none = leaf('0', { label: 'never below nothing', unit: days }, ruleSource('free-time', '/floor'));
  return greatestOf([beyond, none], { label: 'chargeable days', unit: days });
}

interface Tier {
  /** Chargeable days that are left for this tier and those after it. */
  left: Figure;
  index: number;
}

function inTier(entry: Entry<PerDayTerms>, rating: Rating, { left, index }: Tier): Figure {
  const { days: most } = entry.terms.tiers[index] ?? {};
  if (most === null || most === undefined) return left;
  const source = contractSource(rating.contract, `${entry.pointer}/tiers/${index}/days`);
  const limit = leaf(`${most}`, { label: `days of tier ${index + 1}`, unit: days }, source);
  return leastOf([left, limit], { label: `days in tier ${index + 1}`, unit: days });
}

function priced(entry: Entry<PerDayTerms>, rating: Rating, whole: Figure): Amount {
  const { contract, currency } = rating;
  const at = { contract, pointer: entry.pointer };
  const parts: Figure[] = [];
  let left = whole;
  for (const [index, { rate: text }] of entry.terms.tiers.entries()) {
    const rate = clause(at, text, `tiers/${index}/rate`, { label: `rate of tier ${index + 1}`, unit: `${currency}/d` });
    if (!rate) return rateMissing(at, entry.terms.charge);
    const held = inTier(entry, rating, { left, index });
    parts.push(times(held, rate, { label: `tier ${index + 1}: days × rate`, unit: currency }));
    left = less(left, held, { label: 'days left', unit: days });
    if (left.value.isZero()) break;
  }
  if (!left.value.isZero()) return rateMissing(at, `day ${whole.value.toFixed()} of ${entry.terms.charge}`);
  return added(parts, { label: 'all tiers', unit: currency });
}

/**
 * PER_DAY, storage, demurrage and per diem (rating.md): local days from one event to another, the first only with
 * `includeFirstDay`, the last always; BUSINESS leaves out Saturdays, Sundays and holidays, free days included; then the free
 * days are taken off and the rest priced tier by tier. In and out on one day are no day, or the one with
 * `includeFirstDay`. An end missing: not provable. The last before the first: EVIDENCE_CONFLICT.
 */
export function perDay(entry: Entry<PerDayTerms>, rating: Rating, { stop, container }: Occurrence): Amount {
  const { charge, from, to } = entry.terms;
  const all = stopsFor(charge, rating.evidence);
  const stops = stop === null ? all : all.filter((one) => one.stop.stop === stop);
  const begin = endOfDays({ type: from, which: 'FROM', stops, container }, rating);
  const end = endOfDays({ type: to, which: 'TO', stops, container }, rating);
  const needs = [begin, end].flatMap((one) => ('day' in one ? [] : [one]));
  if (!('day' in begin) || !('day' in end)) return { needs };
  rating.used.fact(begin.fact);
  rating.used.fact(end.fact);
  if (msOf(end.at) < msOf(begin.at)) {
    const fact = `${from} before ${to}: they contradict each other`;
    return { needs: [{ fact, reason: 'EVIDENCE_CONFLICT', from: 'CARRIER' }] };
  }
  const charged = chargeable(entry, rating, begin, end);
  return 'value' in charged ? priced(entry, rating, charged) : { needs: [charged] };
}
