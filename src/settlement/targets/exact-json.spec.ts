import { describe, expect, it } from '@jest/globals';
import { ExactNumber, exactJson, readExactly } from './exact-json.ts';

describe('amounts in JSON', () => {
  it('are written digit by digit', () => {
    const voucher = {
      amount: new ExactNumber('9007199254740993.10'),
      text: 'a "b"',
      none: undefined,
      lines: [null, 1],
    };
    expect(exactJson(voucher)).toBe('{"amount":9007199254740993.10,"text":"a \\"b\\"","lines":[null,1]}');
  });

  it('are refused where they are none', () => {
    expect(() => new ExactNumber('1e3')).toThrow('not a number');
  });

  it('are read as they were written', () => {
    expect(readExactly('{"a":9007199254740993.10,"b":"12 \\"3\\" 4","c":[-1.0,true,null]}')).toEqual({
      a: '9007199254740993.10',
      b: '12 "3" 4',
      c: ['-1.0', true, null],
    });
  });

  it('are not found in what is no JSON', () => {
    expect(['', '<html>', '{"a":', '{1:2}x'].map(readExactly)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
