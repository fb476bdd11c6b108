import type { EntityManager } from 'typeorm';

/** One contract's budget of one month; `contractId` is empty where the policy forgives without a contract. */
export interface BudgetName {
  carrier: string;
  contractId: string;
  currency: string;
  /** Its first day. */
  month: string;
}

/** What a case has drawn on a budget so far, and what was left for it when it first came under it. */
export interface BudgetDrawn extends BudgetName {
  caseId: string;
  drawn: string;
  offered: string;
}

/** What a judgement draws on a budget beyond what its case has drawn already; negative: it gives back. */
export interface BudgetDraw extends BudgetName {
  caseId: string;
  amount: string;
  offered: string;
  /** The budget as the terms have it now: no draw goes beyond it. */
  limit: string;
}

/** A budget's name as one text. */
export function budgetKey({ carrier, contractId, currency, month }: BudgetName): string {
  return [carrier, contractId, currency, month].join('\n');
}

const namesAsRows =
  'unnest($1::text[], $2::text[], $3::text[], $4::date[]) AS n (carrier, contract_id, currency, month)';

function asColumns(names: readonly BudgetName[]): string[][] {
  const sorted = [...new Map(names.map((name) => [budgetKey(name), name])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, name]) => name);
  return (['carrier', 'contractId', 'currency', 'month'] as const).map((field) => sorted.map((name) => name[field]));
}

/**
 * What has been drawn on these budgets, by `budgetKey`, locked until the transaction ends: whoever else judges under one of
 * them waits and then sees what was drawn meanwhile. Everybody locks in the same order.
 */
export async function budgetsForUpdate(tx: EntityManager, names: readonly BudgetName[]): Promise<Map<string, string>> {
  const columns = asColumns(names);
  await tx.query(
    `INSERT INTO tolerance_budget (carrier, contract_id, currency, month)
     SELECT * FROM ${namesAsRows} ORDER BY carrier, contract_id, currency, month ON CONFLICT DO NOTHING`,
    columns,
  );
  return drawnOn(tx, columns, 'ORDER BY b.carrier, b.contract_id, b.currency, b.month FOR UPDATE OF b');
}

/** The same without a lock, for looking: budgets nobody has drawn on are left out. */
export async function budgetsAsTheyStand(
  tx: EntityManager,
  names: readonly BudgetName[],
): Promise<Map<string, string>> {
  return drawnOn(tx, asColumns(names), '');
}

async function drawnOn(tx: EntityManager, columns: string[][], locked: string): Promise<Map<string, string>> {
  const rows = await tx.query<(BudgetName & { used: string })[]>(
    `SELECT b.carrier, b.contract_id AS "contractId", b.currency, b.month::text AS month, b.used
     FROM tolerance_budget b JOIN ${namesAsRows} USING (carrier, contract_id, currency, month) ${locked}`,
    columns,
  );
  return new Map(rows.map((row) => [budgetKey(row), row.used]));
}

/** What these cases have drawn, budget by budget. */
export async function drawnBy(tx: EntityManager, caseIds: readonly string[]): Promise<BudgetDrawn[]> {
  return tx.query(
    `SELECT case_id AS "caseId", carrier, contract_id AS "contractId", currency, month::text AS month,
            sum(amount)::text AS drawn, min(offered)::text AS offered
     FROM tolerance_use WHERE case_id = ANY($1::uuid[]) GROUP BY case_id, carrier, contract_id, currency, month`,
    [caseIds],
  );
}

/**
 * Draws on budgets in the transaction of the approvals that use them, each as a row of its own under the case's revision.
 * The cases are written before.
 *
 * @throws Error when a draw would go beyond a budget: nothing of the transaction may stand then
 */
export async function drawOnBudgets(tx: EntityManager, draws: readonly BudgetDraw[]): Promise<void> {
  for (const draw of draws) {
    const { carrier, contractId, currency, month, amount, limit } = draw;
    const [, drawn] = await tx.query<[unknown[], number]>(
      `UPDATE tolerance_budget SET used = used + $5, amount = CASE WHEN $5::numeric > 0 THEN $6 ELSE amount END
       WHERE carrier = $1 AND contract_id = $2 AND currency = $3 AND month = $4
         AND ($5::numeric <= 0 OR used + $5 <= $6)`,
      [carrier, contractId, currency, month, amount, limit],
    );
    if (drawn !== 1) throw new Error(`the tolerance budget of ${carrier} for ${month.slice(0, 7)} is spent`);
  }
  await tx.query(
    `INSERT INTO tolerance_use (case_id, revision, carrier, contract_id, currency, month, amount, offered)
     SELECT d."caseId", c.revision, d.carrier, d."contractId", d.currency, d.month, d.amount, d.offered
     FROM json_to_recordset($1) AS d ("caseId" uuid, carrier text, "contractId" text, currency text, month date,
                                      amount numeric, offered numeric)
       JOIN freight_case c ON c.case_id = d."caseId"`,
    [JSON.stringify(draws)],
  );
}
