import { freightClasses } from '../../../freight/codes.ts';
import type { WeightBreaksRate } from '../../../freight/linehaul.ts';
import { Dec, decimal, decimalText, roundTo } from '../../../freight/money.ts';
import { grouped } from '../figure.ts';
import { billedClasses } from './billed-figures.ts';
import type { LinehaulMistake } from './linehaul-amount.ts';
import type { Mistakes } from './mistakes.ts';

/** The minimum taken before the discount, or discounted itself. */
function discountedMinimum({ rating }: Mistakes, rate: WeightBreaksRate): LinehaulMistake[] {
  if (!rate.minimum || !rate.discount) return [];
  const share = new Dec(1).minus(decimal(rate.discount));
  const minimum = roundTo(decimal(rate.minimum).times(share), rating.rounding).toFixed();
  const label = 'with the minimum discounted';
  return [
    ['MINIMUM_WRONG', label, { rate: { ...rate, grossMinimum: rate.minimum, minimum: null } }],
    ['MINIMUM_WRONG', label, { rate: { ...rate, minimum } }],
  ];
}

/** Discounts of other lanes and versions, at most so many. */
function otherDiscounts({ rating }: Mistakes, own: string | null, most = 20): string[] {
  const found = new Set<string>();
  for (const { contract } of rating.dossier.contracts)
    for (const { linehaul } of contract.lanes) {
      if (found.size >= most) return [...found];
      if (linehaul.model === 'WEIGHT_BREAKS' && linehaul.discount && linehaul.discount !== own)
        found.add(linehaul.discount);
    }
  return [...found];
}

function discounts(mistakes: Mistakes, rate: WeightBreaksRate): LinehaulMistake[] {
  const distinct = otherDiscounts(mistakes, rate.discount ?? null);
  const percent = (discount: string) => `${decimalText(decimal(discount).times(100))} %`;
  return [
    ['DISCOUNT_WRONG', 'undiscounted', { rate: { ...rate, discount: null } }],
    ['DISCOUNT_WRONG', 'undiscounted and without the deficit', { rate: { ...rate, discount: null, deficit: false } }],
    ...distinct.map((discount): LinehaulMistake => [
      'DISCOUNT_WRONG',
      `with a discount of ${percent(discount)}`,
      { rate: { ...rate, discount } },
    ]),
  ];
}

/** Terms beside the plain class rates that were not applied, or applied where they do not hold. */
function termsNotApplied({ rating }: Mistakes, rate: WeightBreaksRate): LinehaulMistake[] {
  const found: LinehaulMistake[] = [];
  if (rate.deficit)
    found.push(['DEFICIT_IGNORED', 'without the deficit weight', { rate: { ...rate, deficit: false } }]);
  if (rate.fak?.length)
    found.push(['FAK_NOT_APPLIED', 'at its own class instead of the FAK class', { rate: { ...rate, fak: null } }]);
  if (rate.densityClasses?.length)
    found.push([
      'CLASS_WRONG',
      'at the class of the order instead of that of its density',
      { rate: { ...rate, densityClasses: null } },
      'R-11',
    ]);
  if (rate.palletAllowance)
    found.push([
      'WEIGHT_WRONG',
      'with the weight of the pallets',
      { rate: { ...rate, palletAllowance: null } },
      'R-14',
    ]);
  if (rating.goods.lines.length > 1 && rate.mixedClasses !== 'HIGHEST')
    found.push([
      'CLASS_WRONG',
      'with all goods at the highest class',
      { rate: { ...rate, mixedClasses: 'HIGHEST' } },
      'R-12',
    ]);
  return [...found, ...linearFeet(rate)];
}

function linearFeet(rate: WeightBreaksRate): LinehaulMistake[] {
  const { linearFoot } = rate;
  if (!linearFoot) return [];
  const always = { ...linearFoot, overFeet: '0', underPcf: null };
  return [
    ['LINEHAUL_WRONG', 'at class rates instead of linear feet', { rate: { ...rate, linearFoot: null } }, 'R-13'],
    [
      'LINEHAUL_WRONG',
      'by linear feet, of which it takes too few or is too dense',
      { rate: { ...rate, linearFoot: always } },
      'R-13',
    ],
  ];
}

/** Extensions rounded where the contract rounds once, or once where it rounds each. */
function roundings(rate: WeightBreaksRate): LinehaulMistake[] {
  const isEach = typeof rate.extensionPlaces === 'number';
  const label = isEach ? 'rounded once at the end' : 'with each extension rounded to cents';
  return [['ROUNDING', label, { rate: { ...rate, extensionPlaces: isEach ? null : 2 } }, 'R-33']];
}

/** What the order says, where a certificate or inspection has changed it. */
function asOrdered({ rating: { goods } }: Mistakes): LinehaulMistake[] {
  if (goods.corrections.length === 0) return [];
  const items = goods.shipment.body.items ?? [];
  const lines = goods.lines.map((line) => {
    const item = items[line.index] ?? line.item;
    const weighed = item.weight ? { weight: item.weight, source: goods.piecesSource } : line.weighed;
    return { ordered: { ...line, weighed }, freightClass: item.freightClass ?? line.freightClass };
  });
  const weights = lines.map(({ ordered }) => ordered);
  const classes = goods.lines.map((line, index) => ({
    ...line,
    freightClass: lines[index]?.freightClass ?? null,
    inspected: false,
  }));
  return [
    [
      'WEIGHT_WRONG',
      'at the ordered weight instead of the certified one',
      { goods: { lines: weights, certified: null } },
    ],
    ['CLASS_WRONG', 'at the ordered class instead of the inspected one', { goods: { lines: classes } }],
  ];
}

/** What goes wrong with class rates before anything is looked up: terms, discount, minimum, rounding. */
export function classRateMistakes(mistakes: Mistakes, rate: WeightBreaksRate): LinehaulMistake[] {
  return [
    ...termsNotApplied(mistakes, rate),
    ...discountedMinimum(mistakes, rate),
    ...discounts(mistakes, rate),
    ...roundings(rate),
    ...asOrdered(mistakes),
  ];
}

/** One item of several in another class, as an inspection would have put it; the others stay as they are. */
function oneInAnotherClass({ rating: { goods } }: Mistakes, classes: readonly string[]): LinehaulMistake[] {
  if (goods.lines.length < 2) return [];
  return goods.lines.slice(0, mostItems).flatMap((one) =>
    classes.map((freightClass): LinehaulMistake => {
      const lines = goods.lines.map((line) => (line === one ? { ...line, freightClass, inspected: true } : line));
      return ['CLASS_WRONG', `with item ${one.item.item} at class ${freightClass}`, { goods: { lines } }];
    }),
  );
}

/** Items of a shipment that are tried alone: beyond these the search would be long and its answer a coincidence. */
const mostItems = 20;

/** Another class for all goods or for one item, those the bills name first; then straight at the rates of one break. */
export function otherClasses(mistakes: Mistakes, rate: WeightBreaksRate): LinehaulMistake[] {
  const { rating, bills } = mistakes;
  const known = [...new Set([...billedClasses(bills), ...freightClasses])];
  const classes = known.map((freightClass): LinehaulMistake => {
    const lines = rating.goods.lines.map((line) => ({ ...line, freightClass }));
    return [
      'CLASS_WRONG',
      `at class ${freightClass}`,
      { rate: { ...rate, fak: null, densityClasses: null }, goods: { lines } },
    ];
  });
  const breaks = rate.breaks.map(({ from, rates }): LinehaulMistake => [
    'LINEHAUL_WRONG',
    `at the rates from ${grouped(from)} ${rate.weightUnit}`,
    { rate: { ...rate, deficit: false, breaks: [{ from: '0', rates }] } },
    'R-07',
  ]);
  return [...classes, ...oneInAnotherClass(mistakes, known), ...breaks];
}
