import type { ChargeResult, Report } from './report.ts';
import type { Working } from './working.ts';

/** Frozen form of the canonical text. A change of form is a new version, never a change of this one. */
const version = '1';

type Canonical = string | number | boolean | null | Canonical[] | { [key: string]: Canonical };

const needsEscape = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;

/** Text as JSON writes it. */
function quoted(text: string | null | undefined): string {
  if (text === null || text === undefined) return 'null';
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/**
 * A working's values and operators: no labels, no times. Steps that several lines share (the linehaul under its fuel) are
 * written out once and kept in `known`; the text is the same as if each were written anew.
 */
function ofWorking(working: Working, known: Map<Working, string>): string {
  let text = known.get(working);
  if (text === undefined) {
    const { value, unit, op, inputs, source, rounding } = working;
    const from = source
      ? `["${source.kind}",${quoted(source.id)},${quoted(source.version)},${quoted(source.pointer)}]`
      : 'null';
    const round = rounding ? `["${rounding.mode}",${rounding.places}]` : 'null';
    text = `["${op}",${quoted(value)},${quoted(unit)},${from},${round}](`;
    for (const [place, input] of inputs.entries()) text += (place === 0 ? '' : ',') + ofWorking(input, known);
    text += ')';
    known.set(working, text);
  }
  return text;
}

function ofCharge(charge: ChargeResult): Canonical {
  const { line, stop, billed, expected, approved, disputed, denied, pending, verdict, outcome, reason } = charge;
  return {
    line,
    charge: charge.charge,
    stop,
    amounts: [billed, expected, approved, disputed, denied, pending],
    verdict,
    outcome,
    reason,
    checks: charge.checks.map(({ id, verdict: said }) => `${id} ${said}`),
    missing: [...new Set(charge.missing.map((need) => need.fact))].sort(),
    relatesTo: charge.relatesTo,
  };
}

/**
 * The judgement of a report in its frozen canonical form, version byte first: amounts, verdicts, outcomes, reasons, values
 * and operators of the working, (source, id) of facts. No sentences, no texts, no times of receipt, no ids of ours. Its
 * hash is the report's digest.
 */
export function canonicalText(report: Omit<Report, 'canonical'>): string {
  const { money, match, dependencies } = report;
  const judgement: Canonical = {
    currency: report.currency,
    carrier: report.carrier,
    legalEntity: report.legalEntity,
    match: [match.status, match.shipmentSource, match.shipmentId],
    money: [money.billed, money.approved, money.disputed, money.denied, money.pending, money.expected],
    charges: report.charges.map(ofCharge),
    otherCurrencies: report.otherCurrencies.map(({ line, currency, amount }) => [line, currency, amount]),
    findings: report.findings.map(({ check, code, line, amount }) => [check, code, line, amount]),
    atRisk: report.atRisk,
    needsReview: report.needsReview,
    awaitingMatch: report.awaitingMatch,
    facts: dependencies.facts.map(({ source, id }) => [source, id]),
    contract: dependencies.contract ? [dependencies.contract.contractId, dependencies.contract.version] : null,
    indexes: dependencies.indexes.map(({ series, period, revision }) => [series, period, revision]),
  };
  const known = new Map<Working, string>();
  const workings = report.charges.map(({ working }) => ofWorking(working, known));
  return [version + JSON.stringify(judgement), ...workings].join('\n');
}
