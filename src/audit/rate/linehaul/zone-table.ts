import type { HundredweightRate, ZoneTableRate } from '../../../freight/linehaul.ts';
import { Dec, decimal, sum } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import { entryOf } from '../../../freight/entry.ts';
import {
  added,
  dividedBy,
  greatestOf,
  grouped,
  isProven,
  leastOf,
  less,
  needsOf,
  ofRow,
  product,
  times,
  wholeUnits,
} from '../figure.ts';
import type { Figure, Price, Unproven } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import { clause, pointerPart, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';
import { packageMultiple, packagesOf } from './package-weight.ts';
import type { Packages } from './package-weight.ts';
import { zoneOf } from './zones.ts';

/** A zone table with the zone found. */
interface Zoned {
  rate: ZoneTableRate;
  price: LanePrice;
  zone: string;
}

interface Row {
  upTo: Decimal;
  index: number;
}

/** The rows of the zone, the lightest first. */
function rowsOf({ rate, zone }: Zoned): Row[] {
  const rows = entryOf(rate.rates, zone) ?? [];
  return rows.map(({ upTo }, index) => ({ upTo: decimal(upTo), index })).sort((a, b) => a.upTo.comparedTo(b.upTo));
}

function rowFigures({ rate, price, zone }: Zoned, { index }: Row): { upTo: Figure; amount: Figure } | null {
  const row = entryOf(rate.rates, zone)?.[index];
  const at = `rates/${pointerPart(zone)}/${index}`;
  const upTo = clause(price, row?.upTo, `${at}/upTo`, { label: 'row up to', unit: rate.weightUnit });
  const label = `zone ${zone} up to ${grouped(row?.upTo ?? '0')} ${rate.weightUnit}`;
  const amount = clause(price, row?.amount, `${at}/amount`, { label, unit: price.currency });
  return upTo && amount ? { upTo, amount } : null;
}

/** Above the last row: its amount, and `perExtra` for each started multiple beyond it. */
function beyond(zoned: Zoned, billable: Figure, last: Row): Price {
  const { rate, price } = zoned;
  const unit = price.currency;
  const row = rowFigures(zoned, last);
  const extra = clause(price, rate.perExtra, 'perExtra', { label: 'for each extra', unit });
  if (!row || !extra) return rateMissing(price, `${grouped(billable.value)} ${rate.weightUnit} to zone ${zoned.zone}`);
  const over = less(billable, row.upTo, { label: 'above the last row', unit: rate.weightUnit });
  const units = wholeUnits(over, packageMultiple(rate, price), 'UP', { label: 'started extras', unit: '1' });
  const more = times(units, extra, { label: 'extras × their price', unit });
  return added([row.amount, more], { label: 'last row and extras', unit });
}

/** What one package costs, at least the minimum of a package. */
function packagePrice(zoned: Zoned, billable: Figure): Price {
  const { rate, price, zone } = zoned;
  const unit = price.currency;
  const rows = rowsOf(zoned);
  const place = rows.findIndex(({ upTo }) => upTo.greaterThanOrEqualTo(billable.value));
  const [row, below, last] = [rows[place], rows[place - 1], rows.at(-1)];
  const held = row && rowFigures(zoned, row);
  const above = below ? (rowFigures(zoned, below)?.upTo ?? null) : null;
  const step = { label: `a package to zone ${zone}`, unit };
  const amount = held
    ? ofRow(billable, { upTo: held.upTo, value: held.amount, above }, step)
    : last
      ? beyond(zoned, billable, last)
      : rateMissing(price, `zone ${zone}`);
  const minimum = clause(price, rate.minimum, 'minimum', { label: 'minimum of a package', unit });
  if (!isProven(amount) || !minimum) return amount;
  return greatestOf([amount, minimum], { label: 'a package, at least the minimum', unit });
}

function linePrice(zoned: Zoned, { billable, count, item }: Packages): Price {
  const one = packagePrice(zoned, billable);
  if (!isProven(one) || count.value.equals(1)) return one;
  return times(count, one, { label: `packages × price, item ${item}`, unit: zoned.price.currency });
}

/** All packages by the weight of all; null where there are too few or they weigh too little. */
function byHundredweight(zoned: Zoned, rate: HundredweightRate, packages: readonly Packages[]): Price | null {
  const { price, zone } = zoned;
  const { weightUnit } = zoned.rate;
  if (sum(packages.map(({ count }) => count.value)).lessThan(new Dec(rate.fromPackages ?? 2))) return null;
  const weights = packages.map(({ count, billable, item }) =>
    times(count, billable, { label: `billable weight of all packages, item ${item}`, unit: weightUnit }),
  );
  const total = added(weights, { label: 'billable weight of the shipment', unit: weightUnit });
  if (total.value.lessThan(decimal(rate.fromWeight))) return null;
  const unit = price.currency;
  const per = clause(price, rate.per, 'hundredweight/per', { label: 'rates are per', unit: weightUnit });
  const at = `hundredweight/rates/${pointerPart(zone)}`;
  const perRate = clause(price, entryOf(rate.rates, zone), at, { label: `rate to zone ${zone}`, unit });
  if (!per || !perRate) return rateMissing(price, `zone ${zone} by the weight of all packages`);
  const step = { label: 'all packages by weight', unit };
  const amount = dividedBy(product([total, perRate], step), per, step);
  const minimum = clause(price, rate.minimum, 'hundredweight/minimum', { label: 'minimum of the shipment', unit });
  return minimum ? greatestOf([amount, minimum], { label: 'by weight, at least the minimum', unit }) : amount;
}

const isPackages = (one: Packages | Price): one is Packages => 'billable' in one;

/** The packages of every line, or all that is wanting. */
function allPackages(rate: ZoneTableRate, price: LanePrice): Packages[] | Unproven {
  const all = price.goods.lines.map((line) => packagesOf(rate, price, line));
  const [open, ...more] = all.flatMap((one) => ('needs' in one ? [one] : []));
  return open ? { ...open, needs: [open, ...more].flatMap(({ needs }) => needs) } : all.filter(isPackages);
}

function packageByPackage(zoned: Zoned, packages: readonly Packages[]): Price {
  const amounts = packages.map((one) => linePrice(zoned, one));
  const needs = needsOf(amounts);
  if (needs) return { needs };
  const figures = amounts.filter(isProven);
  return added(figures, { label: 'all packages', unit: zoned.price.currency });
}

/**
 * ZONE_TABLE, parcel (rating.md): each package at the row of its zone that its billable weight does not exceed, above
 * the last row `perExtra` for each started multiple, at least `minimum`; summed over the packages. With `hundredweight`, at
 * most all packages by their weight together. No zone: LANE_MISSING; no row: RATE_MISSING; weight, pieces or dimensions
 * unknown: FACT_MISSING.
 */
export function zoneTable(rate: ZoneTableRate, price: LanePrice): Price {
  if (price.goods.lines.length === 0) return { needs: [orderLacks('items of the shipment')] };
  const found = zoneOf(rate, price);
  if ('needs' in found) return found;
  const zoned: Zoned = { rate, price, zone: found.zone };
  const packages = allPackages(rate, price);
  if ('needs' in packages) return packages;
  const each = packageByPackage(zoned, packages);
  const together = rate.hundredweight ? byHundredweight(zoned, rate.hundredweight, packages) : null;
  if (!together || !isProven(each)) return each;
  if (!isProven(together)) return together;
  return leastOf([each, together], { label: 'by package, at most by the weight of all', unit: price.currency });
}
