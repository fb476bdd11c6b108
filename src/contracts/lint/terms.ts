import type { AccessorialTerms } from '../../freight/accessorial.ts';
import { type ChargeCode, linehaulFamily } from '../../freight/codes.ts';
import type { ContractVersion } from '../../freight/contract.ts';
import type { FuelProgramme, IndexedSurcharge } from '../../freight/fuel.ts';

/** Something of a contract with its JSON pointer. */
export interface Placed<T> {
  at: string;
  is: T;
}

/** Every programme that follows an index: fuel and surcharges beside it, the contract's and the lanes' own. */
export function fuelsOf({ fuel, surcharges, lanes }: ContractVersion): Placed<FuelProgramme>[] {
  const told = [
    { at: '', fuel, surcharges },
    ...lanes.map((lane, index) => ({ at: `/lanes/${index}`, fuel: lane.fuel, surcharges: lane.surcharges })),
  ];
  return told.flatMap((terms): Placed<FuelProgramme>[] => [
    ...(terms.fuel && terms.fuel !== 'NONE' ? [{ at: `${terms.at}/fuel`, is: terms.fuel }] : []),
    ...(terms.surcharges ?? []).map((one, index) => ({ at: `${terms.at}/surcharges/${index}`, is: one })),
  ]);
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
  for (const { is } of fuelsOf(contract)) charges.add('charge' in is ? (is as IndexedSurcharge).charge : 'FUEL');
  if (contract.lateDelivery?.length || contract.guarantees?.length) charges.add('SERVICE_CREDIT');
  return charges;
}
