import { fuelPerMile, times } from './carrier-billing.ts';
import {
  bill,
  milestone,
  offset,
  paper,
  places,
  pod,
  smoothRun,
  story,
  type Line,
  type Load,
  type Story,
} from './demo-builders.ts';
import { dieselOn, dieselPrices, type DemoCalendar } from './demo-calendar.ts';

const milesTo = { dallas: 1180, atlanta: 720, chicago: 402 };
const rateTo = { dallas: '2.15', atlanta: '2.32', chicago: '2.48' };
type Town = keyof typeof milesTo;

/** Truckload stories of Redline (by the mile, fuel by formula) and Blue Heron (flat and per pallet). */
export function truckloadStories(calendar: DemoCalendar): Story[] {
  const prices = dieselPrices(calendar);
  const load = (number: number, town: Town, more: Partial<Load> = {}): Load => ({
    calendar,
    number,
    carrier: 'RDLN',
    mode: 'TL',
    to: places[town],
    miles: milesTo[town],
    pickup: -19 + (number % 11),
    pounds: 38_000,
    pallets: 22,
    ...more,
  });
  const lines = (each: Load, town: Town, ...extra: Line[]): Line[] => {
    const miles = String(each.miles ?? 0);
    return [
      ['LINEHAUL', times(miles, rateTo[town]), { rawCode: '400' }],
      ['FUEL', times(miles, fuelPerMile(dieselOn(prices, calendar.day(each.pickup)))), { rawCode: 'FUE' }],
      ...extra,
    ];
  };
  const make: Make = { load, lines };
  return [
    ...cleanLoads(make),
    ...wrongLoads(make),
    ...lateDelivery(make),
    ...waiting(make),
    ...cancelled(make),
    ...blueHeron(make),
  ];
}

interface Make {
  load: (number: number, town: Town, more?: Partial<Load>) => Load;
  lines: (load: Load, town: Town, ...extra: Line[]) => Line[];
}

function cleanLoads({ load, lines }: Make): Story[] {
  const towns: [number, Town][] = [
    [2001, 'dallas'],
    [2002, 'atlanta'],
    [2003, 'chicago'],
    [2004, 'dallas'],
  ];
  const clean = towns.map(([number, town]) => {
    const each = load(number, town);
    return story(
      [`clean truckload to ${town}`, null],
      each,
      [bill(each, lines(each, town))],
      number === 2004 ? { asX12: true } : {},
    );
  });
  const lumped = load(2005, 'atlanta', {
    more: {
      authorisations: [{ charge: 'LUMPER', stop: 2, limit: '200.00', by: 'dock lead', reference: 'A-2005', at: null }],
    },
  });
  const receipt = paper(lumped, 'LUMPER_RECEIPT', {
    charge: 'LUMPER',
    number: 'LR-2005',
    amount: '140.00',
    currency: 'USD',
  });
  return [
    ...clean,
    story(
      ['a lumper with authority and receipt', null],
      lumped,
      [bill(lumped, lines(lumped, 'atlanta', ['LUMPER', '150.00', { stop: 2 }]))],
      {
        documents: [pod(lumped), receipt],
      },
    ),
  ];
}

function wrongLoads({ load, lines }: Make): Story[] {
  const far = load(2101, 'dallas');
  const lane = load(2102, 'chicago');
  const noReceipt = load(2103, 'atlanta', {
    more: { authorisations: [{ charge: 'LUMPER', stop: 2, limit: '200.00', by: 'dock lead' }] },
  });
  const over = load(2104, 'atlanta', {
    more: { authorisations: [{ charge: 'LUMPER', stop: 2, limit: '100.00', by: 'dock lead' }] },
  });
  const receipt = paper(over, 'LUMPER_RECEIPT', {
    charge: 'LUMPER',
    number: 'LR-2104',
    amount: '165.00',
    currency: 'USD',
  });
  return [
    story(['sixty miles more than the route', 'distance inflated'], far, [
      bill(far, lines({ ...far, miles: 1240 }, 'dallas'), {}, { distance: { value: '1240', unit: 'MI' } }),
    ]),
    story(["another lane's rate", 'wrong lane'], lane, [
      bill(
        lane,
        lines(lane, 'chicago').map(([charge, amount, more]): Line =>
          charge === 'LINEHAUL' ? [charge, times('402', '2.95'), more] : [charge, amount, more],
        ),
      ),
    ]),
    story(['a lumper without receipt', 'accessorial without receipt'], noReceipt, [
      bill(noReceipt, lines(noReceipt, 'atlanta', ['LUMPER', '160.00', { stop: 2 }])),
    ]),
    story(
      ['a lumper beyond its authority', 'over its limit'],
      over,
      [bill(over, lines(over, 'atlanta', ['LUMPER', '175.00', { stop: 2 }]))],
      { documents: [pod(over), receipt] },
    ),
  ];
}

/** Promised by ten, delivered at three, the carrier's truck broke down: a credit is due that the bill does not give. */
function lateDelivery({ load, lines }: Make): Story[] {
  const late = load(2105, 'dallas');
  const { at } = late.calendar;
  const committed = { from: at(late.pickup + 2, '08:00', offset), to: at(late.pickup + 2, '10:00', offset) };
  const lateLoad: Load = { ...late, more: { committedDelivery: committed } };
  return [
    story(
      ['five hours late, no credit given', 'late delivery'],
      lateLoad,
      [bill(lateLoad, lines(lateLoad, 'dallas'))],
      {
        events: [
          ...smoothRun(lateLoad).slice(0, 2),
          milestone(lateLoad, 'DELAYED', [2, '07:00'], { reason: { code: 'AI', attribution: 'CARRIER' } }),
          milestone(lateLoad, 'ARRIVED_AT_STOP', [2, '14:40'], { stop: 2 }),
          milestone(lateLoad, 'DELIVERED', [2, '15:05'], { stop: 2 }),
          milestone(lateLoad, 'DEPARTED_STOP', [2, '15:30'], { stop: 2 }),
        ],
        documents: [
          paper(lateLoad, 'POD', {
            signedBy: 'K. Osei',
            signedAt: at(lateLoad.pickup + 2, '15:05', offset),
            piecesReceived: 22,
          }),
        ],
      },
    ),
  ];
}

/** Detention at the delivery: arrival and departure, or what is missing of them. */
function waiting({ load, lines }: Make): Story[] {
  const at = (each: Load, arrived: string, departed: string | null) => [
    ...smoothRun(each).slice(0, 2),
    milestone(each, 'ARRIVED_AT_STOP', [2, arrived], { stop: 2, method: 'GEOFENCE' }),
    milestone(each, 'DELIVERED', [2, '09:00'], { stop: 2 }),
    ...(departed === null ? [] : [milestone(each, 'DEPARTED_STOP', [2, departed], { stop: 2, method: 'GEOFENCE' })]),
  ];
  const told: [number, string, string | null, string, string, string | null][] = [
    [2201, '07:40', '11:52', '120.00', 'detention, proven by geofence', null],
    [2202, '07:40', '11:52', '180.00', 'detention from the arrival, not the appointment', 'detention wrong'],
    [2203, '08:05', '09:50', '60.00', 'detention inside the free two hours', 'detention inside free time'],
    [2204, '10:40', '13:50', '75.00', 'detention although the truck was late', 'detention, carrier late'],
    [2205, '07:50', null, '150.00', 'detention without a departure', 'detention without proof'],
  ];
  return told.map(([number, arrived, departed, billed, title, mistake]) => {
    const each = load(number, 'chicago');
    return story(
      [title, mistake],
      each,
      [bill(each, lines(each, 'chicago', ['DETENTION_DELIVERY', billed, { stop: 2 }]))],
      { events: at(each, arrived, departed) },
    );
  });
}

function cancelled({ load, lines }: Make): Story[] {
  const charged = load(2301, 'dallas');
  const used = load(2302, 'dallas');
  const never = load(2303, 'dallas');
  const called = (each: Load, dispatched: boolean) => [
    ...(dispatched ? [milestone(each, 'DISPATCHED', [-1, '15:00'])] : []),
    milestone(each, 'CANCELLED', [0, '06:30'], { source: 'tms' }),
  ];
  return [
    story(
      ['a cancelled load billed in full', 'charges on a cancelled load'],
      charged,
      [bill(charged, lines(charged, 'dallas'))],
      { events: called(charged, true), documents: [] },
    ),
    story(['truck ordered and not used', null], used, [bill(used, [['TONU', '250.00']])], {
      events: called(used, true),
      documents: [],
    }),
    story(
      ['truck not used, and never dispatched', 'TONU without dispatch'],
      never,
      [bill(never, [['TONU', '250.00']])],
      {
        events: called(never, false),
        documents: [],
      },
    ),
  ];
}

function blueHeron({ load }: Make): Story[] {
  const heron = { carrier: 'BHFR', to: places.albany, miles: 560 };
  const flat = load(2401, 'chicago', heron);
  const allIn = load(2402, 'chicago', heron);
  const pallets = load(2403, 'chicago', { carrier: 'BHFR', to: places.erie, miles: 125, pallets: 14 });
  const prices = dieselPrices(pallets.calendar);
  const fuel = times('125', fuelPerMile(dieselOn(prices, pallets.calendar.day(pallets.pickup))));
  return [
    story(['clean, all-in to Albany', null], flat, [bill(flat, [['LINEHAUL', '1450.00']])]),
    story(['fuel on an all-in rate', 'fuel on an all-in rate'], allIn, [
      bill(allIn, [
        ['LINEHAUL', '1450.00'],
        ['FUEL', '188.40'],
      ]),
    ]),
    story(['clean, by the pallet to Erie', null], pallets, [
      bill(pallets, [
        ['LINEHAUL', times('14', '62.00')],
        ['FUEL', fuel],
      ]),
    ]),
  ];
}
