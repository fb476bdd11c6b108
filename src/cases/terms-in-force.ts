import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import type { ContractInForce } from '../audit/dossier.ts';
import type { ContractVersion, FxRate, IndexValue } from '../freight/contract.ts';
import type { FuelProgramme } from '../freight/fuel.ts';
import type { Location } from '../freight/shipment.ts';
import {
  type Calendar,
  type Carrier,
  defaultPolicy,
  type GlRule,
  type LegalEntity,
  type PartnerProfile,
  type Policy,
} from '../freight/terms.ts';
import { placeOf } from './locations.ts';

/** All terms as they stand at one moment: contracts, series, master data, profiles, policies. */
export interface TermsInForce {
  stamp: string;
  contracts: Map<string, ContractInForce[]>;
  indexes: Map<string, IndexValue[]>;
  fxRates: Map<string, FxRate[]>;
  carriers: Carrier[];
  legalEntities: LegalEntity[];
  /** Entities that contracts in force name: known by that, whatever the master data says. */
  contractEntities: Set<string>;
  calendars: Calendar[];
  /** By code. */
  locations: Map<string, Location>;
  glRules: GlRule[];
  /** Newest version first. */
  profiles: Map<string, PartnerProfile[]>;
  newestProfiles: Map<string, PartnerProfile>;
  /** By version; 0 are the defaults. */
  policies: Map<number, Policy>;
  newestPolicy: Policy;
}

/**
 * The terms, kept in memory while nothing about them changes: each call asks the database whether they are still those,
 * by counting rows that only grow and by the row versions of contracts, which are few. So a version committed before the
 * call is always seen.
 */
export class TermsKeeper {
  private kept: TermsInForce | null = null;

  /** The terms as last read: good enough where the answer is asked again before it counts. */
  async lately(tx: EntityManager): Promise<TermsInForce> {
    return this.kept ?? this.now(tx);
  }

  /** The terms as of now, in the caller's transaction. */
  async now(tx: EntityManager): Promise<TermsInForce> {
    const [row] = await prepared<{ stamp: string }>(
      tx,
      `SELECT concat_ws(' ', (SELECT count(*) FROM master_record), (SELECT count(*) FROM index_value),
         (SELECT count(*) FROM fx_rate), (SELECT count(*) FROM contract_version),
         (SELECT sum(hashtextextended(xmin::text, 0)::numeric) FROM contract_version)) AS stamp`,
      [],
    );
    const stamp = row?.stamp ?? '';
    if (this.kept?.stamp !== stamp) this.kept = await readTerms(tx, stamp);
    return this.kept;
  }
}

async function readTerms(tx: EntityManager, stamp: string): Promise<TermsInForce> {
  const records = await tx.query<{ kind: string; id: string; version: number; body: object }[]>(
    `SELECT kind, id, version, body FROM master_record WHERE kind IN ('partner', 'policy')
     UNION ALL
     SELECT * FROM (SELECT DISTINCT ON (kind, id) kind, id, version, body FROM master_record
       WHERE kind IN ('carrier', 'legal-entity', 'calendar', 'gl-rule', 'location') ORDER BY kind, id, version DESC) AS newest`,
  );
  const of = <T>(kind: string): T[] =>
    records.filter((row) => row.kind === kind).map((row) => ({ ...row.body, version: row.version }) as T);
  const profiles = new Map<string, PartnerProfile[]>();
  for (const profile of of<PartnerProfile>('partner').sort((a, b) => b.version - a.version))
    push(profiles, profile.source, profile);
  const policies = [defaultPolicy, ...of<Policy>('policy').map((policy) => ({ ...defaultPolicy, ...policy }))];
  policies.sort((a, b) => a.version - b.version);
  const contracts = await readContracts(tx);
  return {
    stamp,
    contracts,
    contractEntities: new Set([...contracts.values()].flat().flatMap(({ contract }) => contract.legalEntities)),
    ...(await readSeries(tx)),
    carriers: of<Carrier>('carrier'),
    legalEntities: of<LegalEntity>('legal-entity'),
    calendars: of<Calendar>('calendar'),
    locations: new Map(of<Location>('location').map((one) => [one.code ?? '', placeOf(one)])),
    glRules: of<GlRule>('gl-rule'),
    profiles,
    newestProfiles: new Map([...profiles].flatMap(([source, [newest]]) => (newest ? [[source, newest]] : []))),
    policies: new Map(policies.map((policy) => [policy.version, policy])),
    newestPolicy: policies.at(-1) ?? defaultPolicy,
  };
}

async function readContracts(tx: EntityManager): Promise<TermsInForce['contracts']> {
  const rows = await tx.query<
    { carrier: string; body: ContractVersion; from: string; to: string | null; activated_at: Date }[]
  >(
    `SELECT carrier, body, lower(effective)::text AS from, (upper(effective) - 1)::text AS to, activated_at
     FROM contract_version WHERE state = 'ACTIVE' ORDER BY contract_id, version`,
  );
  const contracts = new Map<string, ContractInForce[]>();
  for (const row of rows) {
    const contract = { ...row.body, effective: { from: row.from, to: row.to } };
    const inForce = { contract, activatedAt: row.activated_at.toISOString() };
    contracts.set(row.carrier, [...(contracts.get(row.carrier) ?? []), inForce]);
  }
  return contracts;
}

async function readSeries(tx: EntityManager): Promise<Pick<TermsInForce, 'indexes' | 'fxRates'>> {
  const indexes = new Map<string, IndexValue[]>();
  const values = await tx.query<IndexValue[]>(
    `SELECT series, period::text AS period, value::text AS value, unit, published_on::text AS "publishedOn", revision
     FROM index_value ORDER BY series, period, revision`,
  );
  for (const value of values) push(indexes, value.series, value);
  const fxRates = new Map<string, FxRate[]>();
  const rates = await tx.query<FxRate[]>(
    'SELECT series, base, quote, date::text AS date, rate::text AS rate FROM fx_rate ORDER BY series, base, quote, date',
  );
  for (const rate of rates) push(fxRates, rate.series, rate);
  return { indexes, fxRates };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Every index series a contract names: its own fuel programme and surcharges, and those of its lanes. */
export function seriesOf(contract: ContractVersion): string[] {
  const programmes: (FuelProgramme | 'NONE' | null | undefined)[] = [
    contract.fuel,
    ...contract.lanes.map((lane) => lane.fuel),
    ...(contract.surcharges ?? []),
    ...contract.lanes.flatMap((lane) => lane.surcharges ?? []),
  ];
  const named = programmes.flatMap((programme) => (programme && programme !== 'NONE' ? [programme.index] : []));
  return [...new Set(named)];
}
