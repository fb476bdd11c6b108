import type { ChargeCode } from '../freight/codes.ts';
import type { ContractVersion } from '../freight/contract.ts';
import type { FuelProgramme, IndexedSurcharge } from '../freight/fuel.ts';
import { decimal } from '../freight/money.ts';
import type { FieldProblem } from '../masterdata/validated.ts';

/** Charges that nobody takes a percentage of: what is taken off, and what is no charge of the contract. */
const noBase: readonly ChargeCode[] = ['TAX', 'SERVICE_CREDIT', 'UNEXPLAINED', 'UNMAPPED'];

/**
 * What is wrong with a fuel programme though each field is of the right form: rows that do not rise, a base of which no
 * percentage can be taken, a maximum below the minimum.
 *
 * @param at JSON pointer of the programme
 * @param later charges that are not rated yet when it is: itself, and surcharges listed after it
 */
export function fuelProblems(fuel: FuelProgramme, at: string, later: readonly ChargeCode[] = ['FUEL']): FieldProblem[] {
  return [...boundsProblems(fuel, at), ...tableProblems(fuel, at), ...baseProblems(fuel, at, later)];
}

/** The same of the surcharges beside fuel, the contract's and the lanes'; each charge once, and not as an accessorial too. */
export function surchargeProblems({ surcharges, accessorials, lanes }: ContractVersion): FieldProblem[] {
  const ofAccessorials = new Set((accessorials ?? []).map(({ charge }) => charge));
  const ofList = (list: readonly IndexedSurcharge[], at: string) =>
    list.flatMap((one, index): FieldProblem[] => {
      const isTwice = ofAccessorials.has(one.charge) || list.findIndex(({ charge }) => charge === one.charge) < index;
      const detail = `${one.charge} stands twice`;
      const later = list.slice(index).map(({ charge }) => charge);
      return [
        ...(isTwice ? [{ pointer: `${at}/${index}/charge`, code: 'repeated', detail }] : []),
        ...fuelProblems(one, `${at}/${index}`, later),
      ];
    });
  return [
    ...ofList(surcharges ?? [], '/surcharges'),
    ...lanes.flatMap((lane, index) => ofList(lane.surcharges ?? [], `/lanes/${index}/surcharges`)),
  ];
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

function baseProblems(fuel: FuelProgramme, at: string, later: readonly ChargeCode[]): FieldProblem[] {
  if (!('base' in fuel)) return [];
  return fuel.base.flatMap((charge, index) => {
    const pointer = `${at}/base/${index}`;
    if (later.includes(charge) || noBase.includes(charge))
      return [{ pointer, code: 'no-base', detail: `no percentage is taken of ${charge}` }];
    return fuel.base.indexOf(charge) < index ? [{ pointer, code: 'repeated', detail: `${charge} stands twice` }] : [];
  });
}
