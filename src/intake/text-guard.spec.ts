import { describe, expect, it } from '@jest/globals';
import { repeatedName, unfitJson } from './text-guard.ts';

describe('JSON text looked over before it is parsed', () => {
  it.each([
    ['plain', '{"a":["b",{"c":1}]}', null],
    ['brackets within strings', `{"a":"${'['.repeat(100)}"}`, null],
    ['a quote within a string', String.raw`{"a":"\"[[["}`, null],
    ['an escaped backslash before u0000', String.raw`"\\u0000"`, null],
    ['a whole character in two halves', String.raw`"\ud83d\ude00"`, null],
    ['an ordinary escape', String.raw`"\u00e9\n"`, null],
    ['32 levels', `${'['.repeat(32)}${']'.repeat(32)}`, null],
    ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, ['too-deep', 32]],
    ['an escaped U+0000', String.raw`"ab\u0000"`, ['invalid-text', 3]],
    ['a bare U+0000', '"ab\0"', ['invalid-text', 3]],
    ['a high half alone', String.raw`"\ud83d!"`, ['invalid-text', 1]],
    ['a low half alone', String.raw`"\ude00"`, ['invalid-text', 1]],
    ['two high halves', String.raw`"\ud83d\ud83d"`, ['invalid-text', 1]],
    ['a string without end', '{"a":"b', null],
  ])('%s', (_, text, found) => {
    const unfit = unfitJson(text);
    expect(unfit && [unfit.code, unfit.offset]).toEqual(found);
  });
});

describe('names of JSON objects', () => {
  it.each([
    ['once each', '{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', null],
    ['with blanks before the colon', '{"a" : 1, "b"\n: 2}', null],
    ['that a text only seems to hold', String.raw`{"a":"\"a\":1"}`, null],
    ['that are members of every object', '{"__proto__":1,"constructor":2}', null],
    ['twice', '{"amount":"300.00","amount":"3.00"}', 19],
    ['twice, far down', '{"a":[{"b":{"c":1 , "c" :2}}]}', 20],
    ['twice, once in escapes', String.raw`{"a":1,"\u0061":2}`, 7],
    ['twice, the same', '{"a":1,"a":1}', 7],
  ])('%s', (_, text, offset) => {
    expect(repeatedName(text, JSON.parse(text))?.offset ?? null).toBe(offset);
  });
});
