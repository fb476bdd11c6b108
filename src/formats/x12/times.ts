import { Temporal } from 'temporal-polyfill';
import type { Instant, LocalDate } from '../../freight/time.ts';
import { entryOf } from '../../freight/entry.ts';
import { element, noteAt, quoted, type Segment } from './segments.ts';
import { padded, readDate, type Reading } from './understood.ts';

/** Time codes (X12 element 623) with one offset all year. */
const offsets: Readonly<Record<string, string>> = Object.freeze({
  UT: '+00:00',
  GM: '+00:00',
  Z: '+00:00',
  ND: '-02:30',
  NS: '-03:30',
  TD: '-03:00',
  TS: '-04:00',
  ED: '-04:00',
  ES: '-05:00',
  CD: '-05:00',
  CS: '-06:00',
  MD: '-06:00',
  MS: '-07:00',
  PD: '-07:00',
  PS: '-08:00',
  AD: '-08:00',
  AS: '-09:00',
  HD: '-09:00',
  HS: '-10:00',
});

/** Time codes that name a zone and leave it to the calendar whether summer time is in force. */
const zones: Readonly<Record<string, string>> = Object.freeze({
  NT: 'America/St_Johns',
  TT: 'America/Halifax',
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
  AT: 'America/Anchorage',
  HT: 'Pacific/Honolulu',
});

/** 01 to 12 are hours ahead of UTC, 13 to 24 are 12 to 1 hours behind (element 623). */
function numberedOffset(code: string): string | null {
  const hours = ['', ...'01 02 03 04 05 06 07 08 09 10 11 12'.split(' ')];
  const ahead = hours.indexOf(code);
  if (ahead > 0) return `+${code}:00`;
  const behind = '24 23 22 21 20 19 18 17 16 15 14 13'.split(' ').indexOf(code);
  return behind < 0 ? null : `-${hours[behind + 1] ?? '00'}:00`;
}

/** When something happened: an instant where the sender names a zone, else local time at the place. */
export interface Moment {
  occurredAt?: Instant;
  occurredLocal?: string;
  date: LocalDate;
  /** The sender gave a day only. */
  timeMissing: boolean;
}

/**
 * HHMM, HHMMSS or HHMMSSD(D) (X12 element 337) as `HH:MM:SS`, fractions of a second dropped. Blank is null; anything
 * else is a problem of the set (TIME_UNREADABLE).
 */
export function readTime(reading: Reading, segment: Segment, number: number): string | null {
  const text = element(segment, number);
  if (text === '') return null;
  const [, hours, minutes, seconds] = /^([01]\d|2[0-3])([0-5]\d)(?:([0-5]\d)\d{0,2})?$/.exec(text) ?? [];
  if (hours !== undefined && minutes !== undefined) return `${hours}:${minutes}:${seconds ?? '00'}`;
  const detail = `${segment.tag}-${padded(number)} should be a time HHMM, not ${quoted(text)}`;
  reading.problems.push(noteAt('TIME_UNREADABLE', detail, segment, number));
  return null;
}

function instantIn(local: string, code: string): Instant | null {
  const offset = entryOf(offsets, code) ?? numberedOffset(code);
  if (offset !== null) return `${local}${offset === '+00:00' ? 'Z' : offset}`;
  const zone = entryOf(zones, code);
  if (zone === undefined) return null;
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return `${zoned.toPlainDateTime().toString({ smallestUnit: 'second' })}${zoned.offset}`;
}

/**
 * The moment of an AT7: 05 date, 06 time, 07 time code (element 623). Without a code, and with LT, it is local time at
 * the place of the event. ET, CT, MT, PT and their kind follow the summer time of New York, Chicago, Denver, Los
 * Angeles. A status that gives a day only gets `whenMissing` as its time: the end of the day for arrivals and its
 * beginning for all else, which is the smaller claim on either side, so that no minutes can be charged from it.
 * Null, with a problem of the set: no date, or an unreadable date, time or code.
 */
export function readMoment(reading: Reading, at7: Segment, whenMissing: '00:00:00' | '23:59:00'): Moment | null {
  const date = readDate(element(at7, 5));
  if (date === null) {
    const text = element(at7, 5);
    const detail = `AT7-05 should be a date CCYYMMDD, not ${text === '' ? 'blank' : quoted(text)}`;
    reading.problems.push(noteAt('DATE_UNREADABLE', detail, at7, 5));
    return null;
  }
  const before = reading.problems.length;
  const time = readTime(reading, at7, 6);
  if (reading.problems.length > before) return null;
  if (time === null) {
    const detail = `a day without a time; ${whenMissing} stands for it, which claims least`;
    reading.warnings.push(noteAt('TIME_MISSING', detail, at7, 6));
    return { occurredLocal: `${date}T${whenMissing}`, date, timeMissing: true };
  }
  const local = `${date}T${time}`;
  const code = element(at7, 7);
  if (code === '' || code === 'LT') return { occurredLocal: local, date, timeMissing: false };
  const occurredAt = instantIn(local, code);
  if (occurredAt !== null) return { occurredAt, date, timeMissing: false };
  const detail = `AT7-07 ${quoted(code)} is no time code of X12`;
  reading.problems.push(noteAt('TIME_CODE_UNKNOWN', detail, at7, 7));
  return null;
}

/**
 * The time code to write for an instant's own offset: a named one of North America, a numbered one for other whole
 * hours. An offset with minutes has no code: RangeError.
 */
export function timeCodeOf(instant: Instant): string {
  const offset = /(Z|[+-]\d\d:\d\d)$/.exec(instant)?.[0] ?? '';
  if (offset === 'Z' || offset === '+00:00') return 'UT';
  const numbers = '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24'.split(' ');
  const named = Object.entries(offsets).find(([, ours]) => ours === offset)?.[0];
  const code = named ?? numbers.find((number) => numberedOffset(number) === offset);
  if (code === undefined) throw new RangeError(`X12 has no time code for ${instant}`);
  return code;
}
