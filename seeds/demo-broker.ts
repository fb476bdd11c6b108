import { bill, places, story, type Load, type Story } from './demo-builders.ts';
import type { DemoCalendar } from './demo-calendar.ts';

/** Oakbridge is a broker: every load has a price of its own, agreed in a rate confirmation. */
export function brokerStories(calendar: DemoCalendar): Story[] {
  const load = (number: number, linehaul: string): Load => ({
    calendar,
    number,
    carrier: 'OAKB',
    mode: 'TL',
    to: places.atlanta,
    miles: 720,
    pickup: -17 + (number % 9),
    pounds: 31_000,
    pallets: 20,
    more: {
      agreed: {
        kind: 'RATE_CONFIRMATION',
        reference: `RC-${number}`,
        currency: 'USD',
        charges: [{ charge: 'LINEHAUL', amount: linehaul }],
        allIn: ['FUEL'],
        otherwise: 'NOTHING',
      },
    },
  });
  const confirmed: [number, string][] = [
    [3001, '1850.00'],
    [3002, '1790.00'],
    [3003, '1925.00'],
  ];
  const clean = confirmed.map(([number, price]) => {
    const each = load(number, price);
    return story(['clean, as confirmed', null], each, [bill(each, [['LINEHAUL', price]])]);
  });
  const more = load(3101, '1880.00');
  const fuel = load(3102, '1840.00');
  const extra = load(3103, '1815.00');
  return [
    ...clean,
    story(['two hundred above the confirmation', 'agreed price exceeded'], more, [
      bill(more, [['LINEHAUL', '2080.00']]),
    ]),
    story(['fuel besides an all-in price', 'agreed price exceeded'], fuel, [
      bill(fuel, [
        ['LINEHAUL', '1840.00'],
        ['FUEL', '246.00'],
      ]),
    ]),
    story(['driver assist nobody agreed to', 'accessorial not contracted'], extra, [
      bill(extra, [
        ['LINEHAUL', '1815.00'],
        ['DRIVER_ASSIST', '90.00', { stop: 2 }],
      ]),
    ]),
  ];
}
