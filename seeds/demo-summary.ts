/** The answer of `GET /v1/insights/summary`, as far as the demo prints it. */
export interface Summary {
  bills: number;
  currencies: {
    currency: string | null;
    bills: number;
    billed: string;
    approved: string;
    disputed: string;
    denied: string;
    pending: string;
  }[];
  states: Record<string, number>;
  reasons: { reason: string; cases: number }[];
}

/** Prints what the audit of the demo came to, as a small table. */
export function printSummary(summary: Summary, print: (line: string) => void): void {
  const heads = ['currency', 'bills', 'billed', 'approved', 'disputed', 'denied', 'pending'];
  const rows = summary.currencies.map((each) => [
    each.currency ?? 'none',
    String(each.bills),
    each.billed,
    each.approved,
    each.disputed,
    each.denied,
    each.pending,
  ]);
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  print('');
  print(line(heads));
  for (const row of rows) print(line(row));
  print('');
  print(
    `states:  ${Object.entries(summary.states)
      .map(([state, count]) => `${state} ${count}`)
      .join(' · ')}`,
  );
  print(
    `reasons: ${summary.reasons
      .slice(0, 12)
      .map((each) => `${each.reason} ${each.cases}`)
      .join(' · ')}`,
  );
}
