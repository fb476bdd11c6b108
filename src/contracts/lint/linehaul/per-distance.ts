import type { PerDistanceRate } from '../../../freight/linehaul.ts';
import { firstMove, lintFirstBand } from '../bands.ts';
import type { Note } from '../finding.ts';

type Banded = PerDistanceRate & { bands: NonNullable<PerDistanceRate['bands']> };

/** Distance × rate: bands from zero on, each with one price, amounts that do not fall as the way grows. */
export function lintPerDistance(rate: PerDistanceRate, at: string, note: Note): void {
  if (rate.bands?.length) lintDistanceBands({ ...rate, bands: rate.bands }, at, note);
}

function lintDistanceBands({ rate, bands, unit }: Banded, at: string, note: Note): void {
  lintFirstBand({ starts: bands.map(({ from }) => from), at: (index) => `${at}/bands/${index}/from` }, note);
  if (rate) note('RATE_IDLE', `${at}/rate`, `The rate ${rate} is never asked, since there are bands.`);
  for (const [index, band] of bands.entries())
    if (band.rate && band.amount)
      note('BAND_PRICE_TWICE', `${at}/bands/${index}`, `The band from ${band.from} ${unit} has a rate and an amount.`);
  const fall = firstMove(
    bands.map(({ amount }) => amount),
    'FALLS',
  );
  if (fall)
    note(
      'AMOUNT_FALLS',
      `${at}/bands/${fall.index}/amount`,
      `From ${bands[fall.index]?.from ?? ''} ${unit} the amount falls from ${fall.before} to ${fall.after}.`,
    );
}
