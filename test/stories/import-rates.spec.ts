import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { importRates, type ImportedRates, loadRates } from '../../src/contracts/import-rates.ts';
import type { Json as MappingJson } from '../../src/formats/csv/json.ts';
import { aMilestone, anInvoice, aPod, aShipment, flatCarrier, flatEntity } from '../builders/flat-shipments.ts';
import { type Json, type RunningService, startService } from './service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService();
  await running.maker.post('/v1/carriers', flatCarrier);
  await running.maker.post('/v1/legal-entities', flatEntity);
}, 60_000);
afterAll(() => running.close());

/** As a carrier sends them: semicolons, a byte order mark, dollars, percents, an empty row. */
const sheets: Record<string, string> = {
  'class-rates.csv':
    '\ufeffFrom;To;Class;Min;Discount;L5C;M5C;M1M;M2M\r\n' +
    'OH;TX;70;$145.00;62%;$55.10;$48.20;$42.15;$36.40\r\n' +
    'OH;TX;85;$145.00;62%;$61.90;$54.60;$48.10;$41.55\r\n\r\n',
  'distance.csv':
    'Weight;"under 250 mi";"250 mi and over"\r\n0-999;$310.00;$395.00\r\n1000-1999;$402.00;"$1,480.00"\r\n2000-4999;$515.00;"$1,690.50"\r\n',
  'fuel.csv': 'At least;Percent\r\n3.95;28.0%\r\n4.01;28.5%\r\n4.07;29.0%\r\n',
  'diesel.csv': 'Published;USD per gallon\r\n02/23/2026;3.961\r\n03/02/2026;4.012\r\n',
  'accessorials.csv': 'Code;Charge\r\nLIFTGATE_DELIVERY;$85.00\r\nNOTIFY;$25.00\r\n',
};

const mapping = `
separator: ";"
numbers: { thousands: ",", currency: ["$"] }
contract:
  contractId: SHEETS
  carrier: ABCD
  legalEntities: [ACME-US]
  modes: [LTL]
  currency: USD
  effective: { from: 2026-01-01, to: 2026-12-31 }
  dateRole: PICKUP
  rounding: { mode: HALF_UP, places: 2 }
lanes:
  - sheet: class-rates.csv
    lane: "{From}-{To}"
    origin: { country: US, regions: ["{From}"] }
    destination: { country: US, regions: ["{To}"] }
    linehaul:
      model: WEIGHT_BREAKS
      weightUnit: LB
      per: "100"
      breaks: { class: "{Class}", across: { 0: L5C, 500: M5C, 1000: M1M, 2000: M2M } }
      deficit: true
      discount: { column: Discount, percent: true }
      minimum: { column: Min }
  - lane: OH-GA
    sheet: distance.csv
    origin: { country: US, regions: [OH] }
    destination: { country: US, regions: [GA] }
    linehaul:
      model: TABLE
      rows: { by: WEIGHT, unit: LB, range: Weight }
      columns: { by: DISTANCE, unit: MI, across: { 0: under 250 mi, 250: 250 mi and over } }
      cell: AMOUNT
fuel:
  sheet: fuel.csv
  index: SHEET-DIESEL
  inForce: { addDays: 0 }
  model: PERCENT_TABLE
  base: [LINEHAUL]
  table: { from: At least, value: { column: Percent, percent: true } }
accessorials:
  - { sheet: accessorials.csv, charge: "{Code}", model: FLAT, amount: { column: Charge }, authority: ORDERED }
indexes:
  - sheet: diesel.csv
    series: SHEET-DIESEL
    period: { column: Published, date: MM/DD/YYYY }
    publishedOn: { column: Published, date: MM/DD/YYYY }
    value: { column: USD per gallon }
    unit: USD/GAL
    revision: 0
`;

function imported(change: (text: string, name: string) => string = (text) => text, by = mapping): ImportedRates {
  const files = Object.entries(sheets).map(([name, text]) => ({ name, text: change(text, name) }));
  return importRates(files, parse(by) as MappingJson);
}

const destination = () => ({ url: running.url, key: running.service.keys.maker });

async function billed(name: string, lines: [string, string][], shipment: object = {}): Promise<Json> {
  const total = lines.reduce((cents, [, amount]) => cents + Math.round(Number(amount) * 100), 0);
  const charges = lines.map(([charge, amount], index) => ({ line: index + 1, charge, amount }));
  const invoice = anInvoice(name, { total: (total / 100).toFixed(2) }, { charges: charges as never });
  await running.maker.post('/v1/shipments', aShipment(name, shipment));
  await running.maker.post('/v1/events', [aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED')]);
  await running.maker.post('/v1/documents', aPod(name));
  expect((await running.maker.post('/v1/invoices', invoice)).status).toBe(201);
  await running.settled();
  const { body } = await running.maker.get(`/v1/cases?invoiceNumber=INV-${name}`);
  return (await running.maker.get(`/v1/cases/${body.data[0].caseId}`)).body;
}

describe('rate sheets with a mapping', () => {
  it('are loaded as values of an index and a draft, which two people put in force', async () => {
    const rates = imported();
    expect(rates.faults).toEqual([]);
    const { draft, values } = await loadRates(rates, destination());
    expect([draft?.contractId, draft?.version, draft?.lint.passes, values]).toEqual([
      'SHEETS',
      1,
      true,
      { 'SHEET-DIESEL': 2 },
    ]);
    expect(draft?.lint.findings.map(({ code }) => code)).not.toContain('SERIES_UNKNOWN');
    const path = '/v1/contracts/SHEETS/versions/1';
    expect((await running.maker.get(path)).body).toMatchObject({
      state: 'DRAFT',
      lanes: [{ lane: 'OH-TX' }, { lane: 'OH-GA' }],
    });
    expect((await running.maker.post(`${path}/submissions`)).body.state).toBe('SUBMITTED');
    expect((await running.checker.post(`${path}/activations`)).body.state).toBe('ACTIVE');
  });

  it('rate a shipment as the sheet has it', async () => {
    // 1,850 lb of class 70: as rated at 1,000 lb 18.5 × 42.15 = 779.775; as 2,000 lb 20 × 36.40 = 728.00, the less.
    // 728.00 − 62 % = 276.64. Diesel 4.012 of 2 March: 28.5 %, 276.64 × 0.285 = 78.8424. Liftgate 85.00.
    const found = await billed('SHEET1', [
      ['LINEHAUL', '276.64'],
      ['FUEL', '78.84'],
      ['LIFTGATE_DELIVERY', '85.00'],
    ]);
    expect([found.state, found.money.expected]).toEqual(['APPROVED', '440.48']);
    expect(found.dependencies.contract).toMatchObject({ contractId: 'SHEETS', version: 1 });
  });

  it('rate a shipment by the cell of weight and distance, and nothing beyond where the sheet ends', async () => {
    const atlanta = { city: 'Atlanta', region: 'GA', postalCode: '30303', country: 'US', timeZone: 'America/New_York' };
    const [pickup] = aShipment('X').stops;
    const toAtlanta = {
      stops: [pickup, { stop: 2, type: 'DELIVERY', location: atlanta }],
      distance: { value: '712', unit: 'MI' },
      services: [],
    };
    // 1,850 lb and 712 miles: the row from 1,000, the column from 250: 1,480.00. Fuel 28.5 %: 421.80.
    const right = await billed(
      'SHEET2',
      [
        ['LINEHAUL', '1480.00'],
        ['FUEL', '421.80'],
      ],
      toAtlanta,
    );
    expect([right.state, right.money.expected]).toEqual(['APPROVED', '1901.80']);
    const heavy = {
      ...toAtlanta,
      items: [{ item: 1, pieces: 4, weight: { value: '5000', unit: 'LB' }, freightClass: '70' }],
    };
    const beyond = await billed('SHEET3', [['LINEHAUL', '1690.50']], heavy);
    expect(beyond.charges[0]).toMatchObject({ verdict: 'CANNOT_ASSESS', reason: 'RATE_MISSING', expected: null });
  });

  it('load nothing when one cell is broken, and name its row and column', async () => {
    const broken = imported((text, name) => (name === 'distance.csv' ? text.replace('$402.00', 'tbd') : text));
    expect(broken).toEqual({
      contract: null,
      indexes: [],
      lint: null,
      faults: ['distance.csv row 3, column “under 250 mi”: “tbd” is not a number'],
    });
    const { status, body } = await running.maker.get('/v1/contracts?contractId=SHEETS');
    expect([status, body.data.length]).toEqual([200, 1]);
  });

  it.each<[string, [string, string], string]>([
    ['a formula', ['class-rates.csv', '$48.10'], 'class-rates.csv row 3, column “M1M”: “=A1*2” is a formula'],
    [
      'a gap between bands',
      ['distance.csv', '2000-4999'],
      'distance.csv row 4, column “Weight”: nothing holds between 2000 and 2500',
    ],
    [
      'a date that is none',
      ['diesel.csv', '02/23/2026'],
      'diesel.csv row 2, column “Published”: “02/30/2026” is no date written MM/DD/YYYY',
    ],
    ['a charge that nobody knows', ['accessorials.csv', 'NOTIFY'], 'contract /accessorials/1/charge:'],
    ['one price twice', ['fuel.csv', '4.07'], 'fuel.csv row 4: from 4.01 stands in row 3 already'],
  ])('load nothing with %s', (_, [file, cell], fault) => {
    const instead: Record<string, string> = {
      '$48.10': '=A1*2',
      '2000-4999': '2500-4999',
      '02/23/2026': '02/30/2026',
      NOTIFY: 'CALL_FIRST',
      '4.07': '4.01',
    };
    const rates = imported((text, name) => (name === file ? text.replace(cell, instead[cell] ?? '') : text));
    expect(rates.contract).toBeNull();
    expect(rates.indexes).toEqual([]);
    expect(rates.faults[0]).toContain(fault);
  });

  it('are refused by the linter where they contradict themselves', () => {
    const twice = mapping.replace('regions: [GA]', 'regions: [TX]');
    const rates = imported(undefined, twice);
    expect(rates.faults).toEqual([
      'contract /lanes/1: OH-GA and OH-TX (/lanes/0) are equally specific from region OH (US) to region TX (US). (LANE_AMBIGUOUS)',
    ]);
    expect([rates.contract, rates.lint?.passes]).toEqual([null, false]);
  });

  it('are told the service’s own words when it refuses', async () => {
    const { key } = destination();
    await expect(loadRates(imported(), { url: running.url, key: `${key}x` })).rejects.toThrow(/values: 401/);
  });
});
