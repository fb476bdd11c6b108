import type { Line, Scenario, World } from './scenario.ts';
import { shows, showsNothing } from './scenario.ts';

/** The same load again, `more` times, each with numbers of its own and its own bill. */
function again(more: number): (world: World) => void {
  return (world) => {
    const { shipments, events, documents, invoices } = world;
    const [shipment, invoice] = [shipments[0], invoices[0]];
    if (!shipment || !invoice) return;
    for (const kind of [shipments, events, documents, invoices]) {
      const once = [...kind] as object[];
      for (let load = 1; load <= more; load += 1)
        (kind as object[]).push(...once.map((fact) => renumbered(fact, world, load)));
    }
  };
}

/** Every number of a fact with a suffix, so that it is another load's. */
function renumbered(fact: object, { names, invoices }: World, load: number): object {
  const mark = String.fromCharCode(64 + Math.ceil(load / 9)) + String((load % 9) + 1);
  let text = JSON.stringify(fact);
  for (const name of [names.shipmentId, names.bol, names.pro, names.invoiceNumber])
    text = text.replaceAll(`"${name}"`, `"${name.slice(0, 3)}${mark}${name.slice(3).split('').reverse().join('')}"`);
  const once = JSON.parse(text) as Record<string, unknown>;
  for (const id of ['eventId', 'documentId']) if (typeof once[id] === 'string') once[id] = `${once[id]}-${mark}`;
  return invoices.length > 0 ? once : fact;
}

const overBilled: Line[] = [
  ['LINEHAUL', '300.00'],
  ['LIFTGATE_DELIVERY', '95.00', { stop: 2 }],
];
/** 302.00 for 300.00: 2.00 too much, where 5.00 is tolerated. */
const slightlyOver: Line[] = [
  ['LINEHAUL', '302.00'],
  ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
];
const fiveTolerated = { tolerances: [{ scope: { charge: 'ANY' as const }, over: { amount: '5.00' } }] };

const detention = {
  charge: 'DETENTION_DELIVERY' as const,
  authority: 'CONTRACT' as const,
  model: 'PER_TIME' as const,
  rate: '60.00',
  perMinutes: 60,
  incrementMinutes: 15,
  incrementRounding: 'UP' as const,
  freeMinutes: 15,
  lateGraceMinutes: 15,
  whenLate: 'NONE' as const,
};
/** Arrived 08:20, left 09:15: 55 minutes less 15 free are three quarters of an hour at 60.00: 45.00. */
const detained: Line[] = [
  ['LINEHAUL', '300.00'],
  ['DETENTION_DELIVERY', '45.00', { stop: 2 }],
];

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export const portfolio: readonly Scenario[] = [
  shows(
    'G-01',
    'the liftgate 10.00 too dear on three bills',
    { charges: overBilled, change: again(2) },
    { count: 3, amount: '30.00', sentence: /liftgate delivery wrongly on 3 bills/ },
  ),
  showsNothing('G-01', 'the same mistake twice is no pattern yet', { charges: overBilled, change: again(1) }),
  shows(
    'G-02',
    'liftgate on every bill of one carrier and hardly any of the others',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        ['INSIDE_DELIVERY', '40.00', { stop: 2 }],
      ],
      change: again(19),
    },
    { count: 20, sentence: /inside delivery on 100 % of its bills/ },
  ),
  showsNothing('G-02', 'the liftgate is common with every carrier', { change: again(19) }),
  shows(
    'G-04',
    'five of five bills 2.00 too high where 5.00 is tolerated',
    { contract: fiveTolerated, charges: slightlyOver, change: again(4) },
    { count: 5, amount: '10.00' },
  ),
  showsNothing('G-04', 'four bills within the tolerance', {
    contract: fiveTolerated,
    charges: slightlyOver,
    change: again(3),
  }),
  shows(
    'G-08',
    'all detention owed arises at the Dallas dock',
    { contract: { accessorials: [detention] }, charges: detained, change: again(3) },
    { count: 4, amount: '180.00', sentence: /Dallas/ },
  ),
  showsNothing('G-08', 'three loads waited, which happens', {
    contract: { accessorials: [detention] },
    charges: detained,
    change: again(2),
  }),
  shows(
    'G-09',
    'none of ten bills right',
    { charges: overBilled, change: again(9) },
    { count: 10, sentence: /0 of 10 bills/ },
  ),
  showsNothing('G-09', 'ten bills, all right', { change: again(9) }),
  shows('G-11', 'a carrier without any contract', { contract: null }, { count: 1, amount: '385.00' }),
  showsNothing('G-11', 'a carrier whose terms cover all it bills'),
  shows(
    'G-13',
    'a contract in use that ends in ten days',
    { contract: { effective: { from: '2026-01-01', to: daysFromNow(10) } } },
    { count: 1, sentence: /in 10 days/ },
  ),
  showsNothing('G-13', 'a contract in use that goes on for long', {
    contract: { effective: { from: '2026-01-01', to: daysFromNow(100) } },
  }),
];
