import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../shape.ts';
import { invoice } from './invoice.ts';

const withDetails = (details: unknown) => ({
  ...{ source: 'api:ABCD', invoiceNumber: 'INV-1', invoiceDate: '2026-03-20', total: '1100.00' },
  bills: [{ bill: 1, charges: [{ line: 1, charge: 'DEMURRAGE', amount: '1100.00', details }] }],
});

function problemsOf(details: unknown): string[] {
  const problems: Problem[] = [];
  invoice.read(withDetails(details), '', problems);
  return problems.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('the details of a line for demurrage', () => {
  it('may be left out, or say what the rule of the trade asks for', () => {
    expect(problemsOf(undefined)).toEqual([]);
    expect(
      problemsOf({
        direction: 'IMPORT',
        freeDays: 4,
        freeTimeFrom: '2026-03-03',
        rates: ['150.00'],
        statesNoFault: true,
      }),
    ).toEqual([]);
  });

  it.each([
    [{ direction: 'SIDEWAYS' }, 'direction unknown-code'],
    [{ freeTimeFrom: '2026-02-30' }, 'freeTimeFrom impossible-date'],
    [{ rates: [150] }, 'rates/0 decimal-not-string'],
    [{ statesNoFault: 'yes' }, 'statesNoFault wrong-type'],
    [{ seaWeather: 'rough' }, 'seaWeather unknown-field'],
  ])('are refused where they say %j', (details, problem) => {
    expect(problemsOf(details)).toEqual([`/bills/0/charges/0/details/${problem}`]);
  });
});
