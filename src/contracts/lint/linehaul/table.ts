import type { TableRate } from '../../../freight/linehaul.ts';
import { firstMove, lintFirstBand } from '../bands.ts';
import type { Note } from '../finding.ts';

/** A sheet in two dimensions: bands from zero on, no hole, nothing cheaper by more weight or way. */
export function lintTable(rate: TableRate, at: string, note: Note): void {
  for (const axis of ['rows', 'columns'] as const)
    lintFirstBand({ starts: rate[axis].bands, at: (index) => `${at}/${axis}/bands/${index}` }, note);
  if (rate.cell === 'RATE_PER' && !rate.per) note('PER_ABSENT', at, 'A cell is a rate for one unit of weight.');
  lintHoles(rate, at, note);
  if (rate.cell === 'AMOUNT') lintAmounts(rate, at, note);
}

/** A last row or column without any rate closes the table; any other empty cell is a hole. */
function lintHoles({ cells, rows, columns }: TableRate, at: string, note: Note): void {
  const isEmpty = (row: readonly (string | null)[]) => row.every((cell) => cell === null);
  const closedRow = cells.length > 1 && isEmpty(cells.at(-1) ?? []) ? cells.length - 1 : cells.length;
  const lastColumn = columns.bands.length - 1;
  const closed = lastColumn > 0 && cells.every((row) => row[lastColumn] === null);
  const closedColumn = closed ? lastColumn : columns.bands.length;
  for (const [row, line] of cells.slice(0, closedRow).entries()) {
    const hole = line.slice(0, closedColumn).indexOf(null);
    if (hole >= 0)
      note(
        'TABLE_HOLE',
        `${at}/cells/${row}/${hole}`,
        `There is no rate for ${rows.bands[row] ?? ''} by ${columns.bands[hole] ?? ''}.`,
      );
  }
}

function lintAmounts({ cells, rows, columns }: TableRate, at: string, note: Note): void {
  for (const [row, line] of cells.entries()) {
    const fall = firstMove(line, 'FALLS');
    if (!fall) continue;
    note(
      'AMOUNT_FALLS',
      `${at}/cells/${row}/${fall.index}`,
      `For ${rows.bands[row] ?? ''} the amount falls from ${fall.before} to ${fall.after} at ${columns.bands[fall.index] ?? ''}.`,
    );
  }
  for (const column of columns.bands.keys()) {
    const fall = firstMove(
      cells.map((line) => line[column]),
      'FALLS',
    );
    if (!fall) continue;
    note(
      'AMOUNT_FALLS',
      `${at}/cells/${fall.index}/${column}`,
      `At ${columns.bands[column] ?? ''} the amount falls from ${fall.before} to ${fall.after} for ${rows.bands[fall.index] ?? ''}.`,
    );
  }
}
