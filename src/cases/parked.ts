import { billLines, currencyOf } from '../audit/align/bill-lines.ts';
import type { DossierBill, OpenItem } from '../audit/dossier.ts';
import { lineKey, postedByLine } from '../audit/money/line-money.ts';
import type { ChargeResult, Finding, OpenItemDraft, Report } from '../audit/report.ts';
import type { ChargeCode } from '../freight/codes.ts';
import { amountText, Dec, type Decimal, decimalPattern, sum } from '../freight/money.ts';

interface ParkedLine {
  line: number | null;
  charge: ChargeCode;
  stop: number | null;
  rawCode: string | null;
  billed: Decimal;
}

const nothing = new Dec(0);

/**
 * What stands for a judgement where the engine failed: every line pending but for what was posted on it, which doubt
 * never takes back. It is no judgement, so no decision binds to it.
 */
export function parkedReport(bill: DossierBill, error: string): Report {
  const currency = currencyOf(bill);
  const { lines, otherCurrencies } = readableLines(bill);
  const posted = postedByLine(bill);
  const unbilled = unbilledPosted(bill, lines);
  const all = [...lines, ...unbilled];
  const approvedOf = (line: ParkedLine) => posted.get(lineKey(line)) ?? nothing;
  const total = sum(all.map((line) => line.billed));
  const approved = sum(all.map(approvedOf));
  const text = (value: Decimal) => amountText(value, currency);
  return {
    caseId: bill.caseId,
    currency,
    carrier: bill.invoice.carrier ?? null,
    legalEntity: bill.invoice.legalEntity ?? null,
    match: bill.match,
    money: {
      billed: text(total),
      approved: text(approved),
      disputed: text(nothing),
      denied: text(nothing),
      pending: text(total.minus(approved)),
      expected: null,
    },
    charges: all.map((line) => parkedLine(line, approvedOf(line), text)),
    otherCurrencies,
    findings: [engineFailed(error, text(total))],
    reasons: ['ENGINE_FAILED'],
    atRisk: text(approved),
    needsReview: true,
    awaitingMatch: false,
    loosened: [],
    openItems: bill.openItems.map(asDraft),
    dependencies: { facts: [], contract: null, indexes: [], rules: '' },
    clocks: [],
    ratingDate: null,
    judgements: {},
    payment: null,
    deliveredOn: null,
    coveredByCredits: [],
    canonical: `parked ${error}`,
  };
}

/** The bill's lines; where even these cannot be read, each that can be, and 0 for the others. */
function readableLines(bill: DossierBill): { lines: ParkedLine[]; otherCurrencies: Report['otherCurrencies'] } {
  try {
    return billLines(bill);
  } catch {
    const lines = bill.bill.charges.map(({ line, charge, stop, rawCode, amount }) => ({
      line,
      charge: charge ?? 'UNMAPPED',
      stop: stop ?? null,
      rawCode: rawCode ?? null,
      billed: decimalPattern.test(amount) ? new Dec(amount) : nothing,
    }));
    return { lines, otherCurrencies: [] };
  }
}

/** What was posted beside the billed lines: a credit taken, a charge superseded. */
function unbilledPosted(bill: DossierBill, lines: readonly ParkedLine[]): ParkedLine[] {
  const known = new Set(lines.map((line) => lineKey(line)));
  const unbilled: ParkedLine[] = [];
  for (const { line, charge, stop } of bill.postings.flatMap((posting) => posting.lines)) {
    const posted: ParkedLine = { line, charge, stop: stop ?? null, rawCode: null, billed: nothing };
    if (known.has(lineKey(posted))) continue;
    known.add(lineKey(posted));
    unbilled.push(posted);
  }
  return unbilled;
}

function engineFailed(error: string, amount: string): Finding {
  const sentence = `The engine failed on this bill, so nothing of it is approved: ${error}`;
  return { check: 'ENGINE', code: 'ENGINE_FAILED', line: null, amount, severity: 'ERROR', sentence };
}

function asDraft({ kind, line, charge, stop, amount }: OpenItem): OpenItemDraft {
  return { kind, line, charge: charge as ChargeCode, stop, amount };
}

function parkedLine(line: ParkedLine, approved: Decimal, text: (value: Decimal) => string): ChargeResult {
  return {
    line: line.line,
    charge: line.charge,
    stop: line.stop,
    rawCode: line.rawCode,
    billed: text(line.billed),
    expected: null,
    approved: text(approved),
    disputed: text(nothing),
    denied: text(nothing),
    pending: text(line.billed.minus(approved)),
    verdict: 'CANNOT_ASSESS',
    outcome: 'HOLD',
    reason: 'ENGINE_FAILED',
    checks: [],
    missing: [],
    cause: null,
    relatesTo: null,
    sentence: 'The engine failed on this bill.',
    working: { value: null, unit: '', op: 'LEAF', label: 'the engine failed', inputs: [] },
  };
}
