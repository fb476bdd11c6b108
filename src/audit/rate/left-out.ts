import { familyOf } from '../align/units.ts';
import type { ExpectedCharge, Rated } from '../expected.ts';
import type { BillLine } from '../judged.ts';
import { notProvable } from './expected-charge.ts';

type Left = NonNullable<ExpectedCharge['leavesOut']>[number];

function bills({ charge, stop }: Left, line: Pick<BillLine, 'charge' | 'stop'>): boolean {
  return familyOf(line.charge) === charge && (stop === null || line.stop === null || stop === line.stop);
}

function standing(expected: ExpectedCharge, lines: readonly Pick<BillLine, 'charge' | 'stop'>[]): ExpectedCharge {
  const { leavesOut, basis, charge, stop, working, check } = expected;
  const inTheWay = (leavesOut ?? []).filter((left) => lines.some((line) => bills(left, line)));
  if (inTheWay.length === 0) return expected;
  const slot = { charge, stop, basis, check: charge === 'FUEL' ? 'F-05' : check };
  return notProvable(
    slot,
    inTheWay.flatMap(({ needs }) => needs),
    working.unit,
    null,
  );
}

/**
 * What is owed once it is known which charges the shipment's bills ask for: a charge whose base is not provable in full
 * is not provable either when what its base leaves out is billed (rating.md, small print). Of the lines only charge and
 * stop are looked at, never an amount. Nothing left out: `rated` itself.
 *
 * @param lines of all bills that take part
 */
export function besideBilled(rated: Rated, lines: readonly Pick<BillLine, 'charge' | 'stop'>[]): Rated {
  if (rated.expected.every(({ leavesOut }) => leavesOut === undefined)) return rated;
  return { ...rated, expected: rated.expected.map((expected) => standing(expected, lines)) };
}
