import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexValue } from '../../src/freight/contract.ts';
import type { FuelProgramme, InForce } from '../../src/freight/fuel.ts';
import { addToDate } from '../../src/freight/time.ts';
import { sampleContract, sampleEvent, sampleLane } from '../../src/audit/rate/sample-dossier.ts';
import { chargeOf, ratedSample } from '../../src/audit/rate/sample-rating.ts';

/** A folder that holds the public diesel prices (diesel/…). They are not ours, so they are not kept here. */
const corpus = process.env.TALLYMAN_CORPUS;

function rowsOf(file: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(join(corpus ?? '', 'diesel', file), 'utf8')
    .trim()
    .split('\n');
  const names = head.trim().split(',');
  return lines.map((line) =>
    Object.fromEntries(
      line
        .trim()
        .split(',')
        .map((cell, place) => [names[place], cell]),
    ),
  );
}

const value = (publishedOn: string, price: string): IndexValue => ({
  series: 'EIA-DIESEL-US',
  period: publishedOn,
  value: price,
  publishedOn,
  revision: 0,
});

/** The fuel surcharge of a shipment for 1,000.00 that leaves on a date: ten times its percent. */
function fuelOn(date: string, fuel: FuelProgramme, indexes: IndexValue[]): string | undefined {
  const linehaul = { model: 'FLAT', amount: '1000.00' } as const;
  const effective = { from: '2018-01-01', to: '2030-12-31' };
  const contracts = [sampleContract({ effective, fuel, lanes: [sampleLane({ linehaul })] })];
  const events = [sampleEvent({ type: 'DEPARTED_STOP', stop: 1, occurredAt: `${date}T10:30:00-05:00` })];
  return chargeOf(ratedSample({ contracts, events, indexes }), 'FUEL')?.amount?.toFixed(2);
}

if (corpus === undefined || !existsSync(join(corpus, 'diesel'))) {
  console.warn('The published diesel prices are NOT checked: set TALLYMAN_CORPUS to the folder that holds them.');
  describe('the published diesel prices', () => {
    it.skip('give the published surcharges (TALLYMAN_CORPUS is not set)', () => undefined);
  });
} else {
  describe('the household goods programme of 2018 and 2019', () => {
    // 1 % for each $0.13 or portion thereof above $2.50, in force from the 15th to the 14th.
    const fuel: FuelProgramme = {
      index: 'EIA-DIESEL-US',
      model: 'PERCENT_FORMULA',
      peg: '2.50',
      step: '0.13',
      percentPerStep: '0.01',
      stepRounding: 'UP',
      base: ['LINEHAUL'],
      inForce: { then: 'DAY_15' },
    };
    const rows = rowsOf('eia_monthly_with_dod_fuel_baseline_rate_2018_2019.csv');
    const indexes = rows.map((row) => value(row.pub_date ?? '', row.eia_usd_per_gallon ?? ''));

    it.each(rows)('from $rate_start_date to $rate_end_date is $fuel_surcharge_percent_of_linehaul %', (row) => {
      const { rate_start_date: from = '', rate_end_date: to = '', fuel_surcharge_percent_of_linehaul: percent } = row;
      const owed = `${percent ?? ''}0.00`;
      for (let date = from; date <= to; date = addToDate(date, { days: 1 }))
        expect([date, fuelOn(date, fuel, indexes)]).toEqual([date, owed]);
    });
  });

  describe('the weekly prices of 2020', () => {
    const rows = rowsOf('eia_us_weekly_2020H1.csv');
    const indexes = rows.map((row) => value(row.publication_date ?? '', row.usd_per_gallon ?? ''));
    // A row for each cent, its percent the price itself: the surcharge then tells which price was taken.
    const fuel = (inForce: InForce): FuelProgramme => ({
      index: 'EIA-DIESEL-US',
      model: 'PERCENT_FORMULA',
      peg: '0',
      step: '0.001',
      percentPerStep: '0.0001',
      base: ['LINEHAUL'],
      inForce,
    });

    it.each(rows)('of $publication_date holds from Tuesday to Monday where it comes into force a day later', (row) => {
      const { publication_date: published = '', usd_per_gallon: price = '' } = row;
      // $3.079 is 3,079 steps: 30.79 % of 1,000.00.
      const owed = `${price.replace('.', '').slice(0, 3)}.${price.slice(-1)}0`;
      for (const days of [1, 4, 7])
        expect(fuelOn(addToDate(published, { days }), fuel({ addDays: 1 }), indexes)).toBe(owed);
    });

    it('is the price of the Monday before where a week begins on Sunday', () => {
      // Published on Monday 6 January, in force from Sunday the 12th to Saturday the 18th.
      const onSunday = fuel({ addDays: 1, then: 'NEXT_SUNDAY' });
      expect(fuelOn('2020-01-12', onSunday, indexes)).toBe('307.90');
      expect(fuelOn('2020-01-18', onSunday, indexes)).toBe('307.90');
      expect(fuelOn('2020-01-19', onSunday, indexes)).toBe('306.40');
    });

    it('has the average of January two months later', () => {
      // (3.079 + 3.064 + 3.037 + 3.010) ÷ 4 = 3.0475, 3,047 whole steps; its last price is of 27 January.
      const lagging: FuelProgramme = { ...fuel({ addMonths: 1, then: 'DAY_1' }), average: 'MONTH' };
      expect(fuelOn('2020-03-01', lagging, indexes)).toBe('304.70');
      expect(fuelOn('2020-02-29', lagging, indexes)).toBeUndefined();
    });
  });
}
