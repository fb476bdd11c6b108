import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { importRates, type ImportedRates, loadRates } from '../../src/contracts/import-rates.ts';
import type { TableRate } from '../../src/freight/linehaul.ts';
import type { Json as MappingJson } from '../../src/formats/csv/json.ts';
import { aMilestone, anInvoice, aShipment } from '../builders/flat-shipments.ts';
import { type Json, type RunningService, startService } from '../stories/service.ts';

/** A folder that holds a published tariff of household goods and fuel prices. They are not ours, so they are not kept here. */
const corpus = process.env.TALLYMAN_CORPUS ?? '';
const files = [
  ...['linehauls', 'service_areas', 'full_packs', 'full_unpacks', 'item_rates', 'service_area_sit_rates'].map(
    (name) => `tariff-400ng/2019-05-15/${name}.csv`,
  ),
  'diesel/eia_us_weekly_2020H1.csv',
  'diesel/eia_monthly_with_dod_fuel_baseline_rate_2018_2019.csv',
].map((name) => join(corpus, name));
const isThere = corpus !== '' && files.every((file) => existsSync(file));

/** The price published on the first Monday of a month holds from the 15th: item 16A. */
const mapping = `
contract:
  contractId: HHG-2019
  carrier: HHGC
  legalEntities: [ACME-US]
  modes: [TL]
  currency: USD
  effective: { from: 2019-05-15, to: 2020-05-14 }
  dateRole: PICKUP
  rounding: { mode: HALF_UP, places: 2 }
  evidence: { delivery: NOT_REQUIRED, pod: NOT_REQUIRED }
  fuel:
    index: DIESEL-FIRST-MONDAYS
    inForce: { then: DAY_15 }
    model: PERCENT_TABLE
    base: [LINEHAUL]
    table:
      - { from: "2.50", value: "0.01" }
      - { from: "2.63", value: "0.02" }
      - { from: "2.76", value: "0.03" }
      - { from: "2.89", value: "0.04" }
      - { from: "3.02", value: "0.05" }
    beyond: { step: "0.13", value: "0.01" }
lanes:
  - lane: "CONUS to {name}"
    sheet: service_areas.csv
    where: { service_area: ["144", "169", "184"] }
    origin: { country: US }
    destination: { country: US, cities: ["{name}"] }
    linehaul: &conus
      model: TABLE
      sheet: linehauls.csv
      where: { type: ConusLinehaul }
      rows: { by: WEIGHT, unit: LB, range: weight_lbs }
      columns: { by: DISTANCE, unit: MI, range: dist_mi }
      cells: rate
      cell: AMOUNT
    accessorials:
      - { charge: HIGH_COST_AREA, model: PER_WEIGHT, rate: { column: linehaul_factor }, per: "100", weightUnit: LB, authority: CONTRACT }
      - { charge: TERMINAL_HANDLING, model: PER_WEIGHT, rate: { column: orig_dest_service_charge }, per: "100", weightUnit: LB, authority: CONTRACT }
      - charge: UNPACKING
        model: PER_WEIGHT
        rate: { sheet: full_unpacks.csv, where: { schedule: "{services_schedule}" }, column: rate }
        per: "100"
        weightUnit: LB
        authority: ORDERED
      - charge: STORAGE
        model: PER_WEIGHT
        rate: { sheet: service_area_sit_rates.csv, where: { service_area: "{service_area}" }, column: sit_185a_rate_cents, times: "0.01" }
        per: "100"
        weightUnit: LB
        authority: ORDERED
  - lane: CONUS
    sheet: linehauls.csv
    where: { type: ConusLinehaul }
    origin: { country: US }
    destination: { country: US }
    linehaul: *conus
  - lane: Alaska
    sheet: linehauls.csv
    where: { type: IntraAlaskaLinehaul }
    origin: { country: US, regions: [AK] }
    destination: { country: US, regions: [AK] }
    linehaul:
      model: TABLE
      rows: { by: WEIGHT, unit: LB, range: weight_lbs }
      columns: { by: DISTANCE, unit: MI, range: dist_mi }
      cells: rate
      cell: AMOUNT
accessorials:
  - charge: PACKING
    model: PER_WEIGHT
    rate: { sheet: full_packs.csv, where: { schedule: 3, weight_lbs: "[0,16001)" }, column: rate }
    per: "100"
    weightUnit: LB
    authority: ORDERED
  - { charge: STOP_OFF, model: FLAT, amount: { sheet: item_rates.csv, where: { code: 28A }, column: rate_cents, times: "0.01" }, authority: ORDERED }
indexes:
  - sheet: eia_us_weekly_2020H1.csv
    where: { publication_date: [2020-01-06, 2020-02-03, 2020-03-02, 2020-04-06, 2020-05-04] }
    series: DIESEL-FIRST-MONDAYS
    period: { column: publication_date, date: YYYY-MM-DD }
    publishedOn: { column: publication_date, date: YYYY-MM-DD }
    value: { column: usd_per_gallon }
    revision: 0
  - sheet: eia_us_weekly_2020H1.csv
    series: DIESEL-WEEKLY
    period: { column: publication_date, date: YYYY-MM-DD }
    publishedOn: { column: publication_date, date: YYYY-MM-DD }
    value: { column: usd_per_gallon }
  - sheet: eia_monthly_with_dod_fuel_baseline_rate_2018_2019.csv
    series: DIESEL-MONTHLY
    period: { column: pub_date, date: YYYY-MM-DD }
    publishedOn: { column: pub_date, date: YYYY-MM-DD }
    value: { column: eia_usd_per_gallon }
`;

const read = () =>
  importRates(
    files.map((file) => ({ name: basename(file), text: readFileSync(file, 'utf8') })),
    parse(mapping) as MappingJson,
  );

interface Move {
  pounds: string;
  miles: string;
  /** When it was picked up. */
  on: string;
  to?: { city?: string; region: string };
  from?: string;
  services?: string[];
}

function theMove(name: string, { pounds, miles, on, to = { region: 'TX' }, from = 'VA', services = [] }: Move) {
  const place = (where: object) => ({ country: 'US', timeZone: 'America/New_York', ...where });
  const shipment = aShipment(name, {
    carrier: 'HHGC',
    mode: 'TL',
    services,
    stops: [
      { stop: 1, type: 'PICKUP', location: place({ region: from }) },
      { stop: 2, type: 'DELIVERY', location: place(to) },
    ],
    items: [{ item: 1, pieces: 120, weight: { value: pounds, unit: 'LB' } }],
    distance: { value: miles, unit: 'MI' },
  });
  const left = aMilestone(name, 'DEPARTED_STOP', {
    carrier: 'HHGC',
    source: 'tms',
    occurredAt: `${on}T10:00:00-04:00`,
  });
  return { shipment, left };
}

function theInvoice(name: string, on: string, lines: [string, string][]) {
  const cents = lines.reduce((sum, [, amount]) => sum + Math.round(Number(amount) * 100), 0);
  const charges = lines.map(([charge, amount], index) => ({ line: index + 1, charge, amount }));
  const head = { carrier: 'HHGC', source: 'tms', invoiceDate: on, total: (cents / 100).toFixed(2) };
  return anInvoice(name, head, { pickupDate: on, deliveryDate: on, charges: charges as never });
}

if (!isThere) {
  console.warn(
    'The published tariff is NOT rated: set TALLYMAN_CORPUS to the folder that holds tariff-400ng and diesel.',
  );
  describe('the published tariff of household goods', () => {
    it.skip('is imported and rated (TALLYMAN_CORPUS is not set)', () => undefined);
  });
} else {
  describe('the published tariff of household goods', () => {
    let running: RunningService;
    let rates: ImportedRates;
    beforeAll(async () => {
      rates = read();
      running = await startService();
      await running.maker.post('/v1/carriers', { carrier: 'HHGC', name: 'Household Goods Carrier', scacs: ['HHGC'] });
      await running.maker.post('/v1/legal-entities', { legalEntity: 'ACME-US', timeZone: 'America/New_York' });
    }, 60_000);
    afterAll(() => running.close());

    const audited = async (name: string, move: Move, lines: [string, string][]): Promise<Json> => {
      const { shipment, left } = theMove(name, move);
      for (const [path, body] of [
        ['shipments', shipment],
        ['events', left],
        ['invoices', theInvoice(name, move.on, lines)],
      ] as const)
        expect([path, (await running.maker.post(`/v1/${path}`, body)).status]).toEqual([path, 201]);
      await running.settled();
      const { body } = await running.maker.get(`/v1/cases?invoiceNumber=INV-${name}`);
      return (await running.maker.get(`/v1/cases/${body.data[0].caseId}`)).body;
    };

    it('is a contract of five lanes, closed where its bands end', () => {
      const { contract, faults, indexes, lint } = rates;
      expect(faults).toEqual([]);
      expect(contract?.lanes.map(({ lane }) => lane)).toEqual([
        'CONUS to Denver, CO',
        'CONUS to Washington, DC Metro',
        'CONUS to Orlando, FL',
        'CONUS',
        'Alaska',
      ]);
      // 94 bands from 1,000 to 24,000 lb and 76 from 1 to 6,001 miles (Alaska 36, to 2,001), each closed by an empty one.
      const sizes = contract?.lanes.map(({ linehaul }) => {
        const { rows, columns, cells } = linehaul as TableRate;
        const filled = cells.flat().filter((cell) => cell !== null).length;
        return [rows.bands.length, rows.bands.at(-1), columns.bands.length, columns.bands.at(-1), filled];
      });
      const conus = [95, '24000', 77, '6001', 7144];
      expect(sizes).toEqual([conus, conus, conus, conus, [95, '24000', 37, '2001', 3384]]);
      expect(indexes.map(({ series, values }) => [series, values.length])).toEqual([
        ['DIESEL-FIRST-MONDAYS', 5],
        ['DIESEL-WEEKLY', 29],
        ['DIESEL-MONTHLY', 15],
      ]);
      expect(lint?.counts.ERROR).toBe(0);
      // There is no price below 1,000 lb and below one mile; nothing else looks wrong.
      const warned = lint?.findings.filter(({ severity }) => severity === 'WARNING').map(({ code }) => code);
      expect([...new Set(warned)]).toEqual(['BANDS_START_ABOVE_ZERO']);
    });

    it('is loaded and put in force', async () => {
      const { draft } = await loadRates(rates, { url: running.url, key: running.service.keys.maker });
      expect([draft?.version, draft?.lint.passes]).toEqual([1, true]);
      expect((await running.maker.post('/v1/contracts/HHG-2019/versions/1/submissions')).body.state).toBe('SUBMITTED');
      expect((await running.checker.post('/v1/contracts/HHG-2019/versions/1/activations')).body.state).toBe('ACTIVE');
    });

    it('rates 5,150 lb over 1,055 miles to Denver with unpacking and a day of storage', async () => {
      // Linehaul: 5,000 to 5,200 lb, 1,001 to 1,101 miles: 7,931.00. Diesel 2.851 of 2 March, in force from the 15th: 3 %,
      // 237.93. 51.5 hundredweight × 1.69 = 87.035, rounded up 87.04; × 5.60 = 288.40; unpacking, schedule 3:
      // × 7.34685 = 378.362775, so 378.36; first day of storage × 15.97 = 822.455, rounded up 822.46.
      const found = await audited(
        'DENVER',
        {
          pounds: '5150',
          miles: '1055',
          on: '2020-03-20',
          to: { city: 'Denver, CO', region: 'CO' },
          services: ['UNPACKING', 'STORAGE'],
        },
        [
          ['LINEHAUL', '7931.00'],
          ['FUEL', '237.93'],
          ['HIGH_COST_AREA', '87.04'],
          ['TERMINAL_HANDLING', '288.40'],
          ['UNPACKING', '378.36'],
          ['STORAGE', '822.46'],
        ],
      );
      expect([found.state, found.money.expected]).toEqual(['APPROVED', '9745.19']);
    });

    it('rates 8,000 lb over 700 miles elsewhere, packed, with an extra pickup', async () => {
      // 8,000 to 8,200 lb, 651 to 701 miles: 9,744.00. Diesel 2.956 of 3 February, until 14 March: 4 %, 389.76. Packing,
      // schedule 3: 80 × 69.97 = 5,597.60. Extra pickup: 15,207 cents.
      const found = await audited(
        'TEXAS',
        { pounds: '8000', miles: '700', on: '2020-03-14', services: ['PACKING', 'STOP_OFF'] },
        [
          ['LINEHAUL', '9744.00'],
          ['FUEL', '389.76'],
          ['PACKING', '5597.60'],
          ['STOP_OFF', '152.07'],
        ],
      );
      expect([found.state, found.money.expected]).toEqual(['APPROVED', '15883.43']);
    });

    it('rates a move within Alaska by its own table', async () => {
      // 1,000 to 1,100 lb, 701 to 751 miles in Alaska: 1,648.00. Fuel 4 %: 65.92.
      const within = { pounds: '1000', miles: '701', on: '2020-03-10', from: 'AK', to: { region: 'AK' } };
      const found = await audited('ALASKA', within, [
        ['LINEHAUL', '1648.00'],
        ['FUEL', '65.92'],
      ]);
      expect([found.state, found.money.expected]).toEqual(['APPROVED', '1713.92']);
    });

    it('finds a linehaul that was read one row too low', async () => {
      // 5,200 to 5,400 lb would be 8,181.00, and its fuel 245.43; 5,150 lb are 7,931.00 and 237.93.
      const found = await audited('ROW', { pounds: '5150', miles: '1055', on: '2020-03-20' }, [
        ['LINEHAUL', '8181.00'],
        ['FUEL', '245.43'],
      ]);
      expect([found.state, found.money.expected, found.money.disputed]).toEqual(['DISPUTED', '8168.93', '257.50']);
    });

    it.each([
      ['24,000 lb, where the table has ended', '24000'],
      ['900 lb, where it has not begun', '900'],
    ])('has no price for %s', async (_, pounds) => {
      const found = await audited(`NONE${pounds}`, { pounds, miles: '1055', on: '2020-03-20' }, [['LINEHAUL', '1.00']]);
      expect(found.charges[0]).toMatchObject({ verdict: 'CANNOT_ASSESS', reason: 'RATE_MISSING', expected: null });
    });
  });
}
