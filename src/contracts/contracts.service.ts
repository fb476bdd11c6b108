import {
  ConflictException,
  ForbiddenException,
  HttpException,
  Injectable,
  NotFoundException,
  PreconditionFailedException,
} from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { invalid } from '../masterdata/validated.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { markTermsChanged, replaceVersions } from './activation.ts';
import { type ContractRow, type ContractView, viewOf, versionColumns } from './contract-view.ts';
import type { ContractDto } from './contract.dto.ts';
import { type LintedView, lintReport, refuseErrors } from './lint-report.ts';

/** Which version of which contract. */
export interface VersionName {
  contractId: string;
  version: number;
}

/** Contract versions from draft to activation: one person proposes, another one puts in force. */
@Injectable()
export class ContractsService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
  ) {}

  /** A new draft. Its number is the next one where the document names none. */
  async draft(by: Principal, document: ContractDto): Promise<ContractView> {
    checkDates(document);
    return this.db.transaction(async (tx) => {
      await lockContract(tx, document.contractId);
      await checkCarrier(tx, document);
      const version = document.version ?? (await nextVersion(tx, document.contractId));
      const body = Object.assign(document, { version });
      const rows = await tx.query<ContractRow[]>(
        `INSERT INTO contract_version (contract_id, version, state, carrier, legal_entities, modes, effective, body, drafted_by)
         VALUES ($1, $2, 'DRAFT', $3, $4, $5, daterange($6::date, $7::date, '[]'), $8, $9)
         ON CONFLICT (contract_id, version) DO NOTHING RETURNING ${versionColumns}`,
        [...headOf(document, version), JSON.stringify(body), by.person],
      );
      const [row] = rows;
      if (!row)
        throw new ConflictException({
          code: 'version-exists',
          detail: `version ${version} of ${document.contractId} is there already; leave the number out for the next one`,
        });
      await this.note(tx, row, { person: by.person, action: 'contract.draft' });
      return viewOf(row);
    });
  }

  /** Changes a draft that nobody has submitted yet. `rowVersion` is the one the editor saw. */
  async redraft(by: Principal, name: VersionName, document: ContractDto, rowVersion: number): Promise<ContractView> {
    checkDates(document);
    return this.db.transaction(async (tx) => {
      const before = await lockedVersion(tx, name);
      if (before.row_version !== rowVersion)
        throw new PreconditionFailedException({ code: 'stale', detail: 'somebody changed the draft meanwhile' });
      if (before.state !== 'DRAFT') throw wrongState(before, 'only a draft can be changed');
      await checkCarrier(tx, document);
      const [rows] = await tx.query<[ContractRow[], number]>(
        `UPDATE contract_version SET carrier = $3, legal_entities = $4, modes = $5,
                effective = daterange($6::date, $7::date, '[]'), body = $8, drafted_by = $9, row_version = row_version + 1
         WHERE contract_id = $1 AND version = $2 RETURNING ${versionColumns}`,
        [
          ...headOf(document, name.version),
          JSON.stringify(Object.assign(document, { version: name.version })),
          by.person,
        ],
      );
      await this.note(tx, before, { person: by.person, action: 'contract.redraft' });
      return viewOf(rows[0] ?? before);
    });
  }

  /** The maker's word that the draft is ready: it must have no lint error, and cannot be changed any more. */
  async submit(by: Principal, name: VersionName): Promise<LintedView> {
    return this.db.transaction(async (tx) => {
      const row = await lockedVersion(tx, name);
      if (row.state !== 'DRAFT') throw wrongState(row, 'only a draft can be submitted');
      const lint = await lintReport(tx, row.body);
      refuseErrors(lint);
      const [rows] = await tx.query<[ContractRow[], number]>(
        `UPDATE contract_version SET state = 'SUBMITTED', submitted_by = $3, submitted_at = clock_now(),
                row_version = row_version + 1
         WHERE contract_id = $1 AND version = $2 RETURNING ${versionColumns}`,
        [name.contractId, name.version, by.person],
      );
      await this.note(tx, row, { person: by.person, action: 'contract.submit' });
      return { ...viewOf(rows[0] ?? row), lint };
    });
  }

  /**
   * The checker's word that it holds: never the maker's own. What it replaces is withdrawn or shortened, and every case
   * that looked under these terms becomes stale, in the same transaction.
   */
  async activate(by: Principal, name: VersionName, reopenSettled: boolean): Promise<LintedView> {
    try {
      return await this.db.transaction((tx) => this.activateWithin(tx, by, name, reopenSettled));
    } catch (error) {
      throw isOverlap(error)
        ? new ConflictException({
            code: 'contract-overlap',
            detail: 'an active version of this contract holds on some of these days; name it in replaces to shorten it',
          })
        : error;
    }
  }

  private async activateWithin(
    tx: EntityManager,
    by: Principal,
    name: VersionName,
    reopenSettled: boolean,
  ): Promise<LintedView> {
    await lockContract(tx, name.contractId);
    const row = await lockedVersion(tx, name);
    if (row.state !== 'SUBMITTED') throw wrongState(row, 'only a submitted version can be activated');
    if (by.person === row.drafted_by || by.person === row.submitted_by)
      throw new ForbiddenException({
        code: 'second-person-required',
        detail: `${by.person} drafted or submitted it: somebody else must activate it`,
      });
    const lint = await lintReport(tx, row.body);
    refuseErrors(lint);
    const replaced = await replaceVersions(tx, row, by.person);
    const [rows] = await tx.query<[ContractRow[], number]>(
      `UPDATE contract_version SET state = 'ACTIVE', activated_by = $3, activated_at = clock_now(), reopen_settled = $4,
              row_version = row_version + 1
       WHERE contract_id = $1 AND version = $2 RETURNING ${versionColumns}`,
      [name.contractId, name.version, by.person, reopenSettled],
    );
    await markTermsChanged(tx, [row, ...replaced], reopenSettled);
    const detail = { reopenSettled, replaced: replaced.map((old) => old.version) };
    await this.note(tx, row, { person: by.person, action: 'contract.activate', detail });
    return { ...viewOf(rows[0] ?? row), lint };
  }

  private async note(
    tx: EntityManager,
    row: ContractRow,
    what: { person: string; action: string; detail?: object },
  ): Promise<void> {
    await this.log.write(tx, { ...what, subject: `contract:${row.contract_id}#${row.version}` });
  }
}

function checkDates({ effective }: ContractDto): void {
  if (effective.to && effective.to < effective.from)
    throw invalid([{ pointer: '/effective/to', code: 'impossible-date', detail: 'it ends before it begins' }]);
}

function headOf({ contractId, carrier, legalEntities, modes, effective }: ContractDto, version: number): unknown[] {
  return [contractId, version, carrier, legalEntities, modes, effective.from, effective.to ?? null];
}

/** One at a time per contract: numbers are given, ranges are cut. */
async function lockContract(tx: EntityManager, contractId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`contract:${contractId}`]);
}

async function nextVersion(tx: EntityManager, contractId: string): Promise<number> {
  const [row] = await tx.query<{ next: number }[]>(
    'SELECT coalesce(max(version), 0) + 1 AS next FROM contract_version WHERE contract_id = $1',
    [contractId],
  );
  return row?.next ?? 1;
}

/** A contract is with one carrier, in all its versions. */
async function checkCarrier(tx: EntityManager, { contractId, carrier }: ContractDto): Promise<void> {
  const others = await tx.query<{ carrier: string }[]>(
    `SELECT carrier FROM contract_version WHERE contract_id = $1 AND carrier <> $2 AND state <> 'DRAFT' LIMIT 1`,
    [contractId, carrier],
  );
  if (others[0])
    throw invalid([
      {
        pointer: '/carrier',
        code: 'not-allowed',
        detail: `${contractId} is a contract with ${others[0].carrier}; one with another carrier needs another contractId`,
      },
    ]);
}

async function lockedVersion(tx: EntityManager, { contractId, version }: VersionName): Promise<ContractRow> {
  const [row] = await tx.query<ContractRow[]>(
    `SELECT ${versionColumns} FROM contract_version WHERE contract_id = $1 AND version = $2 FOR UPDATE`,
    [contractId, version],
  );
  if (!row) throw noSuchVersion({ contractId, version });
  return row;
}

/** There is no such version of a contract. */
export function noSuchVersion({ contractId, version }: VersionName): HttpException {
  return new NotFoundException({
    code: 'not-found',
    detail: `there is no version ${version} of a contract ${contractId.slice(0, 100)}`,
  });
}

function wrongState(row: ContractRow, rule: string): HttpException {
  return new ConflictException({ code: 'wrong-state', detail: `it is ${row.state}: ${rule}` });
}

function isOverlap(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: unknown }).code === '23P01';
}
