import { Dec, decimalText } from '../../freight/money.ts';
import type { LocalDate } from '../../freight/time.ts';
import { fieldOf } from './erp-call.ts';
import { TrytonTrouble } from './tryton-rpc.ts';

/** One record as Tryton answers it: only what was asked for, its numbers as texts, and nothing of it believed. */
export type TrytonRecord = Readonly<Record<string, unknown>>;

/** An amount as Tryton's JSON carries it: exact, never a floating number. */
export function trytonDecimal(amount: string): object {
  return { __class__: 'Decimal', decimal: amount };
}

/** A day as Tryton's JSON carries it; null stays null. */
export function trytonDay(date: LocalDate | null): object | null {
  if (date === null) return null;
  const [year, month, day] = date.split('-').map(Number);
  return { __class__: 'date', year, month, day };
}

/**
 * Records of an answer to `search_read`.
 *
 * @throws TrytonTrouble when it is no list of records with ids
 */
export function recordsOf(answer: unknown): TrytonRecord[] {
  const records = Array.isArray(answer) ? (answer as unknown[]) : undefined;
  if (!records?.every((record) => isDigits(fieldOf(record, 'id'))))
    throw new TrytonTrouble('UNCLEAR', `no records: ${JSON.stringify(answer)}`);
  return records as TrytonRecord[];
}

/** A text of a record; null where it is empty or something else. */
export function textOf(record: TrytonRecord, field: string): string | null {
  const value = record[field];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The id of a record, or of one it points to. @throws TrytonTrouble where there is none */
export function idOf(record: TrytonRecord, field = 'id'): number {
  const value = record[field];
  if (!isDigits(value)) throw new TrytonTrouble('REFUSED', `Tryton has no ${field} for ${JSON.stringify(record)}`);
  return Number(value);
}

/** An exact amount of a record as plain text; null where there is none. A floating number is none. */
export function amountOf(record: TrytonRecord, field: string): string | null {
  const value = record[field];
  const text = fieldOf(value, '__class__') === 'Decimal' ? fieldOf(value, 'decimal') : null;
  if (typeof text !== 'string' || !/^-?\d{1,20}(\.\d{1,20})?(E[+-]?\d{1,2})?$/.test(text)) return null;
  return decimalText(new Dec(text));
}

/** A day of a record; null where there is none. */
export function dayOf(record: TrytonRecord, field: string): LocalDate | null {
  const parts = ['year', 'month', 'day'].map((part) => fieldOf(record[field], part));
  return parts.every(isDigits) ? parts.map((part) => part.padStart(2, '0')).join('-') : null;
}

/** Whether a value is an id, as `readExactly` reads it. */
export function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,15}$/.test(value);
}
