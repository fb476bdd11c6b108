import type { EntityManager } from 'typeorm';
import { accessorialRate } from './accessorial-rate.ts';
import { carrierAccuracy } from './carrier-accuracy.ts';
import { detentionSite } from './detention-site.ts';
import { expiringContracts } from './expiring-contracts.ts';
import { justBelowTolerance } from './just-below-tolerance.ts';
import type { Pattern, Search, Span } from './pattern.ts';
import { sameMistake } from './same-mistake.ts';
import { unassessableSpend } from './unassessable-spend.ts';
import { unbilledShipments } from './unbilled-shipments.ts';

const searches: readonly (readonly [check: string, search: Search])[] = [
  ['M-02', unbilledShipments],
  ['G-01', sameMistake],
  ['G-02', accessorialRate],
  ['G-04', justBelowTolerance],
  ['G-08', detentionSite],
  ['G-09', carrierAccuracy],
  ['G-11', unassessableSpend],
  ['G-13', expiringContracts],
];

/** What only shows over many bills: of one check or of all, in the order of the catalogue. */
export async function patterns(db: Pick<EntityManager, 'query'>, span: Span, check: string | null): Promise<Pattern[]> {
  const found: Pattern[] = [];
  for (const [id, search] of searches) if (check === null || check === id) found.push(...(await search(db, span)));
  return found;
}
