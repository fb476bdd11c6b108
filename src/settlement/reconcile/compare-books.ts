import type { PostingState } from '../../freight/codes.ts';
import { decimal } from '../../freight/money.ts';
import type { LocalDate } from '../../freight/time.ts';

/** A voucher of an ERP's list, looked over: its amount is a decimal, its day a date, its currency one of ISO 4217. */
export interface TheirVoucher {
  /** The posting's id, where it is one of ours. */
  reference: string;
  documentNumber: string;
  postedOn: LocalDate | null;
  amount: string | null;
  currency: string | null;
}

/** A posting as our books have it. */
export interface OurPosting {
  postingId: string;
  state: PostingState;
  documentNumber: string | null;
  postedOn: LocalDate | null;
  gross: string;
  currency: string;
  /** It was acknowledged before the list was asked for, so the list should have it. */
  expected: boolean;
}

export const differenceKinds = [
  'MISSING_THERE',
  'UNKNOWN_HERE',
  'AMOUNT_DIFFERS',
  'CURRENCY_DIFFERS',
  'NUMBER_DIFFERS',
  'DUPLICATE_THERE',
  'STATE_DIFFERS',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** Something in which the two books differ. `reference` and `kind` are its identity. */
export interface Difference {
  kind: DifferenceKind;
  reference: string;
  postingId: string | null;
  /** By which a later comparison covers it. */
  day: LocalDate;
  ours: Pick<OurPosting, 'state' | 'documentNumber' | 'postedOn' | 'gross' | 'currency'> | null;
  theirs: TheirVoucher[];
}

/** What comparing has come to. */
export interface Comparison {
  differences: Difference[];
  /** UNKNOWN postings of ours that the list has, as it should be. */
  found: { postingId: string; voucher: TheirVoucher }[];
  /** Postings of ours and vouchers of theirs within the days, and how many are on both sides alike. */
  ours: number;
  theirs: number;
  agreed: number;
}

/** The days compared, both included. */
export interface Days {
  from: LocalDate;
  to: LocalDate;
}

/**
 * Compares our postings with an ERP's list over the same days. The list may reach a day further at both ends, since the
 * two sides need not agree what day it was; what lies beyond the days only serves to find what is ours. Nothing is changed.
 */
export function compareBooks(
  postings: readonly OurPosting[],
  vouchers: readonly TheirVoucher[],
  days: Days,
): Comparison {
  const known = new Map(postings.map((posting) => [posting.postingId, posting]));
  const listed = new Map<string, TheirVoucher[]>();
  for (const voucher of vouchers) listed.set(voucher.reference, [...(listed.get(voucher.reference) ?? []), voucher]);
  const comparison: Comparison = {
    differences: [],
    found: [],
    ours: postings.filter((posting) => isOfDays(posting, days)).length,
    theirs: vouchers.filter((voucher) => isWithin(voucher.postedOn, days)).length,
    agreed: 0,
  };
  for (const [reference, theirs] of listed) {
    const posting = known.get(reference);
    if (posting) comparePosting(comparison, posting, theirs, days);
    else if (theirs.some((voucher) => isWithin(voucher.postedOn, days)))
      comparison.differences.push(differenceOf('UNKNOWN_HERE', { reference, posting: null, theirs }, days));
  }
  for (const posting of postings)
    if (isOfDays(posting, days) && posting.expected && !listed.has(posting.postingId))
      comparison.differences.push(
        differenceOf('MISSING_THERE', { reference: posting.postingId, posting, theirs: [] }, days),
      );
  return comparison;
}

/** A voucher that does not say its day may be of any. */
function isWithin(day: LocalDate | null, { from, to }: Days): boolean {
  return day === null || (day >= from && day <= to);
}

function isOfDays({ state, postedOn }: OurPosting, days: Days): boolean {
  return state === 'ACKNOWLEDGED' && isWithin(postedOn, days);
}

function comparePosting(into: Comparison, posting: OurPosting, theirs: TheirVoucher[], days: Days): void {
  const [voucher] = theirs;
  const covered = theirs.some((one) => isWithin(one.postedOn, days)) || isOfDays(posting, days);
  // On its way just now: whoever sends it will hear of it.
  if (!voucher || !covered || posting.state === 'SENDING') return;
  const kinds = kindsOf(posting, theirs, voucher);
  if (kinds.length === 0 && posting.state === 'UNKNOWN') into.found.push({ postingId: posting.postingId, voucher });
  else if (kinds.length === 0) into.agreed += 1;
  for (const kind of kinds)
    into.differences.push(differenceOf(kind, { reference: posting.postingId, posting, theirs }, days));
}

function kindsOf(posting: OurPosting, theirs: readonly TheirVoucher[], voucher: TheirVoucher): DifferenceKind[] {
  const { state, gross, currency, documentNumber } = posting;
  const numbers = new Set(theirs.map((one) => one.documentNumber));
  const isPosted = state === 'ACKNOWLEDGED';
  const amountDiffers = theirs.some(({ amount }) => amount !== null && !decimal(amount).equals(decimal(gross)));
  const currencyDiffers = theirs.some((one) => one.currency !== null && one.currency !== currency);
  const told: [DifferenceKind, boolean][] = [
    ['DUPLICATE_THERE', numbers.size > 1],
    ['STATE_DIFFERS', !isPosted && state !== 'UNKNOWN'],
    ['CURRENCY_DIFFERS', currencyDiffers],
    ['AMOUNT_DIFFERS', amountDiffers],
    ['NUMBER_DIFFERS', isPosted && numbers.size === 1 && documentNumber !== voucher.documentNumber],
  ];
  return told.flatMap(([kind, is]) => (is ? [kind] : []));
}

function differenceOf(
  kind: DifferenceKind,
  of: { reference: string; posting: OurPosting | null; theirs: TheirVoucher[] },
  days: Days,
): Difference {
  const { reference, posting, theirs } = of;
  const told = [posting?.postedOn ?? null, ...theirs.map((voucher) => voucher.postedOn)];
  return {
    kind,
    reference,
    postingId: posting?.postingId ?? null,
    day: told.find((day) => day !== null && isWithin(day, days)) ?? days.to,
    ours: posting && {
      state: posting.state,
      documentNumber: posting.documentNumber,
      postedOn: posting.postedOn,
      gross: posting.gross,
      currency: posting.currency,
    },
    theirs,
  };
}
