import { passes, raises, type Scenario } from './scenario.ts';

export const accessorials: readonly Scenario[] = [
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
