import { NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Finding, Money, Report } from '../audit/report.ts';
import { reportBodies } from '../ledger/judgements.ts';
import { readStored, type StoredJudgement } from './stored-report.ts';
import { type LineChange, lineChanges } from './timeline-body.ts';

interface Reader {
  query: EntityManager['query'];
}

/** One thing that happened to a case. */
export interface TimelineView {
  entry: number;
  revision: number;
  kind: string;
  at: Date;
  [part: string]: unknown;
}

/** Everything that happened to a case, oldest first. */
export async function timelineOf(db: Reader, caseId: string): Promise<TimelineView[]> {
  await existing(db, caseId);
  const rows = await db.query<{ entry: number; revision: number; kind: string; at: Date; body: object }[]>(
    'SELECT entry, revision, kind, at, body FROM timeline WHERE case_id = $1 ORDER BY entry',
    [caseId],
  );
  return rows.map(({ body, ...row }) => ({ ...row, ...body }));
}

async function existing(db: Reader, caseId: string): Promise<void> {
  const rows = await db.query<unknown[]>('SELECT 1 FROM freight_case WHERE case_id = $1', [caseId]);
  if (rows.length === 0) throw new NotFoundException({ code: 'not-found', detail: `there is no case ${caseId}` });
}

/** A judgement as it was made. */
export type RevisionView = Omit<StoredJudgement, 'seen' | 'judgements'> & {
  revision: number;
  digest: string;
  engine: string;
  madeAt: Date;
};

/**
 * One revision's judgement with its working, as it was stored.
 *
 * @throws NotFoundException when the case has no such revision
 */
export async function revisionOf(db: Reader, caseId: string, revision: number): Promise<RevisionView> {
  const [row] = await db.query<{ digest: string; engine: string; madeAt: Date; body: string }[]>(
    'SELECT digest, engine, made_at AS "madeAt", body FROM report WHERE case_id = $1 AND revision = $2',
    [caseId, revision],
  );
  if (!row) throw noRevision(caseId, revision);
  const { body, ...head } = row;
  const judgement: Partial<StoredJudgement> & Omit<StoredJudgement, 'seen' | 'judgements'> = readStored(body);
  delete judgement.seen;
  delete judgement.judgements;
  return { ...judgement, revision, ...head };
}

/** What two judgements of a case have not in common. */
export interface DiffView {
  from: number;
  to: number;
  money: { before: Money; after: Money };
  lines: LineChange[];
  findings: { gone: Finding[]; new: Finding[] };
  facts: { gone: Report['dependencies']['facts']; new: Report['dependencies']['facts'] };
  contract: { before: Report['dependencies']['contract']; after: Report['dependencies']['contract'] };
}

/**
 * Two revisions side by side.
 *
 * @throws NotFoundException when one of them does not exist
 */
export async function diffOf(
  db: Reader,
  caseId: string,
  { from, to }: { from: number; to: number },
): Promise<DiffView> {
  const before = await judgementOf(db, caseId, from);
  const after = await judgementOf(db, caseId, to);
  return {
    from,
    to,
    money: { before: before.money, after: after.money },
    lines: lineChanges(before.charges, after.charges),
    findings: changed(before.findings, after.findings),
    facts: changed(before.dependencies.facts, after.dependencies.facts),
    contract: { before: before.dependencies.contract, after: after.dependencies.contract },
  };
}

async function judgementOf(db: Reader, caseId: string, revision: number): Promise<StoredJudgement> {
  const text = (await reportBodies(db, [{ caseId, revision }])).get(caseId);
  if (text === undefined) throw noRevision(caseId, revision);
  return readStored(text);
}

function changed<T>(before: readonly T[], after: readonly T[]): { gone: T[]; new: T[] } {
  const texts = (list: readonly T[]) => new Set(list.map((one) => JSON.stringify(one)));
  const [was, is] = [texts(before), texts(after)];
  return {
    gone: before.filter((one) => !is.has(JSON.stringify(one))),
    new: after.filter((one) => !was.has(JSON.stringify(one))),
  };
}

function noRevision(caseId: string, revision: number): NotFoundException {
  return new NotFoundException({ code: 'not-found', detail: `case ${caseId} has no revision ${revision}` });
}
