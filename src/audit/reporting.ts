import { outcomes, severities } from '../freight/codes.ts';
import type { ReasonCode } from '../freight/codes.ts';
import { amountText, sum } from '../freight/money.ts';
import type { Decimal } from '../freight/money.ts';
import { localDate, writtenDate } from '../freight/time.ts';
import type { LocalDate } from '../freight/time.ts';
import { canonicalText } from './canonical.ts';
import { contestFindings, usualDisputeDays } from './checks/contest.ts';
import { budgetLeftFor } from './checks/budget.ts';
import { entityOf } from './checks/governing.ts';
import { awaitsAnswer } from './checks/rebutted.ts';
import type { Evidence, Milestone } from './evidence/evidence.ts';
import type { Rated } from './expected.ts';
import { lineWorking, type LineQuestion } from './explain/line-working.ts';
import type { JudgedWhole } from './judging.ts';
import type { CheckContext } from './judged.ts';
import { lineKey } from './money/line-money.ts';
import { clocksOf } from './clocks.ts';
import type { BillMoney, LineMoney } from './money/line-money.ts';
import type { ChargeResult, Finding, Money, OpenItemDraft, Report } from './report.ts';
import { rulesFor, type RuleSet } from './rules/rule.ts';
import { taxCodes } from './settle/tax-codes.ts';

interface Given {
  whole: JudgedWhole;
  money: BillMoney;
  context: CheckContext;
  rules: RuleSet;
}

/** The report of one bill: its judgement as everyone reads it, amounts as text. */
export function reportOf(given: Given): Report {
  const { whole, money, context } = given;
  const { bill, currency } = whole;
  const { rated, evidence, dossier } = context;
  const awaitingMatch = isAwaitingMatch(given);
  const from = receivedOn(given);
  const clocks = clocksOf(given, {
    from,
    awaitingMatch,
    review: needsReview(given, awaitingMatch),
    undecided: pendingOf(given).length > 0,
    contestDays: limitsOf(given).disputeDays,
  });
  const known = { bill, lines: money.lines.map(({ line }) => line), currency, by: missingBy(clocks) };
  const charges = money.lines.map((line, place) => chargeOf(line, said(whole.sentences[place], line, money), known));
  const findings = [
    ...money.lines.flatMap((line) => findingsOf(line, currency)),
    ...gateFindings(whole),
    ...limitFinding(money, currency),
    ...contestNote(given),
    ...whole.findings,
  ];
  const atRisk = sum(money.lines.map((line) => line.atRisk));
  const report: Omit<Report, 'canonical'> = {
    caseId: bill.caseId,
    currency,
    carrier: bill.invoice.carrier ?? bill.profile?.carrier ?? null,
    legalEntity: entityOf(dossier, bill, evidence),
    match: bill.match,
    money: moneyOf(money.lines, currency),
    charges,
    otherCurrencies: whole.staged.otherCurrencies,
    findings,
    reasons: reasonsOf(charges, findings),
    atRisk: amountText(atRisk, currency),
    needsReview: needsReview(given, awaitingMatch),
    awaitingMatch,
    loosened: money.loosened,
    openItems: money.lines.flatMap((line) => openItemsOf(line, currency)),
    dependencies: dependenciesOf(given),
    clocks,
    ...termsUsed(rated, money),
    judgements: money.judgements,
    deliveredOn: deliveredOn(evidence),
    coveredByCredits: money.coveredByCredits.map((cover) => ({ ...cover, amount: amountText(cover.amount, currency) })),
  };
  return Object.assign(report, { canonical: canonicalText(report) });
}

function termsUsed(rated: Rated | null, { lines }: BillMoney): Pick<Report, 'ratingDate' | 'payment' | 'taxCodes'> {
  if (!rated) return { ratingDate: null, payment: null };
  const codes = taxCodes(
    lines.map(({ line }) => line),
    rated.terms.taxes ?? [],
  );
  return { ratingDate: rated.ratingDate, payment: rated.terms.payment, ...(codes ? { taxCodes: codes } : {}) };
}

function dependenciesOf({ whole, context: { rated, evidence }, rules }: Given): Report['dependencies'] {
  const facts = factsUsed(evidence, rated?.dependencies.facts ?? []);
  const { indexes, fxRates = [] } = rated?.dependencies ?? { indexes: [] };
  const contract = rated?.terms.contract ?? null;
  return {
    facts,
    contract,
    indexes,
    ...(fxRates.length > 0 ? { fxRates } : {}),
    ...budgetOffered(rated, whole),
    rules: rulesFor(rules, whole.bill).digest,
  };
}

/** What was left of the tolerance budget for this bill, where its terms have one. */
function budgetOffered(rated: Rated | null, { bill, currency }: JudgedWhole): { budgetLeft?: string } {
  const left = rated === null || bill.budgetLeft === null ? null : budgetLeftFor(rated.terms, bill);
  return left === null ? {} : { budgetLeft: amountText(left, currency) };
}

/** The line's own sentence, and why a line that is owed waits for a person or with another line. */
function said(sentence = '', { judgement, waitsFor }: LineMoney, { overLimit }: BillMoney): string {
  if (waitsFor) return `${sentence} It waits until line ${waitsFor} is settled, which the tax is on.`;
  return overLimit !== null && judgement.verdict !== 'CANNOT_ASSESS' && judgement.outcome === 'REVIEW'
    ? `${sentence} ${overLimit}`
    : sentence;
}

/** The last day on which what is missing comes in time: the evidence, or while there is none the shipment. */
function missingBy(clocks: Report['clocks']): LocalDate | null {
  const clock = clocks.find(({ kind }) => kind === 'EVIDENCE') ?? clocks.find(({ kind }) => kind === 'MATCH');
  return clock?.on ?? null;
}

type KnownOfBill = Pick<LineQuestion, 'bill' | 'lines' | 'currency'> & { by: LocalDate | null };

function chargeOf(money: LineMoney, sentence: string, { bill, lines, currency, by }: KnownOfBill): ChargeResult {
  const { line, judgement, parts } = money;
  const text = (amount: Decimal) => amountText(amount, currency);
  const said = [
    ...new Set([sentence, ...judgement.findings.filter(isOfOtherBills).map((finding) => finding.sentence)]),
  ];
  return {
    line: line.line,
    charge: line.charge,
    stop: line.stop,
    rawCode: line.rawCode,
    billed: text(line.billed),
    expected: line.expected === null ? null : text(line.expected),
    approved: text(parts.approved),
    disputed: text(parts.disputed),
    denied: text(parts.denied),
    pending: text(parts.pending),
    verdict: judgement.verdict,
    outcome: judgement.outcome,
    reason: judgement.reason,
    checks: judgement.checks,
    missing: judgement.missing.map((need) => ({ ...need, by })),
    cause: judgement.cause,
    relatesTo: money.relatesTo,
    sentence: said.filter((each) => each !== '').join(' '),
    working: lineWorking({ bill, line, judgement, lines, currency }),
  };
}

const ofOtherBills: readonly ReasonCode[] = [
  'ALREADY_ALLOWED',
  'ALREADY_TAKEN',
  'SUPERSEDED',
  'BAL_DUE_DECLINED',
  'CREDIT_UNMATCHED',
  'UNBILLED',
  'SERVICE_LATE',
];

function isOfOtherBills(finding: Finding): boolean {
  return ofOtherBills.includes(finding.code);
}

/** Findings of a line; where it cannot be assessed the amount is what hangs on it: its pending or disputed part. */
function findingsOf({ judgement, parts }: LineMoney, currency: string | null): Finding[] {
  const open = judgement.checks.filter(({ verdict }) => verdict === 'CANNOT_ASSESS').map(({ id }) => id);
  const hanging = amountText(parts.pending.plus(parts.disputed), currency);
  return judgement.findings.map((finding) =>
    open.includes(finding.check) ? { ...finding, amount: hanging } : finding,
  );
}

function gateFindings({ gates, lines, currency }: JudgedWhole): Finding[] {
  const whole = sum(lines.map((line) => line.billed));
  return gates.map(({ check, code, sentence, amount = whole }) => ({
    ...{ check, code, line: null, amount: amountText(amount, currency) },
    ...{ severity: 'ERROR', sentence },
  }));
}

/** C-09: more of the bill would be approved than the engine may by itself. */
function limitFinding({ overLimit, lines }: BillMoney, currency: string | null): Finding[] {
  if (overLimit === null) return [];
  const amount = amountText(sum(lines.map(({ parts }) => parts.pending)), currency);
  return [{ check: 'C-09', code: 'APPROVAL_LIMIT', line: null, amount, severity: 'WARNING', sentence: overLimit }];
}

function moneyOf(lines: readonly LineMoney[], currency: string | null): Money {
  const total = (amountOf: (line: LineMoney) => Decimal) => amountText(sum(lines.map(amountOf)), currency);
  const expected = lines.map(({ line }) => line.expected);
  const known = expected.filter((amount) => amount !== null);
  return {
    billed: total(({ line }) => line.billed),
    approved: total(({ parts }) => parts.approved),
    disputed: total(({ parts }) => parts.disputed),
    denied: total(({ parts }) => parts.denied),
    pending: total(({ parts }) => parts.pending),
    expected: known.length < expected.length ? null : amountText(sum(known), currency),
  };
}

/** Distinct reasons: of lines by their outcome, strictest first, then of findings by their severity. */
function reasonsOf(charges: readonly ChargeResult[], findings: readonly Finding[]): ReasonCode[] {
  const ofLines = [...charges].sort((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
  const ofFindings = [...findings].sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
  const reasons = [...ofLines.map(({ reason }) => reason), ...ofFindings.map(({ code }) => code)];
  return [...new Set(reasons.filter((reason) => reason !== null))];
}

/** What the carrier has agreed to in a dispute is not open, although a later bill or credit may still be for it. */
function openItemsOf({ line, withheld, claim, decision }: LineMoney, currency: string | null): OpenItemDraft[] {
  if (decision?.disputeId) return [];
  const item = { line: line.line, charge: line.charge, stop: line.stop };
  const items: OpenItemDraft[] = [];
  if (!withheld.isZero()) items.push({ kind: 'WITHHELD', ...item, amount: amountText(withheld, currency) });
  if (!claim.isZero()) items.push({ kind: 'CLAIM', ...item, amount: amountText(claim, currency) });
  return items;
}

function isAwaitingMatch({ whole, context }: Given): boolean {
  const { match, postings } = whole.bill;
  return match.status === 'NONE' && postings.length === 0 && !context.deadlinesPassed.has('MATCH');
}

function needsReview({ whole, money }: Given, awaitingMatch: boolean): boolean {
  const held = money.lines.some(({ judgement }) => judgement.outcome === 'REVIEW' || judgement.outcome === 'HOLD');
  // Nobody has said what becomes of a line that no longer waits for its shipment.
  const unanswered =
    whole.bill.match.status !== 'MATCHED' &&
    !awaitingMatch &&
    money.lines.some(({ judgement }) => judgement.outcome === 'WAIT');
  return (
    held ||
    money.lines.some((line) => awaitsAnswer(line, money.judgements[lineKey(line.line)], lineKey(line.line))) ||
    money.overLimit !== null ||
    unanswered ||
    money.loosened.length > 0 ||
    whole.staged.otherCurrencies.length > 0
  );
}

/** Facts that entered the figures or prove the delivery, each once, in the order of source and id. */
function factsUsed(
  evidence: Evidence,
  used: readonly { source: string; id: string }[],
): { source: string; id: string }[] {
  const proofs = [evidence.pickup, evidence.delivery].flatMap((milestone) => factsOf(milestone));
  const pods = evidence.stops.flatMap((stop) => stop.pods);
  const all = [...used, ...proofs, ...pods].map(({ source, id }) => ({ source, id }));
  const named = new Map(all.map((fact) => [`${fact.source}\u0000${fact.id}`, fact]));
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
}

function factsOf(milestone: Milestone): { source: string; id: string }[] {
  return milestone.status === 'MISSING' ? [] : milestone.facts;
}

function deliveredOn({ delivery, stops }: Evidence): LocalDate | null {
  if (delivery.status !== 'STANDS') return null;
  const zone = stops.findLast(({ stop }) => stop.type === 'DELIVERY')?.stop.location.timeZone;
  return zone ? localDate(delivery.at, zone) : writtenDate(delivery.at);
}

function receivedOn({ whole: { bill }, context }: Given): LocalDate {
  const entity = entityOf(context.dossier, bill, context.evidence);
  const zone = context.dossier.legalEntities.find((one) => one.legalEntity === entity)?.timeZone;
  return zone ? localDate(bill.receivedAt, zone) : writtenDate(bill.receivedAt);
}

function limitsOf({ context: { rated } }: Given): { disputeDays: number } {
  return rated?.terms.limits ?? { disputeDays: usualDisputeDays };
}

const pendingOf = ({ money }: Given): Decimal[] =>
  money.lines.map(({ parts }) => parts.pending).filter((pending) => !pending.isZero());

/** Once most of the time to contest is over. */
function contestNote(given: Given): Finding[] {
  if (!given.context.deadlinesPassed.has('CONTEST')) return [];
  const head = { from: receivedOn(given), currency: given.whole.currency };
  return contestFindings(limitsOf(given), pendingOf(given), head);
}
