import { Dec, decimalPattern } from '../../freight/money.ts';

/** Whether one figure, written as text, is above another; what is no figure is put last. */
export function isHigher(one: string, other: string): boolean {
  if (!decimalPattern.test(one) || !decimalPattern.test(other)) return !decimalPattern.test(one);
  return new Dec(one).greaterThan(other);
}
