/** What the agreement says about each line of a bill: its verdict and how its money is split. No clock, no service. */
import { above, below, compare, greatest, isZero, least, magnitude, minus, over, plus, sum, zero } from '../exact.js';

const family = new Set(['LINEHAUL', 'DISCOUNT', 'DEFICIT', 'MINIMUM']);
const aCent = '0.01';

/**
 * @typedef {object} Told
 * @property {number | null} line
 * @property {string} charge
 * @property {object} billed
 * @property {object | null | undefined} expected undefined where the agreement leaves it open
 * @property {'PASS' | 'VARIANCE' | 'CANNOT_ASSESS'} verdict
 * @property {'APPROVE' | 'DISPUTE' | 'DENY' | 'HOLD' | 'WAIT' | 'REVIEW'} outcome
 * @property {{ approved: object, disputed: object, denied: object, pending: object }} parts
 * @property {string | null} reason what the calculator names
 */

/** The lines that are judged as one. */
export function groupsOf(bill) {
  const linehaul = bill.lines.filter(({ charge, covers, held }) => family.has(charge) && !covers && !held);
  const others = bill.lines.filter((line) => !linehaul.includes(line) && !line.held);
  const shared = others.filter(({ share }) => share);
  const splits = [...new Set(shared.map(({ share }) => share))].map((share) =>
    others.filter((line) => line.share === share),
  );
  return [
    ...(linehaul.length > 0 ? [{ lines: linehaul, covers: ['LINEHAUL'] }] : []),
    ...splits.map((lines) => ({ lines, covers: lines[0].covers ?? [lines[0].charge] })),
    ...others.filter(({ share }) => !share).map((line) => ({ lines: [line], covers: line.covers ?? [line.charge] })),
  ];
}

/** What a group stands against: an amount, or none and why; `certain` where nothing missing could change it. */
function expectationOf(group, owed) {
  if (group.lines[0].twice) return { amount: zero, reason: 'DUP_CHARGE', certain: true };
  const expected = group.covers.map((charge) => owed.find(charge, group.lines[0].stop));
  const unknown = expected.find(({ amount }) => amount === null);
  if (unknown) return unknown;
  if (expected.length === 1) return expected[0];
  return { amount: sum(expected.map(({ amount }) => amount)), reason: null };
}

const perhaps = { ACC_NO_EVIDENCE: 'ACC_NO_EVIDENCE', DETENTION_UNPROVEN: 'DETENTION_UNPROVEN' };

/** What is said of a group before its money is split. */
function verdictOf(group, context) {
  const { owed, proof, deadlinePassed, contract } = context;
  const expected = expectationOf(group, owed);
  const billed = sum(group.lines.map(({ amount }) => amount));
  const nothing = expected.certain && isZero(expected.amount) && above(billed, 0);
  const exempt = expected.entry?.when?.event === 'CANCELLED';
  if (proof && !exempt && !nothing) return unproven(expected, { proof, deadlinePassed, billed });
  if (expected.amount === null) return unknown(expected, { deadlinePassed, billed });
  return compared(expected, { billed, group, contract });
}

function unproven(expected, { proof, deadlinePassed, billed }) {
  const amount = deadlinePassed ? undefined : expected.amount;
  if (!deadlinePassed) return { verdict: 'CANNOT_ASSESS', outcome: 'WAIT', reason: proof, amount, billed };
  return { verdict: 'VARIANCE', outcome: 'DISPUTE', reason: proof, amount, billed, supported: zero };
}

function unknown({ reason }, { deadlinePassed, billed }) {
  if (deadlinePassed && perhaps[reason])
    return { verdict: 'VARIANCE', outcome: 'DISPUTE', reason, amount: zero, billed, supported: zero };
  return { verdict: 'CANNOT_ASSESS', outcome: deadlinePassed ? 'REVIEW' : 'WAIT', reason, amount: null, billed };
}

function compared({ amount, reason, certain, agreed }, { billed, group, contract }) {
  const difference = minus(billed, amount);
  const told = { amount, billed };
  if (compare(magnitude(difference), aCent) <= 0) return { ...told, verdict: 'PASS', outcome: 'APPROVE', reason: null };
  const tolerated = !certain && !reason && !agreed && withinTolerance(difference, amount, group, contract);
  if (tolerated) return { ...told, verdict: 'TOLERATED', outcome: 'APPROVE', reason: 'WITHIN_TOLERANCE' };
  if (below(difference, 0)) return { ...told, verdict: 'UNDER', outcome: 'APPROVE', reason: 'UNDER_BILLED' };
  const supported = below(amount, 0) ? amount : least(greatest(amount, zero), greatest(billed, zero));
  const named = reason ?? (agreed ? 'AGREED_EXCEEDED' : null);
  return { ...told, verdict: 'VARIANCE', outcome: 'DISPUTE', reason: named, supported };
}

/** Whether a difference is little enough: the narrowest tolerance of the contract says. */
export function withinTolerance(difference, expected, group, contract) {
  const tolerances = contract?.tolerances ?? [];
  const named = tolerances.find(({ scope }) => scope.charge === group.covers[0]);
  const scope = named ?? tolerances.find(({ scope: one }) => one.charge === 'ANY');
  const limit = below(difference, 0) ? scope?.under : scope?.over;
  return Boolean(limit) && !isZero(expected) && within(magnitude(difference), expected, limit);
}

/** ALL: both limits hold, an absent one is none. ANY: one of them holds, an absent one never does. */
function within(size, expected, { amount, percent, combine }) {
  const held = [
    ...(amount ? [compare(size, amount) <= 0] : []),
    ...(percent ? [compare(over(size, expected), percent) <= 0] : []),
  ];
  return combine === 'ANY' ? held.some(Boolean) : held.every(Boolean);
}

const none = { approved: zero, disputed: zero, denied: zero, pending: zero };

/** The four parts of a line, before bills of the same shipment and taxes. */
export function partsOf(outcome, { billed, supported }, disagreement) {
  switch (outcome) {
    case 'APPROVE':
      return { ...none, approved: billed };
    case 'DISPUTE':
      if (disagreement === 'PAY_AND_CLAIM') return { ...none, approved: billed };
      if (disagreement === 'HOLD_ALL') return { ...none, disputed: minus(billed, supported), pending: supported };
      return { ...none, approved: supported, disputed: minus(billed, supported) };
    case 'DENY':
      return { ...none, denied: billed };
    default:
      return { ...none, pending: billed };
  }
}

/** Puts a group's difference on its largest line, and what is left on the next. */
function spread(group, said) {
  let left = minus(said.billed, said.amount);
  const carried = new Map();
  const sorted = [...group.lines].sort((a, b) => compare(b.amount, a.amount) || a.line - b.line);
  for (const line of sorted) {
    const room = below(left, 0) ? left : least(left, greatest(line.amount, zero));
    carried.set(line, room);
    left = minus(left, room);
  }
  return carried;
}

/** What is told of each line of a group. */
function toldOf(group, said, disagreement) {
  const base = (line) => ({
    line: line.line,
    charge: line.charge,
    stop: line.stop,
    billed: line.amount,
    reason: said.reason,
  });
  const whole = said.verdict === 'CANNOT_ASSESS' || said.amount === null || said.amount === undefined;
  if (whole)
    return group.lines.map((line) => {
      const parts = partsOf(said.outcome, { billed: line.amount, supported: zero }, disagreement);
      const expected = said.amount === null ? null : group.lines.length === 1 ? said.amount : undefined;
      return { ...base(line), expected, verdict: said.verdict, outcome: said.outcome, parts };
    });
  const carried = spread(group, said);
  return group.lines.map((line) => {
    const difference = carried.get(line);
    const hit = !isZero(difference) && said.verdict !== 'PASS';
    const outcome = hit ? said.outcome : 'APPROVE';
    const supported = below(said.amount, 0) && group.lines.length === 1 ? said.amount : minus(line.amount, difference);
    const parts = partsOf(outcome, { billed: line.amount, supported }, disagreement);
    const verdict = hit ? said.verdict : 'PASS';
    return { ...base(line), expected: minus(line.amount, difference), verdict, outcome, parts, supported };
  });
}

/**
 * Judges every line of one bill as if it were the only one of its shipment.
 * @returns {Told[]}
 */
export function judgedLines(bill, context) {
  const disagreement = context.contract?.payment?.disagreement ?? 'SHORT_PAY';
  const groups = groupsOf(bill).map((group) => ({ group, said: verdictOf(group, context) }));
  const told = groups.flatMap(({ group, said }) => toldOf(group, said, disagreement));
  const disputed = told.some(({ outcome }) => outcome === 'DISPUTE');
  return disputed && disagreement === 'HOLD_ALL' ? told.map(allHeld) : told;
}

/** Where one line is disputed, all lines of the bill wait. */
export function allHeld(line) {
  if (line.outcome !== 'APPROVE') return line;
  return { ...line, parts: { ...none, pending: line.billed }, heldWith: true };
}

export const totalParts = (lines) =>
  Object.fromEntries(
    Object.keys(none).map((name) => [name, lines.reduce((all, { parts }) => plus(all, parts[name]), zero)]),
  );

export { none };
