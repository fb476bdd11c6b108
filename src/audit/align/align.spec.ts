import { describe, expect, it } from '@jest/globals';
import { aligned, type Billed, linesOf, ratedAs } from '../../../test/builders/aligned-lines.ts';
import { owed } from '../../../test/builders/judged-bill.ts';
import { ltlBill } from '../../../test/builders/ltl-bills.ts';
import { footingDifference } from '../../freight/bill.ts';
import type { BilledLine } from '../../freight/bill.ts';
import { decimal, zero } from '../../freight/money.ts';
import { align, unbilled } from './align.ts';
import { billLines } from './bill-lines.ts';

const linehaul = owed('LINEHAUL', '276.64');
const fuel = owed('FUEL', '78.84');

describe('lines beside what is owed', () => {
  it('sums the linehaul family to one', () => {
    expect(
      aligned(
        [
          ['LINEHAUL', '728.00'],
          ['DISCOUNT', '-451.36'],
        ],
        [linehaul],
      ),
    ).toEqual(['728.00 1', '-451.36 1']);
  });
  it('puts the difference of a group on its largest line', () => {
    // 800.00 − 451.36 = 348.64, 72.00 more than 276.64
    expect(
      aligned(
        [
          ['DISCOUNT', '-451.36'],
          ['LINEHAUL', '800.00'],
        ],
        [linehaul],
      ),
    ).toEqual(['-451.36 5', '728.00 5']);
  });
  it('spills a difference that is larger than the largest line to the next', () => {
    // 60 + 50 billed, 10 owed: 60 comes off line 1, 40 off line 2
    expect(
      aligned(
        [
          ['LINEHAUL', '60.00'],
          ['DEFICIT', '50.00'],
        ],
        [owed('LINEHAUL', '10.00')],
      ),
    ).toEqual(['0.00 5', '10.00 5']);
  });
  it('agrees within a cent, by charge and stop before charge alone', () => {
    const both = [owed('DETENTION_DELIVERY', '120.00', { stop: 2 }), owed('DETENTION_DELIVERY', '120.00', { stop: 3 })];
    const { lines } = billLines(
      ltlBill({
        lines: linesOf([
          ['DETENTION_DELIVERY', '120.01', 3],
          ['DETENTION_DELIVERY', '120.00'],
        ]),
      }),
    );
    expect(
      align(lines, ratedAs(both), { billedBefore: new Set() }).lines.map(({ against, pass }) => [against?.stop, pass]),
    ).toEqual([
      [3, 1],
      [2, 2],
    ]);
  });
  it('a second equal line for one expected charge is set aside', () => {
    expect(
      aligned(
        [
          ['FUEL', '78.84'],
          ['FUEL', '78.84'],
        ],
        [fuel],
      ),
    ).toEqual(['78.84 1', '0.00 8 line 1']);
    expect(
      aligned(
        [
          ['FUEL', '90.00'],
          ['FUEL', '90.00'],
        ],
        [fuel],
      ),
    ).toEqual(['78.84 5', '0.00 8 line 1']);
    expect(
      aligned(
        [
          ['LINEHAUL', '276.64'],
          ['LINEHAUL', '276.64'],
        ],
        [linehaul],
      ),
    ).toEqual(['276.64 1', '0.00 8 line 1']);
  });
  it('two equal legs that sum to the price are no repeat', () => {
    expect(
      aligned(
        [
          ['LINEHAUL', '138.32'],
          ['LINEHAUL', '138.32'],
        ],
        [linehaul],
      ),
    ).toEqual(['138.32 1', '138.32 1']);
  });
  it('a charge expected twice may be billed twice', () => {
    const twice = [owed('REDELIVERY', '60.00', { stop: 2 }), owed('REDELIVERY', '60.00', { stop: 2 })];
    expect(
      aligned(
        [
          ['REDELIVERY', '60.00', 2],
          ['REDELIVERY', '60.00', 2],
        ],
        twice,
      ),
    ).toEqual(['60.00 1', '60.00 1']);
    expect(aligned([['REDELIVERY', '60.00', 2]], twice, [0])).toEqual(['60.00 1']);
  });
  it('two different pairings of equal rank go to a person', () => {
    const both = [owed('DETENTION_DELIVERY', '120.00', { stop: 2 }), owed('DETENTION_DELIVERY', '90.00', { stop: 3 })];
    expect(aligned([['DETENTION_DELIVERY', '100.00']], both)).toEqual(['unknown 6 ambiguous']);
    expect(
      aligned(
        [
          ['FUEL', '60.00'],
          ['FUEL', '20.00'],
        ],
        [fuel],
      ),
    ).toEqual(['unknown 5 ambiguous', 'unknown 5 ambiguous']);
  });
  it('lines that come exactly to the one charge owed are a split of it', () => {
    expect(
      aligned(
        [
          ['FUEL', '60.00'],
          ['FUEL', '18.84'],
        ],
        [fuel],
      ),
    ).toEqual(['60.00 4', '18.84 4']);
    expect(
      aligned(
        [
          ['FUEL', '39.42'],
          ['FUEL', '39.42'],
        ],
        [fuel],
      ),
    ).toEqual(['39.42 4', '39.42 4']);
  });
  it('of nothing no pairing is better than another', () => {
    expect(
      aligned(
        [
          ['TOLL', '60.00', 2],
          ['TOLL', '20.00'],
        ],
        [owed('TOLL', '0.00', { reason: 'SHIPMENT_CANCELLED', certain: true })],
      ),
    ).toEqual(['0.00 8', '0.00 5']);
    const twice: Billed[] = [
      ['TOLL', '60.00'],
      ['TOLL', '20.00'],
    ];
    expect(aligned(twice, [owed('TOLL', '0.00', { reason: 'ACC_NOT_AUTH' })])).toEqual(['0.00 5', '0.00 5']);
  });
  it('what is left over is unexpected, or beyond a charge that another line has', () => {
    expect(aligned([['STORAGE', '40.00']], [fuel])).toEqual(['0.00 8']);
    expect(
      aligned(
        [
          ['FUEL', '78.84'],
          ['FUEL', '20.00'],
        ],
        [fuel],
      ),
    ).toEqual(['78.84 1', '0.00 8']);
  });
  it('what is not provable is compared with nothing yet', () => {
    const unprovable = { ...fuel, amount: null };
    expect(aligned([['FUEL', '78.84']], [unprovable])).toEqual(['unknown 5']);
    expect(
      aligned(
        [
          ['FUEL', '78.84'],
          ['FUEL', '78.84'],
        ],
        [unprovable],
      ),
    ).toEqual(['unknown 5', '0.00 8 line 1']);
  });
  it('unbilled is what is owed, provable, and not nothing', () => {
    const all = ratedAs([linehaul, fuel, { ...fuel, amount: null }, { ...fuel, amount: zero }]);
    expect(unbilled(all, new Set([0]))).toEqual([fuel]);
  });
});

describe('the lines of a bill', () => {
  const of = (more: Partial<Parameters<typeof billLines>[0]>) => billLines({ ...ltlBill(), ...more });
  const bill = (charges: BilledLine[], more = {}) => ({ bill: { bill: 1, charges, ...more } });
  it('have the charge the partner meant: by code, by text, else unmapped', () => {
    const charges = [
      { line: 1, rawCode: '400', amount: '10.00' },
      { line: 2, rawCode: 'X9', description: 'Lumper fee at dock', amount: '20.00' },
      { line: 3, rawCode: 'X9', amount: '30.00' },
    ];
    const profile = {
      ...{ source: 'x12:ABCD', version: 1 },
      charges: [
        { rawCode: '400', charge: 'LINEHAUL' as const },
        { text: 'lumper', charge: 'LUMPER' as const },
      ],
    };
    expect(of({ ...bill(charges), profile }).lines.map(({ charge }) => charge)).toEqual([
      'LINEHAUL',
      'LUMPER',
      'UNMAPPED',
    ]);
    expect(of(bill(charges)).lines.map(({ charge }) => charge)).toEqual(['UNMAPPED', 'UNMAPPED', 'UNMAPPED']);
  });
  it('number the taxes after the charges', () => {
    const lines = of(
      bill([{ line: 7, charge: 'FUEL', amount: '1.00' }], { taxes: [{ tax: 'VAT', amount: '0.19' }] }),
    ).lines;
    expect(lines.map(({ line, charge, billed: amount }) => [line, charge, amount.toFixed(2)])).toEqual([
      [7, 'FUEL', '1.00'],
      [8, 'TAX', '0.19'],
    ]);
  });
  it('carry what does not foot on line 0, of the bill and of the document', () => {
    const lines = of({
      ...bill([{ line: 1, charge: 'FUEL', amount: '10.00' }], { total: '12.00' }),
      documentDifference: '0.50',
    }).lines;
    expect(lines[0]).toMatchObject({ line: 0, charge: 'UNEXPLAINED', billed: decimal('2.50') });
    expect(of(bill([], { total: '99.00' })).lines[0]?.billed.toFixed(2)).toBe('99.00');
  });
  it('leave out a line in another currency, and list it', () => {
    const { lines, otherCurrencies } = of(
      bill([
        { line: 1, charge: 'FUEL', amount: '10.00' },
        { line: 2, charge: 'TOLL', amount: '5.00', currency: 'CAD' },
      ]),
    );
    expect(lines.map(({ line }) => line)).toEqual([1]);
    expect(otherCurrencies).toEqual([{ line: 2, currency: 'CAD', amount: '5.00' }]);
  });
});

describe('a document', () => {
  const head = { ...ltlBill().invoice, total: '100.00' };
  it.each([
    ['foots', [{ bill: 1, charges: linesOf([['FUEL', '100.00']]) }], '0'],
    [
      'does not foot',
      [
        { bill: 1, charges: linesOf([['FUEL', '60.00']]) },
        { bill: 2, total: '30.00', charges: [] },
      ],
      '10',
    ],
  ])('%s', (_, bills, difference) => {
    expect(footingDifference({ ...head, bills })).toBe(difference);
  });
});
