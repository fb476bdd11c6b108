import type { PerDayTerms } from '../accessorials/per-day.ts';
import { underTerms } from './accessorial-mistakes-held.ts';
import type { Held } from './accessorial-mistakes-held.ts';
import type { Mistake } from './mistakes.ts';

/** All days at the price of one tier. */
function tierMistakes(held: Held<PerDayTerms>): Mistake[] {
  const { terms } = held.entry;
  if (terms.tiers.length < 2) return [];
  return terms.tiers.map(({ rate }, index) =>
    underTerms(held, `with all days at the rate of tier ${index + 1}`, { ...terms, tiers: [{ rate }] }),
  );
}

/** What may have gone wrong with storage, demurrage or per diem: free days, the first day, the calendar, the tier. */
export function dayMistakes(held: Held<PerDayTerms>): Mistake[] {
  const { terms } = held.entry;
  const freely = { ...terms, freeDays: 0 };
  const first = { ...terms, includeFirstDay: true };
  const allDays = { ...terms, calendar: 'CALENDAR' } as const;
  const ofBusiness = terms.calendar === 'BUSINESS';
  return [
    underTerms(held, 'with the free days ignored', freely),
    ...(terms.includeFirstDay ? [] : [underTerms(held, 'with the first day counted', first)]),
    ...(ofBusiness ? [underTerms(held, 'by calendar days instead of business days', allDays)] : []),
    ...(ofBusiness && terms.holidays
      ? [underTerms(held, 'with the holidays counted', { ...terms, holidays: null })]
      : []),
    ...(ofBusiness
      ? [underTerms(held, 'by calendar days, the first counted', { ...allDays, includeFirstDay: true })]
      : []),
    underTerms(held, 'with the free days ignored and the first day counted', { ...freely, includeFirstDay: true }),
    ...tierMistakes(held),
  ];
}
