import { type Check, catalogue } from './catalogue.ts';
import { notLive } from './catalogue/not-live.ts';
import { reasonOf } from './reasons.ts';

/** How many checks each group of the trade's list has; ids count from 01. */
const sizes = { I: 12, P: 10, D: 19, M: 9, R: 33, F: 9, A: 40, E: 18, T: 14, L: 12, C: 12, G: 13 };

/** Every id of the trade's list of checks, 201 of them, in its order. */
export const listedIds: readonly string[] = Object.entries(sizes).flatMap(([group, size]) =>
  Array.from({ length: size }, (_, index) => `${group}-${String(index + 1).padStart(2, '0')}`),
);

function reasonWords({ reasons }: Check): string {
  return reasons
    .map((code) => {
      const { x12_426, x12_647 } = reasonOf(code);
      const outward = [x12_426, x12_647].map((each) => each ?? '–').join('/');
      return outward === '–/–' ? code : `${code} (${outward})`;
    })
    .join(', ');
}

/** A Markdown table with its columns aligned. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], fill = ' ') =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...body.map((row) => line(row)),
  ].join('\n');
}

const byId = (a: readonly string[], b: readonly string[]) =>
  listedIds.indexOf(a[0] ?? '') - listedIds.indexOf(b[0] ?? '');

/** The page `docs/checks.md`: every check of the list, those that are live as `GET /v1/checks` publishes them. */
export function checksPage(): string {
  const live = catalogue
    .map((check) => [check.id, check.title, check.needs.join(', '), check.stage, check.outcome, reasonWords(check)])
    .sort(byId);
  return `# Checks

Written by \`npm run docs:checks\` from the tables in \`src/audit/checks/catalogue/\`, which \`GET /v1/checks\` publishes too:
change those. Of the ${String(listedIds.length)} checks of the trade's list ${String(live.length)} are live. Live means that a scenario through the API raises
the check and another one passes it (\`test/checks/\`).

Stage: \`INTAKE\` refuses or quarantines a message, \`GATE\` stops a whole bill before its lines are looked at, \`LINE\` speaks of a
line, \`BILL\` is a note on the bill that moves no money, \`MONEY\` comes with the sums. The outcome is what follows when no rule
says otherwise. Beside a reason stand its X12 codes 426 and 647.

${table([['check', 'asks', 'needs', 'stage', 'outcome', 'reasons'], ...live])}

## Not live

${table([['check', 'asks', 'why not'], ...[...notLive].sort(byId)])}
`;
}
