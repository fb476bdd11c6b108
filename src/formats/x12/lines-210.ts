import type { BilledLine } from '../../freight/bill.ts';
import { freightClasses } from '../../freight/codes.ts';
import type { Measure } from '../../freight/measures.ts';
import { chargeOfCode } from './charge-codes.ts';
import { type MoneyReading, readAmount, readNumber } from './decimals.ts';
import { quantityUnitOf, rateBasisOf, readWeight } from './measure-codes.ts';
import { qualifiedIn, stopSequence } from './qualifiers.ts';
import { element, noteAt, quoted, type Segment, told } from './segments.ts';
import { given, type Reading } from './understood.ts';

/** One LX loop: the goods (L5, L0, L7) and the charges (L1) that belong together. */
export interface LineLoop {
  lx: Segment | null;
  segments: Segment[];
}

/** A 210 in its three parts: before the first LX, the LX loops, and the total. */
export interface InvoiceParts {
  header: Segment[];
  loops: LineLoop[];
  total: Segment | null;
}

const lineTags = new Set(['L0', 'L1', 'L5', 'L7', 'L4', 'POD']);

/** Cuts a 210 into header, LX loops and L3. Line segments before any LX form a loop of their own, with a warning. */
export function partsOf(reading: Reading): InvoiceParts {
  const parts: InvoiceParts = { header: [], loops: [], total: null };
  for (const segment of reading.set.segments) {
    if (segment.tag === 'LX') parts.loops.push({ lx: segment, segments: [] });
    else if (segment.tag === 'L3') parts.total ??= segment;
    else if (lineTags.has(segment.tag) && parts.loops.length === 0) {
      reading.warnings.push(noteAt('NO_LX', `${segment.tag} stands outside of an LX loop`, segment));
      parts.loops.push({ lx: null, segments: [segment] });
    } else (parts.loops.at(-1)?.segments ?? parts.header).push(segment);
  }
  warnOfEmpty(reading, parts.loops);
  return parts;
}

function warnOfEmpty(reading: Reading, loops: LineLoop[]): void {
  for (const { lx, segments } of loops)
    if (lx && segments.every((segment) => segment.tag === 'SE'))
      reading.warnings.push(noteAt('LOOP_EMPTY', `LX ${quoted(element(lx, 1))} holds nothing`, lx));
}

/** What the lines of one loop share, looked up once: its stop, and its goods by tag and lading line (element 01). */
interface Goods {
  stop: number | null;
  named: Map<string, Segment>;
}

function goodsOf(reading: Reading, loop: LineLoop): Goods {
  const named = new Map<string, Segment>();
  for (const segment of loop.segments) {
    const line = `${segment.tag} ${element(segment, 1)}`;
    if (!named.has(segment.tag)) named.set(segment.tag, segment);
    if (!named.has(line)) named.set(line, segment);
  }
  return { stop: stopSequence(qualifiedIn(reading, loop.segments)), named };
}

/** The goods segment of the same lading line, else the loop's first. */
function companion(goods: Goods, tag: string, l1: Segment): Segment | undefined {
  return goods.named.get(`${tag} ${element(l1, 1)}`) ?? goods.named.get(tag);
}

function readClass(reading: Reading, l7: Segment | undefined): string | null {
  const text = told(l7, 7);
  if (!l7 || text === null) return null;
  const digits = text.replace(/^0+(?=\d)/, '');
  const found = freightClasses.find((one) => one === digits || one.replace('.', '') === digits);
  if (!found) {
    const detail = `L7-07 ${quoted(text)} is no freight class; left out`;
    reading.warnings.push(noteAt('CLASS_UNKNOWN', detail, l7, 7));
  }
  return found ?? null;
}

function readQuantity(l1: Segment, l0: Segment | undefined): Measure | null {
  const billed = readNumber(element(l1, 17));
  if (billed !== null && element(l1, 18) !== '') return { value: billed, unit: quantityUnitOf(element(l1, 18)) };
  if (!l0) return null;
  const rated = readNumber(element(l0, 2));
  const unit = quantityUnitOf(element(l0, 3));
  if (rated !== null && unit !== '' && unit !== 'FLAT') return { value: rated, unit };
  return readWeight(element(l0, 4), element(l0, 11));
}

interface Rate {
  rate: string | null;
  rateBasis: string | null;
}

function readRate(reading: Reading, l1: Segment): Rate {
  const text = element(l1, 2);
  const rate = readNumber(text);
  if (text === '' || rate !== null) return { rate, rateBasis: rateBasisOf(element(l1, 3)) };
  reading.warnings.push(noteAt('RATE_WORD', `L1-02 ${quoted(text)} is no rate; kept as its basis`, l1, 2));
  return { rate: null, rateBasis: text };
}

/**
 * The charge an L1 means. A special charge code (L1-08) decides by the base table alone. Without code and text, a
 * rated line on goods with a weight or quantity is the freight itself. Anything else is left without charge, for the
 * partner's crosswalk or a person.
 */
function readCharge(reading: Reading, l1: Segment, rate: Rate, l0: Segment | undefined) {
  const code = element(l1, 8);
  const charge = chargeOfCode(code);
  if (charge) return charge;
  const rated = rate.rate !== null || rate.rateBasis !== null;
  const goods = l0 !== undefined && (readNumber(element(l0, 4)) ?? readNumber(element(l0, 2))) !== null;
  if (code === '' && element(l1, 12) === '' && rated && goods) {
    const detail = 'no special charge code in L1-08; a rate on goods is read as the linehaul';
    reading.warnings.push(noteAt('CHARGE_ASSUMED', detail, l1, 8));
    return 'LINEHAUL' as const;
  }
  const detail = code === '' ? 'L1-08 names no charge' : `special charge code ${quoted(code)} is not in the base table`;
  reading.warnings.push(noteAt('CHARGE_UNMAPPED', detail, l1, 8));
  return null;
}

function readLine(money: MoneyReading, goods: Goods, l1: Segment, line: number): BilledLine {
  const { reading } = money;
  const l0 = companion(goods, 'L0', l1);
  const l5 = companion(goods, 'L5', l1);
  const rate = readRate(reading, l1);
  const charge = readCharge(reading, l1, rate, l0);
  const freight = charge === 'LINEHAUL';
  return given<BilledLine>({
    line,
    charge,
    rawCode: told(l1, 8),
    description: told(l1, 12) ?? told(l5, 2),
    stop: goods.stop,
    freightClass: freight ? readClass(reading, companion(goods, 'L7', l1)) : null,
    quantity: readQuantity(l1, freight || rate.rate !== null ? l0 : undefined),
    ...rate,
    amount: readAmount(money, { segment: l1, number: 4 }),
    currency: told(l1, 20) === money.currency ? null : told(l1, 20),
  });
}

/** Every L1 of the LX loops as a billed line, numbered from 1 in the order of the message. */
export function readLines(money: MoneyReading, loops: LineLoop[]): BilledLine[] {
  const lines: BilledLine[] = [];
  for (const loop of loops) {
    const goods = goodsOf(money.reading, loop);
    for (const segment of loop.segments)
      if (segment.tag === 'L1') lines.push(readLine(money, goods, segment, lines.length + 1));
  }
  return lines;
}
