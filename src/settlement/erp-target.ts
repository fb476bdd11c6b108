import type { Posting } from '../freight/posting.ts';

/** A voucher as an ERP tells of it. What it does not say is null. */
export interface ErpVoucher {
  documentNumber: string;
  postedOn: string | null;
  amount: string | null;
}

/** What became of a posting that was sent. `words` are the ERP's own, cut to size and without secrets. */
export type PostAnswer =
  | { kind: 'ACKNOWLEDGED'; voucher: ErpVoucher; words: string }
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
  /** The ERP did not say: look again later. */
  | { kind: 'UNCLEAR'; retryAfterSeconds: number | null; words: string };

/** One ERP of one or many legal entities. Its methods answer in values and do not throw. */
export interface ErpTarget {
  /** Sends a posting under its id as idempotency key. */
  post(posting: Posting): Promise<PostAnswer>;
  /** Looks for the voucher of a posting. */
  findByReference(postingId: string): Promise<LookUpAnswer>;
  /** Vouchers posted in a range of days, both included, with the reference they were sent under. */
  listPosted(from: string, to: string): Promise<(ErpVoucher & { reference: string })[]>;
  health(): Promise<{ reachable: boolean; words: string }>;
}
