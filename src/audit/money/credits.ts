import { greatest, least, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import { familyOf } from '../align/units.ts';
import { concerns, names } from '../match/bill-order.ts';
import type { AllowedSoFar } from './allowed.ts';
import { isFor, keysOf } from './bundles.ts';
import { lineKey, lineName, noParts } from './line-money.ts';
import type { BillMoney, JudgedBill, LineMoney } from './line-money.ts';
import { markFound } from './marks.ts';
import { creditCheck } from './relations.ts';

/** A part of an earlier line that a credit is set against, and how much of it. */
export interface SetOff {
  bill: BillMoney;
  line: LineMoney;
  amount: Decimal;
  /** TAKEN: we took it back ourselves. WITHHELD: we never paid it. DENIED: we refused it. */
  from: 'TAKEN' | 'WITHHELD' | 'DENIED';
}

/** What a credit does to earlier bills, once it is certain that it stands. */
export interface CreditPlan {
  setOffs: SetOff[];
  /** What it lowers of what earlier bills were allowed, by charge and stop. */
  lowers: { key: string; amount: Decimal }[];
}

interface Source {
  bill: BillMoney;
  line: LineMoney;
  room: Decimal;
  from: SetOff['from'];
}

function sourcesOf(bill: BillMoney): Source[] {
  return bill.lines.map((line): Source => {
    if (line.takenBack.isPositive() && !line.takenBack.isZero())
      return { bill, line, room: line.takenBack, from: 'TAKEN' };
    if (line.withheld.isPositive() && !line.withheld.isZero())
      return { bill, line, room: line.withheld, from: 'WITHHELD' };
    return { bill, line, room: line.refused, from: 'DENIED' };
  });
}

const stages: readonly SetOff['from'][] = ['TAKEN', 'WITHHELD', 'DENIED'];

const checkOf = ({ bill }: JudgedBill) => creditCheck(bill.invoice.kind);

/** Nearest first: same charge and stop, same charge, the bill it names, then any bill of the shipment in their order. */
function distance(credit: JudgedBill, line: LineMoney, source: Source): number {
  if (keysOf(line).some((key) => isFor(source.line, key))) return 0;
  if (source.line.line.charge === line.line.charge) return 1;
  return concerns(credit.bill, source.bill.judged.bill) ? 2 : 3;
}

/** True when a credit names a bill that the shipment does not have, or there is no bill before it at all. */
function refersToNothing(credit: JudgedBill, earlier: readonly BillMoney[]): boolean {
  const target = credit.bill.invoice.corrects;
  if (earlier.length === 0) return true;
  if (!target?.invoiceNumber && !target?.billNumber) return false;
  return !earlier.some(({ judged }) => names(credit.bill, judged.bill));
}

/**
 * Divides the lines of a CREDIT or CANCELLATION: first against what an own posting took back on any bill of the
 * shipment, then against what is withheld or was refused (both denied, ALREADY_TAKEN); only the rest is approved, up to
 * what earlier bills were allowed. What could only belong to parts still waiting waits with them; what belongs to nothing
 * is held (CREDIT_UNMATCHED). Nothing of earlier bills changes here: the plan says what would.
 */
export function divideCredit(
  credit: JudgedBill,
  lines: readonly LineMoney[],
  earlier: readonly BillMoney[],
  allowed: AllowedSoFar,
): CreditPlan {
  const room: Room = {
    plan: { setOffs: [], lowers: [] },
    sources: earlier.flatMap(sourcesOf),
    allowed: new Map(allowed.keys().map((key) => [key, allowed.net(key)])),
    waiting: sum(earlier.flatMap((bill) => bill.lines.map((line) => greatest(zero, line.parts.pending)))),
  };
  const nothing = refersToNothing(credit, earlier);
  const open = lines.filter(({ judgement, line }) => judgement.outcome === 'APPROVE' && !line.billed.isZero());
  for (const line of open) if (line.decision !== null) lower(line.key, line.line.billed.negated(), room);
  for (const group of creditGroups(open.filter(({ decision }) => decision === null))) {
    if (nothing || !netOf(group).isNegative()) for (const line of group) holdAll(line, credit);
    else divideGroup(credit, group, room);
  }
  return room.plan;
}

/** Linehaul, discount and what else is one price in several lines are given back as one; every other line by itself. */
function creditGroups(lines: readonly LineMoney[]): LineMoney[][] {
  const isFamily = ({ line }: LineMoney) => familyOf(line.charge) === 'LINEHAUL';
  const family = lines.filter(isFamily);
  const groups = lines.filter((line) => !isFamily(line)).map((line) => [line]);
  return family.length === 0 ? groups : [family, ...groups];
}

const netOf = (group: readonly LineMoney[]) => sum(group.map(({ line }) => line.billed));

/** The group is divided as one line, its most negative; the others go as billed where most of it goes. */
function divideGroup(credit: JudgedBill, group: readonly LineMoney[], room: Room): void {
  const [largest, ...others] = [...group].sort((a, b) => a.line.billed.comparedTo(b.line.billed));
  if (!largest) return;
  const whole = {
    ...largest,
    line: { ...largest.line, billed: netOf(group) },
    posted: sum(group.map((one) => one.posted)),
  };
  divideLine(credit, whole, room);
  const { parts, judgement, relatesTo } = whole;
  const where = (['approved', 'denied', 'pending'] as const).find((part) => !parts[part].isZero()) ?? 'approved';
  for (const one of others) {
    one.parts = { ...noParts(), [where]: one.line.billed };
    if (where !== 'approved')
      one.judgement = { ...one.judgement, outcome: judgement.outcome, reason: judgement.reason };
  }
  const rest = sum(others.map(({ line }) => line.billed));
  Object.assign(largest, { parts: { ...parts, [where]: parts[where].minus(rest) }, judgement, relatesTo });
}

/** What is left to set a credit against, while its lines are divided. */
interface Room {
  plan: CreditPlan;
  sources: Source[];
  allowed: Map<string, Decimal>;
  waiting: Decimal;
}

function divideLine(credit: JudgedBill, line: LineMoney, room: Room): void {
  const wanted = line.line.billed.negated();
  const taken = setOff(credit, line, room);
  const lowered = lower(line.key, wanted.minus(taken), room);
  const rest = wanted.minus(taken).minus(lowered);
  const waits = least(rest, room.waiting);
  room.waiting = room.waiting.minus(waits);
  // What of it was posted before stays approved.
  const approved = rest.isZero()
    ? lowered.negated()
    : least(lowered.negated(), greatest(line.posted, taken.minus(wanted)));
  line.parts = {
    ...noParts(),
    approved,
    denied: taken.negated(),
    pending: line.line.billed.plus(taken).minus(approved),
  };
  if (!taken.isZero()) markTaken(line, taken, credit, room.plan);
  if (!rest.isZero()) wait(line, credit, rest, waits.equals(rest) ? 'WAIT' : 'HOLD');
}

function holdAll(line: LineMoney, credit: JudgedBill): void {
  line.parts = { ...noParts(), approved: line.posted, pending: line.line.billed.minus(line.posted) };
  wait(line, credit, line.line.billed.abs(), 'HOLD');
}

/** A credit, or what is left of it, that belongs to nothing yet. */
function wait(line: LineMoney, credit: JudgedBill, amount: Decimal, outcome: 'HOLD' | 'WAIT'): void {
  line.judgement = { ...line.judgement, outcome };
  markFound(line, {
    check: checkOf(credit),
    code: 'CREDIT_UNMATCHED',
    amount,
    relatesTo: null,
    currency: credit.currency,
  });
}

function setOff(credit: JudgedBill, line: LineMoney, given: Room): Decimal {
  const wanted = line.line.billed.negated();
  let left: Decimal = wanted;
  for (const stage of stages) {
    const ofStage = given.sources.filter((source) => source.from === stage);
    const nearest = ofStage
      .map((source, place) => ({ source, place, far: distance(credit, line, source) }))
      .sort((a, b) => a.far - b.far || a.place - b.place);
    for (const { source } of nearest) {
      const amount = least(left, greatest(zero, source.room));
      if (amount.isZero()) continue;
      source.room = source.room.minus(amount);
      left = left.minus(amount);
      given.plan.setOffs.push({ bill: source.bill, line: source.line, amount, from: stage });
    }
  }
  return wanted.minus(left);
}

/** Approves a credit up to what earlier bills were allowed: its own charge first, then the others in their order. */
function lower(key: string, wanted: Decimal, { allowed, plan }: Room): Decimal {
  let left = wanted;
  for (const each of [key, ...[...allowed.keys()].filter((other) => other !== key)]) {
    const room = greatest(zero, allowed.get(each) ?? zero);
    const amount = greatest(zero, least(left, room));
    if (amount.isZero()) continue;
    allowed.set(each, room.minus(amount));
    plan.lowers.push({ key: each, amount });
    left = left.minus(amount);
  }
  return wanted.minus(left);
}

function markTaken(line: LineMoney, amount: Decimal, credit: JudgedBill, plan: CreditPlan): void {
  const last = plan.setOffs.at(-1);
  const relatesTo = last ? lineName(last.bill.judged.bill, last.line.line) : null;
  markFound(line, { check: checkOf(credit), code: 'ALREADY_TAKEN', amount, relatesTo, currency: credit.currency });
}

/** Lets a credit that stands close what it is set against: the withheld part is denied, SUPERSEDED, and its item closes. */
export function applyCredit(credit: JudgedBill, plan: CreditPlan, earlier: readonly BillMoney[]): void {
  const { invoiceNumber, invoiceDate } = credit.bill.invoice;
  const billNumber = credit.bill.bill.billNumber ?? null;
  for (const { bill, line, amount } of plan.setOffs) {
    bill.coveredByCredits.push({ lineKey: lineKey(line.line), invoiceNumber, billNumber, invoiceDate, amount });
    closePart(line, amount, { check: checkOf(credit), relatesTo: invoiceNumber, currency: bill.judged.currency });
  }
  for (const { key, amount } of plan.lowers) closeClaims(earlier, key, amount);
}

function closePart(
  line: LineMoney,
  amount: Decimal,
  of: { check: string; relatesTo: string; currency: string | null },
): void {
  const fromDisputed = least(amount, greatest(zero, line.parts.disputed));
  const { disputed, denied } = line.parts;
  line.parts = { ...line.parts, disputed: disputed.minus(fromDisputed), denied: denied.plus(fromDisputed) };
  line.withheld = greatest(zero, line.withheld.minus(amount));
  line.takenBack = greatest(zero, line.takenBack.minus(amount));
  line.refused = greatest(zero, line.refused.minus(amount));
  if (fromDisputed.isZero()) return;
  markFound(line, { code: 'SUPERSEDED', amount, ...of });
  if (line.judgement.outcome === 'DISPUTE' && line.parts.disputed.isZero())
    line.judgement = { ...line.judgement, outcome: 'SHORT_PAY', reason: 'SUPERSEDED' };
}

/** What the carrier gives back of what we paid and claimed is no longer claimed. */
function closeClaims(earlier: readonly BillMoney[], key: string, amount: Decimal): void {
  let left = amount;
  for (const line of earlier.flatMap((bill) => bill.lines).filter((each) => isFor(each, key))) {
    const closed = greatest(zero, least(left, line.claim));
    line.claim = line.claim.minus(closed);
    left = left.minus(closed);
  }
}
