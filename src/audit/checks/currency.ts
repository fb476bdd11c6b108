import type { ContractVersion } from '../../freight/contract.ts';
import { currencyOf } from '../align/bill-lines.ts';
import type { Gate } from '../judged.ts';
import { contractsFor, type GateQuestion } from './governing.ts';

function held(sentence: string): Gate {
  return { check: 'I-08', code: 'CURRENCY', outcome: 'HOLD', sentence };
}

/**
 * I-08: the bill has a currency, and it is the contract's, or where none is known that of a price agreed for the shipment.
 * Where the contract converts any currency will do: its lines say whether the rate is known.
 */
export function currencyKnown(question: GateQuestion): Gate | null {
  const currency = currencyOf(question.bill);
  if (currency === null) return held('The bill names no currency and its sender has no usual one.');
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
  return held(`The bill is in ${currency}; the price agreed for the shipment is in ${agreed.currency}.`);
}

function otherThanContract(currency: string, contracts: ContractVersion[]): Gate | null {
  const [contract] = contracts;
  if (contract === undefined || contracts.some(({ fx }) => fx)) return null;
  const { contractId, currency: meant } = contract;
  return held(`The bill is in ${currency}; contract ${contractId} is in ${meant} and does not convert.`);
}

/**
 * I-08: what a shipment's bills were allowed is set against each other, and currencies are never summed: the first bill that
 * nothing stops gives the currency, one in another waits for a person.
 */
export function otherThanEarlier(currency: string | null, earlier: string | null): Gate | null {
  if (earlier === null || currency === earlier) return null;
  return held(`The bill is in ${currency ?? 'no currency'}; an earlier bill of the shipment is in ${earlier}.`);
}
