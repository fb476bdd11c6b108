import type { EntityManager } from 'typeorm';
import { canonicalText } from '../audit/canonical.ts';
import { recompute, type WorkingFault } from '../audit/explain/recompute.ts';
import { digestOf } from './revision.ts';
import { readStored } from './stored-report.ts';

/** What looking over stored judgements found. */
export interface Verified {
  judgements: number;
  lines: number;
  steps: number;
  /** Judgements that are no more what they were when they were made, and steps that come to something else. */
  faults: (Partial<WorkingFault> & { caseId: string; revision: number; line: number | null; fault: string })[];
}

interface StoredRow {
  caseId: string;
  revision: number;
  digest: string;
  body: string;
}

const pageSize = 500;

/**
 * Computes the working of every line of every stored judgement anew, and its digest from what is stored; `progress` is
 * told the number of judgements after each page. Reads only.
 */
export async function verifyReports(
  db: Pick<EntityManager, 'query'>,
  progress: (judgements: number) => void = () => undefined,
): Promise<Verified> {
  const found: Verified = { judgements: 0, lines: 0, steps: 0, faults: [] };
  let after: [string, number] = ['00000000-0000-0000-0000-000000000000', 0];
  for (;;) {
    const rows: StoredRow[] = await db.query(
      `SELECT case_id AS "caseId", revision, digest, body FROM report
        WHERE (case_id, revision) > ($1::uuid, $2::int) ORDER BY case_id, revision LIMIT ${pageSize}`,
      after,
    );
    for (const row of rows) look(row, found);
    const last = rows.at(-1);
    if (!last) return found;
    after = [last.caseId, last.revision];
    progress(found.judgements);
  }
}

function look({ caseId, revision, digest, body }: StoredRow, found: Verified): void {
  const judgement = readStored(body);
  found.judgements += 1;
  const canonical = canonicalText(judgement);
  if (digestOf({ canonical }) !== digest)
    found.faults.push({
      caseId,
      revision,
      line: null,
      fault: 'what is stored does not give the digest it was stored with',
    });
  for (const { line, working } of judgement.charges) {
    found.lines += 1;
    const { steps, faults } = recompute(working);
    found.steps += steps;
    for (const fault of faults)
      found.faults.push({ caseId, revision, line, fault: 'a step comes to something else', ...fault });
  }
}
