import { passes, raises, type Scenario } from './scenario.ts';

/** Of bills in Canadian dollars the engine approves 300.00 by itself; every other currency is without limit. */
const limited = {
  masterData: { policies: [{ engineLimit: { CAD: '300.00' } }] },
  contract: { currency: 'CAD' },
  shipment: { currency: 'CAD' },
  invoice: { currency: 'CAD' },
};

const centres = (...shares: string[]) =>
  shares.map((share, index) => ({ glAccount: '6100', costCenter: `CC1${index}`, share }));

export const coding: readonly Scenario[] = [
  raises(
    'C-03',
    'two cost centres, and neither has a share',
    { shipment: { allocations: centres('0', '0') } },
    { line: null, reason: 'FACT_MISSING', state: 'APPROVED' },
  ),
  passes('C-03', 'two cost centres with shares', { shipment: { allocations: centres('600', '0') } }),
  passes('C-03', 'one cost centre bears all, whatever its share', { shipment: { allocations: centres('0') } }),
  raises('C-09', 'a bill of 385.00 where the engine approves 300.00 by itself', limited, {
    ...{ line: null, reason: 'APPROVAL_LIMIT', amount: '385.00', state: 'IN_REVIEW' },
    money: { approved: '0.00', pending: '385.00' },
  }),
  passes('C-09', 'a bill of 300.00, which the engine may approve', {
    ...limited,
    shipment: { currency: 'CAD', services: [] },
    charges: [['LINEHAUL', '300.00']],
  }),
];
