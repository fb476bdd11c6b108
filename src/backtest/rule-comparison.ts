import type { ChargeResult, Report } from '../audit/report.ts';
import { prepareRules, type Rule, type RuleSet } from '../audit/rules/rule.ts';
import { amountText, Dec } from '../freight/money.ts';
import type {
  BacktestResult,
  FlippedCase,
  FlippedLine,
  LineAnswer,
  OutcomeChange,
  TriedMoney,
} from '../rulebook/rule-backtest-rows.ts';

/** How many changed cases are shown. */
const shown = 20;

/** One bill judged with and without a rule. */
export interface Compared {
  head: Pick<FlippedCase, 'invoiceNumber' | 'billNumber' | 'shipmentId' | 'state'>;
  without: Report;
  with: Report;
}

/** A trial that has looked at nothing yet. */
export const nothingTried: BacktestResult = {
  ...{ bills: 0, changed: 0, skipped: 0, money: [], outcomes: [], sample: [] },
};

/**
 * A set as it would be with a rule in it, whatever days the rule is for: on history it is asked of every bill. Other
 * versions of the rule give way to it. Cases that keep an earlier set are tried on that one.
 */
export function setWith(set: RuleSet, rule: Rule): RuleSet {
  const tried: Rule = { ...rule, effective: null };
  const made = new Map<RuleSet, RuleSet>();
  const withRule = (one: RuleSet): RuleSet => {
    let own = made.get(one);
    if (!own) {
      const others = one.rules.filter(({ id, source }) => id !== rule.id || source !== 'ORGANISATION');
      own = prepareRules([...others, tried]);
      made.set(one, own);
    }
    return own;
  };
  const earlier = new Map([...(set.earlier ?? [])].map(([caseId, one]) => [caseId, withRule(one)]));
  return { ...withRule(set), earlier };
}

/** A trial's result with more bills compared; `skipped` could not be judged. */
export function withCompared(before: BacktestResult, compared: readonly Compared[], skipped: number): BacktestResult {
  const changed = compared.flatMap((one) => {
    const lines = flippedLines(one);
    return lines.length > 0 ? [{ one, lines }] : [];
  });
  return {
    bills: before.bills + compared.length,
    changed: before.changed + changed.length,
    skipped: before.skipped + skipped,
    money: compared.reduce(withMoney, before.money),
    outcomes: changed.flatMap(({ lines }) => lines).reduce(withOutcome, before.outcomes),
    sample: [...before.sample, ...changed.map(({ one, lines }) => flipped(one, lines))].slice(0, shown),
  };
}

const lineKey = ({ line, charge, stop }: ChargeResult) => (line === null ? `${charge} ${stop ?? ''}` : String(line));

function flippedLines({ without, with: tried }: Compared): FlippedLine[] {
  const before = new Map(without.charges.map((charge) => [lineKey(charge), charge]));
  return tried.charges.flatMap((charge) => {
    const was = before.get(lineKey(charge));
    if (!was || sameAnswer(was, charge)) return [];
    const { line, charge: code, billed } = charge;
    return [{ line, charge: code, billed, before: answerOf(was), after: answerOf(charge) }];
  });
}

function answerOf({ outcome, reason, approved, disputed, denied, pending }: ChargeResult): LineAnswer {
  return { outcome, reason, approved, disputed, denied, pending };
}

function sameAnswer(one: ChargeResult, other: ChargeResult): boolean {
  return JSON.stringify(answerOf(one)) === JSON.stringify(answerOf(other));
}

function flipped({ head, with: tried }: Compared, lines: FlippedLine[]): FlippedCase {
  return { caseId: tried.caseId, ...head, carrier: tried.carrier, currency: tried.currency, lines };
}

function withOutcome(changes: readonly OutcomeChange[], { before, after }: FlippedLine): OutcomeChange[] {
  const [from, to] = [before.outcome, after.outcome];
  const known = changes.find((one) => one.from === from && one.to === to);
  const others = changes.filter((one) => one !== known);
  return [...others, { from, to, lines: (known?.lines ?? 0) + 1 }];
}

const parts = ['approved', 'disputed', 'denied', 'pending'] as const;

function withMoney(sums: readonly TriedMoney[], { without, with: tried }: Compared): TriedMoney[] {
  const { currency } = tried;
  const known = sums.find((one) => one.currency === currency) ?? noMoney(currency);
  const plus = (sum: string, amount: string) => amountText(new Dec(sum).plus(amount), currency);
  const moved = new Dec(tried.money.approved).minus(without.money.approved).abs();
  const sum: TriedMoney = { ...known, billed: plus(known.billed, tried.money.billed) };
  for (const part of parts)
    sum[part] = {
      before: plus(known[part].before, without.money[part]),
      after: plus(known[part].after, tried.money[part]),
    };
  sum.moved = plus(known.moved, moved.toFixed());
  return [...sums.filter((one) => one.currency !== currency), sum];
}

function noMoney(currency: string | null): TriedMoney {
  const none = () => ({ before: '0', after: '0' });
  return { currency, billed: '0', approved: none(), disputed: none(), denied: none(), pending: none(), moved: '0' };
}
