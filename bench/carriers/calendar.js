/** Dates, instants and zones of the simulator's own. Dates are `YYYY-MM-DD`, instants RFC 3339 with an offset. */

const day = 86_400_000;
const two = (number) => String(number).padStart(2, '0');

const atMidnight = (date) => Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10));
const dates = new Map();

function dateAt(milliseconds) {
  const number = Math.floor(milliseconds / day);
  if (!dates.has(number)) dates.set(number, new Date(number * day).toISOString().slice(0, 10));
  return dates.get(number);
}

export const addDays = (date, days) => dateAt(atMidnight(date) + days * day);
export const daysBetween = (from, to) => Math.round((atMidnight(to) - atMidnight(from)) / day);
/** 1 is Monday, 7 is Sunday. */
export const weekday = (date) => ((new Date(atMidnight(date)).getUTCDay() + 6) % 7) + 1;

/** The same day of a later month, or that month's last day. */
export function addMonths(date, months) {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return `${first.getUTCFullYear()}-${two(first.getUTCMonth() + 1)}-${two(Math.min(dayOfMonth, last))}`;
}

/** Of each zone, its format and the offsets found so far, by the hour. */
const zones = new Map();

function zoneOf(name) {
  if (!zones.has(name)) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    zones.set(name, { format, offsets: new Map() });
  }
  return zones.get(name);
}

/** Minutes a zone is ahead of UTC at an instant. */
function offsetAt(name, milliseconds) {
  const { format, offsets } = zoneOf(name);
  const hour = Math.floor(milliseconds / 3_600_000);
  if (!offsets.has(hour)) offsets.set(hour, askedOffset(format, milliseconds));
  return offsets.get(hour);
}

function askedOffset(format, milliseconds) {
  const { value } = format.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName');
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(value);
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (+hours * 60 + +minutes);
}

/** Milliseconds of an instant. */
export const momentOf = (instant) => Date.parse(instant);

/** The date a clock on the wall shows at an instant. */
export const localDate = (instant, zone) => {
  const moment = momentOf(instant);
  return dateAt(moment + offsetAt(zone, moment) * 60_000);
};

/** An instant written as the clock on the wall shows it. */
function written(moment, zone) {
  const offset = offsetAt(zone, moment);
  const local = new Date(moment + offset * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The instant at which the clock on the wall of a zone shows a date and a time of day, in minutes after midnight. */
export function instantAt(date, minutes, zone) {
  const wall = atMidnight(date) + minutes * 60_000;
  const guess = wall - offsetAt(zone, wall) * 60_000;
  return written(wall - offsetAt(zone, guess) * 60_000, zone);
}

/** So many minutes later, on the clock of the zone. */
export const later = (instant, minutes, zone) => written(momentOf(instant) + minutes * 60_000, zone);

export const minutesBetween = (from, to) => Math.floor((momentOf(to) - momentOf(from)) / 60_000);
