import { type AccrualReason, accrualReasons, type ChargeCode } from '../../freight/codes.ts';
import { minorPlaces } from '../../freight/currencies.ts';
import { amountText, decimal, greatest, least, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { PostingLine } from '../../freight/posting.ts';
import type { Shipment } from '../../freight/shipment.ts';
import type { GlRule } from '../../freight/terms.ts';
import { accountRule } from '../settle/accounts.ts';
import { allocate } from '../settle/allocation.ts';
import { type Shared, sharedOver } from '../settle/posting-lines.ts';
import { byCharge, type ChargeAmount, chargeKey, settledCosts } from './settled-costs.ts';
import type { ExpectedCost, ShipmentCost } from './shipment-cost.ts';

/** Whose books an accrual stands in. A shipment that changes one of these is reversed there and accrued anew. */
export interface Book {
  legalEntity: string;
  carrier: string;
  currency: string;
}

/** A line of an accrual or a reversal that was written and not withdrawn. */
export interface AccruedLine extends Book {
  postingId: string;
  reason: AccrualReason;
  line: PostingLine;
}

/** What an accrual is worked out from. */
export interface Accruing {
  /** Null: no shipment is known any more. */
  cost: ShipmentCost | null;
  /** Why nothing is to be accrued for it, whatever it costs; null: it accrues. */
  ended: Exclude<AccrualReason, 'EXPECTED' | 'SETTLED'> | null;
  accrued: readonly AccruedLine[];
  /** What postings of the shipment's cases came to by charge, in the currency of the cost. */
  posted: readonly ChargeAmount[];
  /** Charges that a line of a bill bills, or that a bill is known to leave out. */
  spokenOf: ReadonlySet<string>;
  glRules: readonly GlRule[];
}

/** One posting to be written: lines of one book, moved for one reason in one direction. */
export interface AccrualMove extends Book {
  reason: AccrualReason;
  lines: PostingLine[];
}

/** One charge of a shipment in one book: what is expected, what was posted for it, and what is accrued. */
export interface ChargeAccrual extends Book {
  charge: ChargeCode;
  stop: number | null;
  expected: Decimal;
  /** Posted for it, at most what is expected. */
  settled: Decimal;
  lines: readonly AccruedLine[];
}

/** Σ of the lines moved for one of these reasons; reversals are negative. */
export function movedBy(lines: readonly Pick<AccruedLine, 'reason' | 'line'>[], ...reasons: AccrualReason[]): Decimal {
  return sum(lines.filter(({ reason }) => reasons.includes(reason)).map(({ line }) => decimal(line.amount)));
}

/** What is still accrued. */
export function openOf(lines: readonly Pick<AccruedLine, 'line'>[]): Decimal {
  return sum(lines.map(({ line }) => decimal(line.amount)));
}

/** Every charge that is expected, or was accrued in some book, in a fixed order. */
export function chargeAccruals(accruing: Omit<Accruing, 'ended' | 'glRules'>): ChargeAccrual[] {
  const { cost, accrued, posted, spokenOf } = accruing;
  const book = bookOf(cost);
  const wanted = wantedByCharge(cost?.charges ?? []);
  const amounts = new Map([...wanted].map(([key, { amount }]) => [key, amount]));
  const settled = settledCosts(amounts, byCharge(posted), spokenOf);
  const settledIn = (its: Book, key: string) =>
    book === null || keyIn(book, key) === keyIn(its, key) ? (settled.get(key) ?? zero) : zero;
  const charges = new Map<string, ChargeAccrual>();
  for (const [key, { charge, stop, amount }] of wanted) {
    if (book === null) break;
    const known = { ...book, charge, stop, expected: amount, settled: settledIn(book, key) };
    charges.set(keyIn(book, key), { ...known, lines: [] });
  }
  for (const one of accrued) {
    const key = chargeKey({ charge: one.line.charge, stop: one.line.stop ?? null });
    const charge = charges.get(keyIn(one, key)) ?? noLonger(one, settledIn(one, key));
    charges.set(keyIn(one, key), { ...charge, lines: [...charge.lines, one] });
  }
  return [...charges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, charge]) => charge);
}

function wantedByCharge(charges: readonly ExpectedCost[]): Map<string, ExpectedCost> {
  const wanted = new Map<string, ExpectedCost>();
  for (const one of charges) {
    const before = wanted.get(chargeKey(one));
    wanted.set(chargeKey(one), before ? { ...before, amount: before.amount.plus(one.amount) } : one);
  }
  return wanted;
}

function bookOf(cost: ShipmentCost | null): Book | null {
  if (cost?.currency === null || cost === null) return null;
  return { legalEntity: cost.legalEntity, carrier: cost.carrier, currency: cost.currency };
}

const keyIn = ({ legalEntity, carrier, currency }: Book, key: string) =>
  JSON.stringify([legalEntity, carrier, currency, key]);

function noLonger({ legalEntity, carrier, currency, line }: AccruedLine, settled: Decimal): ChargeAccrual {
  const { charge, stop = null } = line;
  return { legalEntity, carrier, currency, charge, stop, expected: zero, settled, lines: [] };
}

/**
 * What is to be written so that each charge is accrued by what it is expected to cost less what was posted for it, and
 * never below nothing (settlement.md, Accruals). Like postings, accruals are differences: the same again moves nothing,
 * and whatever came first, the same is open in the end. Of what goes down, first what was settled since is reversed, then
 * the rest for the reason why it is no longer expected; of what goes up, first what is no longer settled is put back. Each
 * account is reversed by exactly what was accrued on it. What goes up comes first.
 */
export function accrue(accruing: Accruing): AccrualMove[] {
  const steps = chargeAccruals(accruing).flatMap((charge) => stepsOf(charge, accruing));
  const moves = new Map<string, AccrualMove>();
  for (const { book, reason, line } of steps) {
    const isUp = decimal(line.amount).greaterThan(zero);
    const key = `${isUp ? 0 : 1}${accrualReasons.indexOf(reason)}${keyIn(book, reason)}`;
    const { legalEntity, carrier, currency } = book;
    const move = moves.get(key) ?? { legalEntity, carrier, currency, reason, lines: [] };
    move.lines.push(line);
    moves.set(key, move);
  }
  return [...moves].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move);
}

interface Step {
  book: Book;
  reason: AccrualReason;
  line: PostingLine;
}

/** What moves one charge to where it should stand, account by account. */
function stepsOf(charge: ChargeAccrual, accruing: Accruing): Step[] {
  const wanted = accruing.ended === null ? greatest(zero, charge.expected.minus(charge.settled)) : zero;
  const accounts = movesByAccount(charge, wanted, accruing);
  const up = accounts.filter(({ amount }) => amount.greaterThan(zero));
  const down = accounts.filter(({ amount }) => amount.lessThan(zero));
  return [
    ...shareOut(up, putBack(charge, sum(up.map(({ amount }) => amount))), charge),
    ...shareOut(down, takenOff(charge, sum(down.map(({ amount }) => amount)), accruing.ended), charge),
  ];
}

/** Amounts to be moved for each reason, in order; the last takes what is left. */
type Reasons = { reason: AccrualReason; upTo: Decimal }[];

/** What goes up: what is no longer settled, what is no longer ended, and what is expected beyond that. */
function putBack({ lines, settled }: ChargeAccrual, amount: Decimal): Reasons {
  const reversed = movedBy(lines, 'SETTLED').negated();
  const reasons: Reasons = [{ reason: 'SETTLED', upTo: greatest(zero, reversed.minus(settled)) }];
  for (const reason of ['UNBILLED', 'CANCELLED', 'STOPPED'] as const)
    reasons.push({ reason, upTo: movedBy(lines, reason).negated() });
  return [...reasons, { reason: 'EXPECTED', upTo: amount }];
}

/** What goes down: what was settled since, and the rest. */
function takenOff({ lines, settled }: ChargeAccrual, amount: Decimal, ended: Accruing['ended']): Reasons {
  const reversed = movedBy(lines, 'SETTLED').negated();
  const sinceSettled = least(settled, movedBy(lines, 'EXPECTED')).minus(reversed);
  return [
    { reason: 'SETTLED', upTo: greatest(zero, sinceSettled) },
    { reason: ended ?? 'EXPECTED', upTo: amount.abs() },
  ];
}

/** Divides movements of accounts over reasons, each up to its amount. */
function shareOut(moved: readonly AccountMove[], reasons: Reasons, book: Book & { currency: string }): Step[] {
  const left = reasons.map(({ reason, upTo }) => ({ reason, upTo }));
  return moved.flatMap(({ line, amount }) => {
    let rest = amount.abs();
    return left.flatMap((one): Step[] => {
      const part = least(rest, one.upTo);
      if (!part.greaterThan(zero)) return [];
      rest = rest.minus(part);
      one.upTo = one.upTo.minus(part);
      const signed = amount.lessThan(zero) ? part.negated() : part;
      return [{ book, reason: one.reason, line: { ...line, amount: amountText(signed, book.currency) } }];
    });
  });
}

interface AccountMove {
  line: PostingLine;
  amount: Decimal;
}

/** What should stand on each account less what stands there. */
function movesByAccount(charge: ChargeAccrual, wanted: Decimal, { cost, glRules }: Accruing): AccountMove[] {
  const moves = new Map<string, AccountMove>();
  const add = (line: PostingLine, amount: Decimal) => {
    const { charge: named, stop = null, glAccount, costCenter, purchaseOrder, allocationShare } = line;
    const key = JSON.stringify([named, stop, glAccount, costCenter, purchaseOrder, allocationShare]);
    const before = moves.get(key) ?? { line, amount: zero };
    moves.set(key, { line: before.line, amount: before.amount.plus(amount) });
  };
  if (cost && wanted.greaterThan(zero)) {
    const over = sharedOver(cost.shipment);
    const shares = over.map(({ share }) => share ?? '1');
    const amounts = allocate(wanted, shares, minorPlaces(charge.currency) ?? 2);
    for (const [place, shared] of over.entries())
      add(lineFor(charge, cost.shipment, { ...shared, glRules }), amounts[place] ?? zero);
  }
  for (const { line } of charge.lines) add(line, decimal(line.amount).negated());
  return [...moves.values()].filter(({ amount }) => !amount.isZero());
}

function lineFor(
  { legalEntity, charge, stop }: ChargeAccrual,
  { shipmentId, mode }: Shipment,
  { to, share, glRules }: Shared & { glRules: readonly GlRule[] },
): PostingLine {
  const rule = accountRule(glRules, { legalEntity, mode, charge, reason: null }, 'CHARGE');
  return {
    ...{ line: null, charge, stop, amount: '0', taxCode: null, shipmentId },
    glAccount: to.glAccount ?? rule?.glAccount ?? null,
    costCenter: to.costCenter ?? rule?.costCenter ?? null,
    purchaseOrder: to.purchaseOrder ?? null,
    allocationShare: share,
  };
}
