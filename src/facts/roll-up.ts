import type { DataSource } from 'typeorm';
import { amountText, decimal } from '../freight/money.ts';

/** One case of an invoice. */
export interface CaseOfInvoice {
  caseId: string;
  bill: number;
  billNumber: string | null;
  /** null: taken in and not audited yet. */
  state: string | null;
  currency: string | null;
}

/** The cases of an invoice in one: how many are in which state, and their money by currency. */
export interface RollUp {
  cases: CaseOfInvoice[];
  states: Record<string, number>;
  money: Record<string, Record<(typeof parts)[number], string>>;
}

const parts = ['billed', 'approved', 'disputed', 'denied', 'pending'] as const;

type CaseRow = CaseOfInvoice & { factId: string } & Record<(typeof parts)[number], string | null>;

/** Roll-ups of these invoices, by the ids of their facts. Money of unlike currencies is never summed. */
export async function rollUpsOf(db: DataSource, factIds: readonly string[]): Promise<Map<string, RollUp>> {
  if (factIds.length === 0) return new Map();
  const rows = await db.query<CaseRow[]>(
    `SELECT bill.fact_id AS "factId", bill.case_id AS "caseId", bill.bill, bill.bill_number AS "billNumber",
            c.state, c.currency, ${parts.map((part) => `c.${part}::text AS ${part}`).join(', ')}
     FROM bill LEFT JOIN freight_case c USING (case_id) WHERE bill.fact_id = ANY($1::uuid[]) ORDER BY bill.bill`,
    [factIds],
  );
  const rollUps = new Map<string, RollUp>();
  for (const row of rows) {
    const rollUp = rollUps.get(row.factId) ?? { cases: [], states: {}, money: {} };
    rollUps.set(row.factId, rollUp);
    addCase(rollUp, row);
  }
  return rollUps;
}

function addCase(rollUp: RollUp, row: CaseRow): void {
  const { caseId, bill, billNumber, state, currency } = row;
  rollUp.cases.push({ caseId, bill, billNumber, state, currency });
  const name = state ?? 'NOT_AUDITED';
  rollUp.states[name] = (rollUp.states[name] ?? 0) + 1;
  if (state === null) return;
  const key = currency ?? 'NONE';
  const sums = rollUp.money[key] ?? { billed: '0', approved: '0', disputed: '0', denied: '0', pending: '0' };
  for (const part of parts) sums[part] = amountText(decimal(sums[part]).plus(decimal(row[part] ?? '0')), currency);
  rollUp.money[key] = sums;
}
