import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readX12 } from './envelope.ts';
import { readSet } from './read-set.ts';
import { writeInterchange } from './write-envelope.ts';

const envelope = { sender: 'FFRT', receiver: 'SHIPPERCO', control: '12', date: '2026-07-15', time: '09:00' };

function read(type: string, lines: readonly string[]) {
  const segments = lines.map((line) => line.split('*'));
  const text = writeInterchange(envelope, [{ code: 'XX', sets: [{ type, segments }] }]);
  const [set] = readX12(text).interchanges[0]?.groups[0]?.sets ?? [];
  return set ? readSet(set) : null;
}

const often = (times: number, ...lines: string[]) => Array.from({ length: times }, () => lines).flat();

describe('what a set is decides who reads it', () => {
  it('a 997 is understood and tells no facts', () => {
    const facts = { invoices: [], events: [], documents: [] };
    expect(read('997', ['AK1*IM*1', 'AK9*A*1*1*1'])).toMatchObject({ understood: true, facts });
  });

  it('a set we do not read is kept, with its place', () => {
    expect(read('820', ['BPR*I*100'])).toMatchObject({
      understood: false,
      code: 'UNSUPPORTED_SET',
      position: { segment: 1, element: 1 },
    });
  });

  it.each([
    [
      'a 210 with everything in one loop',
      '210',
      ['B3**I*S*PP*L*20260306*100****FFRT', 'LX*1'],
      ['L1*1*95*PH*100', 'L0*1***640*N', 'N9*BM*1', 'N9*QN*1'],
    ],
    [
      'a 210 of many loops and parties',
      '210',
      ['B3**I*S*PP*L*20260306*100****FFRT'],
      ['N1*SH*X', 'C3*USD', 'L3*1', 'LX*1', 'L1*1***100'],
    ],
    [
      'a 214 of many loops',
      '214',
      ['B10*1*2*FFRT'],
      ['LX*1', 'AT7*D1*NS***20260101*0800*ET', 'MS1*A*OH', 'MS2*F*T', 'Q7*P*PCS*1'],
    ],
    [
      'a 214 with everything in one loop',
      '214',
      ['B10*1*2*FFRT', 'LX*1'],
      ['AT7*D1*NS***20260101*0800*ET', 'L11*1*PO', 'L11*1*QN', 'Q7*P*PCS*1'],
    ],
  ])('%s is read in time that grows with its length alone', (_, type, head, repeated) => {
    const before = performance.now();
    expect(read(type, [...head, ...often(10_000, ...repeated)])).not.toBeNull();
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('whatever stands in the elements, a set gives a value, never an exception', () => {
    const element = fc.oneof(
      fc.constantFrom(
        '',
        '1',
        'PP',
        'L',
        '20260306',
        '035',
        'FFRT',
        'USD',
        'JPY',
        'D1',
        '0800',
        'ET',
        'LB',
        'DM',
        'MIN',
      ),
      fc.stringMatching(/^-?[0-9]{0,18}\.?[0-9]{0,9}$/),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    const tag = fc.constantFrom(
      'B3',
      'C3',
      'N9',
      'L11',
      'G62',
      'N1',
      'N4',
      'LX',
      'L5',
      'L0',
      'L1',
      'L7',
      'POD',
      'L3',
      'B10',
      'AT7',
      'MS1',
      'MS2',
      'AT8',
      'Q7',
    );
    const segment = fc
      .tuple(tag, fc.array(element, { maxLength: 20 }))
      .map(([name, elements]) => [name, ...elements].join('*'));
    const head = fc.constantFrom('B3**I*S*PP*L*20260306*100****FFRT', 'B10*1*2*FFRT');
    fc.assert(
      fc.property(
        fc.constantFrom('210', '214', '997'),
        head,
        fc.array(segment, { maxLength: 12 }),
        (type, first, lines) => {
          expect(typeof read(type, [first, ...lines])?.understood).toBe('boolean');
        },
      ),
      { numRuns: 3000 },
    );
  });
});
