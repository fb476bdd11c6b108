import type { ReferenceType } from './codes.ts';

/** A number somebody gave to a shipment, bill or event, with its kind. */
export interface Reference {
  type: ReferenceType;
  value: string;
}

/** Upper-case, letters and digits only, leading zeros kept: how two references are compared. */
export function normaliseReference(value: string): string {
  return value.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** True for two references that are one; of those without a letter or digit the texts themselves are compared. */
export function sameReference(a: string, b: string): boolean {
  const plain = normaliseReference(a);
  return plain === normaliseReference(b) && (plain !== '' || a.trim() === b.trim());
}

/** References that by themselves find a shipment; BOOKING and CONTAINER do so only together. */
export const strongReferences: readonly ReferenceType[] = ['SHIPMENT', 'LOAD', 'PRO', 'BOL', 'AIR_WAYBILL', 'TRACKING'];

/** References that only choose among candidates the strong ones found. */
export const weakReferences: readonly ReferenceType[] = ['PO', 'SO', 'MASTER_BOL', 'DELIVERY_NOTE', 'PICKUP'];

/**
 * The keys a set of references is looked up under, each once: `ref:PRO:123456789`, `ref:BOOKING+CONTAINER:B1+C1`.
 * The carrier is not part of the key (an event may name none); the matcher compares it.
 */
export function referenceKeys(references: readonly Reference[]): string[] {
  const keys = new Set<string>();
  const valuesOf = (type: ReferenceType) =>
    references.filter((reference) => reference.type === type).map((reference) => normaliseReference(reference.value));
  for (const type of strongReferences)
    for (const value of valuesOf(type)) if (value !== '') keys.add(`ref:${type}:${value}`);
  for (const booking of valuesOf('BOOKING'))
    for (const container of valuesOf('CONTAINER'))
      if (booking !== '' && container !== '') keys.add(`ref:BOOKING+CONTAINER:${booking}+${container}`);
  return [...keys];
}
