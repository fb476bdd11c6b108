import type { Outcome, Verdict } from '../../freight/codes.ts';
import { amountText, zero } from '../../freight/money.ts';
import { type LocalDate, writtenDate } from '../../freight/time.ts';
import { carrierOf } from '../checks/governing.ts';
import { sameCarrier } from '../match/candidates.ts';
import { checkSentence } from '../explain/sentence.ts';
import { amountWords, lineName } from '../explain/words.ts';
import { currencyOf } from '../align/bill-lines.ts';
import type { DossierBill } from '../dossier.ts';
import type { Need } from '../expected.ts';
import type { CheckContext, CheckVerdict, LineJudgement, LineVerdict } from '../judged.ts';
import type { Finding } from '../report.ts';
import { type Answer, askRules, factsOf, type Question } from './ask.ts';
import { type Consequence, defaultConsequence } from './defaults.ts';
import type { Subject } from './dictionary.ts';
import { compareRank, highest, isStricter } from './precedence.ts';
import { listensTo, type PreparedRule, rulesFor, type RuleSet } from './rule.ts';

/** One verdict that spoke, or the line as the rules that are always asked see it (`check` null). */
interface Inquiry {
  subject: Subject;
  rules: PreparedRule[];
}

/** A finding in the making. */
interface Found extends Consequence {
  check: CheckVerdict | null;
  finding: Finding;
  needs: Need[];
}

/**
 * What follows from the verdicts of one bill, line by line and in that order. Rules are asked only about verdicts
 * other than PASS and NOT_APPLICABLE, and those that are always asked about every line; all of a bill in one run. A case
 * that keeps an earlier set is judged by that one.
 *
 * @throws Error when a rule asked gives no answer: the case is parked
 */
export async function judgeLines(
  given: RuleSet,
  bill: DossierBill,
  verdicts: readonly LineVerdict[],
  context: CheckContext,
): Promise<LineJudgement[]> {
  const rules = rulesFor(given, bill);
  const inForce = remembered((each) => speaksFor(each, bill, context));
  const always = rules.always.filter(inForce);
  const inquiries = verdicts.map(({ line, checks }): Inquiry[] => {
    const spoke = checks.filter(speaks);
    const asked: Inquiry[] = spoke.map((check) => ({
      subject: { context, bill, line, check },
      rules: listening(rules, check).filter(inForce),
    }));
    return always.length === 0 ? asked : [...asked, { subject: { context, bill, line, check: null }, rules: always }];
  });
  const answers = await answersTo(inquiries.flat());
  return verdicts.map((verdict, index) => {
    const found = (inquiries[index] ?? []).flatMap((each) => consequences(each, answers.get(each) ?? []));
    return judgement(verdict, found, bill);
  });
}

function listening(rules: RuleSet, { id, verdict }: CheckVerdict): PreparedRule[] {
  const heard = new Set([...(rules.byCheck.get(id) ?? []), ...rules.ofAnyCheck]);
  return [...heard].filter(({ rule }) => listensTo(rule, id, verdict));
}

/** Whether a rule speaks for a bill is asked once a bill, not once a verdict. */
function remembered(asked: (rule: PreparedRule) => boolean): (rule: PreparedRule) => boolean {
  const known = new Map<PreparedRule, boolean>();
  return (rule) => {
    let answer = known.get(rule);
    if (answer === undefined) {
      answer = asked(rule);
      known.set(rule, answer);
    }
    return answer;
  };
}

function speaks({ verdict }: CheckVerdict): boolean {
  return verdict === 'VARIANCE' || verdict === 'CANNOT_ASSESS';
}

function speaksFor({ rule }: PreparedRule, bill: DossierBill, context: CheckContext): boolean {
  const { contract, carrier, mode } = rule.scope;
  const fits = (wanted: string | null | undefined, is: string | null | undefined) => !wanted || wanted === is;
  const bills = carrierOf(bill);
  return (
    isInForce(rule, writtenDate(bill.receivedAt)) &&
    fits(contract, context.rated?.terms.contract?.contractId) &&
    (!carrier || (bills !== null && sameCarrier(carrier, bills, context.dossier.carriers))) &&
    fits(mode, context.evidence.shipment?.body.mode)
  );
}

function isInForce({ effective }: PreparedRule['rule'], day: LocalDate): boolean {
  if (!effective) return true;
  return (!effective.from || effective.from <= day) && (!effective.to || day <= effective.to);
}

type RuleAnswer = Answer & { rule: PreparedRule };

async function answersTo(inquiries: readonly Inquiry[]): Promise<Map<Inquiry, RuleAnswer[]>> {
  const answers = new Map<Inquiry, RuleAnswer[]>();
  const asked = inquiries.flatMap((inquiry) => {
    const facts = factsOf(inquiry.subject);
    return inquiry.rules.map((prepared): Question & { inquiry: Inquiry } => ({ inquiry, prepared, facts }));
  });
  if (asked.length === 0) return answers;
  const given = await askRules(asked);
  asked.forEach(({ inquiry, prepared }, index) => {
    const answer = given[index];
    if (answer) answers.set(inquiry, [...(answers.get(inquiry) ?? []), { ...answer, rule: prepared }]);
  });
  return answers;
}

function consequences({ subject }: Inquiry, answers: readonly RuleAnswer[]): Found[] {
  const fired = highest(answers.filter(({ says }) => says === 'FIRED').map(({ rule }) => rule));
  const [first] = fired;
  const unsure = answers.find(
    ({ says, rule }) => says === 'INDETERMINATE' && (first === undefined || compareRank(rule, first) > 0),
  );
  if (unsure) return [heldFor(unsure, subject)];
  if (first === undefined) return subject.check ? [found(subject, defaultConsequence(subject.check, subject))] : [];
  if (fired.some(({ rule }) => rule.outcome !== first.rule.outcome)) return [inConflict(fired, subject)];
  return [decidedBy(first, subject)];
}

function decidedBy({ rule }: PreparedRule, subject: Subject): Found {
  const usual = subject.check ? defaultConsequence(subject.check, subject) : null;
  const consequence: Consequence = {
    outcome: rule.outcome,
    reason: rule.reason ?? subject.check?.code ?? 'FACT_MISSING',
    severity: rule.severity ?? usual?.severity ?? 'WARNING',
    who: rule.who ?? null,
  };
  return found(subject, consequence, rule.source === 'SHIPPED' ? '' : `Rule: ${rule.title}.`, rule.id);
}

function found(subject: Subject, consequence: Consequence, said = '', rule = ''): Found {
  const { context, bill, line, check } = subject;
  const { reason: code, severity, who } = consequence;
  const head = { line: line.line, code, severity, ...(who ? { who } : {}) };
  const currency = currencyOf(bill);
  if (check === null) {
    const sentence = `${lineName(line)}: ${amountWords(line.billed, bill)} billed. ${said}`;
    const finding = { ...head, check: rule, amount: amountText(zero, currency), sentence };
    return { ...consequence, check, finding, needs: [] };
  }
  const own = checkSentence(context, bill, line, check);
  const sentence = said === '' ? own : `${own} ${said}`;
  const finding = { ...head, check: check.id, amount: amountText(check.amount, currency), sentence };
  return { ...consequence, check, finding, needs: check.needs };
}

/** A rule that might say something else, if only its facts were known, holds the line. */
function heldFor(answer: RuleAnswer, subject: Subject): Found {
  const { rule } = answer.rule;
  const absent = answer.says === 'INDETERMINATE' ? answer.absent : [];
  const held: Consequence = { outcome: 'HOLD', reason: 'FACT_MISSING', severity: 'WARNING' };
  const needs = absent.map((fact): Need => ({ fact, reason: 'FACT_MISSING', from: 'US' }));
  const said = `Rule “${rule.title}” cannot be decided without ${absent.join(', ')}.`;
  const line = found(subject, held, said, rule.id);
  return { ...line, needs: [...line.needs, ...needs] };
}

function inConflict(fired: readonly PreparedRule[], subject: Subject): Found {
  const names = fired.map(({ rule }) => `“${rule.title}” (${rule.outcome.toLowerCase()})`).join(' and ');
  const conflict: Consequence = { outcome: 'REVIEW', reason: 'RULE_CONFLICT', severity: 'ERROR' };
  return found(subject, conflict, `Rules of equal rank contradict each other: ${names}.`, fired[0]?.rule.id);
}

/** Outcomes that leave the money where it is. */
const undecided: readonly Outcome[] = ['REVIEW', 'HOLD', 'WAIT'];

/**
 * While a fact is missing, only what nothing can change beats it: a variance over an amount that is not owed in any
 * case. Other variances are shown and decide nothing, unless a rule holds the line for them. A rule that approves in
 * spite of the missing fact takes that doubt away, not the variances beside it.
 */
function decisive(found: readonly Found[]): Found[] {
  if (!found.some(({ check, outcome }) => check?.verdict === 'CANNOT_ASSESS' && outcome !== 'APPROVE'))
    return [...found];
  return found.filter(
    ({ check, outcome }) => check?.verdict !== 'VARIANCE' || check.certain || undecided.includes(outcome),
  );
}

function strictest(found: readonly Found[]): Found | null {
  const [first, ...rest] = [...found].sort((a, b) => rank(a) - rank(b));
  if (first === undefined) return null;
  return rest.reduce((best, each) => (isStricter(each.outcome, best.outcome) ? each : best), first);
}

// Of equal outcomes: what is certain, then what rests on no absence, then the order of the checks.
function rank({ check }: Found): number {
  if (check?.certain) return 0;
  return check?.restsOnAbsence ? 2 : 1;
}

function judgement({ line, checks }: LineVerdict, found: readonly Found[], bill: DossierBill): LineJudgement {
  const deciding = strictest(decisive(found));
  const note = checks.find((check) => check.verdict === 'PASS' && check.code !== null);
  const told = checks.map(({ id, verdict }) => ({ id, verdict }));
  const notes = note?.code ? [roundingNote(note, line.line, bill)] : [];
  if (deciding === null)
    return {
      verdict: passOf(checks),
      outcome: 'APPROVE',
      reason: note?.code ?? null,
      checks: told,
      missing: [],
      certain: false,
      restsOnAbsence: false,
      severity: 'INFO',
      cause: null,
      findings: notes,
    };
  const { check, outcome, reason, severity } = deciding;
  const { certain = false, restsOnAbsence = false, cause = null } = check ?? {};
  return {
    verdict: verdictOf(check, checks),
    outcome,
    reason,
    checks: told,
    missing: missingOf(found),
    certain,
    restsOnAbsence,
    severity,
    cause,
    findings: [...found.map(({ finding }) => finding), ...notes],
  };
}

function passOf(checks: readonly CheckVerdict[]): Verdict {
  return checks.some(({ verdict }) => verdict === 'PASS') ? 'PASS' : 'NOT_APPLICABLE';
}

function verdictOf(deciding: CheckVerdict | null, checks: readonly CheckVerdict[]): Verdict {
  if (deciding?.verdict === 'VARIANCE' && deciding.certain) return 'VARIANCE';
  if (checks.some(({ verdict }) => verdict === 'CANNOT_ASSESS')) return 'CANNOT_ASSESS';
  if (checks.some(({ verdict }) => verdict === 'VARIANCE')) return 'VARIANCE';
  return passOf(checks);
}

function missingOf(found: readonly Found[]): Need[] {
  const needs = new Map<string, Need>();
  for (const need of found.flatMap((each) => each.needs)) needs.set(`${need.reason} ${need.fact}`, need);
  return [...needs.values()];
}

function roundingNote({ id, code, amount }: CheckVerdict, line: number | null, bill: DossierBill): Finding {
  const text = amountText(amount, currencyOf(bill));
  const sentence = `Billed and owed differ by ${text}, which counts as rounding.`;
  return { check: id, code: code ?? 'ROUNDING', line, amount: text, severity: 'INFO', sentence };
}
