import { normaliseReference } from '../../freight/references.ts';

/** Digits a number must keep when something is taken off it: shorter ones say nothing. */
const fewest = 5;

/**
 * A number without what is easily added to it: leading zeros, and a letter or two after the digits (`123456-A`, `0123456`
 * and `123456` are one). Numbers that would keep fewer than 5 digits, and words, stay as they are.
 */
export function bareNumber(value: string): string {
  const number = normaliseReference(value);
  const [, zeros = '', lead = '', digits = '', letters = ''] = /^(0*)([A-Z]*)(\d+)([A-Z]{0,2})$/.exec(number) ?? [];
  if (digits.length < fewest || (zeros === '' && letters === '')) return number;
  return lead === '' ? digits.replace(/^0+/, '') : lead + digits;
}

/** `a` is `b` with one digit at its end: a check digit, or a digit more. */
function hasOneDigitMore(a: string, b: string): boolean {
  return b.length > fewest && a.length === b.length + 1 && a.startsWith(b) && /\d$/.test(a);
}

/**
 * True for two numbers that are not the same and look like one with something added: leading zeros, a letter or two, or a
 * digit at the end. Numbers that follow one another (`100234` and `100235`) do not.
 */
export function lookAlike(a: string, b: string): boolean {
  const [one, other] = [normaliseReference(a), normaliseReference(b)];
  if (one === '' || other === '' || one === other) return false;
  if (bareNumber(a) === bareNumber(b)) return true;
  return hasOneDigitMore(one, other) || hasOneDigitMore(other, one);
}
