import type { ChargeCode } from '../freight/codes.ts';
import type { FuelProgramme } from '../freight/fuel.ts';
import { decimal } from '../freight/money.ts';
import type { FieldProblem } from '../masterdata/validated.ts';

/** Charges that nobody takes a fuel percentage of: itself, what is taken off, and what is no charge of the contract. */
const noBase: readonly ChargeCode[] = ['FUEL', 'TAX', 'SERVICE_CREDIT', 'UNEXPLAINED', 'UNMAPPED'];

/**
 * What is wrong with a fuel programme though each field is of the right form: rows that do not rise, a base of which no
 * percentage can be taken, a maximum below the minimum.
 *
 * @param at JSON pointer of the programme
 */
export function fuelProblems(fuel: FuelProgramme, at: string): FieldProblem[] {
  return [...boundsProblems(fuel, at), ...tableProblems(fuel, at), ...baseProblems(fuel, at)];
}

function boundsProblems({ minimum, maximum }: FuelProgramme, at: string): FieldProblem[] {
  if (!minimum || !maximum || decimal(maximum).greaterThanOrEqualTo(decimal(minimum))) return [];
  return [{ pointer: `${at}/maximum`, code: 'out-of-order', detail: 'the maximum is below the minimum' }];
}

function tableProblems(fuel: FuelProgramme, at: string): FieldProblem[] {
  if (!('table' in fuel)) return [];
  const starts = fuel.table.map(({ from }) => decimal(from));
  return starts.flatMap((from, index) =>
    starts[index - 1]?.greaterThanOrEqualTo(from)
      ? [{ pointer: `${at}/table/${index}/from`, code: 'out-of-order', detail: 'each begins above the one before' }]
      : [],
  );
}

function baseProblems(fuel: FuelProgramme, at: string): FieldProblem[] {
  if (!('base' in fuel)) return [];
  return fuel.base.flatMap((charge, index) => {
    const pointer = `${at}/base/${index}`;
    if (noBase.includes(charge)) return [{ pointer, code: 'no-base', detail: `no percentage is taken of ${charge}` }];
    return fuel.base.indexOf(charge) < index ? [{ pointer, code: 'repeated', detail: `${charge} stands twice` }] : [];
  });
}
