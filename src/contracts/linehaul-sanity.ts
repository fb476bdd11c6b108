import { distanceUnits, freightClasses, weightUnits } from '../freight/codes.ts';
import type {
  ChargeableWeightRate,
  LinehaulRate,
  PerDistanceRate,
  PerUnitRate,
  TableAxis,
  TableRate,
  WeightBreaksRate,
  ZoneTableRate,
} from '../freight/linehaul.ts';
import { decimal } from '../freight/money.ts';
import type { FieldProblem } from '../masterdata/validated.ts';

const risingDetail = 'each begins above the one before';

/**
 * What is wrong with a linehaul clause though each field is of the right form: bands that do not rise, a table with
 * cells missing, a rate for a zone that no zone is, a maximum below the minimum.
 *
 * @param zones names of the contract's own zones
 * @param at JSON pointer of the clause
 */
export function linehaulProblems(rate: LinehaulRate, zones: readonly string[], at: string): FieldProblem[] {
  switch (rate.model) {
    case 'FLAT':
      return [];
    case 'PER_DISTANCE':
      return [...bounds(rate, at), ...perDistance(rate, at)];
    case 'PER_UNIT':
      return [...bounds(rate, at), ...perUnit(rate, at)];
    case 'WEIGHT_BREAKS':
      return weightBreaks(rate, at);
    case 'CHARGEABLE_WEIGHT':
      return [...bounds(rate, at), ...chargeableWeight(rate, at)];
    case 'ZONE_TABLE':
      return zoneTable(rate, zones, at);
    case 'TABLE':
      return [...bounds(rate, at), ...table(rate, at)];
    case 'WEIGHT_OR_MEASURE':
    case 'PERCENT_OF_VALUE':
      return bounds(rate, at);
  }
}

function bounds(
  { minimum, maximum }: { minimum?: string | null; maximum?: string | null },
  at: string,
): FieldProblem[] {
  if (!minimum || !maximum || decimal(maximum).greaterThanOrEqualTo(decimal(minimum))) return [];
  return [{ pointer: `${at}/maximum`, code: 'out-of-order', detail: 'the maximum is below the minimum' }];
}

/** Numbers that each have to be above the one before. */
function rising(values: readonly string[], pointer: (index: number) => string, detail = risingDetail): FieldProblem[] {
  const numbers = values.map((value) => decimal(value));
  return numbers.flatMap((value, index) =>
    numbers[index - 1]?.greaterThanOrEqualTo(value) ? [{ pointer: pointer(index), code: 'out-of-order', detail }] : [],
  );
}

const starts = (rows: readonly { from: string }[] | null | undefined) => (rows ?? []).map(({ from }) => from);

function perDistance(rate: PerDistanceRate, at: string): FieldProblem[] {
  const problems = rising(starts(rate.bands), (index) => `${at}/bands/${index}/from`);
  if (!rate.rate && !rate.bands)
    problems.push({ pointer: `${at}/rate`, code: 'required', detail: 'give a rate or bands' });
  for (const [index, band] of (rate.bands ?? []).entries())
    if (!band.rate && !band.amount)
      problems.push({ pointer: `${at}/bands/${index}`, code: 'required', detail: 'give its rate or its amount' });
  return problems;
}

function perUnit(rate: PerUnitRate, at: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!rate.rate && !rate.equipmentRates)
    problems.push({ pointer: `${at}/rate`, code: 'required', detail: 'give a rate or equipmentRates' });
  if (rate.incrementMinutes && rate.unit !== 'HOUR')
    problems.push({ pointer: `${at}/incrementMinutes`, code: 'out-of-place', detail: 'only an HOUR has minutes' });
  return problems;
}

function weightBreaks(rate: WeightBreaksRate, at: string): FieldProblem[] {
  const densities = (rate.densityClasses ?? []).map(({ fromPcf }) => fromPcf);
  return [
    ...rising(starts(rate.breaks), (index) => `${at}/breaks/${index}/from`),
    ...rising(densities, (index) => `${at}/densityClasses/${index}/fromPcf`),
    ...rate.breaks.flatMap(({ rates }, index) => unknownClasses(Object.keys(rates), `${at}/breaks/${index}/rates`)),
    ...fakRanges(rate, at),
  ];
}

function unknownClasses(names: readonly string[], at: string): FieldProblem[] {
  return names
    .filter((name) => !(freightClasses as readonly string[]).includes(name))
    .map((name) => ({ pointer: `${at}/${part(name)}`, code: 'unknown-code', detail: `${name} is no freight class` }));
}

function fakRanges(rate: WeightBreaksRate, at: string): FieldProblem[] {
  const ranges = (rate.fak ?? []).map(({ fromClass, toClass }) => ({ from: decimal(fromClass), to: decimal(toClass) }));
  return ranges.flatMap(({ from, to }, index): FieldProblem[] => {
    const pointer = `${at}/fak/${index}`;
    if (to.lessThan(from)) return [{ pointer, code: 'out-of-order', detail: 'toClass is below fromClass' }];
    const overlaps = ranges
      .slice(0, index)
      .some((other) => from.lessThanOrEqualTo(other.to) && to.greaterThanOrEqualTo(other.from));
    return overlaps ? [{ pointer, code: 'overlap', detail: 'it overlaps an earlier range of classes' }] : [];
  });
}

function chargeableWeight(rate: ChargeableWeightRate, at: string): FieldProblem[] {
  return rising(starts(rate.breaks), (index) => `${at}/breaks/${index}/from`);
}

/** Names under which something stands that no zone of the table is called. */
function unknownZones(rates: object | undefined, named: ReadonlySet<string>, at: string): FieldProblem[] {
  return Object.keys(rates ?? {})
    .filter((zone) => !named.has(zone))
    .map((zone) => ({ pointer: `${at}/${part(zone)}`, code: 'unknown-code', detail: `no zone is called ${zone}` }));
}

function zoneTable(rate: ZoneTableRate, contractZones: readonly string[], at: string): FieldProblem[] {
  const named = new Set(rate.zones.map(({ zone }) => zone));
  const places = rate.zones.flatMap(({ destination }, index) =>
    (destination.zones ?? []).flatMap((zone, place): FieldProblem[] => {
      const pointer = `${at}/zones/${index}/destination/zones/${place}`;
      return contractZones.includes(zone)
        ? []
        : [{ pointer, code: 'unknown-code', detail: `the contract has no zone ${zone}` }];
    }),
  );
  const rows = Object.entries(rate.rates).flatMap(([zone, ofZone]) =>
    rising(
      ofZone.map(({ upTo }) => upTo),
      (index) => `${at}/rates/${part(zone)}/${index}/upTo`,
      'each ends above the one before',
    ),
  );
  return [
    ...places,
    ...unknownZones(rate.rates, named, `${at}/rates`),
    ...rows,
    ...unknownZones(rate.hundredweight?.rates, named, `${at}/hundredweight/rates`),
  ];
}

const axisUnits: Record<TableAxis['by'], readonly string[]> = {
  WEIGHT: weightUnits,
  DISTANCE: distanceUnits,
  LOADING_METRES: [],
  PALLETS: [],
};

function axis({ by, unit, bands }: TableAxis, at: string): FieldProblem[] {
  const problems = rising(bands, (index) => `${at}/bands/${index}`);
  const fitting = axisUnits[by];
  const fits = unit ? fitting.includes(unit) : fitting.length === 0;
  if (fits) return problems;
  const detail = fitting.length === 0 ? `${by} have no unit` : `${by} is in ${fitting.join(' or ')}`;
  return [...problems, { pointer: `${at}/unit`, code: 'unknown-unit', detail }];
}

function table(rate: TableRate, at: string): FieldProblem[] {
  const problems = (['rows', 'columns'] as const).flatMap((side) => axis(rate[side], `${at}/${side}`));
  if (rate.cells.length !== rate.rows.bands.length)
    problems.push({ pointer: `${at}/cells`, code: 'wrong-size', detail: 'give a row of cells for each band of rows' });
  for (const [index, row] of rate.cells.entries())
    if (row.length !== rate.columns.bands.length)
      problems.push({
        pointer: `${at}/cells/${index}`,
        code: 'wrong-size',
        detail: 'give a cell for each band of columns',
      });
  if (rate.cell === 'RATE_PER' && rate.rows.by !== 'WEIGHT' && rate.columns.by !== 'WEIGHT')
    problems.push({ pointer: `${at}/cell`, code: 'out-of-place', detail: 'a rate needs a side by weight' });
  if (rate.rows.by === rate.columns.by)
    problems.push({ pointer: `${at}/columns/by`, code: 'repeated', detail: 'rows and columns are by the same' });
  return problems;
}

function part(name: string): string {
  return name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}
