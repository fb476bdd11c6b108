import type { ContractInForce } from '../audit/dossier.ts';
import type { Holidays } from '../freight/accessorial.ts';
import type { ContractVersion } from '../freight/contract.ts';

const named = new WeakMap<ContractVersion, readonly string[]>();

function namedIn(contract: ContractVersion): readonly string[] {
  const clauses = [contract.accessorials, ...contract.lanes.map(({ accessorials }) => accessorials)];
  const holidays = clauses.flatMap((entries) =>
    (entries ?? []).flatMap((entry): (Holidays | null | undefined)[] => [
      entry.when?.holidays,
      entry.model === 'PER_DAY' ? entry.holidays : null,
    ]),
  );
  return [...new Set(holidays.filter((one) => typeof one === 'string'))];
}

/** The calendars of the master data that contracts count days by: a change of one may change what is owed under them. */
export function calendarsOf(contracts: readonly ContractInForce[]): string[] {
  const all = contracts.flatMap(({ contract }) => {
    const known = named.get(contract) ?? namedIn(contract);
    named.set(contract, known);
    return known;
  });
  return [...new Set(all)];
}
