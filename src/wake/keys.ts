/** The keys a dossier looks under and a change marks: one place, so that both sides spell them alike. */
export const shipmentKey = (source: string, shipmentId: string): string => `shipment:${source}:${shipmentId}`;
export const termsKey = (carrier: string): string => `terms:${carrier}`;
export const indexKey = (series: string): string => `index:${series}`;
export const fxKey = (series: string): string => `fx:${series}`;
export const carrierKey = (carrier: string): string => `carrier:${carrier}`;
export const legalEntityKey = (legalEntity: string): string => `entity:${legalEntity}`;
/** Held where a bill names an entity that nobody knows: a change of any entity may make it known. */
export const anyEntityKey = 'entity:*';
export const partnerKey = (source: string): string => `partner:${source}`;
/** Decisions, postings and passed deadlines of one case. */
export const caseKey = (caseId: string): string => `case:${caseId}`;
export const policyKey = 'policy';
export const calendarKey = (calendar: string): string => `calendar:${calendar}`;
export const locationKey = (code: string): string => `location:${code}`;

/** How wide keys are told, by code and by the database alike. */
export const wideKeyPattern = '^(policy$|(terms|carrier|entity|partner|index|fx|calendar|location):)';

const wide = new RegExp(wideKeyPattern);

/**
 * True for a key that thousands of dossiers share. Holding one is noted on the case (`looked_under`), not as a row of
 * `dossier_key`; a change under one is a wide change, expanded in batches.
 */
export function isWideKey(key: string): boolean {
  return wide.test(key);
}
