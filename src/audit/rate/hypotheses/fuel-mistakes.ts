import type { FuelProgramme } from '../../../freight/contract.ts';
import { decimal, roundTo, roundingModes, sum } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import { billLines } from '../../align/bill-lines.ts';
import { familyOf } from '../../align/units.ts';
import type { DossierBill } from '../../dossier.ts';
import type { Rating } from '../context.ts';
import { added, isProven, leaf, times } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { baseOf, fuelAt, fuelClause, programmeOf } from '../fuel/fuel.ts';
import type { Programme } from '../fuel/fuel.ts';
import { governingPrice, priceFigure } from '../fuel/fuel-price.ts';
import { publications } from '../fuel/in-force.ts';
import type { Publication } from '../fuel/in-force.ts';
import { contractSource, ruleSource } from '../sources.ts';
import { distanceOf } from '../weight.ts';
import { linehaulAmount } from './linehaul-mistakes.ts';
import { otherVersions } from './mistakes.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

/** The fuel charge as it holds: the programme, the price that governs, the base. */
interface Held {
  mistakes: Mistakes;
  governing: Programme;
  programme: FuelProgramme;
  price: Publication;
  base: Figure;
}

function amountAt(
  held: Held,
  price: Publication,
  base: Figure = held.base,
  rating: Rating = held.mistakes.rating,
): Decimal | null {
  const amount = fuelAt(held.programme, fuelClause(rating, held.governing, base), priceFigure(held.programme, price));
  return isProven(amount) ? roundTo(amount.value, rating.rounding) : null;
}

const periodOf = ({ values }: Publication) => values[0]?.period ?? '';

/** The price of another period, up to eight before or after the one in force, nearest first. */
function otherPeriods(held: Held): Mistake[] {
  const { mistakes, programme, price } = held;
  const all = publications(programme, mistakes.rating.dossier.indexes);
  const own = all.findIndex((one) => periodOf(one) === periodOf(price));
  const near = all
    .map((one, index) => ({ one, away: Math.abs(index - own) }))
    .filter(({ away }) => away > 0 && away <= 8);
  return near
    .sort((a, b) => a.away - b.away)
    .map(({ one }) => ({
      reason: 'FUEL_WRONG',
      check: 'F-02',
      label: `with ${programme.index} of ${periodOf(one)} instead of ${periodOf(price)}`,
      amount: () => amountAt(held, one),
    }));
}

const billed = (value: Decimal, what: string, rating: Rating): Figure =>
  leaf(value, { label: what, unit: rating.currency }, ruleSource('known-mistakes', '/base'));

/** What a bill itself asks for the charges of the base; null where that is what is owed for them, or it bills none. */
function billedBase(bill: DossierBill, { programme, base, mistakes }: Held): Figure | null {
  const codes = programme.model === 'PERCENT_TABLE' ? programme.base.map(familyOf) : [];
  const lines = billLines(bill).lines.filter(({ charge }) => codes.includes(familyOf(charge)));
  const total = sum(lines.map((line) => line.billed));
  return lines.length === 0 || total.equals(base.value) ? null : billed(total, 'billed base', mistakes.rating);
}

/** The right percent of what is billed for the base: the surcharge follows a mistake in the charges it is taken of. */
function billedBases(held: Held): Mistake[] {
  const { programme } = held;
  if (programme.model !== 'PERCENT_TABLE') return [];
  const alone = programme.base.every((code) => familyOf(code) === 'LINEHAUL');
  return held.mistakes.bills.flatMap((bill): Mistake[] => {
    const base = billedBase(bill, held);
    if (base === null) return [];
    const label = alone ? 'on the billed linehaul' : 'on what is billed for the charges of its base';
    return [{ reason: 'FUEL_WRONG', check: 'F-05', label, amount: () => amountAt(held, held.price, base) }];
  });
}

/** The percent taken of another base: the undiscounted linehaul, or all charges together. */
function otherBases(held: Held): Mistake[] {
  const { rating, expected } = held.mistakes;
  const rate = rating.lane.linehaul;
  if (held.programme.model !== 'PERCENT_TABLE') return [];
  const gross =
    rate.model === 'WEIGHT_BREAKS'
      ? linehaulAmount(rating, { rate: { ...rate, discount: null, minimum: null } })
      : null;
  const rest = expected.filter(({ charge, amount }) => charge !== 'FUEL' && amount?.isPositive());
  const all = added(
    rest.flatMap(({ amount, working }) => (amount ? [{ value: amount, working }] : [])),
    { label: 'all charges', unit: rating.currency },
  );
  const ofBase = (label: string, base: Figure): Mistake => ({
    reason: 'FUEL_WRONG',
    check: 'F-05',
    label,
    amount: () => amountAt(held, held.price, base),
  });
  return [
    ...(gross ? [ofBase('of the gross linehaul instead of the net', billed(gross, 'gross linehaul', rating))] : []),
    ofBase('of all charges instead of the base', all),
  ];
}

function otherRows({ mistakes, programme, base }: Held): Mistake[] {
  if (!('table' in programme)) return [];
  const { rating } = mistakes;
  const by = programme.model === 'PERCENT_TABLE' ? base : distanceOf(rating.goods, programme.unit);
  if (!isProven(by)) return [];
  return programme.table.map(({ from, value }, index) => ({
    reason: 'FUEL_WRONG',
    label: `with the row from ${from}`,
    amount: () => {
      const row = leaf(value, { label: 'row', unit: '' }, contractSource(rating.contract, `/fuel/table/${index}`));
      return roundTo(times(by, row, { label: 'fuel', unit: rating.currency }).value, rating.rounding);
    },
  }));
}

function otherRoundings(held: Held): Mistake[] {
  const { rating } = held.mistakes;
  const modes = roundingModes.filter((mode) => mode !== rating.rounding.mode);
  const rounded = modes.map((mode): Mistake => ({
    reason: 'FUEL_WRONG',
    label: `rounded ${mode}`,
    amount: () => amountAt(held, held.price, held.base, { ...rating, rounding: { ...rating.rounding, mode } }),
  }));
  const { programme } = held;
  if (programme.model !== 'PER_DISTANCE_FORMULA') return rounded;
  const places = [null, 2, 3, 4].filter((one) => one !== (programme.ratePlaces ?? null));
  const rates = places.map((ratePlaces): Mistake => ({
    reason: 'FUEL_WRONG',
    label: ratePlaces === null ? 'with the rate not rounded' : `with the rate rounded to ${ratePlaces} places`,
    amount: () => amountAt({ ...held, programme: { ...programme, ratePlaces } }, held.price),
  }));
  return [...rates, ...rounded];
}

function billedDistances(held: Held): Mistake[] {
  const { rating, bills } = held.mistakes;
  if (held.programme.model === 'PERCENT_TABLE') return [];
  return bills.flatMap(({ bill, invoice }): Mistake[] => {
    if (!bill.distance) return [];
    const source = { kind: 'FACT' as const, id: `${invoice.source} ${invoice.documentId}`, pointer: '/bills/distance' };
    const goods = { ...rating.goods, distance: { measure: bill.distance, source } };
    const amount = () => amountAt(held, held.price, held.base, { ...rating, goods });
    return [
      { reason: 'FUEL_WRONG', label: `at the billed distance of ${decimal(bill.distance.value).toFixed()}`, amount },
    ];
  });
}

function otherProgrammes(held: Held): Mistake[] {
  return otherVersions(held.mistakes.rating).flatMap(({ rating, label }): Mistake[] => {
    const governing = programmeOf(rating);
    const { programme } = governing;
    if (programme === null || programme === 'NONE') return [];
    const amount = () => {
      const price = governingPrice(programme, rating);
      return 'needs' in price ? null : amountAt({ ...held, governing, programme }, price, held.base, rating);
    };
    return [{ reason: 'FUEL_WRONG', label, amount }];
  });
}

/** What may have gone wrong with a fuel surcharge: another week, base, row, distance, version or rounding. */
export function fuelMistakes(mistakes: Mistakes): Mistake[] {
  const { rating, expected } = mistakes;
  const governing = programmeOf(rating);
  const { programme } = governing;
  if (programme === null || programme === 'NONE') return [];
  const price = governingPrice(programme, rating);
  const base = baseOf(rating, programme.model === 'PERCENT_TABLE' ? programme.base : [], expected);
  if ('needs' in price || !isProven(base)) return [];
  const held: Held = { mistakes, governing, programme, price, base };
  const searches = [billedBases, otherPeriods, otherBases, billedDistances, otherProgrammes, otherRoundings, otherRows];
  return searches.flatMap((search) => search(held));
}
