import type { DisagreementMode, Outcome } from '../../freight/codes.ts';
import type { Decision } from '../../freight/decision.ts';
import { decimal, greatest, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { Rated } from '../expected.ts';
import type { AlignedLine, LineJudgement } from '../judged.ts';
import { AllowedSoFar, chargeKey } from './allowed.ts';
import { denyAlreadyAllowed } from './already-allowed.ts';
import { declineBalance } from './balance-due.ts';
import { approvedFor, bundlesOf, keysOf, type Portion } from './bundles.ts';
import { applyCredit, divideCredit } from './credits.ts';
import type { CreditPlan } from './credits.ts';
import { effectOn, reasonOf } from './decisions.ts';
import type { Effect } from './decisions.ts';
import { holdOverLimit } from './engine-limit.ts';
import { judgementText } from './judgement-text.ts';
import { assertConserved, lineKey, noParts, postedByLine, supportedOf } from './line-money.ts';
import type { BillMoney, JudgedBill, LineMoney } from './line-money.ts';
import { isBalance, isCorrection, isCredit, replacedBy, takesPart } from './relations.ts';
import { giveUpRefused, postedRows, supersede, supersededRows, unbilledRows } from './rows.ts';
import { atRiskOf, divide, holdWholeBill, supportedInDispute } from './table.ts';
import { divideTaxes } from './taxes.ts';

/** What dividing one bill may look at of the others, which all stand before it in the order. */
interface Earlier {
  bills: BillMoney[];
  allowed: AllowedSoFar;
  replaced: ReadonlyMap<JudgedBill, ReadonlySet<JudgedBill>>;
  rated: Rated | null;
}

interface Division {
  lines: LineMoney[];
  plan: CreditPlan | null;
}

const bookkeeping = ['ALREADY_ALLOWED', 'ALREADY_TAKEN', 'SUPERSEDED', 'BAL_DUE_DECLINED'];

/**
 * The money of every bill of a shipment, in their order by content: for every line billed = approved + disputed + denied
 * + pending. A function of bills, judgements, decisions and postings alone, never of another case's stored report.
 *
 * @throws Error when a line's parts do not sum to what was billed
 */
export function divideMoney(order: readonly JudgedBill[], rated: Rated | null): BillMoney[] {
  const earlier: Earlier = { bills: [], allowed: new AllowedSoFar(), replaced: replacedBy(order), rated };
  for (const judged of order) earlier.bills.push(billMoney(judged, earlier));
  for (const bill of earlier.bills)
    for (const line of bill.lines) {
      line.atRisk = atRiskOf(line);
      assertConserved(line);
    }
  return earlier.bills;
}

function billMoney(judged: JudgedBill, earlier: Earlier): BillMoney {
  const byEngine = divideBill(judged, earlier, new Map());
  const texts = new Map(
    byEngine.lines.map(({ line, judgement }) => [lineKey(line), judgementText(line.expected, judgement, judged.gates)]),
  );
  const effects = new Map<string, Effect>();
  // A row that only lists what is owed and was not billed moves no money: there is nothing to decide on it.
  const decidable = byEngine.lines.filter(({ judgement }) => judgement.reason !== 'UNBILLED');
  for (const { line } of correctionOf(judged, earlier) ? [] : decidable) {
    const effect = effectOn(judged.bill, line, texts.get(lineKey(line)) ?? '');
    if (effect) effects.set(lineKey(line), effect);
  }
  const { lines, plan } = effects.size === 0 ? byEngine : divideBill(judged, earlier, effects);
  const overLimit = holdOverLimit(judged, lines);
  if (plan) applyCredit(judged, plan, earlier.bills);
  recordAllowed(judged, lines, plan, earlier.allowed);
  for (const { judged: other, lines: replaced } of earlier.bills)
    if (correctionOf(other, earlier) === judged) giveUpRefused(replaced, lines);
  const loosened = lines.flatMap(({ line }) => {
    const effect = effects.get(lineKey(line));
    if (effect?.effect !== 'LOOSENED') return [];
    return [{ decisionId: effect.decision.decisionId, line: line.line, was: effect.was, now: effect.now }];
  });
  return { judged, lines, loosened, judgements: Object.fromEntries(texts), coveredByCredits: [], overLimit };
}

function recordAllowed(judged: JudgedBill, lines: LineMoney[], plan: CreditPlan | null, allowed: AllowedSoFar): void {
  for (const { key, amount } of plan?.lowers ?? []) allowed.add({ judged, key, amount: amount.negated(), money: null });
  if (plan) return;
  for (const money of lines)
    for (const key of keysOf(money)) allowed.add({ judged, key, amount: approvedFor(money, key), money });
}

/** What is billed again of a tax is told by what it is on. */
const isNoTax = ({ line }: LineMoney) => line.charge !== 'TAX';

/** A bill counts while no correction still to come replaces it. */
function isStanding(other: JudgedBill, { bills, replaced }: Earlier): boolean {
  const corrections = [...replaced].filter(([, old]) => old.has(other)).map(([correction]) => correction);
  return corrections.every((correction) => bills.some(({ judged }) => judged === correction));
}

function correctionOf(judged: JudgedBill, { replaced }: Earlier): JudgedBill | null {
  if (judged.gates.some((gate) => gate.outcome === 'DENY')) return null;
  return [...replaced].find(([, bills]) => bills.has(judged))?.[0] ?? null;
}

function divideBill(judged: JudgedBill, earlier: Earlier, effects: ReadonlyMap<string, Effect>): Division {
  const mode = earlier.rated?.terms.payment.disagreement ?? judged.bill.policy.disagreement;
  const lines = ownLines(judged, mode, effects, earlier.rated);
  const correction = correctionOf(judged, earlier);
  let plan: CreditPlan | null = null;
  if (correction) {
    supersede(lines, correction);
    lines.push(...postedRows(judged, earlier.rated, correction));
  } else if (!takesPart(judged)) {
    if (judged.gates.every((gate) => gate.outcome === 'HOLD')) lines.push(...postedRows(judged, earlier.rated, null));
  } else if (isCredit(judged)) plan = divideCredit(judged, lines, earlier.bills, earlier.allowed);
  else divideAsked(judged, lines, earlier, { mode, effects });
  if (!correction) setRefused(lines);
  return { lines, plan };
}

/** A bill that asks for something: what others were allowed comes off, and what nobody billed is added. */
function divideAsked(
  judged: JudgedBill,
  lines: LineMoney[],
  earlier: Earlier,
  { mode, effects }: { mode: DisagreementMode; effects: ReadonlyMap<string, Effect> },
): void {
  if (isBalance(judged))
    declineBalance(judged, lines, earlier.bills, (line, rest) => {
      divideRest(line, rest, { mode, currency: judged.currency });
    });
  const unbilled = unbilledRows(judged, mode, earlier.rated);
  const asked = isCorrection(judged) ? [...lines, ...unbilled.filter(isTaken)] : lines;
  denyAlreadyAllowed(judged, asked.filter(isNoTax), earlier.allowed, (other) => isStanding(other, earlier));
  const rows = [...supersededBy(judged, asked, earlier), ...unbilled];
  lines.push(...rows.map((row) => decided(row, effects)));
  divideTaxes(judged, lines, { mode, rated: earlier.rated });
  if (mode === 'HOLD_ALL') holdWholeBill(lines);
}

/** A credit that is owed to us and taken: what a replaced bill has taken of it is not taken again. */
const isTaken = ({ parts }: LineMoney) => !parts.approved.isZero();

function supersededBy(judged: JudgedBill, lines: readonly LineMoney[], earlier: Earlier): LineMoney[] {
  const replaced = earlier.replaced.get(judged);
  return replaced && isCorrection(judged) ? supersededRows(judged, lines, earlier.allowed, replaced) : [];
}

function setRefused(lines: readonly LineMoney[]): void {
  for (const line of lines) line.refused = refusedOf(line);
}

function refusedOf({ judgement, parts }: LineMoney): Decimal {
  const refused = judgement.outcome === 'DENY' && !bookkeeping.includes(judgement.reason ?? '');
  return refused ? greatest(zero, parts.denied) : zero;
}

function ownLines(
  judged: JudgedBill,
  mode: DisagreementMode,
  effects: ReadonlyMap<string, Effect>,
  rated: Rated | null,
): LineMoney[] {
  const postedBy = postedByLine(judged.bill);
  const bundles = bundlesOf(judged.lines, judged.places, rated);
  return judged.lines.map((line, place) => {
    const judgement = judged.judgements[place];
    if (!judgement) throw new Error(`${lineKey(line)} of ${judged.bill.invoice.invoiceNumber} was not judged`);
    const effect = effects.get(lineKey(line)) ?? null;
    const supported = supportedOf(line, judgement, judged.currency);
    const posted = postedBy.get(lineKey(line)) ?? zero;
    const key = chargeKey(line, judged.places, rated);
    const bundle = bundles.get(line) ?? [];
    return ownLine({ line, key, bundle, judgement, supported, posted, effect, mode });
  });
}

interface OwnLine {
  line: AlignedLine;
  key: string;
  bundle: Portion[];
  judgement: LineJudgement;
  supported: Decimal;
  posted: Decimal;
  effect: Effect | null;
  mode: DisagreementMode;
}

function ownLine({ line, key, bundle, judgement, supported, posted, effect, mode }: OwnLine): LineMoney {
  const decision = effect?.effect === 'STANDS' ? effect.decision : null;
  const outcome = outcomeUnder(effect, judgement.outcome);
  const owed = decision === null ? supported : owedUnder(decision, { line, judgement, supported, posted });
  const keepsPosted = judgement.restsOnAbsence && decision === null;
  const divided = divide({ billed: line.billed, supported: owed, posted, outcome, mode, keepsPosted });
  const judgedAs: LineJudgement = {
    ...judgement,
    outcome,
    restsOnAbsence: keepsPosted,
    reason: decision ? reasonOf(decision, judgement.reason) : judgement.reason,
  };
  const later = { takenBack: zero, refused: zero, atRisk: zero, relatesTo: null };
  return { line, key, bundle, judgement: judgedAs, supported: owed, posted, decision, ...divided, ...later };
}

/** What of a line is owed where a person's decision stands. A write-off leaves the carrier what it was paid. */
function owedUnder(
  { kind, amount }: Decision,
  { line, judgement, supported, posted }: Pick<OwnLine, 'line' | 'judgement' | 'supported' | 'posted'>,
): Decimal {
  if (kind === 'APPROVE_AMOUNT' && amount) return decimal(amount);
  if (kind === 'WRITE_OFF') return greatest(supported, posted);
  if (kind !== 'DISPUTE') return supported;
  return amount ? line.billed.minus(decimal(amount)) : supportedInDispute(line, judgement, supported);
}

function outcomeUnder(effect: Effect | null, engine: Outcome): Outcome {
  if (effect === null) return engine;
  return effect.effect === 'STANDS' ? effect.outcome : 'REVIEW';
}

/** What is left of a balance-due line after the withheld part was declined, divided as if only so much were billed. */
function divideRest(
  line: LineMoney,
  rest: Decimal,
  { mode, currency }: { mode: DisagreementMode; currency: string | null },
): void {
  const { judgement, posted } = line;
  const supported = supportedOf({ ...line.line, billed: rest }, judgement, currency);
  const keepsPosted = judgement.restsOnAbsence;
  Object.assign(line, divide({ billed: rest, supported, posted, outcome: judgement.outcome, mode, keepsPosted }));
}

/** A person's decision on a row that the carrier did not bill: approved or denied as billed, it is given up. */
function decided(row: LineMoney, effects: ReadonlyMap<string, Effect>): LineMoney {
  const effect = effects.get(lineKey(row.line));
  if (!effect || (effect.effect === 'STANDS' && effect.outcome === 'DISPUTE')) return row;
  if (effect.effect === 'STANDS' && effect.decision.kind === 'APPROVE_EXPECTED') return row;
  const given = { parts: noParts(), withheld: zero, claim: zero, takenBack: zero };
  if (effect.effect === 'STANDS' && effect.outcome !== 'HOLD')
    return { ...row, ...given, decision: effect.decision, judgement: { ...row.judgement, outcome: effect.outcome } };
  const parts = { ...noParts(), approved: row.posted, pending: row.posted.negated() };
  const outcome = effect.effect === 'STANDS' ? effect.outcome : 'REVIEW';
  return { ...row, ...given, parts, judgement: { ...row.judgement, outcome } };
}
