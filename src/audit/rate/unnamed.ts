import { linehaulFamily } from '../../freight/codes.ts';
import type { ChargeCode, ReasonCode } from '../../freight/codes.ts';
import type { ExpectedCharge, Need } from '../expected.ts';
import { accessorialCheck } from './accessorials/check-of-charge.ts';
import { nothing, notProvable } from './expected-charge.ts';
import type { Slot } from './expected-charge.ts';

/** What is known when a charge is asked for that no expected charge answers. */
export interface UnnamedTerms {
  unit: string;
  missingTerms: Need | null;
  cancelled: boolean;
  /** Nothing beyond an agreed price is owed. */
  agreedAlone: boolean;
  /** Charges that the contract has an entry for: asked once too often, or at a stop that is not theirs. */
  contracted: readonly ChargeCode[];
}

function checkOf(charge: ChargeCode, { agreedAlone }: UnnamedTerms): string {
  if (linehaulFamily.includes(charge)) return agreedAlone ? 'R-31' : 'R-03';
  return charge === 'FUEL' ? 'F-08' : accessorialCheck(charge);
}

function reasonFor(charge: ChargeCode, terms: UnnamedTerms): { reason: ReasonCode; why: string } {
  const priced = linehaulFamily.includes(charge) || charge === 'FUEL';
  if (terms.agreedAlone && priced) return { reason: 'AGREED_EXCEEDED', why: 'nothing beyond the agreed price is owed' };
  if (terms.contracted.includes(charge))
    return { reason: 'ACC_CONDITION', why: 'owed no further time, nor at this stop' };
  if (charge === 'FUEL') return { reason: 'FUEL_WRONG', why: 'no fuel surcharge is owed' };
  return { reason: 'ACC_NOT_CONTRACTED', why: 'the terms do not name this charge' };
}

/**
 * What a charge would be that the shipment's terms do not name: 0.00 ACC_NOT_CONTRACTED; without terms not provable; of a
 * cancelled shipment 0.00 whatever the charge, except where unknown terms might still pay for the cancellation.
 */
export function unnamedCharge(charge: ChargeCode, stop: number | null, terms: UnnamedTerms): ExpectedCharge {
  const slot: Slot = { charge, stop, check: checkOf(charge, terms), basis: 'NONE' };
  const freight = linehaulFamily.includes(charge) || charge === 'FUEL';
  if (terms.cancelled && (freight || !terms.missingTerms))
    return nothing(slot, 'SHIPMENT_CANCELLED', terms.unit, { certain: true, why: 'the shipment was cancelled' });
  if (terms.missingTerms) return notProvable(slot, [terms.missingTerms], terms.unit, null);
  const { reason, why } = reasonFor(charge, terms);
  const notContracted = reason === 'ACC_NOT_CONTRACTED';
  return nothing(notContracted ? { ...slot, check: 'A-39' } : slot, reason, terms.unit, {
    certain: reason !== 'ACC_CONDITION',
    why,
  });
}
