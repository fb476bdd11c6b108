import { describe, expect, it } from '@jest/globals';
import { compareBooks, type OurPosting, type TheirVoucher } from './compare-books.ts';
import { lookOver, readCsvList, readJsonList } from './their-list.ts';

const days = { from: '2026-03-02', to: '2026-03-08' };

function ours(changes: Partial<OurPosting> = {}): OurPosting {
  return {
    postingId: 'P-1',
    state: 'ACKNOWLEDGED',
    documentNumber: '5100000001',
    postedOn: '2026-03-06',
    gross: '355.48',
    currency: 'USD',
    expected: true,
    ...changes,
  };
}

function theirs(changes: Partial<TheirVoucher> = {}): TheirVoucher {
  return {
    reference: 'P-1',
    documentNumber: '5100000001',
    postedOn: '2026-03-06',
    amount: '355.48',
    currency: 'USD',
    ...changes,
  };
}

const kinds = (postings: OurPosting[], vouchers: TheirVoucher[]) =>
  compareBooks(postings, vouchers, days).differences.map(({ kind, reference }) => `${kind} ${reference}`);

describe('our books beside the ERP’s', () => {
  it('agree where every voucher is on both sides, however its amount is written', () => {
    const comparison = compareBooks([ours()], [theirs({ amount: '355.480' })], days);
    expect(comparison).toEqual({ differences: [], found: [], ours: 1, theirs: 1, agreed: 1 });
  });

  it.each<[string, OurPosting[], TheirVoucher[], string[]]>([
    ['lacks a voucher', [ours()], [], ['MISSING_THERE P-1']],
    ['has one that we do not know', [], [theirs({ reference: 'BY-HAND' })], ['UNKNOWN_HERE BY-HAND']],
    ['has another amount', [ours()], [theirs({ amount: '355.49' })], ['AMOUNT_DIFFERS P-1']],
    ['has another currency', [ours()], [theirs({ currency: 'CAD' })], ['CURRENCY_DIFFERS P-1']],
    ['has another number', [ours()], [theirs({ documentNumber: '5100000009' })], ['NUMBER_DIFFERS P-1']],
    ['has it twice', [ours()], [theirs(), theirs({ documentNumber: '5100000002' })], ['DUPLICATE_THERE P-1']],
    ['has what it refused', [ours({ state: 'REFUSED' })], [theirs()], ['STATE_DIFFERS P-1']],
    ['has what we withdrew', [ours({ state: 'WITHDRAWN' })], [theirs()], ['STATE_DIFFERS P-1']],
  ])('differ where the ERP %s', (_, postings, vouchers, expected) => {
    expect(kinds(postings, vouchers)).toEqual(expected);
  });

  it('find what we did not know the fate of', () => {
    const unknown = ours({ state: 'UNKNOWN', documentNumber: null, postedOn: null });
    const comparison = compareBooks([unknown], [theirs()], days);
    expect(comparison.differences).toEqual([]);
    expect(comparison.found).toEqual([{ postingId: 'P-1', voucher: theirs() }]);
    expect(kinds([unknown], [theirs({ amount: '1.00' })])).toEqual(['AMOUNT_DIFFERS P-1']);
    expect(kinds([unknown], [])).toEqual([]);
  });

  it('are not compared while a voucher is on its way', () => {
    expect(kinds([ours({ state: 'SENDING' })], [theirs()])).toEqual([]);
    expect(kinds([ours({ expected: false })], [])).toEqual([]);
  });

  it('need not agree what day it was', () => {
    // Posted in the evening of the 8th, which was the 9th over there already.
    expect(kinds([ours({ postedOn: '2026-03-08' })], [theirs({ postedOn: '2026-03-09' })])).toEqual([]);
    expect(kinds([], [theirs({ reference: 'X', postedOn: '2026-03-09' })])).toEqual([]);
    expect(kinds([ours({ postedOn: '2026-03-09' })], [])).toEqual([]);
  });
});

describe('a list of an ERP', () => {
  it.each([
    ['a day that is none', { postedOn: '2026-02-30' }, /no date/],
    ['an amount that is none', { amount: '1.234,50' }, /no amount/],
    ['a currency that is none', { currency: 'XQZ' }, /no currency/],
    ['no number', { documentNumber: ' ' }, /no document number/],
    ['a number of control characters', { documentNumber: '\u0007' }, /no number|no document/],
  ])('with %s is believed nowhere', (_, changes, reason) => {
    expect(lookOver([theirs(), theirs({ reference: 'P-2', ...changes })])).toEqual({
      reason: expect.stringMatching(reason),
    });
  });

  it('that says the same twice says it once; that contradicts itself is believed nowhere', () => {
    expect(lookOver([theirs(), theirs()])).toEqual({ vouchers: [theirs()] });
    expect(lookOver([theirs(), theirs({ amount: '1.00' })])).toEqual({ reason: expect.stringMatching(/stands twice/) });
  });

  it('is read from CSV whatever its columns are called, and from JSON', () => {
    const csv = 'Document No;Posting Date;Reference;Amount;Currency\n5100000001;2026-03-06;P-1;355.48;USD\n;;;;\n';
    expect(readCsvList(csv)).toEqual({ vouchers: [theirs()] });
    expect(readJsonList(JSON.stringify({ vouchers: [theirs()] }))).toEqual({ vouchers: [theirs()] });
    expect(readCsvList('a,b\n1,2')).toEqual({ reason: 'the list has no column reference, documentNumber' });
    expect(readJsonList('<html>')).toEqual({ reason: 'the list is no JSON' });
    expect(readJsonList('{}')).toEqual({ reason: expect.stringMatching(/neither/) });
    expect(readJsonList('[{"reference":"P-1","documentNumber":"1","amount":1}]')).toEqual({
      reason: 'voucher 1 of the list: its fields are not text',
    });
  });
});
