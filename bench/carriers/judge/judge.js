/** What the agreement says about every bill of a load at a stage of the story: with the facts that had come by then. */
import { above, isZero, least, minus, negative, plus, rounded, sum, times, zero } from '../exact.js';
import { conflict } from '../owed/evidence.js';
import { owedFor } from '../owed/owed.js';
import { termsFor } from '../world/world.js';
import { allHeld, judgedLines, none, partsOf, totalParts } from './lines.js';

/** The stages: all facts that come in time; the late ones; and the deadlines that have passed. */
export const stages = { inTime: 1, late: 2 };

/** The facts that had come by a stage. */
export function factsAt(load, stage) {
  const come = (fact) => (load.arrivals.get(fact) ?? 1) <= stage;
  return {
    shipment: load.facts.shipments.filter(come).at(-1),
    events: load.facts.events.filter(come),
    documents: load.facts.documents.filter(come),
    bills: load.bills.filter((bill) => bill.arrives <= stage && bill.gate?.outcome !== 'DENY').map(headOf),
  };
}

const headOf = ({ pickupDate, deliveryDate, invoiceDate }) => ({ pickupDate, deliveryDate, invoiceDate });

/** What is owed by the facts of a stage. */
export const owedAt = (load, stage) => owedFor(factsAt(load, stage), termsFor(load.plan.profile, stage));

/** Which required proof of the delivery is missing; null when none is. */
function missingProof({ known, cancelled, evidence }, facts) {
  const asked = known.contract?.evidence ?? { delivery: 'REQUIRED', pod: 'NOT_REQUIRED' };
  if (cancelled) return null;
  const stops = facts.shipment.stops.filter(({ type }) => type === 'DELIVERY').map(({ stop }) => stop);
  const delivered = (stop) => {
    const milestone = evidence.milestone(stop, 'DELIVERED');
    return milestone !== null && milestone !== conflict;
  };
  if (asked.delivery !== 'NOT_REQUIRED' && !stops.every(delivered)) return 'NOT_DELIVERED';
  const signed = (stop) => facts.documents.some((one) => one.type === 'POD' && (one.stop ?? stop) === stop);
  return asked.pod === 'REQUIRED' && !stops.every(signed) ? 'POD_MISSING' : null;
}

/**
 * Judges all bills of a load.
 * @returns {{ bill: object, lines: object[], findings: string[] }[]}
 */
export function judged(load, stage) {
  if (load.ghost) return load.bills.map((bill) => stranger(bill, stage));
  const facts = factsAt(load, stage);
  const owed = owedAt(load, stage);
  const context = {
    ...{ owed, proof: missingProof(owed, facts), contract: owed.known.contract },
    deadlinePassed: stage === stages.late,
  };
  const bills = load.bills.filter(({ arrives }) => arrives <= stage);
  const judgedBills = bills.map((bill, index) => judgedBill(bill, { ...context, first: index === 0 }));
  const settled = load.settle ? load.settle(judgedBills) : alreadyAllowed(judgedBills);
  return settled.map((one) => withState({ ...one, findings: findingsOf(one.bill, facts) }));
}

/** A bill whose shipment nobody has told of: it waits, then somebody looks. */
function stranger(bill, stage) {
  const state = stage === stages.late ? 'IN_REVIEW' : 'AWAITING_MATCH';
  return { bill, lines: gated(bill), findings: [], state };
}

/** The state of the case, and what of it is claimed back after it was paid. */
function withState(one) {
  const { lines, findings } = one;
  const is = (...outcomes) => lines.some(({ outcome }) => outcomes.includes(outcome));
  const { approved, disputed, pending } = totalParts(lines);
  if (is('HOLD', 'REVIEW') || findings.includes('CURRENCY')) return { ...one, state: 'IN_REVIEW' };
  if (!isZero(disputed)) return { ...one, state: 'DISPUTED' };
  if (!isZero(pending)) return { ...one, state: 'AWAITING_EVIDENCE' };
  return { ...one, state: isZero(approved) ? 'DENIED' : 'APPROVED' };
}

function judgedBill(bill, context) {
  if (bill.gate) return { bill, lines: gated(bill) };
  const passed = context.deadlinePassed && bill.arrives < stages.late;
  const lines = judgedLines(bill, { ...context, deadlinePassed: passed });
  const all = withTaxes(bill, [...lines, ...heldLines(bill)], context.contract);
  return { bill, lines: [...all, ...creditLines(bill, context)] };
}

/** A gate stops the whole bill. */
function gated(bill) {
  const { outcome, reasons, or } = bill.gate;
  const told = (line, charge, billed) => ({
    ...{ line, charge, billed, expected: undefined, outcome, reason: reasons[0], verdict: 'VARIANCE', gated: true },
    parts: partsOf(outcome, { billed }, 'SHORT_PAY'),
    or: or && partsOf(or, { billed }, 'SHORT_PAY'),
  });
  return [
    ...bill.lines.map(({ line, charge, amount }) => told(line, charge, amount)),
    ...(bill.taxes ?? []).map(({ amount }) => told('TAX', 'TAX', amount)),
  ];
}

/** Lines that a gate holds by themselves: what does not foot, what nobody can read. */
function heldLines(bill) {
  const told = ({ line, charge, amount, held }) => ({
    ...{ line, charge, billed: amount, expected: undefined, verdict: 'VARIANCE', outcome: 'HOLD', reason: held[0] },
    ...{ parts: { ...none, pending: amount }, held },
  });
  const footing = { line: 0, charge: 'UNEXPLAINED', amount: bill.footing, held: ['FOOTING'] };
  return [
    ...bill.lines.filter(({ held, foreign }) => held && !foreign),
    ...(isZero(bill.footing) ? [] : [footing]),
  ].map(told);
}

/** A credit that is due and that the bill does not give. */
function creditLines(bill, { owed, contract, first, proof }) {
  const credit = owed.charges.find(({ charge }) => charge === 'SERVICE_CREDIT');
  const given = bill.lines.some(({ charge }) => charge === 'SERVICE_CREDIT');
  if (!credit || credit.amount === null || given || !first || proof) return [];
  const owedBack = negative(credit.amount);
  const parts = {
    SHORT_PAY: { ...none, approved: credit.amount, disputed: owedBack },
    PAY_AND_CLAIM: none,
    HOLD_ALL: { ...none, disputed: owedBack, pending: credit.amount },
  }[contract.payment.disagreement];
  const told = { line: null, charge: 'SERVICE_CREDIT', billed: zero, expected: credit.amount, verdict: 'VARIANCE' };
  return [{ ...told, outcome: 'DISPUTE', reason: 'SERVICE_LATE', parts }];
}

/** Taxes are judged after the lines, on what was supported of their base. */
function withTaxes(bill, lines, contract) {
  if (!bill.taxes?.length) return lines;
  const holdAll = contract.payment.disagreement === 'HOLD_ALL';
  const taxes = bill.taxes.map((tax) => taxLine(tax, { lines, contract, holdAll }));
  const wrong = taxes.some(({ outcome }) => outcome === 'DISPUTE');
  return [...(wrong && holdAll ? lines.map(allHeld) : lines), ...taxes];
}

function taxLine(tax, { lines, contract, holdAll }) {
  const { charges } = contract.taxes.find(({ rate }) => rate === tax.rate) ?? { charges: 'ALL' };
  const base = lines.filter(({ charge }) => charges === 'ALL' || charges.includes(charge));
  const told = { line: 'TAX', charge: 'TAX', billed: tax.amount, expected: undefined };
  if (base.some(({ outcome }) => ['WAIT', 'REVIEW', 'HOLD'].includes(outcome)))
    return {
      ...told,
      verdict: 'CANNOT_ASSESS',
      outcome: 'WAIT',
      open: !holdAll,
      parts: { ...none, pending: tax.amount },
    };
  const { mode, places } = { mode: 'HALF_UP', places: 2, ...contract.rounding };
  const stands = ({ parts }) => (holdAll ? plus(parts.approved, parts.pending) : parts.approved);
  const due = rounded(times(sum(base.map(stands)), tax.rate), places, mode);
  const supported = least(due, tax.amount);
  if (!above(minus(tax.amount, supported), '0.01')) {
    const held = holdAll && base.some(({ outcome }) => outcome === 'DISPUTE');
    const parts = held ? { ...none, pending: tax.amount } : { ...none, approved: tax.amount };
    return { ...told, verdict: 'PASS', outcome: 'APPROVE', parts, heldWith: held };
  }
  const parts = partsOf('DISPUTE', { billed: tax.amount, supported }, contract.payment.disagreement);
  return { ...told, verdict: 'VARIANCE', outcome: 'DISPUTE', reason: 'TAX_WRONG', parts };
}

/** What an earlier bill of the shipment was allowed is not allowed again. */
function alreadyAllowed(judgedBills) {
  const allowed = new Map();
  return judgedBills.map(({ bill, lines }) => {
    const before = new Map(allowed);
    const settled = lines.map((line) => allow(line, before));
    for (const line of settled.filter(isCharge))
      allowed.set(keyOf(line), plus(allowed.get(keyOf(line)) ?? zero, line.parts.approved));
    return { bill, lines: settled };
  });
}

const keyOf = ({ charge, stop }) => `${charge} ${stop ?? ''}`;
const isCharge = (line) => !line.gated && line.line !== null && line.charge !== 'TAX';

function allow(line, before) {
  const earlier = isCharge(line) ? (before.get(keyOf(line)) ?? zero) : zero;
  if (!above(earlier, 0) || !above(line.parts.approved, 0)) return line;
  const denied = least(line.parts.approved, earlier);
  before.set(keyOf(line), minus(earlier, denied));
  const told = { verdict: 'VARIANCE', outcome: 'DENY', reason: 'ALREADY_ALLOWED', expected: undefined };
  return { ...line, ...told, parts: { ...line.parts, approved: minus(line.parts.approved, denied), denied } };
}

/** Findings that change no money. */
function findingsOf(bill, { documents }) {
  const exceptions = documents.flatMap(({ type, data }) => (type === 'POD' ? (data.exceptions ?? []) : []));
  const foreign = bill.lines.some((line) => line.foreign);
  return [...(exceptions.length > 0 && !bill.gate ? ['OS_D'] : []), ...(foreign ? ['CURRENCY'] : [])];
}
