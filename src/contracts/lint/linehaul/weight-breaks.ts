import type { WeightBreaksRate } from '../../../freight/linehaul.ts';
import { firstMove, lintFirstBand } from '../bands.ts';
import { type Note, step } from '../finding.ts';

/** LTL class rating: classes rated at every break, rates that fall, FAK ranges rated as a class that is. */
export function lintWeightBreaks(rate: WeightBreaksRate, at: string, note: Note): void {
  const list = {
    starts: rate.breaks.map(({ from }) => from),
    at: (index: number) => `${at}/breaks/${index}/from`,
  };
  lintFirstBand(list, note);
  lintClasses(rate, at, note);
  lintFak(rate, at, note);
  lintDensityClasses(rate, at, note);
}

function lintClasses({ breaks }: WeightBreaksRate, at: string, note: Note): void {
  for (const name of new Set(breaks.flatMap(({ rates }) => Object.keys(rates)))) {
    const rates = breaks.map((each) => each.rates[name]);
    const missing = rates.indexOf(undefined);
    if (missing >= 0)
      note(
        'CLASS_RATE_ABSENT',
        `${at}/breaks/${missing}/rates`,
        `Class ${name} has no rate from ${breaks[missing]?.from ?? ''}, but has one at another break.`,
      );
    const rise = firstMove(rates, 'RISES');
    if (rise)
      note(
        'RATE_RISES',
        `${at}/breaks/${rise.index}/rates/${step(name)}`,
        `Class ${name} rises from ${rise.before} to ${rise.after} at the break from ${breaks[rise.index]?.from ?? ''}.`,
      );
  }
}

function lintFak({ fak, breaks }: WeightBreaksRate, at: string, note: Note): void {
  for (const [index, { ratedAs }] of (fak ?? []).entries())
    if (!breaks.some(({ rates }) => rates[ratedAs] !== undefined))
      note(
        'FAK_CLASS_UNRATED',
        `${at}/fak/${index}/ratedAs`,
        `The range is rated as ${ratedAs}, which has no rate at any break.`,
      );
}

function lintDensityClasses({ densityClasses }: WeightBreaksRate, at: string, note: Note): void {
  const rows = densityClasses ?? [];
  const rise = firstMove(
    rows.map((row) => row.class),
    'RISES',
  );
  if (rise)
    note(
      'DENSITY_CLASS_RISES',
      `${at}/densityClasses/${rise.index}/class`,
      `From ${rows[rise.index]?.fromPcf ?? ''} pounds a cubic foot the class rises from ${rise.before} to ${rise.after}.`,
    );
}
