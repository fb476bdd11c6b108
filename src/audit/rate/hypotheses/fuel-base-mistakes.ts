import type { ChargeCode } from '../../../freight/codes.ts';
import { decimal, sum } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import type { Distance } from '../../../freight/measures.ts';
import { billLines } from '../../align/bill-lines.ts';
import { familyOf } from '../../align/units.ts';
import type { DossierBill } from '../../dossier.ts';
import type { ExpectedCharge } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { added, grouped, leaf } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { ruleSource } from '../sources.ts';
import { fuelMistake } from './fuel-held.ts';
import type { HeldFuel } from './fuel-held.ts';
import { linehaulAmount } from './linehaul-amount.ts';
import type { Mistake } from './mistakes.ts';

const supposed = (value: Decimal, label: string, rating: Rating): Figure =>
  leaf(value, { label, unit: rating.currency }, ruleSource('known-mistakes', '/base'));

/** What a bill itself asks for the charges of the base; null where that is what is owed for them, or it bills none. */
function billedBase(bill: DossierBill, { programme, base, mistakes }: HeldFuel): Figure | null {
  const codes = 'base' in programme ? programme.base.map(familyOf) : [];
  const lines = billLines(bill).lines.filter(({ charge }) => codes.includes(familyOf(charge)));
  const total = sum(lines.map((line) => line.billed));
  return lines.length === 0 || total.equals(base.value) ? null : supposed(total, 'billed base', mistakes.rating);
}

/** The right percent of what is billed for the base: the surcharge follows a mistake in the charges it is taken of. */
export function billedBases(held: HeldFuel): Mistake[] {
  const { programme } = held;
  if (!('base' in programme)) return [];
  const alone = programme.base.every((code) => familyOf(code) === 'LINEHAUL');
  return held.mistakes.bills.flatMap((bill): Mistake[] => {
    const base = billedBase(bill, held);
    const label = alone ? 'on the billed linehaul' : 'on what is billed for the charges of its base';
    return base === null ? [] : [fuelMistake(held, 'F-05', label, { base })];
  });
}

function grossLinehaul({ rating }: HeldFuel['mistakes']): Decimal | null {
  const rate = rating.lane.linehaul;
  if (rate.model !== 'WEIGHT_BREAKS') return null;
  return linehaulAmount(rating, { rate: { ...rate, discount: null, minimum: null } });
}

const words = ({ charge, stop }: ExpectedCharge) =>
  charge.toLowerCase().replaceAll('_', ' ') + (stop === null ? '' : ` at stop ${stop}`);

/** The percent taken of another base: the undiscounted linehaul, one charge more or less, or all charges together. */
export function otherBases(held: HeldFuel): Mistake[] {
  const { programme, base, mistakes } = held;
  const { rating, expected } = mistakes;
  if (!('base' in programme)) return [];
  const codes = programme.base.map(familyOf);
  const unit = rating.currency;
  const other = (label: string, figure: Figure) => fuelMistake(held, 'F-05', label, { base: figure });
  const gross = grossLinehaul(mistakes);
  const own: readonly ChargeCode[] = ['FUEL', held.governing.charge];
  const owed = expected.flatMap((one) =>
    own.includes(one.charge) || !one.amount?.isPositive() || one.amount.isZero()
      ? []
      : [{ one, figure: { value: one.amount, working: one.working } }],
  );
  const more = owed
    .filter(({ one }) => !codes.includes(one.charge))
    .map(({ one, figure }) => other(`on ${words(one)} too`, added([base, figure], { label: 'wider base', unit })));
  const fewer = owed
    .filter(({ one }) => codes.includes(one.charge) && codes.length > 1)
    .map(({ one, figure }) => other(`without ${words(one)} in its base`, lessOf(base, figure, unit)));
  const all = added(
    owed.map(({ figure }) => figure),
    { label: 'all charges', unit },
  );
  return [
    ...(gross === null ? [] : [other('on the gross linehaul instead of the net', supposed(gross, 'gross', rating))]),
    ...more,
    ...fewer,
    other('on all charges instead of its base', all),
  ];
}

const lessOf = (base: Figure, figure: Figure, unit: string): Figure =>
  leaf(base.value.minus(figure.value), { label: 'narrower base', unit }, ruleSource('known-mistakes', '/base'));

/** The distances a bill names: its own, and those of its linehaul and fuel lines. */
function billedDistances({ bill }: DossierBill): Distance[] {
  const ofLines = bill.charges.flatMap(({ charge, quantity }): Distance[] => {
    const unit = quantity?.unit;
    const isPriced = charge === 'LINEHAUL' || charge === 'FUEL';
    return isPriced && quantity && (unit === 'MI' || unit === 'KM') ? [{ value: quantity.value, unit }] : [];
  });
  return [...(bill.distance ? [bill.distance] : []), ...ofLines];
}

/** The miles of the bill instead of those the linehaul is rated by (F-06). */
export function otherDistances(held: HeldFuel): Mistake[] {
  const { rating, bills } = held.mistakes;
  if ('base' in held.programme) return [];
  return bills.flatMap((one) =>
    billedDistances(one).map((measure): Mistake => {
      const { source, documentId } = one.invoice;
      const pointer = `/bills/${one.bill.bill}/distance/value`;
      const distance = { measure, source: { kind: 'FACT' as const, id: `${source} ${documentId}`, pointer } };
      const label = `at the billed distance of ${grouped(decimal(measure.value))} ${measure.unit}`;
      return fuelMistake(held, 'F-06', label, { rating: { ...rating, goods: { ...rating.goods, distance } } });
    }),
  );
}
