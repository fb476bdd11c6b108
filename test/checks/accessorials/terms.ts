import type { AccessorialTerms } from '../../../src/freight/accessorial.ts';
import type { ContractVersion } from '../../../src/freight/contract.ts';
import type { Given, Line } from '../scenario.ts';

/** A contract with these accessorials, and of a line billed beside the linehaul of 300.00. */
export function under(accessorials: AccessorialTerms | AccessorialTerms[], ...lines: Line[]): Given {
  return { contract: { accessorials: [accessorials].flat() }, charges: [['LINEHAUL', '300.00'], ...lines] };
}

/** The same, of a contract that asks for no proof of delivery: what is not provable is the accessorial alone. */
export function unproven(
  accessorials: AccessorialTerms | AccessorialTerms[],
  more: Partial<ContractVersion>,
  ...lines: Line[]
): Given {
  const evidence = { delivery: 'NOT_REQUIRED', pod: 'NOT_REQUIRED', deadlineDays: 10 } as const;
  const given = under(accessorials, ...lines);
  return { ...given, contract: { accessorials: [accessorials].flat(), evidence, ...more } };
}

/** Two hours free, then 15.00 for each quarter of an hour begun; nothing for a truck later than a quarter of an hour. */
export const detention = {
  ...{ charge: 'DETENTION_DELIVERY', model: 'PER_TIME', rate: '60.00', perMinutes: 60, freeMinutes: 120 },
  ...{ incrementMinutes: 15, incrementRounding: 'UP', lateGraceMinutes: 15, whenLate: 'NONE', authority: 'CONTRACT' },
} as const satisfies AccessorialTerms;

/** The truck at stop 2 from one hour to another of 4 March, instead of the usual stay of less than an hour. */
export function stay(arrived: string, left: string): Given {
  return {
    without: ['ARRIVED_AT_STOP 2', 'DEPARTED_STOP 2'],
    events: [
      { type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: `2026-03-04T${arrived}:00-06:00` },
      { type: 'DEPARTED_STOP', stop: 2, occurredAt: `2026-03-04T${left}:00-06:00` },
    ],
  };
}
