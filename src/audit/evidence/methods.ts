import { evidenceMethods } from '../../freight/codes.ts';
import type { EvidenceMethod } from '../../freight/codes.ts';
import type { PartnerProfile } from '../../freight/terms.ts';

/** 0 is the strongest: GEOFENCE > TELEMATICS > SIGNED_DOCUMENT > EDI > MANUAL (model.md, Evidence). */
export function strengthRank(method: EvidenceMethod): number {
  return evidenceMethods.indexOf(method);
}

/** The method of a fact that names none: EDI from X12 and EDIFACT sources, else MANUAL. */
export function defaultMethod(source: string): EvidenceMethod {
  return source.startsWith('x12:') || source.startsWith('edifact:') ? 'EDI' : 'MANUAL';
}

/** A claim stronger than its partner's `maxMethod` is lowered to it, with a note. */
export function heldMethod(
  claimed: EvidenceMethod,
  profile: PartnerProfile | undefined,
  fact: { source: string; id: string },
): { method: EvidenceMethod; note: string | null } {
  const maximum = profile?.maxMethod;
  if (!maximum || strengthRank(claimed) >= strengthRank(maximum)) return { method: claimed, note: null };
  return {
    method: maximum,
    note: `${fact.source} ${fact.id} claims ${claimed}; this sender counts as ${maximum} at most`,
  };
}
