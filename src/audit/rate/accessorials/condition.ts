import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import type { Occurrence } from './occurrence.ts';

/** A condition holds, fails (`certain`: whatever further delivery facts would say), or can not be told. */
export type Condition = { holds: true } | { holds: false; certain: boolean; why: string } | { needs: Need[] };

/** What conditions are asked of: one entry of the contract, for one time that its charge may be owed. */
export interface ConditionCase {
  terms: AccessorialTerms;
  rating: Rating;
  occurrence: Occurrence;
}

export const conditionHolds: Condition = { holds: true };

/** A condition that does not hold, and why, as the part of a sentence. */
export function conditionFails(why: string, certain: boolean): Condition {
  return { holds: false, certain, why };
}
