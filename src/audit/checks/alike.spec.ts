import { describe, expect, test } from '@jest/globals';
import { isElsewhere, namesAlike } from './alike.ts';

describe('two names', () => {
  test.each([
    ['Acme Inc', 'ACME, INC. C/O Paylane Freight Audit', true],
    ['Fast Freight', 'FASTFREIGHT INC', true],
    ['Fast Freight, PO Box 7, Akron OH', 'Fastfreight, Inc.', true],
    ['Müller Spedition GmbH', 'MULLER SPEDITION', true],
    ['J. Smith', 'John Smith', true],
    ['The Company', 'Anybody', false],
    ['Fast Freight', 'Capital Freight Factoring', false],
    ['Redline Logistics LLC', 'Blueline Logistics LLC', false],
    ['Acme Inc', 'Globex Corp', false],
    ['...', 'Globex Corp', true],
  ])('%s and %s may be one: %s', (one, other, alike) => {
    expect(namesAlike(one, other)).toBe(alike);
    expect(namesAlike(other, one)).toBe(alike);
  });
});

describe('two places', () => {
  const dallas = { city: 'Dallas', region: 'TX', postalCode: '75201', country: 'US' };
  test.each([
    ['the same', dallas, false],
    ['nine digits', { postalCode: '75201-3304' }, false],
    ['another part of town', { city: 'DALLAS', postalCode: '75247' }, false],
    ['a suburb with the same postal code', { city: 'Highland Park', postalCode: '75201' }, false],
    ['a neighbouring postal code and no city', { postalCode: '75204' }, false],
    ['only a country', { country: 'US' }, false],
    ['nothing', {}, false],
    ['another city', { city: 'Houston', region: 'TX' }, true],
    ['another city and postal code', { city: 'Houston', postalCode: '77002' }, true],
    ['a postal code far away and no city', { postalCode: '90210' }, true],
  ])('Dallas and %s are elsewhere: %#', (_, place, elsewhere) => {
    expect(isElsewhere(place, dallas)).toBe(elsewhere);
    expect(isElsewhere(dallas, place)).toBe(elsewhere);
  });
});
