import { describe, expect, it } from '@jest/globals';
import { readX12, type X12Set } from './envelope.ts';
import { readSet } from './read-set.ts';
import type { SetResult } from './understood.ts';
import { type Envelope, writeInterchange } from './write-envelope.ts';
import { write997 } from './write-997.ts';

const envelope: Envelope = { sender: 'FFRT', receiver: 'SHIPPERCO', control: '7', date: '2027-01-05', time: '09:00' };

function resultsOf(text: string): Map<X12Set, SetResult> {
  const sets = readX12(text).interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets));
  return new Map(sets.map((set) => [set, readSet(set)]));
}

describe('a 997 tells the sender what became of each set', () => {
  const b3 = ['B3', '', 'I1', 'S1', 'PP', '', '20260306', '1000', '', '', '', 'FFRT'];
  const set = (...segments: string[][]) => ({ type: '210', segments });
  const acknowledged = (text: string) => {
    const [interchange] = readX12(text).interchanges;
    if (!interchange) throw new Error('no interchange');
    const results = new Map(interchange.groups.flatMap((group) => group.sets).map((one) => [one, readSet(one)]));
    return write997(interchange, results, { control: '55', date: '2026-03-07', time: '10:00' });
  };
  const segmentsOf = (text: string | null) => (text ?? '').split('~\n').filter((line) => line.startsWith('AK'));
  const wrong = b3.map((value, index) => (index === 7 ? 'N/A' : value));

  it('accepted', () => {
    expect(segmentsOf(acknowledged(writeInterchange(envelope, [{ code: 'IM', sets: [set(b3)] }])))).toEqual([
      'AK1*IM*1',
      'AK2*210*0001',
      'AK5*A',
      'AK9*A*1*1*1',
    ]);
  });

  it('partly refused, with segment, element and value', () => {
    const text = writeInterchange(envelope, [
      { code: 'IM', sets: [set(b3), set(wrong), { type: '999', segments: [] }] },
    ]);
    expect(segmentsOf(acknowledged(text))).toEqual([
      'AK1*IM*1',
      'AK2*210*0001',
      'AK5*A',
      'AK2*210*0002',
      'AK3*B3*2**8',
      'AK4*7**6*N/A',
      'AK5*R*5',
      'AK2*999*0003',
      'AK5*R*1',
      'AK9*P*3*3*1',
    ]);
  });

  it('accepted although miscounted, and refused when truncated', () => {
    const text = writeInterchange(envelope, [{ code: 'IM', sets: [set(b3)] }]);
    expect(segmentsOf(acknowledged(text.replace('SE*3', 'SE*4')))).toContain('AK5*E*4');
    expect(segmentsOf(acknowledged(text.slice(0, text.indexOf('IEA'))))).toEqual([
      'AK1*IM*1',
      'AK2*210*0001',
      'AK5*R*2',
      'AK9*R*1*1*0',
    ]);
  });

  it('goes back to the sender in his own separators, reads back, and is not itself acknowledged', () => {
    const separators = { element: '|', component: '>', segment: '\n' };
    const groups = [
      { code: 'IM', sets: [set(b3)] },
      { code: 'IM', sets: [set(wrong)] },
    ];
    const text = acknowledged(writeInterchange({ ...envelope, separators, version: '005010' }, groups)) ?? '';
    const [interchange] = readX12(text).interchanges;
    expect(interchange).toMatchObject({ sender: 'SHIPPERCO', receiver: 'FFRT', separators, version: '00501' });
    const results = [...resultsOf(text)];
    expect(results.map(([one]) => one.warnings)).toEqual([[], []]);
    expect(results.map(([one, result]) => [one.type, one.groupCode, result.understood])).toEqual([
      ['997', 'FA', true],
      ['997', 'FA', true],
    ]);
    expect(acknowledged(text)).toBeNull();
  });
});
