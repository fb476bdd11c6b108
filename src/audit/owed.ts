import type { Policy } from '../freight/terms.ts';
import type { LocalDate } from '../freight/time.ts';
import type { Dossier, DossierBill } from './dossier.ts';
import type { Evidence } from './evidence/evidence.ts';
import { readEvidence } from './evidence/read-evidence.ts';
import type { Rated } from './expected.ts';
import { rate } from './rate/rate.ts';

/** Minutes within which two sources of equal strength agree, until the contract in force says otherwise. */
const usualAgreement = 15;

/**
 * What the delivery facts prove and what is owed for the shipment.
 *
 * @param firstBill the shipment's first bill by content; null: none has come, and no date of a bill stands in for an event
 * @param policy null: nothing can be rated
 * @param estimate a date to rate by where neither an event, the bill nor an appointment tells one; absent: there is none
 */
export function whatIsOwed(
  dossier: Dossier,
  firstBill: DossierBill | null,
  policy: Policy | null,
  estimate: (evidence: Evidence) => LocalDate | null = () => null,
): { evidence: Evidence; rated: Rated | null } {
  const evidence = readEvidence(dossier, usualAgreement);
  if (!evidence.shipment || policy === null) return { evidence, rated: null };
  const options = { firstBill, policy, estimatedOn: estimate(evidence) };
  const rated = rate(dossier, evidence, options);
  const { agreeWithinMinutes } = rated.terms.evidence;
  if (agreeWithinMinutes === usualAgreement) return { evidence, rated };
  const asAgreed = readEvidence(dossier, agreeWithinMinutes);
  return { evidence: asAgreed, rated: rate(dossier, asAgreed, options) };
}
