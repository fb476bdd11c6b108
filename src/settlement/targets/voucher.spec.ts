import { describe, expect, it } from '@jest/globals';
import type { Posting } from '../../freight/posting.ts';
import { foundIn, keptWords, listedIn, voucherIn, voucherOf } from './voucher.ts';

const posting = {
  postingId: 'p-1',
  state: 'SENDING',
  gross: '355.48',
  evidence: { reportDigest: 'sha256:1', url: '' },
  lines: [{ line: 1, amount: '355.48', glAccount: '6100' }],
} as unknown as Posting;

describe('the voucher of a posting', () => {
  it('is the posting with its id as reference, without where it stands with us', () => {
    expect(voucherOf(posting)).toEqual({
      reference: 'p-1',
      postingId: 'p-1',
      gross: '355.48',
      evidence: { reportDigest: 'sha256:1', url: '' },
      lines: posting.lines,
    });
  });

  it('bears the names an ERP wants', () => {
    const fields = {
      id: 'postingId',
      source: '=TALLYMAN',
      proof: 'evidence.reportDigest',
      items: 'lines',
      none: 'a.b',
    };
    expect(voucherOf(posting, { fields, lines: { account: 'glAccount', value: 'amount' } })).toEqual({
      id: 'p-1',
      source: 'TALLYMAN',
      proof: 'sha256:1',
      items: [{ account: '6100', value: '355.48' }],
      none: undefined,
    });
  });

  it('is read from an answer, wherever that puts it', () => {
    const answer = { d: { number: 4711, total: 355.48 } };
    expect(voucherIn(answer, { answer: { documentNumber: 'd.number', amount: 'd.total' } })).toEqual({
      documentNumber: '4711',
      postedOn: null,
      amount: '355.48',
    });
    expect(voucherIn({ documentNumber: '' })).toBeNull();
    expect(voucherIn('<html>')).toBeNull();
  });
});

describe('looking for a posting', () => {
  const ours = { reference: 'p-1', documentNumber: '1' };
  const other = { reference: 'p-2', documentNumber: '2' };
  it.each([
    ['a list', [ours], '1'],
    ['a list of vouchers', { vouchers: [other, ours] }, '1'],
    ['the voucher alone', ours, '1'],
    ['one that does not say whose it is', [{ documentNumber: '3' }], '3'],
  ])('finds it in %s', (_, answer, documentNumber) => {
    expect(foundIn(answer, 'p-1')?.documentNumber).toBe(documentNumber);
  });

  it.each([
    ['an empty list', []],
    ['a list of others', { data: [other] }],
  ])('knows from %s that it is not there', (_, answer) => {
    expect(foundIn(answer, 'p-1')).toBeNull();
  });

  it.each([
    ['a page', undefined],
    ['an error', { message: 'try later' }],
    ['several that do not say whose they are', [{ documentNumber: '1' }, { documentNumber: '2' }]],
    ['ours without a number', [{ reference: 'p-1' }]],
  ])('learns nothing from %s', (_, answer) => {
    expect(foundIn(answer, 'p-1')).toBeUndefined();
  });

  it('lists what names its posting', () => {
    expect(listedIn([ours, { documentNumber: '9' }])?.map((voucher) => voucher.reference)).toEqual(['p-1']);
  });
});

describe('what an ERP said', () => {
  it('is kept without secrets, controls and length', () => {
    const said = 'Bearer abc.def failed {"api_key": "s3cret", "password":"x"}\u0000\ud800 ' + 'a'.repeat(5000);
    const kept = keptWords(said);
    expect(kept).not.toMatch(/abc\.def|s3cret|"x"/);
    expect(kept).toContain('failed');
    expect(kept.length).toBeLessThanOrEqual(2000);
    expect(kept).not.toMatch(/[\p{Cs}\p{Cc}]/u);
  });
});
