import { reasonOf } from '../audit/checks/reasons.ts';
import type { CaseState, ReasonCode } from '../freight/codes.ts';

/** A state as a carrier is told it: a word to sort by and a sentence. */
export interface ToldState {
  status: 'CHECKING' | 'REFERENCES_WANTED' | 'PAPERS_WANTED' | 'APPROVED' | 'PARTLY_WITHHELD' | 'SETTLED' | 'NOT_OWED';
  sentence: string;
}

const checking: ToldState = { status: 'CHECKING', sentence: 'We are checking this bill.' };

/** How a bill stands, without a word on how we work. */
export function toldState(state: CaseState): ToldState {
  switch (state) {
    case 'PARKED':
    case 'IN_REVIEW':
      return checking;
    case 'AWAITING_MATCH':
      return {
        status: 'REFERENCES_WANTED',
        sentence: 'We have not found the shipment of this bill yet. Please look whether its references are ours.',
      };
    case 'AWAITING_EVIDENCE':
      return {
        status: 'PAPERS_WANTED',
        sentence: 'Something is missing before we can pay all of this bill: see its lines.',
      };
    case 'APPROVED':
      return { status: 'APPROVED', sentence: 'Approved. Its payment is being prepared.' };
    case 'DISPUTED':
      return { status: 'PARTLY_WITHHELD', sentence: 'We do not agree with all of this bill: see its lines.' };
    case 'SETTLED':
      return { status: 'SETTLED', sentence: 'Settled: what is owed is released for payment at its due date.' };
    case 'DENIED':
      return { status: 'NOT_OWED', sentence: 'Nothing is owed on this bill: see its lines.' };
  }
}

/** Reasons that are about how we work; a carrier is told that we are still at it. */
const ours: ReadonlySet<string> = new Set([
  'ENGINE_FAILED',
  'APPROVAL_LIMIT',
  'RULE_CONFLICT',
  'WITHIN_TOLERANCE',
  'UNMAPPED',
  'ALIGNMENT_AMBIGUOUS',
  'TIME_ZONE_UNKNOWN',
]);

/** Why an amount is not paid, in the words reasons have for carriers; null: for no reason a carrier is told. */
export function toldReason(reason: string | null): string {
  return reason === null || ours.has(reason)
    ? 'We are still checking this line.'
    : reasonOf(reason as ReasonCode).sentence;
}
