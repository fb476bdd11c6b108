import type { EntityManager } from 'typeorm';
import type { CarrierInvoice } from '../freight/bill.ts';
import { minorPlaces } from '../freight/currencies.ts';
import { amountText, type Decimal, decimal, greatest, least, roundTo, zero } from '../freight/money.ts';
import type { FieldProblem } from '../masterdata/validated.ts';
import type { DisputeRow, LineRow } from './dispute-rows.ts';
import type { ProposedLine, ProposedOn } from './proposal-rows.ts';

/** A line of a proposal as it was sent. */
export interface Asked {
  place: number;
  on: ProposedOn;
  value: string;
  currency?: string;
}

/** What is paid of a line when we give in. */
export function mostPaid({ leastPaid, asked }: Pick<LineRow, 'leastPaid' | 'asked'>): Decimal {
  return decimal(leastPaid).plus(decimal(asked));
}

/**
 * Why so much cannot be what a line comes to; null: it can.
 *
 * @param pointer where the amount stands in the request
 */
export function amountProblem(line: LineRow, amount: Decimal, currency: string, pointer: string): FieldProblem | null {
  const text = (value: Decimal) => `${amountText(value, currency)} ${currency}`;
  const [low, high] = [decimal(line.leastPaid), mostPaid(line)];
  if (!amount.equals(decimal(amountText(amount, currency))))
    return { pointer, code: 'too-many-decimals', detail: `an amount of ${currency} has fewer decimal places` };
  if (amount.greaterThan(greatest(zero, decimal(line.billed))))
    return { pointer, code: 'above-billed', detail: `the line is billed at ${text(decimal(line.billed))}` };
  if (amount.lessThan(least(zero, low)))
    return { pointer, code: 'below-zero', detail: `the line comes to ${text(low)} or more` };
  if (amount.lessThan(low) || amount.greaterThan(high))
    return { pointer, code: 'not-at-stake', detail: `from ${text(low)} to ${text(high)} is at stake on this line` };
  return null;
}

/** The open line at a place, or why there is none. */
export function openLine(lines: readonly LineRow[], place: number, pointer: string): LineRow | FieldProblem {
  const line = lines.find((one) => one.place === place);
  if (!line) return { pointer, code: 'no-such-line', detail: `the dispute has no line ${place}` };
  if (line.state !== 'OPEN') return { pointer, code: 'line-ended', detail: `line ${place} has ended: ${line.state}` };
  return line;
}

/** What a proposal comes to line by line, and everything that is wrong with it. */
export async function proposedLines(
  tx: { query: EntityManager['query'] },
  { currency }: DisputeRow,
  lines: readonly LineRow[],
  asked: readonly Asked[],
): Promise<{ lines: ProposedLine[]; problems: FieldProblem[] }> {
  const found: ProposedLine[] = [];
  const problems: FieldProblem[] = [];
  for (const [n, one] of asked.entries()) {
    const at = `/lines/${n}`;
    const line = openLine(lines, one.place, `${at}/place`);
    if ('pointer' in line) {
      problems.push(line);
      continue;
    }
    const problem = wrongIn(one, asked.slice(0, n), currency, at);
    const amount = problem === null ? await amountOf(tx, line, one, currency) : null;
    const wrong = problem ?? outOfReach(line, one, amount, { currency, at });
    if (wrong) problems.push(wrong);
    else if (amount)
      found.push({ place: one.place, on: one.on, value: one.value, amount: amountText(amount, currency) });
  }
  return { lines: found, problems };
}

function wrongIn(one: Asked, before: readonly Asked[], currency: string, at: string): FieldProblem | null {
  if (one.currency !== undefined && one.currency !== currency)
    return { pointer: `${at}/currency`, code: 'other-currency', detail: `the dispute is in ${currency}` };
  if (before.some(({ place }) => place === one.place))
    return { pointer: `${at}/place`, code: 'twice', detail: `line ${one.place} stands twice` };
  if (one.on !== 'AMOUNT' && decimal(one.value).isNegative())
    return { pointer: `${at}/value`, code: 'below-zero', detail: 'a rate or a quantity is not below zero' };
  return null;
}

function outOfReach(
  line: LineRow,
  { on }: Asked,
  amount: Decimal | null,
  { currency, at }: { currency: string; at: string },
): FieldProblem | null {
  if (amount) return amountProblem(line, amount, currency, `${at}/value`);
  const detail = `line ${line.place} was billed without a ${on.toLowerCase()}: propose an amount`;
  return { pointer: `${at}/on`, code: 'not-billed-so', detail };
}

/** A rate or quantity changes the line's amount in proportion, as the carrier's own multiplication would. */
async function amountOf(
  tx: { query: EntityManager['query'] },
  line: LineRow,
  { on, value }: Asked,
  currency: string,
): Promise<Decimal | null> {
  if (on === 'AMOUNT') return decimal(value);
  const own = await billedFigure(tx, line, on);
  if (own === null || decimal(own).isZero()) return null;
  const amount = decimal(line.billed).times(decimal(value)).dividedBy(decimal(own));
  return roundTo(amount, { mode: 'HALF_UP', places: minorPlaces(currency) ?? 2 });
}

/** The rate or quantity the carrier billed the line with; null: it gave none. */
async function billedFigure(
  tx: { query: EntityManager['query'] },
  { caseId, line }: LineRow,
  on: 'RATE' | 'QUANTITY',
): Promise<string | null> {
  const [row] = await tx.query<{ body: CarrierInvoice; bill: number }[]>(
    'SELECT f.body, b.bill FROM bill b JOIN fact f USING (fact_id) WHERE b.case_id = $1',
    [caseId],
  );
  const charges = row?.body.bills.find(({ bill }) => bill === row.bill)?.charges ?? [];
  const billed = charges.find((charge) => charge.line === line);
  return (on === 'RATE' ? billed?.rate : billed?.quantity?.value) ?? null;
}
