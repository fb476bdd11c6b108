import type { ReferenceType } from '../../freight/codes.ts';
import type { Reference } from '../../freight/references.ts';
import { readWhole } from './decimals.ts';
import { element, noteAt, quoted, type Segment } from './segments.ts';
import type { Reading } from './understood.ts';

/** Reference qualifiers (X12 element 128) whose meaning for freight is beyond doubt. All others are OTHER. */
export const qualifierTypes: Readonly<Record<string, ReferenceType>> = Object.freeze({
  CN: 'PRO',
  FR: 'PRO',
  BM: 'BOL',
  OB: 'BOL',
  MB: 'MASTER_BOL',
  PO: 'PO',
  SI: 'SHIPMENT',
  LO: 'LOAD',
  P8: 'PICKUP',
  PU: 'PICKUP',
  OC: 'CONTAINER',
  BN: 'BOOKING',
  AW: 'AIR_WAYBILL',
  '2I': 'TRACKING',
  '08': 'TRACKING',
  CP: 'TRACKING',
  CR: 'CUSTOMER',
  CT: 'CONTRACT',
  Q1: 'QUOTE',
  AO: 'APPOINTMENT',
  SN: 'SEAL',
  EQ: 'EQUIPMENT',
  DO: 'DELIVERY_NOTE',
  KK: 'DELIVERY_NOTE',
  IK: 'INVOICE',
  IV: 'INVOICE',
});

/** Qualifiers we know and that name nothing of the kind; no warning is due for them. */
const knownOthers = new Set('AE OP RE WY IA DP ZZ 11 97 86 TN SCA EM F8 VR'.split(' '));

/** One N9, L11 or MAN as it stands. */
export interface Qualified {
  qualifier: string;
  value: string;
  segment: Segment;
}

/** Reads N9 (qualifier first, 4010), L11 (qualifier second, 5010) and MAN (qualifier first); null for other segments. */
export function qualified(segment: Segment): Qualified | null {
  if (segment.tag === 'N9' || segment.tag === 'MAN')
    return { qualifier: element(segment, 1), value: element(segment, 2), segment };
  if (segment.tag === 'L11') return { qualifier: element(segment, 2), value: element(segment, 1), segment };
  return null;
}

/** All references of some segments; those without a value are left out with a warning. */
export function qualifiedIn(reading: Reading, segments: readonly Segment[]): Qualified[] {
  const found: Qualified[] = [];
  for (const segment of segments) {
    const one = qualified(segment);
    if (!one) continue;
    if (one.value !== '') found.push(one);
    else reading.warnings.push(noteAt('REFERENCE_EMPTY', `${segment.tag} names no number`, segment));
  }
  return found;
}

/** The kind of a reference: the partner's overlay, else the base table, else OTHER with a warning. Null: to be ignored. */
export function referenceType(reading: Reading, one: Qualified): ReferenceType | null {
  const overlay = reading.profile?.qualifiers?.find((entry) => entry.code === one.qualifier)?.type;
  if (overlay !== undefined) return overlay === 'IGNORE' ? null : overlay;
  if (Object.hasOwn(qualifierTypes, one.qualifier)) return qualifierTypes[one.qualifier] ?? null;
  if (!knownOthers.has(one.qualifier)) {
    const detail = `reference qualifier ${quoted(one.qualifier)} is not mapped; kept as OTHER`;
    reading.warnings.push(noteAt('QUALIFIER_UNKNOWN', detail, one.segment));
  }
  return 'OTHER';
}

/** Stop sequence numbers travel as references with qualifier QN (X12 128): the last one readable, else null. */
export function stopSequence(found: readonly Qualified[]): number | null {
  let sequence: number | null = null;
  for (const one of found) if (one.qualifier === 'QN') sequence = readWhole(one.value) ?? sequence;
  return sequence;
}

/** The same references, each once, in the order first met. */
export function distinct(references: readonly Reference[]): Reference[] {
  const seen = new Set<string>();
  return references.filter((reference) => {
    const key = `${reference.type} ${reference.value}`;
    return !seen.has(key) && seen.add(key).size > 0;
  });
}
