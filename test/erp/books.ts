import { decimal, decimalText, sum } from '../../src/freight/money.ts';
import type { HeldDocument } from './conformance.ts';

/** A document in a simulator's books. */
export interface Entry {
  id: number;
  /** The posting it was made for; `by hand` where an accountant entered it. */
  reference: string;
  company: string;
  vendor: string;
  /** The supplier's own number. */
  number: string;
  /** As the ERP keeps it: always above zero where credits are documents of another kind. */
  amount: string;
  credit: boolean;
  day: string;
  /** Whatever else the ERP keeps. */
  fields: Record<string, unknown>;
  lines: { number: number; amount: string }[];
}

/** What a field must be. */
export interface Field {
  required?: boolean;
  longest?: number;
  form?: RegExp;
}

const byHand = 'by hand';

/** The books every simulator keeps: a supplier's number once, nothing in a closed period. */
export class Books {
  readonly entries: Entry[] = [];
  closed = false;
  private taking = false;
  private lastId = 5_100_000_000;

  /** @param lenient a number of one of our own postings may come again: only look-ups keep a posting from coming twice */
  constructor(private readonly lenient = false) {}

  /** The next document is refused: the period is closed, or an accountant has just entered that number. */
  refuse(fault: 'refused' | 'number taken'): void {
    if (fault === 'refused') this.closed = true;
    else this.taking = true;
  }

  mend(): void {
    this.closed = false;
  }

  /** Why a document cannot be entered; null: it can. */
  complaint(entry: Omit<Entry, 'id'>): 'closed' | Entry | null {
    if (this.taking) this.enter({ ...entry, reference: byHand });
    this.taking = false;
    if (this.closed) return 'closed';
    const same = this.entries.filter((other) => isSameNumber(other, entry));
    return same.find(({ reference }) => !this.lenient || reference === byHand) ?? null;
  }

  enter(entry: Omit<Entry, 'id'>): Entry {
    this.lastId += 1;
    const entered = { id: this.lastId, ...entry };
    this.entries.push(entered);
    return entered;
  }

  /** Of postings of ours, by the number under which our side knows them. */
  holds(numberOf: (entry: Entry) => string, amountOf = (entry: Entry) => entry.amount): HeldDocument[] {
    return this.entries
      .filter(({ reference }) => reference !== byHand)
      .map((entry) => ({
        reference: entry.reference,
        documentNumber: numberOf(entry),
        amount: entry.credit ? decimalText(decimal(amountOf(entry)).negated()) : amountOf(entry),
      }));
  }
}

function isSameNumber(a: Omit<Entry, 'id'>, b: Omit<Entry, 'id'>): boolean {
  return a.company === b.company && a.vendor === b.vendor && a.number === b.number;
}

/** What is wrong with a body's fields, as a sentence; null: nothing. A field that is not listed is not known. */
export function fieldComplaint(body: Record<string, unknown>, fields: Record<string, Field>): string | null {
  const stranger = Object.keys(body).find((name) => !(name in fields));
  if (stranger !== undefined) return `Property ${stranger} is invalid.`;
  const complaints = Object.entries(fields).map(([name, field]) => valueComplaint(name, body[name], field));
  return complaints.find((complaint) => complaint !== null) ?? null;
}

function valueComplaint(name: string, value: unknown, { required, longest, form }: Field): string | null {
  if (isLacking(value)) return required === true ? `Field ${name} is required.` : null;
  const text = typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
  if (longest !== undefined && text.length > longest) return `Field ${name} exceeds its length of ${longest}.`;
  return form === undefined || form.test(text) ? null : `Value "${text}" of field ${name} is invalid.`;
}

function isLacking(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** The sum of amounts, as text. */
export function sumOf(amounts: readonly string[]): string {
  return decimalText(sum(amounts.map((amount) => decimal(amount))));
}

/** Whether two amounts are the same. */
export function isSame(a: string, b: string): boolean {
  return decimal(a).equals(decimal(b));
}

/** Today, as books are kept. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

export const amountForm = /^-?\d+(\.\d+)?$/;
export const dayForm = /^\d{4}-\d{2}-\d{2}$/;
