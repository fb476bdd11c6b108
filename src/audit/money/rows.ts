import type { DisagreementMode, ReasonCode } from '../../freight/codes.ts';
import { greatest, least, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { ExpectedCharge, Rated } from '../expected.ts';
import { chargeKey } from './allowed.ts';
import { billedFor, isFor, keysOf } from './bundles.ts';
import type { AllowedSoFar } from './allowed.ts';
import { judgementOf, lineKey, noParts, postedByLine, unnumbered } from './line-money.ts';
import type { JudgedBill, LineMoney } from './line-money.ts';
import { markFound } from './marks.ts';
import { correctionCheck, isCredit } from './relations.ts';
import type { AlignedLine, LineJudgement } from '../judged.ts';

/** A row of the case that the carrier did not bill, before anything is in its parts. */
function row(judged: JudgedBill, line: AlignedLine, judgement: LineJudgement, given: Partial<LineMoney>): LineMoney {
  const posted = postedByLine(judged.bill).get(lineKey(line)) ?? zero;
  const amounts = { supported: zero, withheld: zero, claim: zero, takenBack: zero, refused: zero, atRisk: zero };
  const none = { parts: noParts(), bundle: [], relatesTo: null, decision: null };
  return { line, key: lineKey(line), judgement, posted, ...amounts, ...none, ...given };
}

/** What is owed to us or by us and no bill of the shipment bills: an expected credit is taken, the rest is only listed. */
export function unbilledRows(judged: JudgedBill, mode: DisagreementMode, rated: Rated | null): LineMoney[] {
  return judged.unbilled.map((owed) => {
    const amount = owed.amount ?? zero;
    const line = { ...unnumbered(owed.charge, owed.stop, amount), against: owed };
    const key = chargeKey(line, judged.places, rated);
    return amount.isNegative()
      ? expectedCredit(judged, { line, key, owed, mode })
      : listed(judged, { line, key, owed });
  });
}

function listed(judged: JudgedBill, given: { line: AlignedLine; key: string; owed: ExpectedCharge }): LineMoney {
  const { line, key, owed } = given;
  const judgement = judgementOf({ outcome: 'APPROVE', reason: null, check: owed.check, verdict: 'NOT_APPLICABLE' });
  const money = row(judged, line, judgement, { key });
  const found = { check: owed.check, code: 'UNBILLED' as const, relatesTo: null, currency: judged.currency };
  markFound(money, { ...found, amount: owed.amount ?? zero });
  money.judgement = { ...money.judgement, verdict: 'NOT_APPLICABLE', checks: judgement.checks };
  return money;
}

const proofs: readonly { id: string; reason: ReasonCode }[] = [
  { id: 'E-01', reason: 'NOT_DELIVERED' },
  { id: 'E-02', reason: 'POD_MISSING' },
  { id: 'E-03', reason: 'POD_MISSING' },
];

/** While a required proof of delivery is missing no line is assessed, and so no credit is taken: it waits as they do. */
function withoutProof({ judgements }: JudgedBill): LineJudgement | null {
  const lacks = ({ checks }: LineJudgement, proof: string) =>
    checks.some(({ id, verdict }) => id === proof && verdict === 'CANNOT_ASSESS');
  const missing = proofs.find(({ id }) => judgements.some((judgement) => lacks(judgement, id)));
  if (!missing) return null;
  const { id: check, reason } = missing;
  const like = judgements.find((judgement) => judgement.verdict === 'CANNOT_ASSESS' && lacks(judgement, check));
  const { outcome, restsOnAbsence } = like ?? { outcome: 'WAIT', restsOnAbsence: false };
  const needs = judgements.flatMap((judgement) => judgement.missing.filter((need) => need.reason === reason));
  const named = new Map(needs.map((need) => [need.fact, need]));
  return {
    ...judgementOf({ outcome, reason, check, verdict: 'CANNOT_ASSESS' }),
    ...{ missing: [...named.values()], restsOnAbsence },
  };
}

function expectedCredit(
  judged: JudgedBill,
  given: { line: AlignedLine; key: string; owed: ExpectedCharge; mode: DisagreementMode },
): LineMoney {
  const { line, key, owed, mode } = given;
  const credit = (line.expected ?? zero).negated();
  const reason = owed.reason ?? 'SERVICE_LATE';
  const found = { check: owed.check, code: reason, amount: credit, relatesTo: null, currency: judged.currency };
  const unproven = withoutProof(judged);
  if (unproven) {
    const waiting = row(judged, line, unproven, { key });
    const rest = unproven.outcome === 'DISPUTE' ? 'disputed' : 'pending';
    waiting.parts = { ...noParts(), approved: waiting.posted, [rest]: waiting.posted.negated() };
    markFound(waiting, found);
    return waiting;
  }
  const judgement = judgementOf({ outcome: 'DISPUTE', reason, check: owed.check });
  const claimed = mode === 'PAY_AND_CLAIM';
  const taken: Partial<LineMoney> = claimed
    ? { claim: credit }
    : {
        parts: { ...noParts(), approved: credit.negated(), disputed: credit },
        withheld: credit,
        takenBack: mode === 'HOLD_ALL' ? zero : credit,
      };
  const money = row(judged, line, judgement, { key, supported: credit.negated(), ...taken });
  markFound(money, found);
  money.judgement = { ...money.judgement, checks: judgement.checks };
  return money;
}

/** What the bills a correction replaces were allowed and it no longer bills: taken back, SUPERSEDED. */
export function supersededRows(
  judged: JudgedBill,
  lines: readonly LineMoney[],
  allowed: AllowedSoFar,
  replaced: ReadonlySet<JudgedBill>,
): LineMoney[] {
  const rows: LineMoney[] = [];
  for (const key of allowed.keys((other) => replaced.has(other))) {
    const amount = noLongerBilled(key, allowed, replaced);
    const source = allowed.firstLine(key);
    if (!source || amount.isZero() || lines.some((line) => isFor(line, key))) continue;
    const line = unnumbered(source.line.charge, source.line.stop, zero);
    const judgement = judgementOf({ outcome: 'APPROVE', reason: null, check: checkOf(judged) });
    const parts = { ...noParts(), approved: amount.negated(), denied: amount };
    const money = row(judged, line, judgement, { key, parts, takenBack: greatest(zero, amount) });
    markSuperseded(money, amount, { by: judged, relatesTo: allowed.firstName(key) });
    rows.push(money);
  }
  return rows;
}

/**
 * What is allowed in all, less what should stand once the replaced bills are gone: what other bills were allowed, lowered
 * by credits beyond what they took of the replaced ones. Negative where a replaced correction and a credit both took the
 * same back: then it is given back once.
 */
function noLongerBilled(key: string, allowed: AllowedSoFar, replaced: ReadonlySet<JudgedBill>): Decimal {
  const credited = allowed.net(key, isCredit);
  const ofOthers = allowed.net(key, (other) => !replaced.has(other) && !isCredit(other));
  const beyond = least(zero, allowed.gross(key, (other) => replaced.has(other)).plus(credited));
  return allowed.net(key).minus(ofOthers).minus(beyond);
}

/** The check by which a correction speaks. */
function checkOf({ bill }: JudgedBill): string {
  return correctionCheck(bill.invoice.kind) ?? 'D-09';
}

function markSuperseded(
  money: LineMoney,
  amount: Decimal,
  { by, relatesTo }: { by: JudgedBill; relatesTo: string | null },
): void {
  markFound(money, { check: checkOf(by), code: 'SUPERSEDED', amount, relatesTo, currency: by.currency });
}

/** Rows posted on a bill that is stopped or replaced: they stay approved, and their other part says why. */
export function postedRows(judged: JudgedBill, rated: Rated | null, correction: JudgedBill | null): LineMoney[] {
  const into = correction ? 'denied' : 'pending';
  const lines = new Map<string, AlignedLine>();
  for (const { line, charge, stop } of judged.bill.postings.flatMap((posting) => posting.lines)) {
    const unbilled = unnumbered(charge, stop ?? null, into === 'denied' ? zero : null);
    if (line === null) lines.set(lineKey(unbilled), unbilled);
  }
  const replaced = { outcome: 'APPROVE', verdict: 'PASS', reason: null } as const;
  const judgement = correction ? judgementOf({ ...replaced, check: checkOf(correction) }) : heldBy(judged);
  const rows = [...lines.values()].map((line) =>
    row(judged, line, judgement, { key: chargeKey(line, judged.places, rated) }),
  );
  const standing = rows.filter((money) => !money.posted.isZero());
  for (const money of standing) keepPosted(money, into);
  if (correction)
    for (const money of standing)
      markSuperseded(money, money.posted.negated(), { by: correction, relatesTo: nameOf(correction) });
  return standing;
}

const nameOf = ({ bill }: JudgedBill) => bill.invoice.invoiceNumber;

function heldBy({ gates: [gate] }: JudgedBill): LineJudgement {
  const held = { outcome: 'HOLD', verdict: 'CANNOT_ASSESS' } as const;
  return judgementOf({ ...held, reason: gate?.code ?? null, check: gate?.check ?? 'I-04' });
}

function keepPosted(money: LineMoney, into: 'pending' | 'denied'): void {
  money.parts = { ...noParts(), approved: money.posted };
  money.parts[into] = money.posted.negated();
}

/** Lines of a bill that a later correction replaces: what was posted stays, whatever was not is denied. */
export function supersede(lines: readonly LineMoney[], correction: JudgedBill): void {
  for (const line of lines) {
    const denied = line.line.billed.minus(line.posted);
    line.parts = { ...noParts(), approved: line.posted, denied };
    Object.assign(line, { withheld: zero, claim: zero, decision: null, refused: greatest(zero, denied) });
    line.judgement = { ...line.judgement, outcome: 'APPROVE', restsOnAbsence: false };
    if (!denied.isZero()) markSuperseded(line, denied, { by: correction, relatesTo: nameOf(correction) });
  }
}

/**
 * What a replaced bill was refused and its correction no longer bills is all that a later credit can still belong to:
 * what the correction bills again stands there. Before the correction a credit may belong to any of it.
 */
export function giveUpRefused(replaced: readonly LineMoney[], correction: readonly LineMoney[]): void {
  const billed = (lines: readonly LineMoney[], key: string) =>
    sum(lines.filter((line) => isFor(line, key)).map((line) => billedFor(line, key)));
  const rooms = new Map(
    replaced.flatMap(keysOf).map((key) => [key, greatest(zero, billed(replaced, key).minus(billed(correction, key)))]),
  );
  for (const line of replaced) {
    let left = line.refused;
    for (const key of keysOf(line)) {
      const room = least(left, rooms.get(key) ?? zero);
      rooms.set(key, (rooms.get(key) ?? zero).minus(room));
      left = left.minus(room);
    }
    line.refused = line.refused.minus(left);
  }
}
