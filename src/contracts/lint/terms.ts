import type { AccessorialTerms } from '../../freight/accessorial.ts';
import { type ChargeCode, linehaulFamily } from '../../freight/codes.ts';
import type { ContractVersion } from '../../freight/contract.ts';
import type { FuelProgramme } from '../../freight/fuel.ts';

/** Something of a contract with its JSON pointer. */
export interface Placed<T> {
  at: string;
  is: T;
}

/** Every fuel programme: the contract's and the lanes' own. */
export function fuelsOf({ fuel, lanes }: ContractVersion): Placed<FuelProgramme>[] {
  const own = lanes.flatMap((lane, index) =>
    lane.fuel && lane.fuel !== 'NONE' ? [{ at: `/lanes/${index}/fuel`, is: lane.fuel }] : [],
  );
  return fuel ? [{ at: '/fuel', is: fuel }, ...own] : own;
}

/** Every accessorial entry: the contract's and the lanes' own. */
export function accessorialsOf({ accessorials, lanes }: ContractVersion): Placed<AccessorialTerms>[] {
  const own = (accessorials ?? []).map((entry, index) => ({ at: `/accessorials/${index}`, is: entry }));
  const ofLanes = lanes.flatMap((lane, index) =>
    (lane.accessorials ?? []).map((entry, position) => ({ at: `/lanes/${index}/accessorials/${position}`, is: entry })),
  );
  return [...own, ...ofLanes];
}

/** The charges that something in the contract makes due. */
export function chargesWithTerms(contract: ContractVersion): Set<ChargeCode> {
  const charges = new Set<ChargeCode>([...linehaulFamily, ...accessorialsOf(contract).map(({ is }) => is.charge)]);
  if (fuelsOf(contract).length > 0) charges.add('FUEL');
  if (contract.lateDelivery?.length) charges.add('SERVICE_CREDIT');
  return charges;
}
