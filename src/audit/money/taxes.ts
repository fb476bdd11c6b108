import type { DisagreementMode, Outcome } from '../../freight/codes.ts';
import type { TaxTerms } from '../../freight/contract.ts';
import { greatest, least, sum, zero } from '../../freight/money.ts';
import type { Decimal, Rounding } from '../../freight/money.ts';
import { isTaxed, taxAgrees, taxGroups, taxOn } from '../checks/tax-groups.ts';
import type { Rated } from '../expected.ts';
import { noParts } from './line-money.ts';
import type { JudgedBill, LineMoney, Parts } from './line-money.ts';
import { markFound } from './marks.ts';
import { isCorrection } from './relations.ts';

/** The tax lines of one group with the lines they are on. */
interface TaxedMoney {
  judged: JudgedBill;
  mode: DisagreementMode;
  lines: LineMoney[];
  base: readonly LineMoney[];
  terms: readonly TaxTerms[];
  rounding: Rounding;
}

const isTax = ({ line }: LineMoney) => line.charge === 'TAX';
const waiting: readonly Outcome[] = ['REVIEW', 'HOLD', 'WAIT'];

/** Left as it was divided: decided by a person, denied, in doubt about whether there is any, or taken for another bill's. */
function standsAlone({ line, judgement, decision }: LineMoney): boolean {
  if (decision !== null || judgement.restsOnAbsence || judgement.outcome === 'DENY') return true;
  if (line.billed.isNegative() || judgement.findings.some(({ code }) => code === 'BAL_DUE_DECLINED')) return true;
  return judgement.checks.some(({ id, verdict }) => id === 'T-01' && verdict !== 'PASS');
}

/**
 * Tax follows what it is on (rating.md, Taxes and currency): Σ of the approved base per rate × rate is approved; what is
 * disputed, denied or waiting of the base takes its tax with it; what the tax itself is over goes by its own judgement.
 * Where taxes are law (HOLD_ALL) it is never scaled silently: a base line paid short holds the whole bill, and while a
 * base line waits the whole tax waits.
 *
 * Called when all other lines of the bill are divided, other bills heeded, and before a bill is held as a whole.
 */
export function divideTaxes(
  judged: JudgedBill,
  lines: readonly LineMoney[],
  { mode, rated }: { mode: DisagreementMode; rated: Rated | null },
): void {
  const taxLines = lines.filter((line) => isTax(line) && line.line.line !== null && !line.line.billed.isZero());
  const terms = rated?.terms.taxes ?? [];
  if (rated === null || taxLines.length === 0 || terms.length === 0) return;
  const base = lines.filter((line) => !isTax(line));
  const byLine = taxLines.map((money) => ({ money, tax: money.line.tax }));
  for (const group of taxGroups(byLine, terms)) {
    const own = group.lines.map(({ money }) => money);
    if (group.terms.length === 0 || own.some(standsAlone)) continue;
    follow({ judged, mode, lines: own, base, terms: group.terms, rounding: rated.terms.rounding });
  }
}

function taxOf({ terms, base, rounding }: TaxedMoney, amountOf: (line: LineMoney) => Decimal): Decimal {
  return taxOn(terms, base, { chargeOf: ({ line }) => line.charge, amountOf, rounding });
}

function follow(taxed: TaxedMoney): void {
  const held = taxed.mode === 'HOLD_ALL' ? leading(taxed, isWaiting) : undefined;
  if (held) {
    for (const line of taxed.lines) waitsWhole(line, held);
    return;
  }
  const parts = withExcess(taxed, ofBase(taxed));
  const claimed = taxOf(taxed, ({ parts: { approved } }) => approved).minus(
    taxOf(taxed, ({ parts: { approved }, claim }) => approved.minus(claim)),
  );
  spread(taxed, parts);
  const [carrying] = taxed.lines;
  if (!carrying) return;
  if (claimed.greaterThan(zero)) carrying.claim = least(carrying.claim.plus(claimed), parts.approved);
  if (isCorrection(taxed.judged) && parts.approved.isNegative()) carrying.takenBack = parts.approved.negated();
  for (const line of taxed.lines) judgeAgain(taxed, line);
}

/** The parts of the tax as the parts of its base give them: rounded as they add up, so that their sum is the tax on all. */
function ofBase(taxed: TaxedMoney): Parts {
  const approved = taxOf(taxed, ({ parts }) => parts.approved);
  const notRefused = taxOf(taxed, ({ parts }) => parts.approved.plus(parts.pending));
  const notDenied = taxOf(taxed, ({ parts }) => parts.approved.plus(parts.pending).plus(parts.disputed));
  const all = taxOf(taxed, ({ line }) => line.billed);
  return {
    approved,
    pending: notRefused.minus(approved),
    disputed: notDenied.minus(notRefused),
    denied: all.minus(notDenied),
  };
}

/** What the carrier's own arithmetic is off: less lessens what was refused first, more goes by the tax line's own judgement. */
function withExcess({ lines, mode }: TaxedMoney, parts: Parts): Parts {
  const excess = sum(lines.map(({ line }) => line.billed)).minus(totalOf(parts));
  if (excess.isZero()) return parts;
  if (excess.isNegative()) return lessened(parts, excess.negated());
  const outcome = lines.map(({ judgement }) => judgement.outcome).find((one) => one !== 'APPROVE') ?? 'APPROVE';
  const into = taxAgrees(excess, lines) ? largestOf(parts) : partFor(outcome, mode);
  return { ...parts, [into]: parts[into].plus(excess) };
}

const totalOf = ({ approved, pending, disputed, denied }: Parts) => sum([approved, pending, disputed, denied]);

function largestOf(parts: Parts): keyof Parts {
  const names: (keyof Parts)[] = ['approved', 'pending', 'disputed', 'denied'];
  return names.reduce((most, name) => (parts[name].abs().greaterThan(parts[most].abs()) ? name : most));
}

function partFor(outcome: Outcome, mode: DisagreementMode): keyof Parts {
  if (outcome === 'DISPUTE') return mode === 'PAY_AND_CLAIM' ? 'approved' : 'disputed';
  if (outcome === 'SHORT_PAY') return 'denied';
  return waiting.includes(outcome) ? 'pending' : 'approved';
}

function lessened(parts: Parts, by: Decimal): Parts {
  const less = { ...parts };
  let left = by;
  for (const name of ['denied', 'disputed', 'pending', 'approved'] as const) {
    const taken = least(left, greatest(zero, less[name]));
    less[name] = less[name].minus(taken);
    left = left.minus(taken);
  }
  return { ...less, approved: less.approved.minus(left) };
}

/** Puts the parts on the lines of the group: what is not approved on the largest, spilling to the next. */
function spread({ lines }: TaxedMoney, parts: Parts): void {
  const left = { ...parts };
  const bySize = lines.sort((a, b) => b.line.billed.comparedTo(a.line.billed));
  for (const [place, money] of bySize.entries()) {
    const own = place === bySize.length - 1 ? { ...left } : filled(left, money.line.billed);
    for (const name of Object.keys(own) as (keyof Parts)[]) left[name] = left[name].minus(own[name]);
    money.parts = own;
    money.withheld = own.disputed;
    money.claim = zero;
  }
}

function filled(left: Parts, billed: Decimal): Parts {
  let room = billed;
  const take = (amount: Decimal) => {
    const taken = least(room, greatest(zero, amount));
    room = room.minus(taken);
    return taken;
  };
  const refused = { disputed: take(left.disputed), denied: take(left.denied), pending: take(left.pending) };
  return { ...refused, approved: room };
}

const takenElsewhere = ['ALREADY_ALLOWED', 'BAL_DUE_DECLINED', 'SUPERSEDED'] as const;

const isSome = (amount: Decimal) => !amount.isZero();

/** The line of the base that a part of the tax follows. */
function leading({ base, terms }: TaxedMoney, fits: (money: LineMoney) => boolean): LineMoney | undefined {
  return base.find((money) => fits(money) && terms.some((tax) => isTaxed(tax, money.line.charge)));
}

/** The outcome of a tax line once it is known what it follows. */
function judgeAgain(taxed: TaxedMoney, money: LineMoney): void {
  const { parts, claim } = money;
  const shortPaid = leading(taxed, (one) => one.judgement.outcome === 'SHORT_PAY' && isSome(one.parts.denied));
  if (isSome(parts.disputed) || isSome(claim)) refused(taxed, money, 'DISPUTE', parts.disputed.plus(claim));
  else if (isSome(parts.denied) && shortPaid) {
    if (taxed.mode !== 'HOLD_ALL') money.withheld = parts.denied;
    refused(taxed, money, taxed.mode === 'HOLD_ALL' ? 'DISPUTE' : 'SHORT_PAY', parts.denied);
  } else if (isSome(parts.denied)) takenBefore(taxed, money);
  else if (isSome(parts.pending)) waits(taxed, money);
  else if (money.judgement.outcome !== 'APPROVE')
    money.judgement = { ...money.judgement, outcome: 'APPROVE', reason: null };
}

function refused({ judged }: TaxedMoney, money: LineMoney, outcome: Outcome, amount: Decimal): void {
  const said = money.judgement.checks.some(({ id, verdict }) => /^T-0[24]$/.test(id) && verdict === 'VARIANCE');
  if (!said) markFound(money, { check: 'T-04', code: 'TAX_WRONG', amount, relatesTo: null, currency: judged.currency });
  const reason = money.judgement.reason ?? 'TAX_WRONG';
  money.judgement = { ...money.judgement, outcome, reason };
}

function takenBefore(taxed: TaxedMoney, money: LineMoney): void {
  const codes = ({ judgement }: LineMoney) => judgement.findings.map((finding) => finding.code);
  const taken = leading(taxed, (one) => takenElsewhere.some((code) => codes(one).includes(code)));
  const code = takenElsewhere.find((one) => taken && codes(taken).includes(one)) ?? 'TAX_WRONG';
  const { judged } = taxed;
  const relatesTo = taken?.relatesTo ?? null;
  if (money.judgement.outcome !== 'APPROVE') money.judgement = { ...money.judgement, outcome: 'APPROVE', reason: null };
  markFound(money, { check: 'T-04', code, amount: money.parts.denied, relatesTo, currency: judged.currency });
}

const isWaiting = ({ line, judgement }: LineMoney) => waiting.includes(judgement.outcome) && isSome(line.billed);

/** Nothing of it is approved but what was posted, until it is settled what the waiting line comes to. */
function waitsWhole(money: LineMoney, held: LineMoney): void {
  const { line, posted } = money;
  money.parts = { ...noParts(), approved: posted, pending: line.billed.minus(posted) };
  money.withheld = zero;
  money.claim = zero;
  waitsWith(money, held);
}

function waitsWith(money: LineMoney, held: LineMoney): void {
  if (waiting.includes(money.judgement.outcome)) return;
  const { outcome, missing, reason } = held.judgement;
  money.judgement = { ...money.judgement, verdict: 'CANNOT_ASSESS', outcome, missing, reason };
  money.waitsFor = held.line.line;
}

/** Tax on nothing but charges that wait waits as they do; beside what is approved it needs no waiting of its own. */
function waits(taxed: TaxedMoney, money: LineMoney): void {
  if (isSome(money.parts.approved)) {
    money.judgement = { ...money.judgement, outcome: 'APPROVE', reason: null };
    return;
  }
  const held = leading(taxed, isWaiting);
  if (held) waitsWith(money, held);
}
