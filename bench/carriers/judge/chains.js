/** Bills about bills: what a correction, a credit or a balance due does to what an earlier bill was allowed. */
import { isZero, plus, zero } from '../exact.js';
import { none, totalParts } from './lines.js';

/**
 * A corrected bill takes the place of its original. Whether the original had been posted by then decides on which of
 * the two cases the money stands; together they come to what the corrected bill alone is allowed.
 */
export function superseded(judgedBills) {
  const [, corrected] = judgedBills;
  const together = corrected ? totalParts(corrected.lines) : totalParts(judgedBills[0].lines);
  return judgedBills.map((one) => (one.bill.gate ? one : { ...one, together }));
}

/** A credit for what was withheld: the withheld part is settled, and nothing is taken twice. */
export function creditTakesWithheld([original, credit]) {
  if (!credit) return [original];
  const lines = original.lines.map((line) => {
    const { disputed, denied } = line.parts;
    if (isZero(disputed)) return line;
    return { ...line, open: true, parts: { ...line.parts, disputed: zero, denied: plus(denied, disputed) } };
  });
  const taken = credit.lines.map((line) => ({
    ...{ ...line, expected: undefined, verdict: 'VARIANCE', outcome: 'DENY', reason: 'ALREADY_TAKEN', settled: true },
    parts: { ...none, denied: line.billed },
  }));
  return [
    { ...original, lines },
    { ...credit, lines: taken },
  ];
}

/** A credit for what was allowed: it is taken as it is. */
export function creditTaken([original, credit]) {
  if (!credit) return [original];
  const lines = credit.lines.map((line) => ({
    ...{ ...line, expected: undefined, verdict: 'PASS', outcome: 'APPROVE', reason: null },
    parts: { ...none, approved: line.billed },
  }));
  return [original, { ...credit, lines }];
}
