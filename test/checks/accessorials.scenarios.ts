import { ofClauses } from './accessorials/clauses.ts';
import { ofConditions } from './accessorials/conditions.ts';
import { ofDays } from './accessorials/days.ts';
import { ofEvidence } from './accessorials/evidence.ts';
import { ofTime } from './accessorials/time.ts';
import { passes, raises, type Scenario } from './scenario.ts';

const ordered: readonly Scenario[] = [
  raises(
    'A-39',
    'a liftgate that nobody ordered',
    { shipment: { services: [] } },
    {
      ...{ line: 2, reason: 'ACC_NOT_AUTH', amount: '85.00', state: 'DISPUTED' },
      charge: { expected: '0.00', disputed: '85.00' },
      money: { approved: '300.00' },
    },
  ),
  passes('A-39', 'a liftgate that was ordered', {}, { money: { approved: '385.00' } }),
];

/** Accessorials, a table for each thing they hang on. */
export const accessorials: readonly Scenario[] = [
  ...ordered,
  ...[...ofTime, ...ofDays, ...ofEvidence, ...ofConditions, ...ofClauses],
];
