import { freightClasses } from '../../../freight/codes.ts';
import type { LinehaulRate, WeightBreaksRate } from '../../../freight/contract.ts';
import type { Distance, Weight } from '../../../freight/measures.ts';
import { Dec, decimal, decimalText, roundTo } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import type { DossierBill } from '../../dossier.ts';
import type { WorkingSource } from '../../working.ts';
import type { Rating } from '../context.ts';
import { grouped, isProven } from '../figure.ts';
import type { Goods } from '../goods.ts';
import { linehaul } from '../linehaul/linehaul.ts';
import { laneOf } from '../terms/lane.ts';
import { otherVersions } from './mistakes.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

interface Change {
  rate?: LinehaulRate;
  goods?: Partial<Goods>;
}

/** What the linehaul would come to with another clause or other goods, rounded; null where it can not be worked out. */
export function linehaulAmount(rating: Rating, change: Change = {}): Decimal | null {
  const { contract, lane, laneIndex, currency, rounding, goods } = rating;
  const at = {
    contract,
    pointer: `/lanes/${laneIndex}/linehaul`,
    currency,
    rounding,
    goods: { ...goods, ...change.goods },
  };
  const price = linehaul(change.rate ?? lane.linehaul, at);
  return isProven(price) ? roundTo(price.value, rounding) : null;
}

const billSource = ({ invoice, bill }: DossierBill, what: string): WorkingSource => ({
  kind: 'FACT',
  id: `${invoice.source} ${invoice.documentId}`,
  pointer: `/bills/${bill.bill}/${what}/value`,
});

function billedWeights(bills: readonly DossierBill[]): { weight: Weight; source: WorkingSource }[] {
  return bills.flatMap((one) => {
    const source = billSource(one, 'weight');
    const ofLines = one.bill.charges.flatMap(({ quantity }): Weight[] => {
      const unit = quantity?.unit;
      return quantity && (unit === 'LB' || unit === 'KG') ? [{ value: quantity.value, unit }] : [];
    });
    return [...(one.bill.weight ? [one.bill.weight] : []), ...ofLines].map((weight) => ({ weight, source }));
  });
}

function weightMistakes({ rating, bills }: Mistakes): Mistake[] {
  return billedWeights(bills).map((certified) => ({
    reason: 'WEIGHT_WRONG',
    label: `at the billed weight of ${grouped(certified.weight.value)} ${certified.weight.unit}`,
    amount: () => linehaulAmount(rating, { goods: { certified } }),
  }));
}

/** The distances a bill names: its own, and those of its linehaul lines. */
function billedDistances({ bill }: DossierBill): Distance[] {
  const ofLines = bill.charges.flatMap(({ charge, quantity }): Distance[] => {
    const unit = quantity?.unit;
    return charge === 'LINEHAUL' && quantity && (unit === 'MI' || unit === 'KM')
      ? [{ value: quantity.value, unit }]
      : [];
  });
  return [...(bill.distance ? [bill.distance] : []), ...ofLines];
}

function distanceMistakes({ rating, bills }: Mistakes): Mistake[] {
  return bills.flatMap((one) =>
    billedDistances(one).map((measure): Mistake => {
      const distance = { measure, source: billSource(one, 'distance') };
      const label = `at the billed distance of ${grouped(measure.value)} ${measure.unit}`;
      return { reason: 'DISTANCE_WRONG', label, amount: () => linehaulAmount(rating, { goods: { distance } }) };
    }),
  );
}

function minimumMistakes({ rating }: Mistakes, rate: Exclude<LinehaulRate, { model: 'FLAT' }>): Mistake[] {
  const minimum = rate.minimum ?? null;
  if (minimum === null) return [];
  const without = (): Decimal | null => linehaulAmount(rating, { rate: { ...rate, minimum: null } });
  return [
    { reason: 'MINIMUM_WRONG', label: 'without the minimum', amount: without },
    { reason: 'MINIMUM_WRONG', label: 'at the minimum', amount: () => roundTo(decimal(minimum), rating.rounding) },
  ];
}

/** The minimum taken before the discount, or discounted itself. */
function discountedMinimum({ rating }: Mistakes, rate: WeightBreaksRate): Mistake[] {
  if (!rate.minimum || !rate.discount) return [];
  const grossMinimum = rate.minimum;
  const share = new Dec(1).minus(decimal(rate.discount));
  const minimum = roundTo(decimal(rate.minimum).times(share), rating.rounding).toFixed();
  return [{ grossMinimum, minimum: null }, { minimum }].map((change) => ({
    reason: 'MINIMUM_WRONG',
    label: 'with the minimum discounted',
    amount: () => linehaulAmount(rating, { rate: { ...rate, ...change } }),
  }));
}

function discountMistakes({ rating }: Mistakes, rate: WeightBreaksRate): Mistake[] {
  const lanes = rating.dossier.contracts.flatMap(({ contract }) => contract.lanes);
  const others = lanes.flatMap(({ linehaul: other }) =>
    other.model === 'WEIGHT_BREAKS' && other.discount ? [other.discount] : [],
  );
  const distinct = [...new Set(others)].filter((discount) => discount !== rate.discount).slice(0, 20);
  const percent = (discount: string) => `${decimalText(decimal(discount).times(100))} %`;
  return [
    {
      reason: 'DISCOUNT_WRONG',
      label: 'undiscounted',
      amount: () => linehaulAmount(rating, { rate: { ...rate, discount: null } }),
    },
    {
      reason: 'DISCOUNT_WRONG',
      label: 'undiscounted and without the deficit',
      amount: () => linehaulAmount(rating, { rate: { ...rate, discount: null, deficit: false } }),
    },
    ...distinct.map((discount): Mistake => ({
      reason: 'DISCOUNT_WRONG',
      label: `with a discount of ${percent(discount)}`,
      amount: () => linehaulAmount(rating, { rate: { ...rate, discount } }),
    })),
  ];
}

function classMistakes({ rating, bills }: Mistakes, rate: WeightBreaksRate): Mistake[] {
  const billed = bills.flatMap(({ bill }) => bill.charges.flatMap(({ freightClass }) => freightClass ?? []));
  return [...new Set([...billed, ...freightClasses])].map((freightClass) => ({
    reason: 'CLASS_WRONG',
    label: `at class ${freightClass}`,
    amount: () => {
      const lines = rating.goods.lines.map((line) => ({ ...line, freightClass }));
      return linehaulAmount(rating, { rate: { ...rate, fak: null }, goods: { lines } });
    },
  }));
}

/** Straight at the rate of one break, whatever the weight. */
function breakMistakes({ rating }: Mistakes, rate: WeightBreaksRate): Mistake[] {
  return rate.breaks.map(({ from, rates }) => ({
    reason: 'LINEHAUL_WRONG',
    label: `at the rates from ${grouped(from)} ${rate.weightUnit}`,
    amount: () => linehaulAmount(rating, { rate: { ...rate, deficit: false, breaks: [{ from: '0', rates }] } }),
  }));
}

function classRatingMistakes(mistakes: Mistakes, rate: WeightBreaksRate): Mistake[] {
  const { rating } = mistakes;
  const deficit: Mistake = {
    reason: 'DEFICIT_IGNORED',
    label: 'without the deficit weight',
    amount: () => linehaulAmount(rating, { rate: { ...rate, deficit: false } }),
  };
  const fak: Mistake = {
    reason: 'FAK_NOT_APPLIED',
    label: 'at its own class instead of the FAK class',
    amount: () => linehaulAmount(rating, { rate: { ...rate, fak: null } }),
  };
  return [
    ...(rate.deficit ? [deficit] : []),
    ...(rate.fak?.length ? [fak] : []),
    ...discountedMinimum(mistakes, rate),
    ...discountMistakes(mistakes, rate),
  ];
}

function laneMistakes({ rating }: Mistakes): Mistake[] {
  const { contract, laneIndex, shipment } = rating;
  const own = laneOf(contract, shipment.body);
  return contract.lanes.slice(0, 100).flatMap((lane, index): Mistake[] => {
    if (index === laneIndex || typeof own === 'string') return [];
    const amount = () => linehaulAmount({ ...rating, lane, laneIndex: index });
    return [{ reason: 'LINEHAUL_WRONG', label: `at lane ${lane.lane}`, amount }];
  });
}

/** What may have gone wrong with a linehaul, the likeliest and cheapest first (audit.md, What would make it right). */
export function linehaulMistakes(mistakes: Mistakes): Mistake[] {
  const { rating } = mistakes;
  const rate = rating.lane.linehaul;
  const byClass = rate.model === 'WEIGHT_BREAKS' ? rate : null;
  const versions = otherVersions(rating).map(({ rating: there, label }): Mistake => ({
    reason: 'RATE_EXPIRED',
    label,
    amount: () => linehaulAmount(there),
  }));
  return [
    ...(byClass ? classRatingMistakes(mistakes, byClass) : []),
    ...(rate.model === 'FLAT' ? [] : minimumMistakes(mistakes, rate)),
    ...versions,
    ...weightMistakes(mistakes),
    ...distanceMistakes(mistakes),
    ...(byClass ? [...classMistakes(mistakes, byClass), ...breakMistakes(mistakes, byClass)] : []),
    ...laneMistakes(mistakes),
  ];
}
