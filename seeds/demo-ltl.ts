import { asNextBreak, lastYearsLtlSheet, ltlFuelPercent, ltlSheet, netOf, straight, times } from './carrier-billing.ts';
import { bill, milestone, places, smoothRun, story, type Line, type Load, type Story } from './demo-builders.ts';
import { liftgate, ltlLines, type Fuel, type Honest, type Maker } from './demo-ltl-bill.ts';
import { wrongHeads, wrongPapers } from './demo-ltl-papers.ts';
import { dieselOn, dieselPrices, type DemoCalendar } from './demo-calendar.ts';

/** The stories of two LTL carriers. */
export function ltlStories(calendar: DemoCalendar): Story[] {
  const prices = dieselPrices(calendar);
  const load = (number: number, more: Partial<Load> = {}): Load => ({
    calendar,
    number,
    carrier: 'NWLT',
    mode: 'LTL',
    to: places.dallas,
    pickup: -20 + (number % 12),
    pounds: 1850,
    ...more,
  });
  const fuel = (each: Load, weeksBack = 0) => ltlFuelPercent(dieselOn(prices, calendar.day(each.pickup), weeksBack));
  const honest = (each: Load) => ({ gross: asNextBreak(ltlSheet, each.pounds, '70'), fuelPercent: fuel(each) });
  return [
    ...cleanLtl(load, fuel, honest),
    ...wrongRates(load, fuel, honest),
    ...wrongAmounts(load, fuel),
    ...wrongExtras(load, honest),
    ...wrongPapers(load, honest),
    ...wrongHeads(load, honest),
  ];
}

function cleanLtl(load: Maker, fuel: Fuel, honest: Honest): Story[] {
  const plain = load(1001);
  const lifted = load(1002, { more: { services: ['LIFTGATE_DELIVERY'] } });
  const light = load(1003, { pounds: 140 });
  const house = load(1004, { to: places.home, pounds: 720 });
  const sent = load(1005);
  const other = load(1006, { carrier: 'CPLX', pounds: 2400, freightClass: '85' });
  return [
    story(['clean, rated as 2,000 lb', null], plain, [bill(plain, ltlLines(honest(plain)))]),
    story(['clean, with an ordered liftgate', null], lifted, [
      bill(lifted, ltlLines({ ...honest(lifted), extra: [liftgate] })),
    ]),
    story(['clean, at the minimum charge', null], light, [
      bill(light, [
        ['MINIMUM', '98.00'],
        ['FUEL', times('98.00', fuel(light)), { rawCode: 'FUE' }],
      ]),
    ]),
    story(['clean, to a home', null], house, [
      bill(
        house,
        ltlLines({
          gross: straight(ltlSheet, 720, '70'),
          fuelPercent: fuel(house),
          extra: [['RESIDENTIAL_DELIVERY', '65.00', { stop: 2 }]],
        }),
      ),
    ]),
    story(['clean, by X12 210 and 214', null], sent, [bill(sent, ltlLines(honest(sent)))], { asX12: true }),
    story(['clean, Cornerstone at straight weight', null], other, [
      bill(other, ltlLines({ gross: straight(ltlSheet, 2400, '85'), discount: '0.55', fuelPercent: fuel(other) })),
    ]),
  ];
}

function wrongRates(load: Maker, fuel: Fuel, honest: Honest): Story[] {
  const old = load(1101);
  const gross = load(1102);
  const less = load(1103);
  const ignored = load(1104);
  const classed = load(1105);
  const fak = load(1106, { freightClass: '85' });
  const inflated = load(1107, { pounds: 2100 });
  const week = load(1108);
  const base = load(1109);
  const grossOf = (each: Load) => asNextBreak(ltlSheet, each.pounds, '70');
  return [
    story(["last year's rate", 'old rate'], old, [
      bill(old, ltlLines({ gross: asNextBreak(lastYearsLtlSheet, 1850, '70'), fuelPercent: fuel(old) })),
    ]),
    story(['the discount left out', 'discount missing'], gross, [
      bill(gross, ltlLines({ ...honest(gross), discount: '0' })),
    ]),
    story(['a smaller discount', 'discount wrong'], less, [
      bill(less, ltlLines({ ...honest(less), discount: '0.55' })),
    ]),
    story(['rated at 1,850 lb though 2,000 lb is cheaper', 'deficit ignored'], ignored, [
      bill(ignored, ltlLines({ gross: straight(ltlSheet, 1850, '70'), fuelPercent: fuel(ignored) })),
    ]),
    story(['billed as class 100', 'wrong class'], classed, [
      bill(classed, ltlLines({ gross: asNextBreak(ltlSheet, 1850, '100'), fuelPercent: fuel(classed) })),
    ]),
    story(['class 85 billed as it is instead of the FAK 70', 'FAK not applied'], fak, [
      bill(fak, ltlLines({ gross: asNextBreak(ltlSheet, 1850, '85'), fuelPercent: fuel(fak) })),
    ]),
    story(['600 lb more than shipped, no certificate', 'weight inflated'], inflated, [
      bill(
        inflated,
        ltlLines({ gross: straight(ltlSheet, 2700, '70'), fuelPercent: fuel(inflated) }),
        {},
        { weight: { value: '2700', unit: 'LB' } },
      ),
    ]),
    story(['fuel of the dearer week', 'fuel: wrong week'], week, [
      bill(week, ltlLines({ ...honest(week), fuelPercent: dearerWeek(week, fuel) })),
    ]),
    story(['fuel on the gross linehaul', 'fuel: wrong base'], base, [
      bill(base, [
        ...ltlLines(honest(base)).slice(0, 2),
        ['FUEL', times(grossOf(base), fuel(base)), { rawCode: 'FUE' }],
      ]),
    ]),
  ];
}

function wrongAmounts(load: Maker, fuel: Fuel): Story[] {
  const minimum = load(1110, { pounds: 140 });
  const under = load(1111);
  const grossOf = (each: Load) => asNextBreak(ltlSheet, each.pounds, '70');
  return [
    story(['the minimum billed twice over', 'minimum wrong'], minimum, [
      bill(minimum, [
        ['MINIMUM', '145.00'],
        ['FUEL', times('98.00', fuel(minimum)), { rawCode: 'FUE' }],
      ]),
    ]),
    story(['forty dollars too little', 'under-billing'], under, [
      bill(under, [
        ['LINEHAUL', lessForty(netOf(grossOf(under), '0.62'))],
        ['FUEL', times(netOf(grossOf(under), '0.62'), fuel(under))],
      ]),
    ]),
  ];
}

const lessForty = (amount: string): string => String(Number.parseInt(amount, 10) - 40) + amount.slice(-3);

function dearerWeek(load: Load, fuel: Fuel): string {
  const others = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((weeks) => fuel(load, weeks));
  return others.reduce((dearest, percent) => (percent > dearest ? percent : dearest));
}

function wrongExtras(load: Maker, honest: Honest): Story[] {
  const unordered = load(1201);
  const uncontracted = load(1202);
  const twice = load(1203, { more: { services: ['LIFTGATE_DELIVERY'] } });
  const both = load(1204, { more: { services: ['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY'] } });
  const office = load(1205);
  const reweigh = load(1206);
  const redelivery = load(1207);
  const unmapped = load(1208);
  const withExtra = (each: Load, ...extra: Line[]) => [bill(each, ltlLines({ ...honest(each), extra }))];
  return [
    story(['a liftgate nobody ordered', 'accessorial not authorised'], unordered, withExtra(unordered, liftgate)),
    story(
      ['a peak-season surcharge', 'accessorial not contracted'],
      uncontracted,
      withExtra(uncontracted, ['PEAK', '49.00', { rawCode: 'PSS' }]),
    ),
    story(['the liftgate twice', 'duplicate charge'], twice, withExtra(twice, liftgate, liftgate)),
    story(
      ['liftgate and inside delivery together', 'mutually exclusive'],
      both,
      withExtra(both, liftgate, ['INSIDE_DELIVERY', '120.25', { stop: 2 }]),
    ),
    story(
      ['a residential fee for an office', 'accessorial condition'],
      office,
      withExtra(office, ['RESIDENTIAL_DELIVERY', '65.00', { stop: 2 }]),
    ),
    story(
      ['a reweigh without its certificate', 'accessorial without evidence'],
      reweigh,
      withExtra(reweigh, ['REWEIGH', '30.00']),
    ),
    story(
      ['a second delivery after the carrier missed the first', 'redelivery caused by the carrier'],
      redelivery,
      withExtra(redelivery, ['REDELIVERY', '95.00', { stop: 2 }]),
      {
        events: [
          ...smoothRun(redelivery),
          milestone(redelivery, 'DELIVERY_ATTEMPTED', [1, '16:40'], {
            stop: 2,
            reason: { code: 'D2', attribution: 'CARRIER' },
          }),
        ],
      },
    ),
    story(
      ['a code nobody has mapped', 'unknown charge code'],
      unmapped,
      withExtra(unmapped, [null, '18.00', { rawCode: 'Q7X', description: 'Q ADJ' }]),
    ),
  ];
}
