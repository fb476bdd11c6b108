import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { laneOf } from '../../../audit/rate/terms/lane.ts';
import type { ContractVersion, Lane } from '../../../freight/contract.ts';
import type { PlaceSelector } from '../../../freight/place.ts';
import type { Location, Shipment } from '../../../freight/shipment.ts';
import { lane, sample, us } from '../broken/sample.ts';
import { lintContract } from '../lint.ts';

function findingsOf(lanes: Lane[], zones: ContractVersion['zones'] = {}): string[] {
  return lintContract({ ...sample, version: 1, exclusions: [], zones, lanes })
    .findings.filter(({ pointer }) => pointer.startsWith('/lanes'))
    .map(({ code, pointer }) => `${code} ${pointer}`);
}

const prefix = (...postalPrefixes: string[]) => us({ postalPrefixes });
const range = (from: string, to: string) => us({ postalRanges: [{ from, to }] });
const region = (...regions: string[]) => us({ regions });
const zoned = (...zones: string[]) => us({ zones });
const anywhere = us();

/** Two lanes from one place to anywhere: do they contend for a shipment? */
const contending: [string, PlaceSelector, PlaceSelector, boolean][] = [
  ['a longer prefix within a shorter one', prefix('441'), prefix('44'), false],
  ['one prefix in two lists', prefix('441', '442'), prefix('442', '443'), true],
  ['a range that is just what a prefix holds', prefix('441'), range('44100', '44199'), true],
  ['ranges of one width that overlap', range('44000', '44499'), range('44250', '44749'), true],
  ['ranges of one width, one after the other', range('44000', '44499'), range('44500', '44999'), false],
  ['a narrow range within a wide one', range('44000', '44999'), range('44100', '44199'), false],
  ['a region and a postal code', region('OH'), prefix('44'), false],
  ['one region in two lists', region('OH', 'PA'), region('PA', 'NY'), true],
  ['a region with and without its country', region('OH'), { regions: ['OH'] }, true],
  ['one region of two countries', region('OH'), { country: 'CA', regions: ['OH'] }, false],
  ['one city, told in other letters', us({ cities: ['ST. LOUIS'] }), us({ cities: ['St Louis'] }), true],
  ['a country and everywhere', us(), {}, false],
  [
    'Canadian codes by prefix',
    { country: 'CA', postalPrefixes: ['K1A'] },
    { country: 'CA', postalPrefixes: ['K1'] },
    false,
  ],
  [
    'one Canadian prefix twice',
    { country: 'CA', postalPrefixes: ['K1A'] },
    { country: 'CA', postalPrefixes: ['k1a'] },
    true,
  ],
];

describe('lanes', () => {
  it.each(contending)('%s', (_, one, other, ambiguous) => {
    const asOrigin = findingsOf([lane('A', one, anywhere), lane('B', other, anywhere)]);
    const asDestination = findingsOf([lane('A', anywhere, one), lane('B', anywhere, other)]);
    expect(asOrigin.includes('LANE_AMBIGUOUS /lanes/1')).toBe(ambiguous);
    expect(asDestination.includes('LANE_AMBIGUOUS /lanes/1')).toBe(ambiguous);
  });

  it('of two zones are ambiguous where the zones share a place', () => {
    const zones = { EAST: [region('OH', 'PA')], NORTH: [region('PA', 'NY')], WEST: [region('CA')] };
    expect(findingsOf([lane('A', zoned('EAST'), anywhere), lane('B', zoned('NORTH'), anywhere)], zones)).toContain(
      'LANE_AMBIGUOUS /lanes/1',
    );
    expect(findingsOf([lane('A', zoned('EAST'), anywhere), lane('B', zoned('WEST'), anywhere)], zones)).toEqual([]);
  });

  it('of a zone that is a whole country and one of its regions are ambiguous as zones', () => {
    const zones = { US48: [us()], OHIO: [region('OH')] };
    expect(findingsOf([lane('A', zoned('US48'), anywhere), lane('B', zoned('OHIO'), anywhere)], zones)).toContain(
      'LANE_AMBIGUOUS /lanes/1',
    );
  });

  it.each<[string, Partial<Lane>, Partial<Lane>, boolean]>([
    ['one names equipment, the other does not', { equipment: ['REEFER'] }, {}, false],
    ['both name other equipment', { equipment: ['REEFER'] }, { equipment: ['DRY_VAN_53'] }, false],
    ['both name some equipment alike', { equipment: ['REEFER', 'DRY_VAN_53'] }, { equipment: ['DRY_VAN_53'] }, true],
    ['one names equipment, the other a service', { equipment: ['REEFER'] }, { services: ['EXPEDITED'] }, true],
    ['both name other services', { services: ['STANDARD'] }, { services: ['EXPEDITED'] }, false],
  ])('between the same places where %s', (_, one, other, ambiguous) => {
    const lanes = [lane('A', region('OH'), anywhere, one), lane('B', region('OH'), anywhere, other)];
    expect(findingsOf(lanes).includes('LANE_AMBIGUOUS /lanes/1')).toBe(ambiguous);
  });

  it('are told with both names, both places, and the place where they meet', () => {
    const lanes = [lane('OH-TX', region('OH'), prefix('75', '76')), lane('OH-FW', region('OH'), prefix('76'))];
    const [finding] = lintContract({ ...sample, version: 1, lanes }).findings;
    expect(finding).toMatchObject({
      severity: 'ERROR',
      pointer: '/lanes/1',
      sentence: 'OH-FW and OH-TX (/lanes/0) are equally specific from region OH (US) to postal code 76 (US).',
    });
  });

  it.each<[string, Lane[], ContractVersion['zones'], string[]]>([
    [
      'a range of all postal codes beats every region',
      [lane('ALL', range('00000', '99999'), anywhere), lane('OH', region('OH'), anywhere)],
      {},
      ['LANE_UNREACHABLE /lanes/1'],
    ],
    [
      'ten prefixes that make up another one leave it nothing',
      [
        lane('ALL', prefix(...'0123456789'.split('').map((digit) => `44${digit}`)), anywhere),
        lane('44', prefix('44'), anywhere),
      ],
      {},
      ['LANE_UNREACHABLE /lanes/1'],
    ],
    [
      'a zone that is the whole country beats its regions',
      [
        lane('ALL', zoned('US48'), anywhere),
        lane('OH', region('OH'), anywhere),
        lane('AKR', us({ cities: ['Akron'] }), anywhere),
      ],
      { US48: [us()] },
      ['LANE_UNREACHABLE /lanes/1'],
    ],
    [
      'a wide lane for reefers alone leaves the others theirs',
      [lane('ALL', range('00000', '99999'), anywhere, { equipment: ['REEFER'] }), lane('OH', region('OH'), anywhere)],
      {},
      [],
    ],
    [
      'a wide origin to elsewhere leaves the lane its shipments',
      [lane('ALL', range('00000', '99999'), region('TX')), lane('OH', region('OH'), anywhere)],
      {},
      [],
    ],
  ])('that no shipment takes: %s', (_, lanes, zones, expected) => {
    expect(findingsOf(lanes, zones)).toEqual(expected);
  });
});

const codes = ['10', '11', '12', '20', '21'];
const cities = ['AKRON', 'DALLAS'];
const regions = ['OH', 'TX'];
const countries = ['US', 'CA'];
const names = (all: readonly string[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 });
const anySelector: fc.Arbitrary<PlaceSelector> = fc.record(
  {
    country: fc.constantFrom(...countries),
    regions: names(regions),
    cities: names(cities),
    postalPrefixes: names(['1', '2', ...codes]),
    postalRanges: fc.uniqueArray(
      fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...codes)).map(([from, to]) => ({ from, to })),
      { maxLength: 1 },
    ),
    zones: names(['Z1', 'Z2']),
  },
  { requiredKeys: [] },
);
const withoutZones = anySelector.map((place) => ({ ...place, zones: null }));
const anyLane = fc
  .tuple(anySelector, anySelector, names(['VAN', 'REEFER']), names(['FAST']))
  .map(([origin, destination, equipment, services]) => lane('', origin, destination, { equipment, services }));

const places: Location[] = [];
for (const country of countries)
  for (const region of [...regions, undefined])
    for (const city of [...cities, undefined])
      for (const postalCode of [...codes, '13', undefined])
        places.push({
          country,
          ...(region && { region }),
          ...(city && { city }),
          ...(postalCode && { postalCode }),
        });

function aShipment(origin: Location, destination: Location, equipment: string, service: string): Shipment {
  return {
    equipment,
    service,
    stops: [
      { stop: 1, type: 'PICKUP', location: origin },
      { stop: 2, type: 'DELIVERY', location: destination },
    ],
  } as Shipment;
}

const anyShipment = fc
  .tuple(
    fc.constantFrom(...places),
    fc.constantFrom(...places),
    fc.constantFrom('VAN', 'REEFER'),
    fc.constantFrom('FAST', 'SLOW'),
  )
  .map(([origin, destination, equipment, service]) => aShipment(origin, destination, equipment, service));

describe('a contract that passes', () => {
  it('never leaves a shipment between two lanes, but where it was warned', () => {
    fc.assert(
      fc.property(
        fc.array(anyLane, { minLength: 2, maxLength: 4 }),
        fc.tuple(
          fc.array(withoutZones, { minLength: 1, maxLength: 2 }),
          fc.array(withoutZones, { minLength: 1, maxLength: 2 }),
        ),
        fc.array(anyShipment, { minLength: 60, maxLength: 60 }),
        (lanes, [one, two], shipments) => {
          const contract = { ...sample, version: 1, lanes, zones: { Z1: one, Z2: two } };
          const told = lintContract(contract).findings.map(({ code }) => code);
          const torn = shipments.some((shipment) => laneOf(contract, shipment) === 'LANE_AMBIGUOUS');
          if (torn)
            expect(told.some((code) => code === 'LANE_AMBIGUOUS' || code === 'LANE_MAY_BE_AMBIGUOUS')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is refused where, and only where, a shipment could fall between two lanes', () => {
    fc.assert(
      fc.property(fc.tuple(withoutZones, withoutZones), ([one, two]) => {
        const lanes = [lane('A', one, {}), lane('B', two, {})];
        const contract = { ...sample, version: 1, lanes };
        const told = lintContract(contract).findings.some(({ code }) => code === 'LANE_AMBIGUOUS');
        const [here = {}] = places;
        const torn = places.some(
          (place) => laneOf(contract, aShipment(place, here, 'VAN', 'SLOW')) === 'LANE_AMBIGUOUS',
        );
        if (torn) expect(told).toBe(true);
        if (told) expect(torn || isHidden(one) || isHidden(two)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Selectors whose meeting place a stronger way of their own hides from every place there is. */
function isHidden({ postalPrefixes, postalRanges }: PlaceSelector): boolean {
  return (postalPrefixes?.length ?? 0) + (postalRanges?.length ?? 0) > 1;
}
