import { documentTypes } from '../freight/codes.ts';
import { type SentKind, sentKinds } from './understanding.ts';

/** What one JSON value of a file is, by what stands in it; null: nothing we know. */
export type ItemKind = SentKind | 'contract' | 'index-value';

const signs: readonly [field: string, kind: ItemKind][] = [
  ['bills', 'invoice'],
  ['lanes', 'contract'],
  ['stops', 'shipment'],
  ['publishedOn', 'index-value'],
  ['documentId', 'document'],
  ['eventId', 'event'],
  ['classifier', 'event'],
  ['retracts', 'event'],
  ['occurredAt', 'event'],
  ['paymentId', 'payment'],
  ['instrument', 'payment'],
  ['posting', 'payment'],
];

/** Tells what a value is: bills make an invoice, stops a shipment, lanes a contract, a type such as POD a document. */
export function kindOfItem(value: unknown): ItemKind | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const found = signs.find(([field]) => Object.hasOwn(value, field));
  if (found) return found[1];
  const { type } = value as { type?: unknown };
  return (documentTypes as readonly unknown[]).includes(type) ? 'document' : null;
}

/** True for what is taken in as a stream of facts. */
export function isFact(kind: ItemKind): kind is SentKind {
  return (sentKinds as readonly string[]).includes(kind);
}

/** What a file is, by how it begins: X12 begins with ISA, JSON with a brace or bracket; null: nothing we know. */
export function kindOfFile(head: string): 'x12' | 'json' | null {
  const begin = head.replace(/^\ufeff/, '').trimStart();
  if (/^ISA[^A-Za-z0-9]/.test(begin)) return 'x12';
  return /^[[{]/.test(begin) ? 'json' : null;
}
