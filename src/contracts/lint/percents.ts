import type { ContractVersion } from '../../freight/contract.ts';
import { decimal } from '../../freight/money.ts';
import type { Note } from './finding.ts';
import { accessorialsOf, fuelsOf, type Placed } from './terms.ts';

/** A percentage, and below what it looks as if it had been divided by a hundred twice; null: it may be as small. */
interface Percent {
  text: string;
  least: string | null;
  /** Above what it looks as if it had been written whole; absent: all of it. */
  most?: string;
}

/** More than a tenth of a value, or for each step of a price, is no percentage of the trade. */
const ofSmallThings = { least: null, most: '0.1' };

function ofFuel(contract: ContractVersion): Placed<Percent>[] {
  return fuelsOf(contract).flatMap(({ at, is }): Placed<Percent>[] => {
    if (is.model === 'PERCENT_FORMULA')
      return [{ at: `${at}/percentPerStep`, is: { text: is.percentPerStep, ...ofSmallThings } }];
    if (is.model !== 'PERCENT_TABLE') return [];
    // One word for a table: its greatest value tells how all of them were written.
    const greatest = is.table.reduce(
      (best, row, index) => (decimal(row.value).gt(decimal(best.value)) ? { value: row.value, index } : best),
      { value: '0', index: 0 },
    );
    const beyond = is.beyond ? [{ at: `${at}/beyond/value`, is: { text: is.beyond.value, ...ofSmallThings } }] : [];
    return [{ at: `${at}/table/${greatest.index}/value`, is: { text: greatest.value, least: '0.005' } }, ...beyond];
  });
}

function ofCharges(contract: ContractVersion): Placed<Percent>[] {
  const linehauls = contract.lanes.flatMap(({ linehaul }, index): Placed<Percent>[] => {
    const at = `/lanes/${index}/linehaul`;
    if (linehaul.model === 'WEIGHT_BREAKS' && linehaul.discount)
      return [{ at: `${at}/discount`, is: { text: linehaul.discount, least: '0.01' } }];
    return linehaul.model === 'PERCENT_OF_VALUE'
      ? [{ at: `${at}/percent`, is: { text: linehaul.percent, ...ofSmallThings } }]
      : [];
  });
  const accessorials = accessorialsOf(contract).flatMap(({ at, is }): Placed<Percent>[] => {
    if (is.model === 'PERCENT') return [{ at: `${at}/percent`, is: { text: is.percent, least: '0.001' } }];
    return is.model === 'PERCENT_OF_VALUE' ? [{ at: `${at}/percent`, is: { text: is.percent, ...ofSmallThings } }] : [];
  });
  return [...linehauls, ...accessorials];
}

function ofTerms({ taxes, lateDelivery, tolerances }: ContractVersion): Placed<Percent>[] {
  return [
    ...(taxes ?? []).map(({ rate }, index) => ({ at: `/taxes/${index}/rate`, is: { text: rate, least: '0.001' } })),
    ...(lateDelivery ?? []).map(({ percentOfLinehaul }, index) => ({
      at: `/lateDelivery/${index}/percentOfLinehaul`,
      is: { text: percentOfLinehaul, least: '0.001' },
    })),
    ...(tolerances ?? []).flatMap((tolerance, index) =>
      (['over', 'under'] as const).flatMap((side) => {
        const percent = tolerance[side]?.percent;
        return percent ? [{ at: `/tolerances/${index}/${side}/percent`, is: { text: percent, least: null } }] : [];
      }),
    ),
  ];
}

/** Percentages written whole (28.5) or as a fraction of a fraction (0.00285); a percentage is a fraction (model.md). */
export function lintPercents(contract: ContractVersion, note: Note): void {
  for (const { at, is } of [...ofCharges(contract), ...ofFuel(contract), ...ofTerms(contract)]) {
    const value = decimal(is.text);
    if (value.greaterThan(decimal(is.most ?? '1')))
      note('PERCENT_LOOKS_WHOLE', at, `${is.text} is ${value.times(100).toFixed()} %.`);
    else if (is.least !== null && value.greaterThan(0) && value.lessThan(decimal(is.least)))
      note('PERCENT_LOOKS_TINY', at, `${is.text} is ${value.times(100).toFixed()} %.`);
    if (at.endsWith('/discount') && value.equals(1)) note('DISCOUNT_TOTAL', at, 'The discount is all of the charge.');
  }
}
