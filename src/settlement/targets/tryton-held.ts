import type { LocalDate } from '../../freight/time.ts';
import type { ErpVoucher } from './erp-target.ts';
import type { TrytonBooks } from './tryton-books.ts';
import { markOf } from './tryton-invoice.ts';
import { TrytonTrouble } from './tryton-rpc.ts';
import { amountOf, dayOf, idOf, textOf, type TrytonRecord } from './tryton-values.ts';
import { keptWords } from './voucher.ts';

/** A supplier invoice as Tryton holds it. */
export interface HeldInvoice {
  id: number;
  state: string | null;
  /** Given when it is validated or posted. */
  number: string | null;
  /** The supplier's number. */
  reference: string | null;
  party: number;
  /** Its description; ours say which posting they are of. */
  mark: string | null;
  postedOn: LocalDate | null;
  total: string | null;
}

const fields = [
  'state',
  'number',
  'reference',
  'party',
  'description',
  'invoice_date',
  'accounting_date',
  'total_amount',
];

/** Supplier invoices of the company, oldest first. */
export async function heldInvoices(books: TrytonBooks, where: unknown[]): Promise<HeldInvoice[]> {
  const own = [
    ['type', '=', 'in'],
    ['company', '=', await books.company()],
  ];
  const records = await books.read('account.invoice', { where: [...own, ...where], fields });
  return records.map(heldOf).sort((a, b) => a.id - b.id);
}

/**
 * Every invoice of a posting, in whatever state.
 *
 * @throws TrytonTrouble UNCLEAR when the answer tells of another posting
 */
export async function invoicesOf(books: TrytonBooks, postingId: string): Promise<HeldInvoice[]> {
  const mark = markOf(postingId);
  const held = await heldInvoices(books, [['description', '=', mark]]);
  const foreign = held.find((one) => one.mark !== mark);
  if (foreign) throw new TrytonTrouble('UNCLEAR', `asked for "${mark}", told of ${wordsOf(foreign)}`);
  return held;
}

function heldOf(record: TrytonRecord): HeldInvoice {
  return {
    id: idOf(record),
    state: textOf(record, 'state'),
    number: textOf(record, 'number'),
    reference: textOf(record, 'reference'),
    party: idOf(record, 'party'),
    mark: textOf(record, 'description'),
    postedOn: dayOf(record, 'accounting_date') ?? dayOf(record, 'invoice_date'),
    total: amountOf(record, 'total_amount'),
  };
}

/** Whether it counts in the books. */
export function isBooked({ state }: HeldInvoice): boolean {
  return state === 'posted' || state === 'paid';
}

/** Whether it could still be posted. */
export function isOpen({ state }: HeldInvoice): boolean {
  return state === 'draft' || state === 'validated';
}

export function voucherOfHeld({ id, number, postedOn, total }: HeldInvoice): ErpVoucher {
  return { documentNumber: number ?? String(id), postedOn, amount: total };
}

/** The invoice in a few words. */
export function wordsOf({ id, state, number, reference, total }: HeldInvoice): string {
  const named = number === null ? `invoice with id ${id}` : `invoice ${number}`;
  return keptWords(`${named} [${reference ?? ''}] of ${total ?? '?'}, ${state ?? '?'}`);
}
