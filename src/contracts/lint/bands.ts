import { type Decimal, decimal } from '../../freight/money.ts';
import type { Note } from './finding.ts';

/** A list of bands: where each begins, and how its pointer goes on. */
export interface BandList {
  starts: readonly string[];
  at: (index: number) => string;
}

/** Below the first band there is no price: what weighs or goes less cannot be rated. */
export function lintFirstBand({ starts, at }: BandList, note: Note): void {
  const [first] = starts;
  if (first !== undefined && decimal(first).greaterThan(0))
    note('BANDS_START_ABOVE_ZERO', at(0), `There is no price below ${first}.`);
}

/** The first place where a list of figures moves against its grain; holes are passed over. */
export function firstMove(
  figures: readonly (string | null | undefined)[],
  against: 'RISES' | 'FALLS',
): { index: number; before: string; after: string } | null {
  let before: { text: string; value: Decimal } | null = null;
  for (const [index, text] of figures.entries()) {
    if (text === null || text === undefined) continue;
    const value = decimal(text);
    const moved = against === 'RISES' ? before?.value.lessThan(value) : before?.value.greaterThan(value);
    if (moved && before) return { index, before: before.text, after: text };
    before = { text, value };
  }
  return null;
}
