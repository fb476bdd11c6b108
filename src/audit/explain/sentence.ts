import type { ReasonCode } from '../../freight/codes.ts';
import type { Decimal } from '../../freight/money.ts';
import { familyOf } from '../align/units.ts';
import type { DossierBill } from '../dossier.ts';
import type { AlignedLine, CheckContext, CheckVerdict, LineJudgement, LineVerdict } from '../judged.ts';
import { because, type Told } from './because.ts';
import { amountWords, chargeWords, groundsWords, lineName, partyWords } from './words.ts';

/** What one check found on one line, in a sentence a carrier's clerk understands. */
export function checkSentence(
  context: CheckContext,
  bill: DossierBill,
  line: AlignedLine,
  check: CheckVerdict,
): string {
  const told = { context, bill, line };
  if (check.verdict === 'CANNOT_ASSESS') return openSentence(told, check);
  if (check.verdict === 'VARIANCE') return varianceSentence(told, check);
  return passSentence(told, check);
}

/**
 * The one sentence of a line: of the check that decided, with amounts, clause and the times it rests on, what would
 * make a variance right, and for what cannot be assessed which fact is missing, who can give it and what it changes.
 */
export function lineSentence(
  context: CheckContext,
  bill: DossierBill,
  verdict: LineVerdict,
  judgement: LineJudgement,
): string {
  const { line, checks } = verdict;
  const decided =
    checks.find((check) => check.verdict === judgement.verdict && check.code === judgement.reason) ??
    checks.find((check) => check.verdict === judgement.verdict) ??
    checks[0];
  const byRule = judgement.findings.find((finding) => finding.code === judgement.reason)?.sentence;
  const isOfCheck = checks.some((check) => check.code === judgement.reason) || judgement.reason === 'WITHIN_TOLERANCE';
  if (decided === undefined || (!isOfCheck && byRule !== undefined))
    return byRule ?? `${lineName(line)}: ${amountWords(line.billed, bill)} billed.`;
  return withRule(checkSentence(context, bill, line, decided), decided, judgement);
}

/** Where a rule decided otherwise than is usual, its finding says so after the check's own words. */
function withRule(own: string, { id }: CheckVerdict, { findings, reason }: LineJudgement): string {
  const found = findings.find(({ check, code }) => check === id && code === reason);
  return found?.sentence.startsWith(own) ? found.sentence : own;
}

function billedWords({ bill, line }: Told): string {
  return `${lineName(line)}: ${amountWords(line.billed, bill)} billed`;
}

function inBrackets({ context, line }: Told): string {
  const at = context.evidence.stops.find(({ stop }) => stop.stop === line.against?.stop);
  const parts = groundsWords(context, line, at?.stop.location.timeZone ?? null).filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

function passSentence(told: Told, check: CheckVerdict): string {
  const { bill, line } = told;
  if (check.id === 'D-15' || check.id === 'D-16')
    return `${billedWords(told)}, a credit, taken as the carrier gives it.`;
  if (check.code === 'ROUNDING' && line.expected !== null)
    return `${billedWords(told)}, ${amountWords(line.expected, bill)} owed: a difference of rounding${inBrackets(told)}.`;
  return `${billedWords(told)}${besideWords(told) ?? ` and owed${owedAsWords(line)}`}${inBrackets(told)}.`;
}

/** Of a line that alone is not what is owed for its charge: what it is beside. */
function besideWords({ bill, line }: Told): string | null {
  const { against, expected, billed } = line;
  if (!against?.amount || expected === null || against.bundled || against.partOf) return null;
  const inAll = `${amountWords(against.amount, bill)} owed for ${chargeWords(against.charge)} in all`;
  if (!expected.equals(billed)) return `, ${inAll}, with what earlier bills ask for`;
  return expected.equals(against.amount) ? null : `, as part of ${inAll}`;
}

/** Where a line goes by another name than what is owed, bills several charges, or a part of one. */
function owedAsWords({ charge, stop, against }: AlignedLine): string {
  if (!against) return '';
  if (against.bundled) return `: ${listWords(against.bundled.map((each) => chargeWords(each.charge)))} in one amount`;
  if (against.partOf) return ', with the parts that other bills ask for';
  if (against.charge !== familyOf(charge)) return ` as ${chargeWords(against.charge)}`;
  return stop !== null && against.stop !== null && stop !== against.stop ? ` at stop ${against.stop}` : '';
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** What a check holds to be owed of a line; one that is held for another reason does not say so itself. */
function owedBy({ billed, expected }: AlignedLine, { amount, direction }: CheckVerdict): Decimal {
  return expected ?? (direction === 'UNDER' ? billed.plus(amount) : billed.minus(amount));
}

function varianceSentence(told: Told, check: CheckVerdict): string {
  const { bill, line } = told;
  const amount = owedBy(line, check);
  const owed = amount.isZero() ? 'nothing' : amountWords(amount, bill);
  const apart = amountWords(check.amount, bill);
  if (check.direction === 'UNDER')
    return `${billedWords(told)}, ${owed} owed: ${apart} less than owed, paid as billed${inBrackets(told)}.`;
  if (check.id === 'T-09')
    return `${billedWords(told)}, ${apart} too much: near enough by itself, but not together with the other lines.`;
  const why = whyWords(check, told);
  if (check.withinTolerance)
    return `${billedWords(told)}, ${owed} owed: ${apart} too much, within the agreed tolerance${inBrackets(told)}.`;
  const amounts = owed === 'nothing' ? 'nothing owed' : `${owed} owed, ${apart} too much`;
  return `${billedWords(told)}, ${amounts} — ${why}${inBrackets(told)}.${rightWords(check)}`;
}

function whyWords(check: CheckVerdict, told: Told): string {
  if (check.id === 'A-25') return unsaidWords(check);
  const isCapped = check.id === 'A-38' && told.line.expected !== null;
  return because(isCapped ? 'ACC_OVER_LIMIT' : (check.code ?? 'FACT_MISSING'), told, check.id);
}

/** What an invoice that must say certain things does not say. */
function unsaidWords({ needs }: CheckVerdict): string {
  return `the invoice does not give what 46 CFR 541.6 demands: ${listWords(needs.map(({ fact }) => fact))}`;
}

/** What would make it right: the known mistake that gives the billed amount. */
function rightWords({ cause, code }: CheckVerdict): string {
  if (cause === null) return '';
  if (code === 'TAX_WRONG') return ` Of tax, ${cause}.`;
  return ` The billed amount comes out to the cent ${cause}.`;
}

function openSentence(told: Told, check: CheckVerdict): string {
  const missing = check.needs.map((need) => `${need.fact} (from ${partyWords(need.from)})`);
  const wanted = missing.length === 0 ? because(check.code ?? 'FACT_MISSING', told) : missingWords(check, missing);
  const { expected } = told.line;
  const state =
    expected === null ? 'not provable yet' : `${amountWords(expected, told.bill)} owed once that is settled`;
  return `${billedWords(told)}, ${state} — ${wanted}${inBrackets(told)}.${changeWords(check, told)}`;
}

const unclear: readonly ReasonCode[] = [
  'EVIDENCE_CONFLICT',
  'EXTENSION',
  'AMBIGUOUS_MATCH',
  'ALIGNMENT_AMBIGUOUS',
  'CONTRACT_AMBIGUOUS',
];

function missingWords({ code }: CheckVerdict, missing: string[]): string {
  const list = missing.join(', ');
  return code !== null && unclear.includes(code) ? `unclear is: ${list}` : `missing: ${list}`;
}

/** What would change it: the fact when it comes, and what its absence means in the end. */
function changeWords(check: CheckVerdict, told: Told): string {
  if (check.afterDeadline === null) return '';
  if (told.context.deadlinesPassed.has('EVIDENCE'))
    return ' The evidence deadline has passed; the fact still counts when it comes.';
  const inTheEnd = check.afterDeadline === check.code ? 'the line is disputed' : 'nothing is owed';
  return ` Without it by the evidence deadline ${inTheEnd}.`;
}
