import { describe, expect, it } from '@jest/globals';
import type { PlaceSelector } from '../../../freight/place.ts';
import type { Location } from '../../../freight/shipment.ts';
import { matchPlace, moreSpecific } from './place-selector.ts';
import type { Specificity } from './place-selector.ts';

const dallas: Location = { city: 'Dallas', region: 'TX', postalCode: '75201', country: 'US', unlocode: 'USDAL' };
const toronto: Location = { city: 'Toronto', postalCode: 'M5V 3L9', country: 'CA' };
const zones: Record<string, PlaceSelector[]> = {
  south: [{ regions: ['LA'] }, { regions: ['TX'] }],
  north: [{ regions: ['OH'] }],
  ring: [{ zones: ['ring'] }, { zones: ['south'] }],
};
const fit = (selector: PlaceSelector, place = dallas) => matchPlace(selector, place, zones);
const postal = (...postalPrefixes: string[]) => ({ postalPrefixes });
const range = (from: string, to: string) => ({ postalRanges: [{ from, to }] });

describe('how narrowly a place is named', () => {
  it.each<[string, PlaceSelector, Specificity | null]>([
    ['anywhere', {}, { kind: 0, width: 0 }],
    ['by its country', { country: 'us' }, { kind: 1, width: 0 }],
    ['by its region', { regions: ['T.X.'] }, { kind: 2, width: 0 }],
    ['by a zone it lies in', { zones: ['north', 'south'] }, { kind: 3, width: 0 }],
    ['by a zone within a zone that names itself', { zones: ['ring'] }, { kind: 3, width: 0 }],
    ['by its UN/LOCODE', { unlocodes: ['USDAL'] }, { kind: 4, width: 0 }],
    ['by its city', { cities: ['Akron', 'DALLAS'] }, { kind: 5, width: 0 }],
    ['by its postal code', postal('75201'), { kind: 6, width: 1 }],
    ['by two digits of it', postal('75'), { kind: 6, width: 1000 }],
    ['by the narrowest of several', postal('75', '752', '7'), { kind: 6, width: 100 }],
    ['by a range', range('75200', '75299'), { kind: 6, width: 100 }],
    ['by a range that it ends', range('75000', '75201'), { kind: 6, width: 202 }],
    ['by a range that it begins', range('75201', '75399'), { kind: 6, width: 199 }],
    ['by a range of prefixes', range('750', '752'), { kind: 6, width: 300 }],
    ['not by another country', { country: 'CA', cities: ['Dallas'] }, null],
    ['not by a zone it does not lie in', { zones: ['north'] }, null],
    ['not by a zone nobody knows', { zones: ['nowhere'] }, null],
    ['not by a range above it', range('75202', '75299'), null],
    ['not by a range below it', range('75000', '75200'), null],
    ['not by another region', { regions: ['OH'] }, null],
  ])('%s', (_, selector, specificity) => {
    expect(fit(selector)).toEqual(specificity);
  });

  it('counts letters as thirty-six', () => {
    expect(fit(postal('M5V'), toronto)).toEqual({ kind: 6, width: 46_656 }); // 36 × 36 × 36
    expect(fit(range('M5V3L0', 'M5V3L9'), toronto)).toEqual({ kind: 6, width: 10 });
  });

  it('matches nothing with what nobody said', () => {
    const unsaid: Location = { country: 'US' };
    for (const selector of [postal('7'), { cities: [''] }, { regions: ['-'] }, { unlocodes: [''] }])
      expect(fit(selector, unsaid)).toBeNull();
  });

  it('puts the higher kind first, then the narrower codes', () => {
    const city = { kind: 5, width: 0 } as const;
    const wide = { kind: 6, width: 1000 } as const;
    const narrow = { kind: 6, width: 10 } as const;
    expect([wide, city, narrow].sort(moreSpecific)).toEqual([narrow, wide, city]);
  });
});
