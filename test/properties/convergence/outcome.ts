import { decimal, sum } from '../../../src/freight/money.ts';
import type { CaseView } from '../../../src/cases/case-view.ts';
import type { Names } from './papers.ts';
import { atOnce, type TwoPeople } from './play.ts';

/** What two histories must agree on, by name: `ONE.money.approved`, `ONE line 4.reason`, … */
export type Outcome = Record<string, unknown>;

/** What became of one history: every case of its carrier. */
export async function outcomeOf({ maker }: TwoPeople, { carrier, tag }: Names): Promise<Outcome> {
  const { data } = (await maker.get(`/v1/cases?carrier=${carrier}&limit=200`)) as { data: { caseId: string }[] };
  const cases: CaseView[] = [];
  await atOnce(data, async ({ caseId }) => void cases.push((await maker.get(`/v1/cases/${caseId}`)) as CaseView));
  cases.sort((a, b) => (a.documentId < b.documentId ? -1 : 1));
  const paid = sum(cases.map(({ acknowledged }) => decimal(acknowledged))).toFixed(2);
  const outcome = Object.assign({ 'paid for the shipment': paid }, ...cases.map(caseOutcome)) as Outcome;
  return JSON.parse(JSON.stringify(outcome).replaceAll(tag, '')) as Outcome;
}

function caseOutcome(view: CaseView): Outcome {
  const { state, money, acknowledged, reasons, shipmentId, atRisk = null, documentId: name } = view;
  const findings = view.findings.map(({ check, code, line, amount }) => `${check} ${code} ${line ?? '-'} ${amount}`);
  const lines = view.charges.map((charge): [string, unknown] => {
    const { line, charge: code, stop, billed, expected, approved, disputed, denied, pending } = charge;
    const { verdict, outcome, reason } = charge;
    const parts = { billed, expected, approved, disputed, denied, pending };
    return [`${name} line ${line ?? '-'} ${code}@${stop ?? '-'}`, { ...parts, verdict, outcome, reason }];
  });
  return {
    [name]: { state, shipmentId, acknowledged, atRisk, ...money },
    [`${name} reasons`]: reasons.toSorted().join(' '),
    [`${name} findings`]: findings.sort().join(', '),
    [`${name} lines`]: lines.length,
    ...Object.fromEntries(lines),
  };
}

/** The fields in which two outcomes differ, as text; empty: they agree. */
export function differences(expected: Outcome, actual: Outcome): string[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((key) => {
    const [a, b] = [expected[key], actual[key]];
    if (JSON.stringify(a) === JSON.stringify(b)) return [];
    const [one, other] = [fieldsOf(a), fieldsOf(b)];
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((field) =>
      JSON.stringify(one[field]) === JSON.stringify(other[field])
        ? []
        : [`${key}${field === '' ? '' : `.${field}`}: ${JSON.stringify(one[field])} ≠ ${JSON.stringify(other[field])}`],
    );
  });
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { '': value };
}
