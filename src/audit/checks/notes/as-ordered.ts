import type { ToleranceLimit } from '../../../freight/contract.ts';
import { decimal, decimalText, zero } from '../../../freight/money.ts';
import type { DossierBill } from '../../dossier.ts';
import type { AlignedLine, CheckContext } from '../../judged.ts';
import { goodsOf } from '../../rate/goods.ts';
import type { Goods } from '../../rate/goods.ts';
import { isProven } from '../../rate/figure.ts';
import { ratedClass } from '../../rate/linehaul/class-weights.ts';
import { weightOf } from '../../rate/weight.ts';
import { isElsewhere, placeText } from '../alike.ts';
import { contractInForce } from '../governing.ts';
import { isWithin } from '../tolerance.ts';
import type { Note } from './note.ts';

/** What a bill says of its load beside what was ordered. Money is judged by the lines; this is said of the bill. */
type Compare = (bill: DossierBill['bill'], goods: Goods, context: CheckContext) => Note[];

/** A unit more or less is rounding. */
const rounding: ToleranceLimit = { amount: '1' };

/** M-04, of weight: the order's, or a certificate's where the freight was weighed again. */
const weightAsOrdered: Compare = ({ weight }, goods, context) => {
  if (!weight) return [];
  const ordered = weightOf(goods, goods.lines, weight.unit);
  if (!isProven(ordered)) return [];
  const difference = decimal(weight.value).minus(ordered.value);
  const limit = contractInForce(context)?.asOrdered?.weight ?? rounding;
  if (isWithin(limit, difference.abs(), ordered.value)) return [];
  const whose = goods.certified ? 'certified' : 'ordered';
  const sentence = `The bill says ${weight.value} ${weight.unit}; ${whose} are ${decimalText(ordered.value.toDecimalPlaces(2))}.`;
  return [{ check: 'M-04', code: 'WEIGHT_WRONG', severity: 'WARNING', sentence }];
};

/** M-04, of pieces. */
const piecesAsOrdered: Compare = ({ pieces }, goods, context) => {
  const counts = goods.lines.map(({ item }) => item.pieces ?? null);
  if (typeof pieces !== 'number' || counts.length === 0 || counts.includes(null)) return [];
  const ordered = counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  const difference = decimal(Math.abs(pieces - ordered).toString());
  const limit = contractInForce(context)?.asOrdered?.pieces ?? { amount: '0' };
  if (difference.equals(zero) || isWithin(limit, difference, decimal(ordered.toString()))) return [];
  const sentence = `The bill says ${pieces} pieces; ordered are ${ordered}.`;
  return [{ check: 'M-04', code: 'WEIGHT_WRONG', severity: 'WARNING', sentence }];
};

/** M-05: the classes billed are those of the goods, or what the contract rates them as. */
const classAsOrdered: Compare = ({ charges }, goods, context) => {
  const billed = charges.flatMap(({ freightClass }) => freightClass ?? []);
  const classes = goods.lines.map(({ freightClass }) => freightClass);
  if (billed.length === 0 || classes.length === 0) return [];
  const own = classes.filter((each) => each !== null);
  const rates = (contractInForce(context)?.lanes ?? []).flatMap(({ linehaul }) =>
    linehaul.model === 'WEIGHT_BREAKS' ? [linehaul] : [],
  );
  if (own.length < classes.length || rates.some(({ densityClasses }) => densityClasses)) return [];
  const fitting = [...own, ...rates.flatMap((rate) => own.map((each) => ratedClass(rate, each)))].map(classNumber);
  const odd = billed.find((each) => !fitting.includes(classNumber(each)));
  if (odd === undefined) return [];
  const sentence = `The bill rates class ${odd}; the goods are class ${[...new Set(own)].join(', ')}.`;
  return [{ check: 'M-05', code: 'CLASS_WRONG', severity: 'WARNING', sentence }];
};

/** `070`, `70` and `70.0` are one class; what is no number stays as it is. */
function classNumber(text: string): string {
  return text
    .trim()
    .replace(/^0+(?=\d)/, '')
    .replace(/\.0+$/, '');
}

const words = (text: string) =>
  text
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');

/** One says no more than the other: `DRY_VAN` and `DRY VAN 53`. */
function saySame(one: string, other: string): boolean {
  const [a, b] = [words(one), words(other)];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.every((word) => long.includes(word));
}

/** M-06: the equipment billed is what was ordered. M-07: so is the service. */
const kindAsOrdered: Compare = ({ equipment, service }, { shipment: { body } }) => {
  const pairs: [string, string, string | null | undefined, string | null | undefined][] = [
    ['M-06', 'equipment', equipment, body.equipment],
    ['M-07', 'service', service, body.service],
  ];
  return pairs.flatMap(([check, what, billed, ordered]): Note[] => {
    if (!billed || !ordered || saySame(billed, ordered)) return [];
    const sentence = `The bill is for ${what} ${billed}; ordered was ${ordered}.`;
    return [{ check, code: 'EVIDENCE_CONFLICT', severity: 'WARNING', sentence }];
  });
};

/** M-08: the stops billed are those of the order, in its order. */
const stopsAsOrdered: Compare = ({ stops }, { shipment: { body } }) => {
  if (!stops || stops.length === 0) return [];
  const ordered = [...body.stops].sort((a, b) => a.stop - b.stop).map(({ location }) => location);
  const place = stops.findIndex((stop, at) => {
    const location = ordered[at];
    return location && isElsewhere(stop, location);
  });
  if (place < 0 && stops.length === ordered.length) return [];
  const list = (places: typeof stops | typeof ordered) => places.map(placeText).join(' – ');
  const sentence = `The bill is for ${stops.length} stops (${list(stops)}); ordered were ${ordered.length} (${list(ordered)}).`;
  return [{ check: 'M-08', code: 'EVIDENCE_CONFLICT', severity: 'WARNING', sentence }];
};

const comparisons: readonly Compare[] = [
  weightAsOrdered,
  piecesAsOrdered,
  classAsOrdered,
  kindAsOrdered,
  stopsAsOrdered,
];

/** M-04 to M-08: what a bill says of its load is what was ordered. What either leaves out disagrees with nothing. */
export function orderedNotes(
  context: CheckContext,
  { bill, match }: DossierBill,
  lines: readonly AlignedLine[],
): Note[] {
  const { shipment } = context.evidence;
  if (match.status !== 'MATCHED' || shipment === null || lines.length === 0) return [];
  const goods = goodsOf(shipment, context.evidence);
  return comparisons.flatMap((compare) => compare(bill, goods, context));
}
