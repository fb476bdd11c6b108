import { describe, expect, it } from '@jest/globals';
import { aligned, type Billed, linesOf, ratedAs } from '../../../test/builders/aligned-lines.ts';
import { owed } from '../../../test/builders/judged-bill.ts';
import { ltlBill } from '../../../test/builders/ltl-bills.ts';
import { align } from './align.ts';
import { billLines } from './bill-lines.ts';

const linehaul = owed('LINEHAUL', '276.64');
const fuel = owed('FUEL', '78.84');

describe('lines that are billed in one, in parts or by another name', () => {
  it('one line may bill several charges in one amount', () => {
    // 276.64 + 78.84 = 355.48; the liftgate stays unbilled
    const liftgate = owed('LIFTGATE_DELIVERY', '85.00', { stop: 2 });
    expect(aligned([['LINEHAUL', '355.48']], [linehaul, fuel, liftgate])).toEqual(['355.48 3']);
    expect(aligned([['OTHER', '163.84']], [linehaul, fuel, liftgate])).toEqual(['163.84 3']);
    // a credit that the carrier has taken off its price: 276.64 − 13.83
    expect(aligned([['LINEHAUL', '262.81']], [linehaul, owed('SERVICE_CREDIT', '-13.83')])).toEqual(['262.81 3']);
  });
  it('a bundle comes out to the cent, and holds the charge it is called by', () => {
    expect(aligned([['LINEHAUL', '355.49']], [linehaul, fuel])).toEqual(['276.64 5']);
    const two = [owed('APPOINTMENT', '30.00'), owed('NOTIFY', '20.00'), owed('TOLL', '45.00')];
    expect(aligned([['TOLL', '50.00']], two)).toEqual(['45.00 5']);
  });
  it('what another bill has billed is bundled only under its own name', () => {
    expect(aligned([['OTHER', '355.48']], [linehaul, fuel], [1])).toEqual(['0.00 8']);
    expect(aligned([['LINEHAUL', '355.48']], [linehaul, fuel], [1])).toEqual(['355.48 3']);
  });
  it('a bundle that could be made of other charges goes to a person', () => {
    const four = [owed('TOLL', '60.00'), owed('NOTIFY', '40.00'), owed('APPOINTMENT', '70.00'), owed('PEAK', '30.00')];
    expect(aligned([['OTHER', '100.00']], four)).toEqual(['unknown 3 ambiguous']);
    // of charges that are equal no choice is better
    const equal = [owed('REDELIVERY', '60.00', { stop: 2 }), owed('REDELIVERY', '60.00', { stop: 3 }), fuel];
    expect(aligned([['OTHER', '138.84']], equal)).toEqual(['138.84 3']);
  });
  it('two lines that could bundle the same charge go to a person, of equal lines the lowest bundles', () => {
    const two = [owed('TOLL', '60.00'), owed('NOTIFY', '40.00')];
    const both: Billed[] = [
      ['OTHER', '100.00'],
      ['DOCUMENTATION', '100.00'],
    ];
    expect(aligned(both, two)).toEqual(['unknown 3 ambiguous', 'unknown 3 ambiguous']);
    const equal: Billed[] = [
      ['OTHER', '100.00'],
      ['OTHER', '100.00'],
    ];
    expect(aligned(equal, two)).toEqual(['100.00 3', '0.00 8 line 1']);
  });
  it('a charge that has a line of its own is bundled with no other', () => {
    const lines: Billed[] = [
      ['LINEHAUL', '355.48'],
      ['FUEL', '50.00'],
    ];
    expect(aligned(lines, [linehaul, fuel])).toEqual(['276.64 5', '78.84 5']);
    // detention billed as 180.00 is its own 120.00 rounded wrongly, not 120.00 and a lumper of 60.00
    const detention = owed('DETENTION_DELIVERY', '120.00', { stop: 2 });
    const both: Billed[] = [
      ['DETENTION_DELIVERY', '180.00', 2],
      ['LUMPER', '196.08', 2],
    ];
    expect(aligned(both, [detention, owed('LUMPER', '60.00', { stop: 2 })])).toEqual(['120.00 5', '60.00 5']);
    expect(aligned(both.slice(0, 1), [detention, owed('LUMPER', '60.00', { stop: 2 })])).toEqual(['180.00 3']);
  });
  it('some lines of a charge may come to it, the others are beyond it', () => {
    const three: Billed[] = [
      ['FUEL', '60.00'],
      ['FUEL', '20.00'],
      ['FUEL', '18.84'],
    ];
    expect(aligned(three, [fuel])).toEqual(['60.00 4', '0.00 8', '18.84 4']);
  });
  it('lines of several stops come each to what is owed there', () => {
    const both = [owed('DETENTION_DELIVERY', '120.00', { stop: 2 }), owed('DETENTION_DELIVERY', '90.00', { stop: 3 })];
    const four: Billed[] = [
      ['DETENTION_DELIVERY', '50.00', 3],
      ['DETENTION_DELIVERY', '70.00', 2],
      ['DETENTION_DELIVERY', '40.00', 3],
      ['DETENTION_DELIVERY', '50.00', 2],
    ];
    expect(aligned(four, both)).toEqual(['50.00 4', '70.00 4', '40.00 4', '50.00 4']);
  });
  it('lines that come to a charge in two ways go to a person', () => {
    const four: Billed[] = [
      ['FUEL', '60.00'],
      ['FUEL', '18.84'],
      ['FUEL', '50.00'],
      ['FUEL', '28.84'],
    ];
    expect(aligned(four, [fuel])).toEqual(Array<string>(4).fill('unknown 4 ambiguous'));
  });
  it('over and under of two charges are no split of either', () => {
    // 20.00 too little linehaul beside a toll of 20.00 that nobody contracted
    const lines: Billed[] = [
      ['LINEHAUL', '256.64'],
      ['TOLL', '20.00'],
    ];
    expect(aligned(lines, [linehaul])).toEqual(['276.64 5', '0.00 8']);
  });
  it('a line of the amount of a charge that nobody billed is that charge under another code', () => {
    const liftgate = owed('LIFTGATE_DELIVERY', '85.00', { stop: 2 });
    expect(aligned([['OTHER', '85.00']], [liftgate])).toEqual(['85.00 7']);
    expect(aligned([['OTHER', '85.02']], [liftgate])).toEqual(['0.00 8']);
    expect(aligned([['OTHER', '85.00']], [liftgate], [0])).toEqual(['0.00 8']);
    const both = [liftgate, owed('INSIDE_DELIVERY', '85.00', { stop: 2 })];
    expect(aligned([['OTHER', '85.00']], both)).toEqual(['unknown 7 ambiguous']);
    expect(aligned([['OTHER', '85.00', 3]], [liftgate, { ...liftgate, stop: 3 }])).toEqual(['85.00 7']);
  });
  it('a line whose own charge is owed is compared with that, whatever else is owed', () => {
    const liftgate = owed('LIFTGATE_DELIVERY', '85.00', { stop: 2 });
    const unordered = owed('INSIDE_DELIVERY', '0.00', { reason: 'ACC_NOT_AUTH' });
    expect(aligned([['INSIDE_DELIVERY', '85.00']], [liftgate, unordered])).toEqual(['0.00 5']);
  });
  it('looks for no sums in a very large dossier', () => {
    const { lines } = billLines(ltlBill({ lines: linesOf([['LINEHAUL', '355.48']]) }));
    const alignment = align(lines, ratedAs([linehaul, fuel]), { billedBefore: new Set(), composing: false });
    expect(alignment.lines.map(({ pass }) => pass)).toEqual([5]);
  });
});
