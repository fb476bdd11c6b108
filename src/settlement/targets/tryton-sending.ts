import { decimal } from '../../freight/money.ts';
import type { Posting } from '../../freight/posting.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { TrytonBooks } from './tryton-books.ts';
import { heldInvoices, type HeldInvoice, invoicesOf, isBooked, isOpen, wordsOf } from './tryton-held.ts';
import { invoiceOf, markOf } from './tryton-invoice.ts';
import { TrytonTrouble } from './tryton-rpc.ts';

/**
 * One posting on its way into Tryton's books. Creating and posting are two calls, and only the second counts in the
 * books: what a broken call has left as a draft is found by its mark and finished, of several drafts one is posted and
 * the others are removed, and posting the same draft again changes nothing. So however late a call arrives, the posting
 * is booked once.
 */
export class TrytonSending {
  /** Whether anything was sent that changes Tryton. */
  written = false;

  constructor(
    private readonly books: TrytonBooks,
    private readonly posting: Posting,
  ) {}

  /**
   * @param accountingDate null: the invoice's own date
   * @returns the invoice in the books
   * @throws TrytonTrouble when it is not there, or may not be
   */
  async run(accountingDate: LocalDate | null): Promise<HeldInvoice> {
    const before = await this.ours();
    const booked = before.find(isBooked);
    if (booked) return booked;
    const party = await this.books.party(this.posting.vendorId ?? this.posting.carrier ?? '');
    const isRight = (draft: HeldInvoice): boolean => this.agrees(draft, party.id);
    const draft = before.find((one) => isOpen(one) && isRight(one));
    try {
      if (draft) return await this.posted(draft);
      await this.refuseTwice(before, party.id);
      return await this.posted(await this.created(before, { accountingDate, isRight }));
    } catch (error) {
      return this.unlessBooked(error);
    }
  }

  private ours(): Promise<HeldInvoice[]> {
    return invoicesOf(this.books, this.posting.postingId);
  }

  private agrees({ party, reference, total }: HeldInvoice, vendor: number): boolean {
    const { gross, supplierReference } = this.posting;
    const exact = total !== null && decimal(total).equals(decimal(gross));
    return exact && party === vendor && reference === supplierReference;
  }

  /** The draft to post: of several the first, so that whoever sends would choose the same. */
  private async created(
    before: readonly HeldInvoice[],
    { accountingDate, isRight }: { accountingDate: LocalDate | null; isRight: (draft: HeldInvoice) => boolean },
  ): Promise<HeldInvoice> {
    const invoice = await invoiceOf(this.posting, this.books, accountingDate);
    await this.remove(before.filter(isOpen));
    await this.write('create', [[invoice]]);
    const now = await this.ours();
    const booked = now.find(isBooked);
    const [first, ...others] = now.filter((one) => isOpen(one) && isRight(one));
    const kept = booked ?? first;
    await this.remove([...now.filter((one) => isOpen(one) && !isRight(one)), ...others]);
    if (kept) return kept;
    const made = now.map(wordsOf).join('; ') || 'nothing';
    throw new TrytonTrouble('REFUSED', `Tryton would book ${made}, not ${this.posting.gross}`);
  }

  /** Tryton 6.0 takes a supplier's number twice without a word, and would pay it twice. */
  private async refuseTwice(before: readonly HeldInvoice[], party: number): Promise<void> {
    const { postingId, supplierReference } = this.posting;
    const taken = await heldInvoices(this.books, [
      ['party', '=', party],
      ['reference', '=', supplierReference],
      ['state', '!=', 'cancelled'],
    ]);
    const foreign = taken.find(({ mark }) => mark !== markOf(postingId));
    if (foreign) throw new TrytonTrouble('REFUSED', `the vendor's number is taken: ${wordsOf(foreign)}`);
    const cancelled = before.find(({ state, number }) => state === 'cancelled' && number !== null);
    if (cancelled?.reference === supplierReference)
      throw new TrytonTrouble(
        'REFUSED',
        `cancelled in Tryton: ${wordsOf(cancelled)}; it is posted again under another`,
      );
  }

  private async posted(draft: HeldInvoice): Promise<HeldInvoice> {
    if (isBooked(draft)) return draft;
    try {
      await this.write('post', [[draft.id]]);
    } catch (error) {
      // A draft that stayed behind might be posted by somebody later, when we have given another one.
      if (isRefusal(error)) await this.remove([draft]);
      throw error;
    }
    const booked = (await this.ours()).find(isBooked);
    if (!booked) throw new TrytonTrouble('UNCLEAR', `invoice with id ${draft.id} is not posted`);
    return booked;
  }

  /** A call that came late may have posted what we then could not change. */
  private async unlessBooked(error: unknown): Promise<HeldInvoice> {
    const booked = isRefusal(error) && this.written ? (await this.ours()).find(isBooked) : undefined;
    if (!booked) throw error;
    return booked;
  }

  private async remove(drafts: readonly HeldInvoice[]): Promise<void> {
    const numbered = drafts.find(({ number }) => number !== null);
    if (numbered) throw new TrytonTrouble('REFUSED', `validated in Tryton by somebody else: ${wordsOf(numbered)}`);
    if (drafts.length > 0) await this.write('delete', [drafts.map(({ id }) => id)]);
  }

  private async write(method: 'create' | 'post' | 'delete', params: unknown[]): Promise<void> {
    const context = { company: await this.books.company() };
    this.written = true;
    await this.books.rpc.call(`model.account.invoice.${method}`, [...params, context]);
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof TrytonTrouble && error.kind === 'REFUSED';
}
