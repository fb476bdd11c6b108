import type { ChargeableWeightRate } from '../../../freight/linehaul.ts';
import { decimal } from '../../../freight/money.ts';
import { firstMove, lintFirstBand } from '../bands.ts';
import type { Note } from '../finding.ts';

/** Below so many cubic centimetres a divisor was meant for cubic inches. */
const leastCubicCentimetres = 1000;

/** Air and European road: breaks that are reached, rates that fall, a rule for room in the right unit. */
export function lintChargeableWeight(rate: ChargeableWeightRate, at: string, note: Note): void {
  const { breaks } = rate;
  const list = { starts: breaks.map(({ from }) => from), at: (index: number) => `${at}/breaks/${index}/from` };
  lintFirstBand(list, note);
  const rise = firstMove(
    breaks.map((each) => each.rate),
    'RISES',
  );
  if (rise)
    note(
      'RATE_RISES',
      `${at}/breaks/${rise.index}/rate`,
      `From ${breaks[rise.index]?.from ?? ''} ${rate.weightUnit} the rate rises from ${rise.before} to ${rise.after}.`,
    );
  lintMinimumWeight(rate, at, note);
  lintRoom(rate, at, note);
}

function lintMinimumWeight({ minimumWeight, breaks, weightUnit }: ChargeableWeightRate, at: string, note: Note): void {
  if (!minimumWeight) return;
  for (const [index, { from }] of breaks.entries()) {
    const next = breaks[index + 1];
    if (next && decimal(next.from).lte(decimal(minimumWeight)))
      note(
        'BAND_UNREACHABLE',
        `${at}/breaks/${index}`,
        `At least ${minimumWeight} ${weightUnit} is charged, so the break from ${from} is never reached.`,
      );
  }
}

function lintRoom(rate: ChargeableWeightRate, at: string, note: Note): void {
  const { volumeDivisor, kgPerCbm, kgPerLoadingMetre, kgPerPallet } = rate;
  if (!volumeDivisor && !kgPerCbm && !kgPerLoadingMetre && !kgPerPallet)
    note('VOLUME_RULE_ABSENT', at, 'Only the gross weight counts: no rule says what room counts for.');
  if (volumeDivisor && decimal(volumeDivisor).lessThan(leastCubicCentimetres))
    note(
      'DIVISOR_UNIT',
      `${at}/volumeDivisor`,
      `${volumeDivisor} cubic centimetres for one ${rate.weightUnit} is little.`,
    );
}
