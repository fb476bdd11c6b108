import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, separators } from './read-csv.ts';
import { made, read, sheet } from '../../../test/builders/rate-sheets.ts';
import type { SheetProblem } from './sheet.ts';

const flat = `
lanes:
  - lane: "{Lane}"
    origin: { country: US, regions: ["{From}"] }
    destination: { country: US, regions: ["{To}"] }
    linehaul: { model: FLAT, amount: { column: Rate } }
`;
const oneLane = (amount: string) => ({
  lanes: [
    {
      lane: 'A',
      origin: { country: 'US', regions: ['OH'] },
      destination: { country: 'US', regions: ['TX'] },
      linehaul: { model: 'FLAT', amount },
    },
  ],
});

describe('a sheet', () => {
  it.each<[string, string, string]>([
    ['plain', 'Lane,From,To,Rate\nA,OH,TX,950.00\n', ''],
    ['with a byte order mark', '\ufeffLane,From,To,Rate\nA,OH,TX,950.00\n', ''],
    ['with CRLF, blank rows and blanks around cells', 'Lane,From,To,Rate\r\n\r\n A , OH ,TX, 950.00 \r\n,,,\r\n', ''],
    ['with semicolons', 'Lane;From;To;Rate\nA;OH;TX;950.00\n', 'separator: ";"'],
    ['with tabs', 'Lane\tFrom\tTo\tRate\nA\tOH\tTX\t950.00\n', 'separator: "\\t"'],
    ['with quoted cells and doubled quotes', '"Lane","From","To","Rate"\n"A","OH","TX","950.00"\n', ''],
    ['with a title above the header', 'Rates 2026\n\nLane,From,To,Rate\nA,OH,TX,950.00\n', 'header: 3'],
    ['with more columns than the mapping names', 'Lane,Note,From,To,Rate\nA,"by road,\nnot rail",OH,TX,950.00\n', ''],
    ['that writes 00950.00', 'Lane,From,To,Rate\nA,OH,TX,00950.00\n', ''],
    [
      'with $ and commas that the mapping names',
      'Lane,From,To,Rate\nA,OH,TX,"$0,950.00"\n',
      'numbers: { thousands: ",", currency: ["$"] }',
    ],
    ['with a decimal comma', 'Lane;From;To;Rate\nA;OH;TX;950,00\n', 'separator: ";"\nnumbers: { decimal: "," }'],
    [
      'with a decimal comma and points',
      'Lane;From;To;Rate\nA;OH;TX;0.950,00 EUR\n',
      'separator: ";"\nnumbers: { decimal: ",", thousands: ".", currency: [EUR] }',
    ],
  ])('%s is read', (_, text, format) => {
    expect(made(sheet(text), `${format}\n${flat}`)).toEqual(oneLane('950.00'));
  });

  const rows = 'Lane,From,To,Rate\nA,OH,TX,950.00\n';
  it.each<[string, string, SheetProblem]>([
    ['a word for a rate', `${rows}B,OH,GA,call us\n`, { row: 3, column: 'Rate', detail: '“call us” is not a number' }],
    ['a blank rate', `${rows}B,OH,GA,\n`, { row: 3, column: 'Rate', detail: 'the cell is blank' }],
    ['a blank name', `${rows},OH,GA,1\n`, { row: 3, column: 'Lane', detail: 'the cell is blank' }],
    [
      'a thousands separator that nobody named',
      `${rows}B,OH,GA,"1,450.00"\n`,
      { row: 3, column: 'Rate', detail: '“1,450.00” has a “,”, which the mapping does not name as separator' },
    ],
    [
      'a currency that nobody named',
      `${rows}B,OH,GA,$950\n`,
      { row: 3, column: 'Rate', detail: '“$950” has a sign of currency, which the mapping does not name' },
    ],
    [
      'an exponent',
      `${rows}B,OH,GA,1.45E+03\n`,
      { row: 3, column: 'Rate', detail: '“1.45E+03” is written with an exponent: format the column as a number' },
    ],
    [
      'a percent that nobody named',
      `${rows}B,OH,GA,95%\n`,
      { row: 3, column: 'Rate', detail: '“95%” is a percent: say percent in the mapping' },
    ],
    [
      'nine places',
      `${rows}B,OH,GA,0.123456789\n`,
      { row: 3, column: 'Rate', detail: '“0.123456789” has more than 15 digits, or more than 8 places' },
    ],
    ['a formula', `${rows}B,OH,GA,=1+1\n`, { row: 3, column: 'Rate', detail: '“=1+1” is a formula' }],
    [
      'a formula in a column that is not asked for',
      'Lane,From,To,Rate,Note\nA,OH,TX,950.00,＝cmd()\n',
      { row: 2, column: 'Note', detail: '“＝cmd()” is a formula' },
    ],
    ['a cell too many', `${rows}B,OH,GA,1,2\n`, { row: 3, detail: 'it has 5 cells, the header has 4' }],
    ['a cell too few', `${rows}B,OH,GA\n`, { row: 3, detail: 'it has 3 cells, the header has 4' }],
    [
      'two columns of one name',
      'Lane,From,To,Rate,Rate\nA,OH,TX,1,2\n',
      { row: 1, column: 'Rate', detail: 'two columns have this name: which of them is meant?' },
    ],
    ['no header', '\n\n', { row: 1, detail: 'there are no column names' }],
    [
      'an open quote',
      `${rows}"B,OH,GA,1\n`,
      { detail: expect.stringContaining('a quote is opened and never closed') as unknown as string },
    ],
    ['one lane twice', `${rows}A,OH,TX,950.00\n`, { row: 3, detail: 'A stands in row 2 already' }],
  ])('with %s is refused, and the place named', (_, text, problem) => {
    expect(read(sheet(text), flat).problems).toContainEqual({ sheet: 'rates.csv', ...problem });
  });

  it.each<[string, string, string]>([
    [
      'a column that is not there',
      flat.replace('column: Rate', 'column: Price'),
      'mapping /lanes/0/linehaul/amount: rates.csv has no column Price (it has Lane, From, To, Rate)',
    ],
    [
      'a sheet that is not there',
      'lanes: [{ sheet: other.csv, lane: "{Lane}" }]',
      'mapping /lanes/0: there is no sheet other.csv',
    ],
    [
      'a word nobody knows',
      `speed: 1${flat}`,
      expect.stringContaining('mapping /: nobody knows speed') as unknown as string,
    ],
    [
      'a word nobody knows beside a column',
      flat.replace('{ column: Rate }', '{ column: Rate, round: 2 }'),
      'mapping /lanes/0/linehaul/amount: nobody knows round beside column',
    ],
    ['a separator that is none', `separator: "-"${flat}`, 'mapping: separator is one of , ; | and a tab'],
    [
      'one sign for two things',
      `numbers: { decimal: ",", thousands: "," }${flat}`,
      'mapping: numbers.thousands and numbers.decimal are the same',
    ],
    [
      'a lane without a name',
      'lanes: [{ origin: {} }]',
      'mapping /lanes/0: say lane: its name, such as "{Origin}-{Destination}"',
    ],
    [
      'a condition that no row fits',
      flat.replace('- lane', '- where: { From: PA }\n    lane'),
      'mapping /lanes/0: no row of rates.csv fits',
    ],
  ])('is not read by a mapping with %s', (_, mapping, detail) => {
    expect(read(sheet(rows), mapping).problems).toContainEqual({ detail });
  });
});

describe('a text', () => {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

  it('written as RFC 4180 has it is read as it was', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '7', ' ', '"', ',', ';', '\n', '\r\n', 'é', '=') });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(...separators),
        fc.constantFrom('\n', '\r\n'),
        (cells, separator, lineBreak) => {
          const text = cells.map((row) => row.map(quoted).join(separator)).join(lineBreak);
          expect(readCsv(text, separator)).toEqual({ rows: cells });
        },
      ),
    );
  });

  it('of any kind is read or refused, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = readCsv(text, ',');
        expect('rows' in result || result.problem.detail !== '').toBe(true);
      }),
    );
  });

  it('with U+0000 is refused', () => {
    expect(readCsv('a,b\n1,\u0000', ',')).toEqual({
      problem: { line: 2, detail: 'it holds U+0000: this is not a text' },
    });
  });
});
