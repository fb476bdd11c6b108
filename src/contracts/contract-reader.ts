import { Injectable, NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ContractRow, type ContractView, versionColumns, viewOf } from './contract-view.ts';
import { noSuchVersion, type VersionName } from './contracts.service.ts';
import type { ContractListDto } from './requests.dto.ts';

/** A version without its lanes and clauses. */
export type ContractSummary = Pick<
  ContractView,
  'contractId' | 'version' | 'state' | 'carrier' | 'legalEntities' | 'modes' | 'currency' | 'effective' | 'activatedAt'
>;

/** Reads contract versions back. */
@Injectable()
export class ContractReader {
  constructor(private readonly db: DataSource) {}

  /** Versions of contracts, by contract and number. */
  async list(asked: ContractListDto): Promise<{ data: ContractSummary[]; page: { nextCursor: string | null } }> {
    const limit = asked.limit ?? 50;
    const [afterContract, afterVersion] = after(asked.cursor);
    const rows = await this.db.query<ContractRow[]>(
      `SELECT ${versionColumns} FROM contract_version
       WHERE ($1::text IS NULL OR carrier = $1) AND ($2::text IS NULL OR contract_id = $2) AND ($3::text IS NULL OR state = $3)
         AND ($4::text IS NULL OR (contract_id, version) > ($4, $5::int))
       ORDER BY contract_id, version LIMIT $6`,
      [asked.carrier ?? null, asked.contractId ?? null, asked.state ?? null, afterContract, afterVersion, limit + 1],
    );
    const data = rows.slice(0, limit).map((row) => summaryOf(viewOf(row)));
    const last = data.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { data, page: { nextCursor: more ? `${last.version}.${last.contractId}` : null } };
  }

  /** A contract with all its versions, newest first. */
  async contract(contractId: string): Promise<{ contractId: string; carrier: string; versions: ContractSummary[] }> {
    const rows = await this.db.query<ContractRow[]>(
      `SELECT ${versionColumns} FROM contract_version WHERE contract_id = $1 ORDER BY version DESC LIMIT 1000`,
      [contractId],
    );
    const [newest] = rows;
    if (!newest)
      throw new NotFoundException({ code: 'not-found', detail: `there is no contract ${contractId.slice(0, 100)}` });
    return { contractId, carrier: newest.carrier, versions: rows.map((row) => summaryOf(viewOf(row))) };
  }

  /** One version in full. */
  async version(name: VersionName): Promise<ContractView> {
    const [row] = await this.db.query<ContractRow[]>(
      `SELECT ${versionColumns} FROM contract_version WHERE contract_id = $1 AND version = $2`,
      [name.contractId, name.version],
    );
    if (!row) throw noSuchVersion(name);
    return viewOf(row);
  }
}

function after(cursor: string | undefined): [string | null, number | null] {
  const [, version, contractId] = /^(\d{1,9})\.(.+)$/s.exec(cursor ?? '') ?? [];
  return contractId === undefined || version === undefined ? [null, null] : [contractId, Number(version)];
}

function summaryOf(view: ContractView): ContractSummary {
  const { contractId, version, state, carrier, legalEntities, modes, currency, effective, activatedAt } = view;
  return { contractId, version, state, carrier, legalEntities, modes, currency, effective, activatedAt };
}
