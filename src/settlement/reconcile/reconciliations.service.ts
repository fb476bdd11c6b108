import { ConflictException, Injectable, NotFoundException, UnprocessableEntityException } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { amountText, Dec } from '../../freight/money.ts';
import { addToDate } from '../../freight/time.ts';
import { AuditLog } from '../../people/audit-log.ts';
import type { Principal } from '../../people/principal.ts';
import { ErpTargets } from '../targets/erp-targets.ts';
import type { DifferenceKind } from './compare-books.ts';
import type { ReconciliationDto } from './reconciliations.dto.ts';

/** A comparison of our books with an ERP's. Counts are null until it is complete. */
export interface ReconciliationView {
  reconciliationId: string;
  target: string;
  from: string;
  to: string;
  /** The local night it belongs to; null: somebody asked. */
  night: string | null;
  state: 'ASKED' | 'RUNNING' | 'COMPLETE' | 'FAILED';
  askedBy: string;
  askedAt: Date;
  finishedAt: Date | null;
  /** Whether the list was uploaded. */
  uploaded: boolean;
  /** Why it failed. */
  reason: string | null;
  ours: number | null;
  theirs: number | null;
  agreed: number | null;
  /** UNKNOWN postings that the list acknowledged. */
  resolved: number | null;
  /** Differences it found or found again that are not closed since. */
  differences: number;
}

/** Something in which the two books differ. */
export interface DifferenceView {
  differenceId: string;
  target: string;
  kind: DifferenceKind;
  reference: string;
  postingId: string | null;
  day: string;
  amount: string | null;
  currency: string | null;
  ours: unknown;
  theirs: unknown;
  state: 'OPEN' | 'EXPLAINED' | 'CLOSED';
  foundBy: string;
  lastSeenBy: string;
  closedBy: string | null;
  openedAt: Date;
  closedAt: Date | null;
  explanation: string | null;
  explainedBy: string | null;
}

/** Nobody compares more at once. */
const mostDays = 92;

const runColumns = `r.reconciliation_id AS "reconciliationId", r.target, r.from_day::text AS "from", r.to_day::text AS "to",
  r.night::text AS night, r.state, r.asked_by AS "askedBy", r.asked_at AS "askedAt", r.finished_at AS "finishedAt",
  r.list IS NOT NULL AS uploaded, r.reason, r.ours, r.theirs, r.agreed, r.resolved,
  (SELECT count(*) FROM reconciliation_difference d WHERE d.last_seen_by = r.reconciliation_id AND d.state <> 'CLOSED')::int AS differences`;

const differenceColumns = `difference_id AS "differenceId", target, kind, reference, posting_id AS "postingId", day::text AS day,
  amount::text AS amount, currency, ours, theirs, state, found_by AS "foundBy", last_seen_by AS "lastSeenBy", closed_by AS "closedBy",
  opened_at AS "openedAt", closed_at AS "closedAt", explanation, explained_by AS "explainedBy"`;

/** Comparing our books with the ERPs', and what becomes of the differences. */
@Injectable()
export class ReconciliationsService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
    private readonly targets: ErpTargets,
  ) {}

  /**
   * Asks for a comparison; it is made in the background.
   *
   * @throws UnprocessableEntityException for days that make no range, two lists, or an ERP that cannot be asked
   */
  async ask(by: Principal, asked: ReconciliationDto): Promise<ReconciliationView> {
    const problem = this.whyNot(asked);
    if (problem) throw new UnprocessableEntityException(problem);
    const { target, from, to, vouchers, csv } = asked;
    const list = csv ?? (vouchers && JSON.stringify(vouchers));
    const [row] = await this.db.query<{ id: string }[]>(
      `INSERT INTO reconciliation (target, from_day, to_day, asked_by, list_type, list)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING reconciliation_id AS id`,
      [target, from, to, by.person, list ? (csv ? 'CSV' : 'JSON') : null, list ? Buffer.from(list) : null],
    );
    return this.one(row?.id ?? '');
  }

  private whyNot({ target, from, to, vouchers, csv }: ReconciliationDto): { code: string; detail: string } | null {
    if (from > to) return { code: 'bad-range', detail: `${from} is later than ${to}` };
    if (addToDate(from, { days: mostDays }) < to)
      return { code: 'bad-range', detail: `at most ${mostDays} days are compared at once` };
    if (vouchers && csv) return { code: 'two-lists', detail: 'give the list once: as vouchers or as csv' };
    if (vouchers || csv || this.targets.find(target)) return null;
    return { code: 'list-needed', detail: `${target} is no ERP that we can ask: give its list` };
  }

  /** Comparisons, newest first. */
  list(wanted: { target?: string; limit: number; before: string | null }): Promise<ReconciliationView[]> {
    return this.db.query(
      `SELECT ${runColumns} FROM reconciliation r WHERE ($1::text IS NULL OR r.target = $1)
          AND ($2::uuid IS NULL OR r.reconciliation_id < $2) ORDER BY r.reconciliation_id DESC LIMIT $3`,
      [wanted.target ?? null, wanted.before, wanted.limit],
    );
  }

  /** @throws NotFoundException */
  async one(id: string): Promise<ReconciliationView> {
    const [row] = await this.db.query<ReconciliationView[]>(
      `SELECT ${runColumns} FROM reconciliation r WHERE r.reconciliation_id = $1`,
      [id],
    );
    if (!row) throw new NotFoundException({ code: 'not-found', detail: `there is no reconciliation ${id}` });
    return row;
  }

  /** Differences, newest first; those closed only where asked for. */
  async differences(wanted: {
    target?: string;
    state?: string;
    kind?: string;
    reconciliationId?: string;
    limit: number;
    before: string | null;
  }): Promise<DifferenceView[]> {
    const rows = await this.db.query<DifferenceView[]>(
      `SELECT ${differenceColumns} FROM reconciliation_difference
        WHERE ($1::text IS NULL OR target = $1) AND ($2::text IS NULL OR kind = $2)
          AND (state = $3 OR ($3::text IS NULL AND state <> 'CLOSED'))
          AND ($4::uuid IS NULL OR $4 IN (found_by, last_seen_by)) AND ($5::uuid IS NULL OR difference_id < $5)
        ORDER BY difference_id DESC LIMIT $6`,
      [
        wanted.target ?? null,
        wanted.kind ?? null,
        wanted.state ?? null,
        wanted.reconciliationId ?? null,
        wanted.before,
        wanted.limit,
      ],
    );
    return rows.map(viewOf);
  }

  /**
   * Says why a difference is as it should be. It stays explained until it changes, and closes when the books agree.
   *
   * @throws ConflictException when it is closed
   */
  async explain(by: Principal, id: string, comment: string): Promise<DifferenceView> {
    return this.db.transaction(async (tx) => {
      const before = await lockedDifference(tx, id);
      if (before.state === 'CLOSED')
        throw new ConflictException({ code: 'wrong-state', detail: 'the books agree again: it is closed' });
      const [rows]: [DifferenceView[], number] = await tx.query(
        `UPDATE reconciliation_difference SET state = 'EXPLAINED', explanation = $2, explained_by = $3, explained_at = clock_now()
          WHERE difference_id = $1 RETURNING ${differenceColumns}`,
        [id, comment, by.person],
      );
      await this.log.write(tx, {
        person: by.person,
        action: 'difference.explain',
        subject: `difference:${id}`,
        detail: { comment },
      });
      return viewOf(rows[0] ?? before);
    });
  }
}

async function lockedDifference(tx: EntityManager, id: string): Promise<DifferenceView> {
  const [row]: DifferenceView[] = await tx.query(
    `SELECT ${differenceColumns} FROM reconciliation_difference WHERE difference_id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFoundException({ code: 'not-found', detail: `there is no difference ${id}` });
  return row;
}

function viewOf(row: DifferenceView): DifferenceView {
  const amount = row.amount === null ? null : amountText(new Dec(row.amount), row.currency);
  return { ...row, amount };
}
