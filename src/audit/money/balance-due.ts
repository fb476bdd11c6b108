import { least, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import { agree } from '../align/units.ts';
import { names } from '../match/bill-order.ts';
import { isFor, keysOf } from './bundles.ts';
import { lineName, noParts } from './line-money.ts';
import type { BillMoney, JudgedBill, LineMoney } from './line-money.ts';
import { markFound } from './marks.ts';

interface OpenPart {
  bill: BillMoney;
  line: LineMoney;
  room: Decimal;
}

/** What is still withheld on earlier bills: on the bill it names, or naming none, on any of the shipment. */
function openParts(balance: JudgedBill, earlier: readonly BillMoney[]): OpenPart[] {
  const named = earlier.filter(({ judged }) => names(balance.bill, judged.bill));
  const bills = named.length > 0 ? named : earlier;
  return bills.flatMap((bill) =>
    bill.lines
      .filter((line) => line.withheld.isPositive() && !line.withheld.isZero())
      .map((line) => ({ bill, line, room: line.withheld })),
  );
}

/** The open parts a line asks for: of its charge and stop, else of its charge, else those of just its amount. */
function askedFor(line: LineMoney, open: readonly OpenPart[], wholeBill: Decimal): OpenPart[] {
  const left = open.filter((part) => !part.room.isZero());
  const sameKey = left.filter((part) => keysOf(line).some((key) => isFor(part.line, key)));
  if (sameKey.length > 0) return sameKey;
  const sameCharge = left.filter((part) => part.line.line.charge === line.line.charge);
  if (sameCharge.length > 0) return sameCharge;
  const sameAmount = left.find((part) => agree(part.room, line.line.billed));
  if (sameAmount) return [sameAmount];
  return agree(sum(left.map((part) => part.room)), wholeBill) ? left : [];
}

/**
 * A BALANCE_DUE or ADJUSTMENT asks again for what was withheld. While the judgement still withholds it, no fact has
 * changed that would pay it: so much of it is denied (BAL_DUE_DECLINED), and the open item stays the one it was. Had a
 * fact changed, the earlier bill would pay by itself. Only the rest of a line is divided like any other.
 */
export function declineBalance(
  balance: JudgedBill,
  lines: readonly LineMoney[],
  earlier: readonly BillMoney[],
  divideRest: (line: LineMoney, rest: Decimal) => void,
): void {
  const open = openParts(balance, earlier);
  const wholeBill = sum(lines.map((line) => line.line.billed));
  for (const line of lines) {
    if (!line.line.billed.isPositive() || line.line.billed.isZero() || line.decision !== null) continue;
    let declined: Decimal = zero;
    let relatesTo: string | null = null;
    for (const part of askedFor(line, open, wholeBill)) {
      const amount = least(part.room, line.line.billed.minus(declined));
      part.room = part.room.minus(amount);
      declined = declined.plus(amount);
      relatesTo ??= lineName(part.bill.judged.bill, part.line.line);
    }
    if (declined.isZero()) continue;
    const rest = line.line.billed.minus(declined);
    if (rest.isZero()) Object.assign(line, { parts: noParts(), withheld: zero, claim: zero });
    else divideRest(line, rest);
    line.parts = { ...line.parts, denied: line.parts.denied.plus(declined) };
    markFound(line, {
      check: 'D-11',
      code: 'BAL_DUE_DECLINED',
      amount: declined,
      relatesTo,
      currency: balance.currency,
    });
  }
}
