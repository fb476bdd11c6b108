import type { Posting } from '../../freight/posting.ts';

/** A voucher as an ERP tells of it. What it does not say is null. */
export interface ErpVoucher {
  documentNumber: string;
  postedOn: string | null;
  amount: string | null;
}

/** What became of a posting that was sent. `words` are the ERP's own, cut to size and without secrets. */
export type PostAnswer =
  | { kind: 'ACKNOWLEDGED'; voucher: ErpVoucher; words: string }
  /** Handed over for certain; what the ERP makes of it is looked up later. The vendor's next need not wait for it. */
  | { kind: 'DELIVERED'; retryAfterSeconds: number; words: string }
  /** The data is wrong in the ERP's eyes: a person corrects and retries. */
  | { kind: 'REFUSED'; words: string }
  /** The ERP holds something under this key or number; only a look-up says whether it is ours. */
  | { kind: 'CONFLICT'; words: string }
  /** Not taken, come back later. */
  | { kind: 'BUSY'; retryAfterSeconds: number | null; words: string }
  /** Never sent. */
  | { kind: 'UNREACHABLE'; words: string }
  /** It may be there or not. */
  | { kind: 'UNKNOWN'; words: string };

export type LookUpAnswer =
  | { kind: 'FOUND'; voucher: ErpVoucher; words: string }
  | { kind: 'ABSENT'; words: string }
  /** The ERP has looked at what was handed over, and will not have it. */
  | { kind: 'REFUSED'; words: string }
  /** The ERP did not say: look again later. */
  | { kind: 'UNCLEAR'; retryAfterSeconds: number | null; words: string };

/** A voucher in a list, with the posting id it was sent under, and its currency where the ERP tells it. */
export type ListedVoucher = ErpVoucher & { reference: string; currency?: string | null };

export type ListAnswer =
  /** All of them: a list that was cut short is UNCLEAR. */
  | { kind: 'LISTED'; vouchers: ListedVoucher[] }
  /** The ERP did not say, or not all: ask again later. */
  | { kind: 'UNCLEAR'; words: string };

/**
 * One ERP of one or many legal entities. Its methods answer in values and do not throw. Amounts are signed as our
 * postings are, a credit below zero, whatever the ERP's own way; vouchers that are not of our making are not told of.
 */
export interface ErpTarget {
  /**
   * For so many seconds a call that got no answer may still be at work over there; only then does a look-up prove that
   * it is not. Absent: the ERP takes the same posting only once, however often it is sent.
   */
  readonly settlesWithinSeconds?: number;
  /** Sends a posting under its id as idempotency key, or goes on where an earlier call got stuck half way. */
  post(posting: Posting): Promise<PostAnswer>;
  /** Looks for the voucher of a posting; one that is there only in part is ABSENT, and `post` completes it. */
  findByReference(postingId: string): Promise<LookUpAnswer>;
  /** Our vouchers posted in a range of days, both included. */
  listPosted(from: string, to: string): Promise<ListAnswer>;
  health(): Promise<{ reachable: boolean; words: string }>;
}
