import type { EntityManager } from 'typeorm';

/** Which bills are looked at: received since then, of one carrier or of all. */
export interface Span {
  /** Calendar days back from now. */
  days: number;
  carrier: string | null;
}

/** Something that only shows over many bills. Money is in one currency, as text. */
export interface Pattern {
  /** Its check in the catalogue. */
  check: string;
  carrier: string | null;
  sentence: string;
  /** How many bills, shipments or contracts it is seen in. */
  count: number;
  currency: string | null;
  /** What is at stake; null where it is no question of money. */
  amount: string | null;
  /** What `GET /v1/cases` asks to see them; null: they are no cases. */
  cases: Record<string, string> | null;
}

/** Looks for one kind of pattern; what it finds comes largest first. */
export type Search = (db: Pick<EntityManager, 'query'>, span: Span) => Promise<Pattern[]>;

/** A charge code as people say it. */
export function words(charge: string): string {
  return charge.toLowerCase().replaceAll('_', ' ');
}

/** A share as people say it: `"0.125"` is `12.5 %`. */
export function percentWords(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;
}
