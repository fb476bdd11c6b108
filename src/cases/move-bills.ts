import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import { lockNames } from '../wake/claim.ts';
import type { HeldKey } from '../wake/marks.ts';

/** A bill that belongs into another dossier than the one it lies in. */
export interface Move {
  caseId: string;
  from: string;
  to: string;
}

/**
 * Puts bills into the dossiers matching found for them, in the caller's short transaction: both dossiers are locked, the
 * keys the joined one looks under are committed before anybody reads under them, and both are marked. A bill that
 * somebody moved meanwhile stays where it is: the mark of the move brings another look.
 *
 * @param keys what the joined dossiers need to hold
 */
export async function moveBills(tx: EntityManager, moves: readonly Move[], keys: readonly HeldKey[]): Promise<void> {
  if (moves.length === 0) return;
  const touched = [...new Set(moves.flatMap((move) => [move.from, move.to]))];
  await lockNames(tx, touched);
  // A bill's own dossier holds that bill alone: once it has left, nothing looks under its keys any more.
  const emptied = new Set(moves.map((move) => move.from).filter((dossier) => dossier.startsWith('B:')));
  await prepared(
    tx,
    `WITH moved AS (
       UPDATE bill SET dossier = move.joined FROM unnest($1::uuid[], $2::text[], $3::text[]) AS move (case_id, leaving, joined)
       WHERE bill.case_id = move.case_id AND bill.dossier = move.leaving),
     forgotten AS (DELETE FROM dossier_key WHERE dossier = ANY($4::text[])),
     unmarked AS (DELETE FROM mark WHERE mark_id IN (
       SELECT mark_id FROM mark WHERE dossier = ANY($4::text[]) FOR UPDATE SKIP LOCKED)),
     held AS (
       INSERT INTO dossier_key (key, dossier) SELECT * FROM unnest($5::text[], $6::text[]) ON CONFLICT DO NOTHING)
     INSERT INTO mark (dossier) SELECT unnest($7::text[])`,
    [
      moves.map((move) => move.caseId),
      moves.map((move) => move.from),
      moves.map((move) => move.to),
      [...emptied],
      keys.map(({ key }) => key),
      keys.map(({ dossier }) => dossier),
      touched.filter((dossier) => !emptied.has(dossier)),
    ],
  );
}
