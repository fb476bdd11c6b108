import type { ContractVersion, LateDeliveryCredit } from '../../freight/contract.ts';
import { decimal } from '../../freight/money.ts';
import type { Note } from './finding.ts';

/** Credits for late delivery: one band for each lateness, more for more, and a carrier that can be at fault. */
export function lintLateDelivery({ lateDelivery }: ContractVersion, note: Note): void {
  const bands = lateDelivery ?? [];
  const at = (index: number, field: string) => `/lateDelivery/${index}/${field}`;
  for (const [index, band] of bands.entries()) {
    const { afterMinutes, excused } = band;
    const before = bands[index - 1];
    if (bands.slice(0, index).some((other) => other.afterMinutes === afterMinutes))
      note('LATE_BAND_REPEATED', at(index, 'afterMinutes'), `Two credits are due after ${afterMinutes} minutes.`);
    else if (before && before.afterMinutes > afterMinutes)
      note(
        'LATE_BANDS_UNSORTED',
        at(index, 'afterMinutes'),
        `The band after ${afterMinutes} minutes stands after a later one.`,
      );
    if (excused.includes('CARRIER'))
      note('LATE_ALWAYS_EXCUSED', at(index, 'excused'), 'A delay of the carrier’s own making is excused.');
  }
  lintFalling(bands, at, note);
}

function lintFalling(
  bands: readonly LateDeliveryCredit[],
  at: (index: number, field: string) => string,
  note: Note,
): void {
  const sorted = [...bands.entries()].sort(([, a], [, b]) => a.afterMinutes - b.afterMinutes);
  for (const [position, [index, band]] of sorted.entries()) {
    const before = sorted[position - 1]?.[1];
    if (before && decimal(band.percentOfLinehaul).lessThan(decimal(before.percentOfLinehaul)))
      note(
        'LATE_CREDIT_FALLS',
        at(index, 'percentOfLinehaul'),
        `After ${band.afterMinutes} minutes the credit is ${band.percentOfLinehaul}, after ${before.afterMinutes} it was ${before.percentOfLinehaul}.`,
      );
  }
}
