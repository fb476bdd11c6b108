import type { Posting } from '../../freight/posting.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { ErpTarget, ListAnswer, LookUpAnswer, PostAnswer } from './erp-target.ts';
import { TrytonBooks, TrytonMemory, type TrytonNames } from './tryton-books.ts';
import { heldInvoices, type HeldInvoice, invoicesOf, isBooked, isOpen, voucherOfHeld, wordsOf } from './tryton-held.ts';
import { markPrefix } from './tryton-invoice.ts';
import { TrytonSession, TrytonTrouble } from './tryton-rpc.ts';
import { TrytonSending } from './tryton-sending.ts';
import { trytonDay } from './tryton-values.ts';
import { keptWords } from './voucher.ts';

/** A Tryton database that supplier invoices are posted to. */
export interface TrytonErp extends TrytonNames {
  url: string;
  database: string;
  user: string;
  password: string;
  /** For all calls of one posting together; absent: 15 seconds. */
  timeoutMs?: number;
  /** The day an invoice is posted on: the day it is sent (absent), or the invoice's own. */
  accountingDate?: 'TODAY' | 'INVOICE_DATE';
}

/** Posts supplier invoices to Tryton 6.0 (modules account_invoice and what it needs) through its JSON-RPC. */
export class TrytonTarget implements ErpTarget {
  private readonly session: TrytonSession;
  private readonly memory = new TrytonMemory();

  constructor(private readonly erp: TrytonErp) {
    this.session = new TrytonSession(erp);
  }

  async post(posting: Posting): Promise<PostAnswer> {
    const sending = new TrytonSending(this.books(), posting);
    try {
      const booked = await sending.run(
        this.erp.accountingDate === 'INVOICE_DATE' ? null : (posting.postingDate ?? today()),
      );
      return { kind: 'ACKNOWLEDGED', voucher: voucherOfHeld(booked), words: wordsOf(booked) };
    } catch (error) {
      const { kind, words, retryAfterSeconds } = troubleOf(error);
      if (kind === 'REFUSED') this.memory.forget();
      // Before anything was written a call without an answer has done nothing.
      if (kind === 'BUSY' || (kind === 'UNCLEAR' && !sending.written))
        return { kind: 'BUSY', retryAfterSeconds, words };
      return { kind: kind === 'UNCLEAR' ? 'UNKNOWN' : kind, words };
    }
  }

  async findByReference(postingId: string): Promise<LookUpAnswer> {
    try {
      const held = await invoicesOf(this.books(), postingId);
      const booked = held.find(isBooked);
      if (booked) return { kind: 'FOUND', voucher: voucherOfHeld(booked), words: wordsOf(booked) };
      return { kind: 'ABSENT', words: held.map(wordsOf).join('; ') || 'no such invoice' };
    } catch (error) {
      const { retryAfterSeconds, words } = troubleOf(error);
      return { kind: 'UNCLEAR', retryAfterSeconds, words };
    }
  }

  async listPosted(from: string, to: string): Promise<ListAnswer> {
    try {
      const held = (await this.marked([between(from, to)])).filter(isBooked);
      const reference = ({ mark }: HeldInvoice): string => (mark ?? '').slice(markPrefix.length);
      return { kind: 'LISTED', vouchers: held.map((one) => ({ ...voucherOfHeld(one), reference: reference(one) })) };
    } catch (error) {
      return { kind: 'UNCLEAR', words: troubleOf(error).words };
    }
  }

  /** Whether Tryton lets us in, and how many drafts of ours wait there. */
  async health(): Promise<{ reachable: boolean; words: string }> {
    try {
      const version = await this.books().rpc.version();
      const drafts = (await this.marked([['state', 'in', ['draft', 'validated']]])).filter(isOpen).length;
      return { reachable: true, words: `Tryton ${version}, ${drafts} ${drafts === 1 ? 'draft' : 'drafts'} of ours` };
    } catch (error) {
      return { reachable: false, words: troubleOf(error).words };
    }
  }

  private books(): TrytonBooks {
    const end = performance.now() + (this.erp.timeoutMs ?? 15_000);
    return new TrytonBooks(this.session.until(end), this.erp, this.memory);
  }

  private marked(where: unknown[]): Promise<HeldInvoice[]> {
    return heldInvoices(this.books(), [['description', 'like', `${markPrefix}%`], ...where]);
  }
}

/** Tryton books on the accounting date, and where there is none on the invoice's. */
function between(from: LocalDate, to: LocalDate): unknown[] {
  const range = (field: string): unknown[] => [
    [field, '>=', trytonDay(from)],
    [field, '<=', trytonDay(to)],
  ];
  return ['OR', range('accounting_date'), [['accounting_date', '=', null], ...range('invoice_date')]];
}

function troubleOf(error: unknown): Pick<TrytonTrouble, 'kind' | 'retryAfterSeconds'> & { words: string } {
  if (error instanceof TrytonTrouble)
    return { kind: error.kind, retryAfterSeconds: error.retryAfterSeconds, words: error.message };
  return { kind: 'UNCLEAR', retryAfterSeconds: null, words: keptWords(String(error)) };
}

function today(): LocalDate {
  return new Date().toISOString().slice(0, 10);
}
