import type { ContractVersion } from '../freight/contract.ts';
import type { LocalDate } from '../freight/time.ts';

/** A version as the database has it; dates are text. */
export interface ContractRow {
  contract_id: string;
  version: number;
  state: 'DRAFT' | 'SUBMITTED' | 'ACTIVE' | 'WITHDRAWN';
  carrier: string;
  legal_entities: string[];
  modes: string[];
  effective_from: LocalDate;
  effective_to: LocalDate | null;
  body: ContractVersion;
  row_version: number;
  drafted_by: string;
  drafted_at: Date;
  submitted_by: string | null;
  submitted_at: Date | null;
  activated_by: string | null;
  activated_at: Date | null;
  reopen_settled: boolean;
  withdrawn_by: string | null;
  withdrawn_at: Date | null;
}

/** The columns of a `ContractRow`. */
export const versionColumns = `contract_id, version, state, carrier, legal_entities, modes,
  lower(effective)::text AS effective_from, (upper(effective) - 1)::text AS effective_to, body, row_version,
  drafted_by, drafted_at, submitted_by, submitted_at, activated_by, activated_at, reopen_settled, withdrawn_by, withdrawn_at`;

/** A version as the API answers it: the document, its state, and who did what; `effective` is what holds now. */
export type ContractView = ContractVersion & {
  state: ContractRow['state'];
  draftedBy: string;
  draftedAt: Date;
  submittedBy: string | null;
  submittedAt: Date | null;
  activatedBy: string | null;
  activatedAt: Date | null;
  reopenSettled: boolean;
  withdrawnBy: string | null;
  withdrawnAt: Date | null;
  etag: string;
};

/** The answer made of a row. */
export function viewOf(row: ContractRow): ContractView {
  return {
    ...row.body,
    contractId: row.contract_id,
    version: row.version,
    state: row.state,
    effective: { from: row.effective_from, to: row.effective_to },
    draftedBy: row.drafted_by,
    draftedAt: row.drafted_at,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    activatedBy: row.activated_by,
    activatedAt: row.activated_at,
    reopenSettled: row.reopen_settled,
    withdrawnBy: row.withdrawn_by,
    withdrawnAt: row.withdrawn_at,
    etag: `"v${row.row_version}"`,
  };
}
