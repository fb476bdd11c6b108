import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chargeOf, ratedSample } from '../../src/audit/rate/sample-rating.ts';
import { sampleContract, sampleLane, sampleShipment } from '../../src/audit/rate/sample-dossier.ts';
import { ContractDto } from '../../src/contracts/contract.dto.ts';
import { contractExample } from '../../src/contracts/examples.ts';
import { contractProblems } from '../../src/contracts/sanity.ts';
import type { ContractVersion } from '../../src/freight/contract.ts';
import type { TableRate } from '../../src/freight/linehaul.ts';
import { validated } from '../../src/masterdata/validated.ts';

/** A folder that holds the public rate tables of the 400NG tariff (tariff-400ng/…). They are not ours, so not kept here. */
const corpus = process.env.TALLYMAN_CORPUS;
const file = corpus ? join(corpus, 'tariff-400ng/2019-05-15/linehauls.csv') : '';

interface Row {
  miles: [number, number];
  pounds: [number, number];
  amount: string;
}

/** `"[1,21)","[1000,1100)",1489,…,ConusLinehaul`: half-open ranges of miles and pounds, and dollars. */
function rowsOf(text: string): Row[] {
  return text.split('\n').flatMap((line): Row[] => {
    const found = /^"\[(\d+),(\d+)\)","\[(\d+),(\d+)\)",([\d.]+),.*,ConusLinehaul$/.exec(line.trim());
    if (!found) return [];
    const [, fromMile, toMile, fromPound, toPound, amount = ''] = found;
    const number = (text: string | undefined) => Number(text ?? NaN);
    return [{ miles: [number(fromMile), number(toMile)], pounds: [number(fromPound), number(toPound)], amount }];
  });
}

/** Where each band begins, and once more where the last one ends: there the sheet has no rate. */
function bandsOf(ranges: [number, number][]): number[] {
  return [...new Set(ranges.flat())].sort((a, b) => a - b);
}

function sheetOf(rows: readonly Row[]): TableRate {
  const pounds = bandsOf(rows.map((row) => row.pounds));
  const miles = bandsOf(rows.map((row) => row.miles));
  const cells: (string | null)[][] = pounds.map(() => miles.map(() => null));
  for (const row of rows) {
    const line = cells[pounds.indexOf(row.pounds[0])];
    if (line) line[miles.indexOf(row.miles[0])] = row.amount;
  }
  return {
    model: 'TABLE',
    rows: { by: 'WEIGHT', unit: 'LB', bands: pounds.map(String) },
    columns: { by: 'DISTANCE', unit: 'MI', bands: miles.map(String) },
    cells,
    cell: 'AMOUNT',
  };
}

function owed(linehaul: TableRate, pounds: number, miles: number): string {
  const contracts = [sampleContract({ lanes: [sampleLane({ linehaul })], accessorials: [], fuel: null })];
  const shipment = sampleShipment({
    items: [{ item: 1, weight: { value: `${pounds}`, unit: 'LB' } }],
    distance: { value: `${miles}`, unit: 'MI' },
  });
  const charge = chargeOf(ratedSample({ contracts, shipment }), 'LINEHAUL');
  return charge?.amount?.toFixed() ?? charge?.reason ?? '';
}

(existsSync(file) ? describe : describe.skip)('the linehaul of the 400NG tariff, 2019', () => {
  const rows = rowsOf(existsSync(file) ? readFileSync(file, 'utf8') : '');
  const sheet = sheetOf(rows);

  it('is one table of 94 weights by 76 distances that a contract takes as it is', () => {
    expect(rows).toHaveLength(94 * 76);
    const [lane] = contractExample.lanes;
    const document = { ...contractExample, lanes: [{ ...lane, linehaul: sheet }] };
    validated(ContractDto, document);
    expect(contractProblems({ ...document, version: 1 } as unknown as ContractVersion)).toEqual([]);
  });

  it('is rated at both ends of its bands as the tariff says', () => {
    for (let place = 0; place < rows.length; place += 97) {
      const { pounds, miles, amount } = rows[place] ?? { pounds: [0, 1], miles: [0, 1], amount: '' };
      expect([place, owed(sheet, pounds[0], miles[0])]).toEqual([place, amount]);
      expect([place, owed(sheet, pounds[1] - 1, miles[1] - 1)]).toEqual([place, amount]);
    }
  });

  it('ends where the tariff ends', () => {
    expect(owed(sheet, 24_000, 500)).toBe('RATE_MISSING');
    expect(owed(sheet, 999, 500)).toBe('RATE_MISSING');
  });
});
