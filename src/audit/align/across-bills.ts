import { decimalText, sum } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { DossierBill } from '../dossier.ts';
import type { ExpectedCharge, Rated } from '../expected.ts';
import type { AlignedLine } from '../judged.ts';
import type { Working } from '../working.ts';
import type { Alignment } from './align.ts';

/** The most lines that one charge is looked for in. */
const linesAtMost = 8;

/** A bill put beside what is owed; one whose place another takes is none. */
export interface AlignedBill {
  bill: DossierBill;
  alignment: Alignment;
  /** It bills for itself alone; a correction bills for others too. */
  standsAlone: boolean;
}

/** What one bill asks for of one charge. */
interface Part {
  bill: AlignedBill;
  lines: AlignedLine[];
  billed: Decimal;
}

/**
 * Split over bills: where several bills of a shipment each bill a part of one charge, and all their parts come exactly to
 * what is owed of it, each is owed its part. Where anything of it is left over or missing, each bill is compared with the
 * whole charge, and what was allowed before is taken off in money.
 */
export function splitAcrossBills(bills: readonly AlignedBill[], rated: Rated): void {
  if (bills.filter(({ standsAlone }) => standsAlone).length < 2) return;
  for (const [place, owed] of rated.expected.entries()) {
    const parts = partsOf(bills, place);
    if (parts === null || parts.length < 2 || owed.amount === null) continue;
    if (parts.reduce((count, part) => count + part.lines.length, 0) > linesAtMost) continue;
    if (!sum(parts.map(({ billed }) => billed)).equals(owed.amount)) continue;
    for (const part of parts) takePart(part, partOwed(owed, part, parts));
  }
}

/** The parts of a charge, each of one bill; null where one of them is no part but the whole, or no bill of its own. */
function partsOf(bills: readonly AlignedBill[], place: number): Part[] | null {
  const parts: Part[] = [];
  for (const bill of bills) {
    const { lines, places } = bill.alignment;
    const own = lines.filter(({ line }) => line !== null && places.get(line)?.includes(place));
    if (own.length === 0) continue;
    const billed = sum(own.map((line) => line.billed));
    const isPart = own.every(({ pass }) => pass === 5 || pass === 6) && billed.isPositive() && !billed.isZero();
    if (!bill.standsAlone || !isPart) return null;
    parts.push({ bill, lines: own, billed });
  }
  return parts;
}

function partOwed(owed: ExpectedCharge, part: Part, parts: readonly Part[]): ExpectedCharge {
  const others = parts.filter((other) => other !== part);
  const { unit } = owed.working;
  const inputs = others.map(({ bill: { bill }, billed }): Working => {
    const source = { kind: 'FACT' as const, id: `${bill.invoice.source} ${bill.invoice.invoiceNumber}`, pointer: '' };
    const label = `billed on ${bill.invoice.invoiceNumber}`;
    return { value: decimalText(billed), unit, op: 'LEAF', label, inputs: [], source };
  });
  const working: Working = {
    value: decimalText(part.billed),
    unit,
    op: 'DIFFERENCE',
    label: 'owed, less what other bills ask for',
    inputs: [owed.working, ...inputs],
  };
  return { ...owed, amount: part.billed, working, partOf: owed };
}

function takePart({ bill: { alignment }, lines }: Part, against: ExpectedCharge): void {
  alignment.lines = alignment.lines.map((line) =>
    lines.includes(line) ? { ...line, against, expected: line.billed, pass: 4 } : line,
  );
}
