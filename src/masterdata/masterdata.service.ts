import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { defaultPolicy, type PartnerProfile, type Policy } from '../freight/terms.ts';

/** What master data has records of. */
export const recordKinds = ['carrier', 'legal-entity', 'location', 'calendar', 'gl-rule', 'partner', 'policy'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** The id of the only policy there is: the organisation's. */
export const organisation = 'organisation';

/** Reads of master data for other rooms: always the newest version, unless one is asked for. */
@Injectable()
export class MasterDataService {
  /** The newest profiles of these sources, by source; those without one are left out. */
  async profilesOf(tx: EntityManager, sources: readonly string[]): Promise<Map<string, PartnerProfile>> {
    if (sources.length === 0) return new Map();
    const rows = await tx.query<Versioned<PartnerProfile>[]>(
      `SELECT body, version FROM master_now WHERE kind = 'partner' AND id = ANY($1::text[])`,
      [sources],
    );
    return new Map(rows.map((row) => [row.body.source, versioned(row)]));
  }

  /** The policy in force, or the version asked for; 0, or none ever set: the defaults. */
  async policyInForce(tx: EntityManager, version?: number | null): Promise<Policy> {
    const [row] = await tx.query<Versioned<Policy>[]>(
      `SELECT body, version FROM master_record WHERE kind = 'policy' AND id = $1 AND ($2::int IS NULL OR version = $2)
       ORDER BY version DESC LIMIT 1`,
      [organisation, version ?? null],
    );
    return row ? { ...defaultPolicy, ...versioned(row) } : defaultPolicy;
  }
}

interface Versioned<T> {
  body: T;
  version: number;
}

function versioned<T>({ body, version }: Versioned<T>): T {
  return { ...body, version };
}
