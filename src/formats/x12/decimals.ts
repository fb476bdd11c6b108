import type { Decimal } from 'decimal.js';
import { minorPlaces } from '../../freight/currencies.ts';
import { amountText, Dec, decimalText } from '../../freight/money.ts';
import { element, noteAt, quoted, type Segment } from './segments.ts';
import { padded, type Reading } from './understood.ts';

/** One element that holds money of type N2. */
export interface MoneyField {
  segment: Segment;
  number: number;
}

/** How the amounts of one message are written, and in what currency. */
export interface MoneyReading {
  reading: Reading;
  literal: boolean;
  currency: string | null;
}

const amountPattern = /^-?\d{1,17}(\.\d{0,8})?$/;

/** Amounts have at most 15 digits before the point. */
const tooLarge = new Dec('1e15');

/** True for digits with an optional sign and point: what an N2 element may hold. Blank is not an amount. */
export function isAmount(text: string): boolean {
  return amountPattern.test(text);
}

function name(field: MoneyField): string {
  return `${field.segment.tag}-${padded(field.number)}`;
}

function note(field: MoneyField, code: string, detail: string) {
  return noteAt(code, detail, field.segment, field.number);
}

/**
 * Decides once per message how its N2 amounts are written: two implied decimals (12550 is 125.50), or a literal point
 * (1500.00), which is accepted with a warning. Both in one message contradict each other (MIXED_DECIMALS); zero is
 * zero either way. A profile with `n2: LITERAL` decides for all of its sender's messages.
 */
export function moneyReading(reading: Reading, fields: MoneyField[], currency: string | null): MoneyReading {
  const told = fields.map((field) => ({ field, text: element(field.segment, field.number) }));
  const amounts = told.filter(({ text }) => amountPattern.test(text));
  const pointed = amounts.find(({ text }) => text.includes('.'));
  const plain = amounts.find(({ text }) => !text.includes('.') && /[1-9]/.test(text));
  const always = reading.profile?.n2 === 'LITERAL';
  if (!always && pointed && plain) {
    const detail = `${name(pointed.field)} is ${quoted(pointed.text)}, ${name(plain.field)} is ${quoted(plain.text)}: with and without a decimal point in one message`;
    reading.problems.push(note(pointed.field, 'MIXED_DECIMALS', detail));
  } else if (!always && pointed) {
    const detail = `${name(pointed.field)} ${quoted(pointed.text)} has a decimal point where two decimals are implied; read as written`;
    reading.warnings.push(note(pointed.field, 'LITERAL_POINT', detail));
  }
  return { reading, literal: always || pointed !== undefined, currency };
}

function amountOf(text: string, literal: boolean): Decimal | null {
  if (!amountPattern.test(text)) return null;
  const written = new Dec(text.endsWith('.') ? text.slice(0, -1) : text);
  const value = literal ? written : written.dividedBy(100);
  return value.abs().lessThan(tooLarge) ? value : null;
}

function placesOf(currency: string | null): number {
  return (currency === null ? undefined : minorPlaces(currency)) ?? 2;
}

/**
 * The amount in an N2 element, in the currency's minor places. Blank, words and more decimals than the currency has
 * are problems of the message (AMOUNT_UNREADABLE, TOO_MANY_DECIMALS), never zero; the returned 0.00 is then not used.
 */
export function readAmount(money: MoneyReading, field: MoneyField): string {
  const text = element(field.segment, field.number);
  const value = amountOf(text, money.literal);
  if (value === null) {
    const detail = `${name(field)} should be an amount, not ${text === '' ? 'blank' : quoted(text)}`;
    money.reading.problems.push(note(field, 'AMOUNT_UNREADABLE', detail));
    return '0.00';
  }
  if (value.decimalPlaces() > placesOf(money.currency)) {
    const detail = `${name(field)} ${quoted(text)} has more decimals than ${money.currency ?? 'an amount'} allows`;
    money.reading.problems.push(note(field, 'TOO_MANY_DECIMALS', detail));
  }
  return amountText(value, money.currency);
}

/** An explicit decimal (X12 type R: rate, weight, quantity) as plain text; null when blank or no plain decimal. */
export function readNumber(text: string): string | null {
  const value = readDecimal(text);
  return value === null ? null : decimalText(value);
}

/** As `readNumber`, to calculate with. At most 12 digits before and 8 after the point. */
export function readDecimal(text: string): Decimal | null {
  return /^-?(\d{1,12}(\.\d{0,8})?|\.\d{1,8})$/.test(text) ? new Dec(text.replace(/\.$/, '')) : null;
}

/** A whole number of at most six digits (stop sequence, pieces); null when it is none. */
export function readWhole(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? new Dec(text).toNumber() : null;
}
