import type { ChargeCode, ReasonCode } from '../../freight/codes.ts';
import { minorPlaces } from '../../freight/currencies.ts';
import { amountText, decimal, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { PostingLine } from '../../freight/posting.ts';
import type { Allocation, Shipment } from '../../freight/shipment.ts';
import type { GlRule, Payee } from '../../freight/terms.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { DossierBill, PostedDocument } from '../dossier.ts';
import { lineKey } from '../money/line-money.ts';
import type { ChargeResult, Report } from '../report.ts';
import { type AccountQuestion, accountRule } from './accounts.ts';
import { allocate } from './allocation.ts';
import { sharesOf } from './shares.ts';

/** What settling a case needs besides its report. */
export interface Settling {
  report: Report;
  bill: DossierBill;
  /** The version in force; null: no shipment, the whole amount is one line. */
  shipment: Shipment | null;
  vendorId: string | null;
  /** Whom the bill says to pay, where that is somebody known; null: the vendor itself. */
  payee: Payee | null;
  glRules: readonly GlRule[];
  /** Local date of receipt, for terms that run from it. */
  receivedOn: LocalDate | null;
}

/** What a line should come to. */
interface Target {
  line: number | null;
  charge: ChargeCode;
  stop: number | null;
  approved: Decimal;
  /** Of that, what is more than was expected, and why it is paid all the same; null: nothing is. */
  beyond: { amount: Decimal; reason: ReasonCode } | null;
}

function targetOf({ line, charge, stop, approved, expected, reason }: ChargeResult): Target {
  const paid = decimal(approved);
  const owed = expected === null ? null : decimal(expected);
  const isBeyond = reason !== null && owed !== null && !owed.isNegative() && paid.greaterThan(owed);
  return { line, charge, stop, approved: paid, beyond: isBeyond ? { amount: paid.minus(owed), reason } : null };
}

/** What each line should come to: its approved part; nothing for a line that was posted and is no more. */
function targets(report: Report, postings: readonly PostedDocument[]): Target[] {
  const now = report.charges.map(targetOf);
  const known = new Set(now.map(lineKey));
  const gone = new Map<string, Target>();
  for (const { line, charge, stop = null } of postings.flatMap((posting) => posting.lines)) {
    const target = { line, charge, stop, approved: zero, beyond: null };
    if (!known.has(lineKey(target))) gone.set(lineKey(target), target);
  }
  return [...now, ...gone.values()];
}

/**
 * Posting lines by which what is approved differs from what these postings come to: allocated over the shipment's cost
 * objects; what is paid beyond the expected goes to the account of its reason, where a GL rule has one.
 */
export function deltas(settling: Settling, postings: readonly PostedDocument[]): PostingLine[] {
  const posted = postings.flatMap((posting) => posting.lines);
  return targets(settling.report, settling.bill.postings).flatMap((target) => {
    const key = lineKey(target);
    const before = posted.filter((line) => lineKey({ ...line, stop: line.stop ?? null }) === key);
    const difference = target.approved.minus(sum(before.map((line) => decimal(line.amount))));
    return difference.isZero() ? [] : allocatedDelta(settling, target, before);
  });
}

/** An amount of a line that goes to accounts of its own. */
interface Part {
  amount: Decimal;
  /** The rule that gives the account whatever the allocation says; null: the usual account. */
  rule: GlRule | null;
}

function partsOf(settling: Settling, { charge, approved, beyond }: Target): Part[] {
  const rule =
    beyond && accountRule(settling.glRules, { ...questionOf(settling, charge), reason: beyond.reason }, 'REASON');
  if (!beyond || !rule) return [{ amount: approved, rule: null }];
  return [
    { amount: approved.minus(beyond.amount), rule: null },
    { amount: beyond.amount, rule },
  ];
}

/** An allocation of the shipment with its share of the costs; without allocations all is one, without a share. */
export interface Shared {
  to: Allocation;
  share: string | null;
}

/** Whom the costs of a shipment are divided over, and by what share each; without a shipment or allocations, one for all. */
export function sharedOver(shipment: Shipment | null): Shared[] {
  const allocations = shipment?.allocations ?? [];
  if (shipment === null || allocations.length === 0) return [{ to: {}, share: null }];
  const shares = sharesOf(shipment);
  return allocations.map((to, place) => ({ to, share: shares[place] ?? null }));
}

/** Allocation of the new approved amount − what was posted on each account. */
function allocatedDelta(settling: Settling, target: Target, before: readonly PostingLine[]): PostingLine[] {
  const { currency } = settling.report;
  const over = sharedOver(settling.shipment);
  const shares = over.map(({ share }) => share ?? '1');
  const places = minorPlaces(currency ?? '') ?? 2;
  const lines = new Map<string, { line: PostingLine; amount: Decimal }>();
  const add = (line: PostingLine, amount: Decimal) => {
    const own = lines.get(accountKey(line)) ?? { line, amount: zero };
    lines.set(accountKey(line), { line: own.line, amount: own.amount.plus(amount) });
  };
  for (const { amount, rule } of partsOf(settling, target)) {
    const parts = allocate(amount, shares, places);
    for (const [place, shared] of over.entries())
      add(lineFor(settling, target, { ...shared, rule }), parts[place] ?? zero);
  }
  for (const line of before) add(line, decimal(line.amount).negated());
  return [...lines.values()]
    .filter(({ amount }) => !amount.isZero())
    .map(({ line, amount }) => ({ ...line, amount: amountText(amount, currency) }));
}

function accountKey(line: PostingLine): string {
  const { glAccount, costCenter, purchaseOrder, allocationShare, taxCode, reason = null } = line;
  return JSON.stringify([glAccount, costCenter, purchaseOrder, allocationShare, taxCode, reason]);
}

function questionOf({ report, shipment }: Settling, charge: ChargeCode): AccountQuestion {
  return { legalEntity: report.legalEntity, mode: shipment?.mode ?? null, charge, reason: null };
}

function lineFor(
  settling: Settling,
  target: Target,
  { to, share, rule }: Shared & { rule: GlRule | null },
): PostingLine {
  const { report, shipment, glRules } = settling;
  const usual = accountRule(glRules, questionOf(settling, target.charge), 'CHARGE');
  const { line, charge, stop } = target;
  return {
    line,
    charge,
    stop,
    amount: '0',
    taxCode: report.taxCodes?.[lineKey(target)] ?? null,
    shipmentId: shipment?.shipmentId ?? null,
    glAccount: firstGiven('glAccount', [rule, to, usual]),
    costCenter: firstGiven('costCenter', [rule, to, usual]),
    purchaseOrder: to.purchaseOrder ?? null,
    allocationShare: share,
    ...(rule && target.beyond ? { reason: target.beyond.reason } : {}),
  };
}

function firstGiven(part: 'glAccount' | 'costCenter', among: (GlRule | Allocation | null)[]): string | null {
  return among.map((one) => one?.[part]).find((given) => given !== null && given !== undefined) ?? null;
}
