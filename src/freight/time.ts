import { Temporal } from 'temporal-polyfill';

/** `YYYY-MM-DD`. */
export type LocalDate = string;
/** RFC 3339 with offset. */
export type Instant = string;

const instantPattern = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const localPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

/** True for an RFC 3339 instant that exists in the calendar. A leap second is one. */
export function isInstant(text: string): boolean {
  if (!instantPattern.test(text) || !isDate(text.slice(0, 10))) return false;
  return !isNaN(Date.parse(text)) || parses(() => Temporal.Instant.from(text));
}

/** True for a local time without offset that exists in the calendar. */
export function isLocalDateTime(text: string): boolean {
  return localPattern.test(text) && parses(() => Temporal.PlainDateTime.from(text, { overflow: 'reject' }));
}

/** True for a date that exists in the calendar. */
export function isDate(text: string): boolean {
  if (!datePattern.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** True for a zone of the IANA database. */
export function isTimeZone(zone: string): boolean {
  return /^[A-Za-z]/.test(zone) && parses(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone));
}

/** Milliseconds since 1970, for ordering and subtracting. */
export function epochMs(instant: Instant): number {
  const ms = Date.parse(instant);
  return isNaN(ms) ? Temporal.Instant.from(instant).epochMilliseconds : ms;
}

/** The same instant written in UTC, so that equal instants are equal texts. */
export function utc(instant: Instant): Instant {
  return Temporal.Instant.from(instant).toString();
}

/** No zone ever changed its offset between two quarters of an hour of UTC. */
const quarterMs = 900_000;
const mostOffsets = 50_000;
const offsets = new Map<string, number>();

/** The zone's offset at that moment in milliseconds; the same for a whole quarter of an hour, so it is looked up once. */
function offsetMs(ms: number, zone: string): number {
  const quarter = Math.floor(ms / quarterMs) * quarterMs;
  const key = `${zone} ${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(zone);
    offset = zoned.offsetNanoseconds / 1_000_000;
    if (offsets.size >= mostOffsets) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

const dayMs = 86_400_000;
const mostDates = 50_000;
const dates = new Map<number, LocalDate>();

/** The date of UTC in which a moment lies, in milliseconds since 1970; bill after bill asks for the same few. */
function dateOf(ms: number): LocalDate {
  const day = Math.floor(ms / dayMs);
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(ms).toISOString().slice(0, 10);
    if (dates.size >= mostDates) dates.clear();
    dates.set(day, date);
  }
  return date;
}

/** The calendar date of an instant in a zone. */
export function localDate(instant: Instant, zone: string): LocalDate {
  const ms = epochMs(instant);
  return dateOf(ms + offsetMs(ms, zone));
}

/** An instant as the clocks of a zone show it: `2026-03-04 07:40 -06:00`. */
export function localTimeText(instant: Instant, zone: string): string {
  const ms = epochMs(instant);
  const offset = offsetMs(ms, zone);
  const [date = '', time = ''] = new Date(ms + offset).toISOString().split('T');
  const away = new Date(Math.abs(offset)).toISOString().slice(11, 16);
  return `${date} ${time.slice(0, 5)} ${offset < 0 ? '-' : '+'}${away}`;
}

/** The calendar date an instant carries in its own offset; used where no zone is known. */
export function writtenDate(instant: Instant): LocalDate {
  return instant.slice(0, 10);
}

/** A local time in a zone: one that occurs twice is the earlier, one that does not exist is shifted forward. */
export function instantOfLocal(local: string, zone: string): Instant {
  return Temporal.PlainDateTime.from(local)
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
    .toInstant()
    .toString();
}

/** Midnight of the date in UTC; only ever compared with another such midnight. */
function midnightMs(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** Calendar arithmetic on dates; months clip to the end of the month. */
export function addToDate(date: LocalDate, amount: { days?: number; months?: number }): LocalDate {
  if (amount.months) return Temporal.PlainDate.from(date).add(amount).toString();
  return dateOf(midnightMs(date) + (amount.days ?? 0) * dayMs);
}

/**
 * So many business days on: Saturdays, Sundays and these holidays do not count. None on: the date itself, or the next
 * business day.
 */
export function addBusinessDays(date: LocalDate, days: number, holidays: ReadonlySet<LocalDate>): LocalDate {
  const isFree = (day: LocalDate) => isWeekend(day) || holidays.has(day);
  let day = date;
  for (let left = days; left > 0;) {
    day = addToDate(day, { days: 1 });
    if (!isFree(day)) left -= 1;
  }
  while (isFree(day)) day = addToDate(day, { days: 1 });
  return day;
}

/** Whole days from one date to another (negative when `to` is earlier). */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((midnightMs(to) - midnightMs(from)) / dayMs);
}

/** 1 Monday … 7 Sunday. */
export function dayOfWeek(date: LocalDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** True for a Saturday or Sunday. */
export function isWeekend(date: LocalDate): boolean {
  const day = new Date(midnightMs(date)).getUTCDay();
  return day === 0 || day === 6;
}

/** The last instant of a day in a zone: deadlines end there. */
export function endOfDay(date: LocalDate, zone: string): Instant {
  const next = Temporal.PlainDate.from(addToDate(date, { days: 1 })).toZonedDateTime(zone);
  return next.toInstant().subtract({ milliseconds: 1 }).toString();
}
