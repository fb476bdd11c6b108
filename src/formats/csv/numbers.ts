import { decimal, decimalPattern } from '../../freight/money.ts';

/** How a sheet writes numbers. Nothing beside digits and the decimal mark is accepted unless it is said here. */
export interface NumberFormat {
  /** Absent: a point. */
  decimal?: '.' | ',';
  /** What stands between groups of three digits. */
  thousands?: ',' | '.' | ' ' | "'";
  /** Signs or codes that may stand before or behind the number: `$`, `EUR`. */
  currency?: readonly string[];
}

/** What becomes of a number: multiplied by `times`, or by a hundredth where the sheet writes percents. */
export interface NumberUse {
  times?: string;
  percent?: boolean;
}

export type Reading<T> = { value: T } | { detail: string };

const blanks = /[\u00a0\u202f]/g;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A number without what stands around it: signs of currency, and a sign of percent where percents are written. */
function bare(text: string, { currency }: NumberFormat, percent: boolean): string {
  let rest = text.replace(blanks, ' ').trim();
  for (const sign of currency ?? [])
    if (rest.startsWith(sign)) rest = rest.slice(sign.length).trim();
    else if (rest.endsWith(sign)) rest = rest.slice(0, -sign.length).trim();
  return percent && rest.endsWith('%') ? rest.slice(0, -1).trim() : rest;
}

/** Made once for each format: a sheet has tens of thousands of cells. */
const patterns = new WeakMap<NumberFormat, RegExp>();

function pattern(format: NumberFormat): RegExp {
  const known = patterns.get(format);
  if (known) return known;
  const { decimal = '.', thousands } = format;
  const grouped = thousands ? `|[0-9]{1,3}(?:${escaped(thousands)}[0-9]{3})+` : '';
  const made = new RegExp(`^(-?)([0-9]+${grouped})?(?:${escaped(decimal)}([0-9]+))?$`);
  patterns.set(format, made);
  return made;
}

function why(text: string, { decimal = '.', thousands }: NumberFormat): string {
  if (/^-?[0-9.,]+e[+-]?[0-9]+$/i.test(text)) return 'is written with an exponent: format the column as a number';
  if (/[$€£¥]|[A-Z]{3}/.test(text)) return 'has a sign of currency, which the mapping does not name';
  if (text.includes('%')) return 'is a percent: say percent in the mapping';
  const other = decimal === '.' ? ',' : '.';
  if (!thousands && text.includes(other)) return `has a “${other}”, which the mapping does not name as separator`;
  return 'is not a number';
}

/** Digits, point and places as a decimal is written; null: it is no number of this form. */
function plainOf(text: string, format: NumberFormat): string | null {
  const [, sign = '', whole, fraction] = pattern(format).exec(text) ?? [];
  if (whole === undefined && fraction === undefined) return null;
  const digits = (whole ?? '').replace(/[^0-9]/g, '').replace(/^0+(?=[0-9])/, '') || '0';
  return `${sign}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
}

/**
 * A cell as a decimal of the contract: plain digits with a point, no leading zeros, at most 8 places.
 */
export function numberOf(text: string, format: NumberFormat, use: NumberUse = {}): Reading<string> {
  const rest = bare(text, format, use.percent ?? false);
  const plain = plainOf(rest, format);
  const broken = (reason: string) => ({ detail: `“${text.slice(0, 40)}” ${reason}` });
  if (plain === null) return broken(why(rest, format));
  if (!decimalPattern.test(plain)) return broken('has more than 15 digits, or more than 8 places');
  const value = scaled(plain, use);
  return decimalPattern.test(value) ? { value } : broken('has more than 8 places once it is multiplied');
}

/** A decimal multiplied as the mapping says; untouched, with all its zeros, where it says nothing. */
function scaled(plain: string, { times = '1', percent = false }: NumberUse): string {
  if (times === '1' && !percent) return plain;
  return decimal(plain)
    .times(times)
    .times(percent ? '0.01' : '1')
    .toFixed();
}
