import { describe, expect, it } from '@jest/globals';
import { readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

describe('a CSV for people', () => {
  it('keeps quotes, commas and line breaks', () => {
    const text = writeCsv(
      ['a', 'b'],
      [
        ['say "no", twice', 'one\ntwo'],
        [null, 3],
      ],
    );
    expect(text).toBe('a,b\r\n"say ""no"", twice","one\ntwo"\r\n,3\r\n');
    expect(readCsv(text, ',')).toEqual({
      rows: [
        ['a', 'b'],
        ['say "no", twice', 'one\ntwo'],
        ['', '3'],
      ],
    });
  });

  it.each([
    ['=HYPERLINK("http://evil")', `"'=HYPERLINK(""http://evil"")"`],
    ['+1+1', `'+1+1`],
    ['-2+3', `'-2+3`],
    ['@SUM(A1)', `'@SUM(A1)`],
    [' =1', `' =1`],
    ['\t=1', `'\t=1`],
    ['＝1', `'＝1`],
    ['|cmd', `'|cmd`],
  ])('disarms %s', (text, written) => {
    expect(writeCsv(['a'], [[text]])).toBe(`a\r\n${written}\r\n`);
  });

  it('leaves amounts below zero as they are', () => {
    expect(writeCsv(['a'], [['-85.00']])).toBe('a\r\n-85.00\r\n');
  });
});
