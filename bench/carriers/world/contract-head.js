/** The head of a contract. */
import { payment, standardEvidence } from './ltl.js';

/** What contracts have in common; the carrier is the first four letters of the contract's id. */
export const contractHead = (contractId, effective, more) => ({
  ...{ contractId, carrier: contractId.slice(0, 4), legalEntities: ['ACME-US'], currency: 'USD', effective },
  ...{ dateRole: 'PICKUP', rounding: { mode: 'HALF_UP', places: 2 }, evidence: standardEvidence },
  ...{ payment: payment('SHORT_PAY'), limits: { billDays: 90, disputeDays: 180, balanceDueDays: 5 } },
  ...more,
});
