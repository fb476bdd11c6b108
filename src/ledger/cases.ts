import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import type { CaseState, ReasonCode } from '../freight/codes.ts';
import type { Money } from '../audit/report.ts';

/** What a case row says of the case's latest judgement; amounts are texts. */
export interface CaseRow extends Money {
  caseId: string;
  dossier: string;
  state: CaseState;
  revision: number;
  reopenedCount: number;
  source: string;
  documentId: string;
  bill: number;
  kind: string;
  invoiceNumber: string;
  billNumber: string | null;
  invoiceDate: string;
  carrier: string | null;
  legalEntity: string | null;
  mode: string | null;
  shipmentSource: string | null;
  shipmentId: string | null;
  currency: string | null;
  atRisk: string;
  /** Σ postings not withdrawn, Σ of them acknowledged, and whether one is held back. */
  posted: string;
  acknowledged: string;
  held: boolean;
  needsReview: boolean;
  awaitingMatch: boolean;
  reasons: ReasonCode[];
  /** JSON text. */
  findings: string;
  ratingDate: string | null;
  contractId: string | null;
  contractVersion: number | null;
  policyVersion: number;
  profileVersion: number | null;
  rules: string;
  lookedUnder: string[];
  digest: string;
  parkedError: string | null;
  dueAt: string | null;
  receivedAt: string;
  auditTurn: string;
}

/** Columns in the order of `unnest`: name, type, and where the value is. */
const columns: readonly [column: string, type: string, field: keyof CaseRow][] = [
  ['case_id', 'uuid', 'caseId'],
  ['dossier', 'text', 'dossier'],
  ['state', 'text', 'state'],
  ['revision', 'int', 'revision'],
  ['reopened_count', 'int', 'reopenedCount'],
  ['source', 'text', 'source'],
  ['document_id', 'text', 'documentId'],
  ['bill', 'int', 'bill'],
  ['kind', 'text', 'kind'],
  ['invoice_number', 'text', 'invoiceNumber'],
  ['bill_number', 'text', 'billNumber'],
  ['invoice_date', 'date', 'invoiceDate'],
  ['carrier', 'text', 'carrier'],
  ['legal_entity', 'text', 'legalEntity'],
  ['mode', 'text', 'mode'],
  ['shipment_source', 'text', 'shipmentSource'],
  ['shipment_id', 'text', 'shipmentId'],
  ['currency', 'text', 'currency'],
  ['billed', 'numeric', 'billed'],
  ['approved', 'numeric', 'approved'],
  ['disputed', 'numeric', 'disputed'],
  ['denied', 'numeric', 'denied'],
  ['pending', 'numeric', 'pending'],
  ['expected', 'numeric', 'expected'],
  ['at_risk', 'numeric', 'atRisk'],
  ['posted', 'numeric', 'posted'],
  ['acknowledged', 'numeric', 'acknowledged'],
  ['held', 'boolean', 'held'],
  ['needs_review', 'boolean', 'needsReview'],
  ['awaiting_match', 'boolean', 'awaitingMatch'],
  ['findings', 'json', 'findings'],
  ['rating_date', 'date', 'ratingDate'],
  ['contract_id', 'text', 'contractId'],
  ['contract_version', 'int', 'contractVersion'],
  ['policy_version', 'int', 'policyVersion'],
  ['profile_version', 'int', 'profileVersion'],
  ['rules', 'text', 'rules'],
  ['digest', 'text', 'digest'],
  ['parked_error', 'text', 'parkedError'],
  ['due_at', 'timestamptz', 'dueAt'],
  ['received_at', 'timestamptz', 'receivedAt'],
  ['audit_turn', 'bigint', 'auditTurn'],
];
/** Lists travel as one text each: arrays of arrays must be of equal length. */
const lists: readonly [column: string, field: 'reasons' | 'lookedUnder'][] = [
  ['reasons', 'reasons'],
  ['looked_under', 'lookedUnder'],
];

/**
 * The columns of a case for a SELECT, each under the name the code has for it: amounts come as texts, dates as
 * YYYY-MM-DD, instants as Date. `of` is the table's name in the statement.
 */
export function caseColumns(of: string, fields: readonly (keyof CaseRow)[]): string {
  const written = new Map<keyof CaseRow, string>(lists.map(([column, field]) => [field, column]));
  for (const [column, type, field] of columns) written.set(field, type === 'date' ? `${column}::text` : column);
  return fields.map((field) => `${of}.${written.get(field) ?? field} AS "${field}"`).join(', ');
}

const names = [...columns.map(([column]) => column), ...lists.map(([column]) => column)];
const upsert = `
  INSERT INTO freight_case (${names.join(', ')}, audited_at)
  SELECT ${columns.map(([column]) => `row.${column}`).join(', ')},
         ${lists
           .map(([column]) => `string_to_array(nullif(row.${column}, ''), E'\\n')`)
           .map((list) => `coalesce(${list}, '{}')`)
           .join(', ')}, clock_now()
  FROM unnest(${[...columns.map(([, type]) => type), ...lists.map(() => 'text')].map((type, n) => `$${n + 1}::${type}[]`).join(', ')})
    AS row (${names.join(', ')})
  ON CONFLICT (case_id) DO UPDATE SET
    ${names.map((column) => `${column} = excluded.${column}`).join(', ')},
    audited_at = excluded.audited_at, row_version = freight_case.row_version + 1`;

/** Writes cases as first or newly judged; each gets a new ETag. */
export async function writeCases(tx: EntityManager, rows: readonly CaseRow[]): Promise<void> {
  if (rows.length === 0) return;
  // In the order of ids, as everybody locks cases.
  const sorted = rows.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1));
  await prepared(tx, upsert, [
    ...columns.map(([, , field]) => sorted.map((row) => row[field])),
    ...lists.map(([, field]) => sorted.map((row) => row[field].join('\n'))),
  ]);
}

/** A case looked at again and found as it was. */
export interface CheckedAgain {
  caseId: string;
  lookedUnder: string[];
}

/** Counts a look that changed nothing; the ETag stays. */
export async function countChecks(tx: EntityManager, cases: readonly CheckedAgain[], turn: string): Promise<void> {
  if (cases.length === 0) return;
  const sorted = cases.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1));
  await prepared(
    tx,
    `UPDATE freight_case c SET checked_count = c.checked_count + 1, audited_at = clock_now(), audit_turn = $3,
            looked_under = string_to_array(row.looked_under, E'\\n')
     FROM unnest($1::uuid[], $2::text[]) AS row (case_id, looked_under) WHERE c.case_id = row.case_id`,
    [sorted.map((row) => row.caseId), sorted.map((row) => row.lookedUnder.join('\n')), turn],
  );
}

const before = [
  'caseId',
  'dossier',
  'state',
  'revision',
  'reopenedCount',
  'digest',
  'billed',
  'approved',
  'disputed',
  'denied',
  'pending',
  'expected',
  'needsReview',
  'awaitingMatch',
  'atRisk',
  'posted',
  'acknowledged',
  'held',
  'shipmentSource',
  'shipmentId',
  'policyVersion',
  'profileVersion',
  'rules',
] as const satisfies readonly (keyof CaseRow)[];

/** What the last judgement of a case left behind. */
export type CaseBefore = Pick<CaseRow, (typeof before)[number]>;

/** The cases that have been audited before, by id. */
export async function casesBefore(tx: EntityManager, caseIds: readonly string[]): Promise<Map<string, CaseBefore>> {
  const rows = await prepared<CaseBefore>(
    tx,
    `SELECT ${caseColumns('c', before)} FROM freight_case c WHERE c.case_id = ANY($1::uuid[])`,
    [caseIds],
  );
  return new Map(rows.map((row) => [row.caseId, row]));
}
