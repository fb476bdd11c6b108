import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from './json.ts';
import { readRateSheets } from './rate-sheet.ts';
import { made, read, sheet } from '../../../test/builders/rate-sheets.ts';

describe('a table', () => {
  const long = `
lanes:
  - lane: ALL
    sheet: rates.csv
    linehaul:
      model: TABLE
      rows: { by: WEIGHT, unit: LB, range: lb }
      columns: { by: DISTANCE, unit: MI, range: mi, open: ["9999"] }
      cells: rate
      cell: AMOUNT
`;
  const text =
    'mi,lb,rate\n"[0,100)","[0,500)",100\n"[100,9999)","[0,500)",150\n"[0,100)","[500,1000)",180\n"[100,9999)","[500,1000)",240\n';

  it('of one row a cell is closed where the sheet ends it, and open where it says so', () => {
    expect(made(sheet(text), long)).toMatchObject({
      lanes: [
        {
          linehaul: {
            model: 'TABLE',
            rows: { by: 'WEIGHT', unit: 'LB', bands: ['0', '500', '1000'] },
            columns: { by: 'DISTANCE', unit: 'MI', bands: ['0', '100'] },
            cells: [
              ['100', '150'],
              ['180', '240'],
              [null, null],
            ],
            cell: 'AMOUNT',
          },
        },
      ],
    });
  });

  it('has no gaps, no overlaps and no cell twice', () => {
    const problems = (change: [string, string]) => read(sheet(text.replaceAll(...change)), long).problems;
    expect(problems(['[500,', '[600,'])).toContainEqual({
      sheet: 'rates.csv',
      row: 4,
      column: 'lb',
      detail: 'nothing holds between 500 and 600',
    });
    expect(problems(['[500,', '[400,'])).toContainEqual({
      sheet: 'rates.csv',
      row: 4,
      column: 'lb',
      detail: 'two bands hold between 400 and 500',
    });
    expect(problems(['"[100,9999)","[0,500)"', '"[0,100)","[0,500)"'])).toContainEqual({
      sheet: 'rates.csv',
      row: 3,
      detail: '0 by 0 stands in row 2 already',
    });
  });

  it('may lie across the sheet', () => {
    const mapping = `
lanes:
  - lane: ALL
    sheet: rates.csv
    linehaul:
      model: TABLE
      rows: { by: WEIGHT, unit: LB, column: from }
      columns: { by: DISTANCE, unit: MI, across: { 0: "0-99", 100: "100-249" }, end: 250 }
      cell: RATE_PER
      per: "100"
`;
    expect(made(sheet('from,0-99,100-249\n0,10.50,12.00\n500,9.50,11.00\n'), mapping)).toMatchObject({
      lanes: [
        {
          linehaul: {
            rows: { bands: ['0', '500'] },
            columns: { bands: ['0', '100', '250'] },
            cells: [
              ['10.50', '12.00', null],
              ['9.50', '11.00', null],
            ],
            cell: 'RATE_PER',
          },
        },
      ],
    });
  });
});

describe('the rest of a contract', () => {
  it('takes zones, accessorials, a fuel table and figures of other sheets', () => {
    const files = [
      sheet('area,zip3,fee\nEAST,441,7.25\nEAST,442,7.25\nWEST,900,9.10\n', 'areas.csv'),
      sheet('code,amount\nLIFTGATE_DELIVERY,85.00\nNOTIFY,25.00\n', 'acc.csv'),
      sheet('price,percent\n3.06,24.5\n3.00,24.0\n', 'fuel.csv'),
    ];
    const mapping = `
contract: { contractId: SHEETS, currency: USD }
zones: { sheet: areas.csv, zone: "{area}", place: { country: US, postalPrefixes: ["{zip3}"] } }
accessorials:
  - { sheet: acc.csv, charge: "{code}", model: FLAT, amount: { column: amount }, authority: ORDERED }
  - { charge: HIGH_COST_AREA, model: PER_WEIGHT, rate: { sheet: areas.csv, where: { area: WEST }, column: fee }, per: "100", weightUnit: LB, authority: CONTRACT }
fuel: { sheet: fuel.csv, index: EIA, model: PERCENT_TABLE, base: [LINEHAUL], table: { from: price, value: { column: percent, percent: true } } }
lanes:
  - { sheet: areas.csv, lane: "TO-{area}", destination: { zones: ["{area}"] }, linehaul: { model: FLAT, sheet: acc.csv, where: { code: NOTIFY }, amount: { column: amount } } }
`;
    expect(made(files, mapping)).toEqual({
      contractId: 'SHEETS',
      currency: 'USD',
      zones: {
        EAST: [{ country: 'US', postalPrefixes: ['441', '442'] }],
        WEST: [{ country: 'US', postalPrefixes: ['900'] }],
      },
      accessorials: [
        { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
        { charge: 'NOTIFY', model: 'FLAT', amount: '25.00', authority: 'ORDERED' },
        {
          charge: 'HIGH_COST_AREA',
          model: 'PER_WEIGHT',
          rate: '9.10',
          per: '100',
          weightUnit: 'LB',
          authority: 'CONTRACT',
        },
      ],
      fuel: {
        index: 'EIA',
        model: 'PERCENT_TABLE',
        base: ['LINEHAUL'],
        table: [
          { from: '3', value: '0.24' },
          { from: '3.06', value: '0.245' },
        ],
      },
      lanes: [
        { lane: 'TO-EAST', destination: { zones: ['EAST'] }, linehaul: { model: 'FLAT', amount: '25.00' } },
        { lane: 'TO-WEST', destination: { zones: ['WEST'] }, linehaul: { model: 'FLAT', amount: '25.00' } },
      ],
    });
  });

  it('looks up one row, not none and not several', () => {
    const look = (where: string) =>
      read(sheet('a,b\n1,2\n1,3\n'), `contract: { x: { sheet: rates.csv, where: { a: "${where}" }, column: b } }`)
        .problems;
    expect(look('1')).toEqual([{ detail: 'mapping /contract/x: 2 rows of rates.csv fit, not one' }]);
    expect(look('9')).toEqual([{ detail: 'mapping /contract/x: 0 rows of rates.csv fit, not one' }]);
  });

  it('takes values of an index, with dates as the sheet writes them', () => {
    const mapping = `
indexes:
  - { series: EIA-DIESEL-US, period: { column: day, date: MM/DD/YYYY }, publishedOn: { column: day, date: MM/DD/YYYY }, value: { column: usd }, unit: USD/GAL, revision: 0 }
`;
    const { contract, indexes, problems } = read(sheet('day,usd\n3/2/2026,4.012\n03/09/2026,4.020\n'), mapping);
    expect([contract, problems]).toEqual([null, []]);
    expect(indexes).toEqual([
      {
        series: 'EIA-DIESEL-US',
        values: [
          { period: '2026-03-02', publishedOn: '2026-03-02', value: '4.012', unit: 'USD/GAL', revision: 0 },
          { period: '2026-03-09', publishedOn: '2026-03-09', value: '4.020', unit: 'USD/GAL', revision: 0 },
        ],
      },
    ]);
    expect(read(sheet('day,usd\n13/2/2026,4.012\n'), mapping).problems[0]).toEqual({
      sheet: 'rates.csv',
      row: 2,
      column: 'day',
      detail: '“13/2/2026” is no date written MM/DD/YYYY',
    });
  });
});

describe('a mapping', () => {
  const words = fc.constantFrom(
    'a',
    'b',
    '{a}',
    '{x}',
    'rates.csv',
    'TABLE',
    'WEIGHT_BREAKS',
    'ZONE_TABLE',
    'PER_DISTANCE',
    '-1',
    'MM/DD/YYYY',
  );
  const keys = fc.constantFrom(
    ...[
      'contract',
      'zones',
      'lanes',
      'accessorials',
      'fuel',
      'indexes',
      'sheets',
      'numbers',
      'lane',
      'linehaul',
      'model',
      'sheet',
    ],
    ...[
      'where',
      'column',
      'text',
      'times',
      'percent',
      'date',
      'split',
      'pad',
      'blank',
      'breaks',
      'rows',
      'columns',
      'cells',
      'across',
    ],
    ...[
      'rates',
      'upTo',
      'zone',
      'place',
      'bands',
      'table',
      'from',
      'to',
      'range',
      'step',
      'class',
      'rate',
      'amount',
      'series',
      '__proto__',
    ],
  );
  const { node } = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      words,
      fc.constantFrom(1, 0, true, null),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(keys, tie('node'), { maxKeys: 5 }),
    ),
  }));

  it('whatever stands in it is read or refused', () => {
    fc.assert(
      fc.property(fc.dictionary(keys, node, { maxKeys: 5 }), (mapping) => {
        const files = [sheet('a,b\n1,2\nx,\n[0,5)-,3\n')];
        expect(() => readRateSheets(files, mapping)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
