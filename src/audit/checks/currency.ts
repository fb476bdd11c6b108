import type { ContractVersion } from '../../freight/contract.ts';
import { currencyOf } from '../align/bill-lines.ts';
import type { Gate } from '../judged.ts';
import { contractsFor, type GateQuestion } from './governing.ts';

function held(code: 'CURRENCY' | 'FX_MISSING', sentence: string): Gate {
  return { check: 'I-08', code, outcome: 'HOLD', sentence };
}

/**
 * I-08: the bill has a currency, and it is the contract's, or where none is known that of a price agreed for the shipment. Where the
 * contract converts, the bill waits for the rate.
 */
export function currencyKnown(question: GateQuestion): Gate | null {
  const currency = currencyOf(question.bill);
  if (currency === null) return held('CURRENCY', 'The bill names no currency and its sender has no usual one.');
  const contracts = contractsFor(question);
  if (contracts.some((contract) => contract.currency === currency)) return null;
  return question.rated?.terms.contract
    ? otherThanContract(currency, contracts)
    : otherThanAgreed(currency, question, contracts);
}

/** Where no contract could be chosen, the price agreed for the shipment comes first. */
function otherThanAgreed(currency: string, { evidence }: GateQuestion, contracts: ContractVersion[]): Gate | null {
  const agreed = evidence.shipment?.body.agreed ?? null;
  if (currency === agreed?.currency) return null;
  if (contracts.length > 0) return otherThanContract(currency, contracts);
  if (agreed === null) return null;
  return held('CURRENCY', `The bill is in ${currency}; the price agreed for the shipment is in ${agreed.currency}.`);
}

function otherThanContract(currency: string, contracts: ContractVersion[]): Gate | null {
  for (const contract of contracts)
    if (contract.fx)
      return held(
        'FX_MISSING',
        `The bill is in ${currency}; the ${contract.fx.series} rate to ${contract.currency} is not known yet.`,
      );
  const [contract] = contracts;
  if (contract === undefined) return null;
  const { contractId, currency: meant } = contract;
  return held('CURRENCY', `The bill is in ${currency}; contract ${contractId} is in ${meant} and does not convert.`);
}
