import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { addBusinessDays, addToDate, daysBetween, endOfDay, epochMs, isDate, isInstant, localDate } from './time.ts';

describe('dates and instants', () => {
  it.each([
    ['a day of February', '2026-02-28', true],
    ['the leap day of 2024', '2024-02-29', true],
    ['the leap day of 2026', '2026-02-29', false],
    ['the 31st of June', '2026-06-31', false],
    ['month 13', '2026-13-01', false],
    ['a week date', '2026-W01', false],
    ['no dashes', '20261120', false],
  ])('%s', (_, text, exists) => {
    expect(isDate(text)).toBe(exists);
  });

  it.each([
    ['an offset', '2026-03-04T07:40:00-06:00', true],
    ['UTC with fractions', '2026-03-04T07:40:00.123456789Z', true],
    ['a leap second', '2016-12-31T23:59:60Z', true],
    ['hour 24', '2026-03-04T24:00:00Z', false],
    ['minute 60', '2026-03-04T07:60:00Z', false],
    ['no offset', '2026-03-04T07:40:00', false],
    ['a day that never was', '2026-02-30T07:40:00Z', false],
    ['an offset of 30 hours', '2026-03-04T07:40:00+30:00', false],
  ])('%s', (_, text, exists) => {
    expect(isInstant(text)).toBe(exists);
  });

  it('gives the local date of any moment as the time zone database does', () => {
    const zones = [
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Africa/Monrovia',
      'UTC',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 2_200_000_000 }),
        fc.constantFrom(...zones),
        (seconds, zone) => {
          const instant = Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
          expect(localDate(instant.toString(), zone)).toBe(instant.toZonedDateTimeISO(zone).toPlainDate().toString());
          expect(epochMs(instant.toString())).toBe(seconds * 1000);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('counts days as the calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), fc.integer({ min: -4_000, max: 4_000 }), (start, days) => {
        const from = Temporal.PlainDate.from('2026-01-01').add({ days: start });
        const to = from.add({ days });
        expect(addToDate(from.toString(), { days })).toBe(to.toString());
        expect(daysBetween(from.toString(), to.toString())).toBe(days);
      }),
    );
  });
});

describe('the last day of a deadline', () => {
  const thanksgiving = new Set(['2026-11-26']);

  it.each([
    ['a Friday and three: Monday to Wednesday', '2026-11-20', 3, '2026-11-25'],
    ['a Friday and four: Thursday is a holiday', '2026-11-20', 4, '2026-11-27'],
    ['a Saturday and none: the Monday after', '2026-11-21', 0, '2026-11-23'],
    ['a holiday and one', '2026-11-26', 1, '2026-11-27'],
    ['a Wednesday and none', '2026-11-25', 0, '2026-11-25'],
  ])('in business days, from %s', (_, from, days, last) => {
    expect(addBusinessDays(from, days, thanksgiving)).toBe(last);
  });

  it('ends with the local day over half a year and a change of the clocks', () => {
    // 180 days from 15 January are 16 + 28 + 31 + 30 + 31 + 30 + 14: 14 July, by then four hours behind UTC.
    const last = addToDate('2026-01-15', { days: 180 });
    expect([last, endOfDay(last, 'America/New_York')]).toEqual(['2026-07-14', '2026-07-15T03:59:59.999Z']);
    // The day of the change has 23 hours, and ends like any other.
    expect(endOfDay('2026-03-08', 'America/New_York')).toBe('2026-03-09T03:59:59.999Z');
    expect(endOfDay('2026-03-07', 'America/New_York')).toBe('2026-03-08T04:59:59.999Z');
  });
});
