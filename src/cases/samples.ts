import { BadRequestException, ConflictException, HttpException, Injectable, NotFoundException } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { amountText, Dec } from '../freight/money.ts';
import { type SampleFinding } from '../ledger/samples.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';

/** A bill that the engine approved by itself and a person looks at, or has looked at. */
export interface SampleView {
  sampleId: string;
  caseId: string;
  /** The answer that was approved. */
  revision: number;
  invoiceNumber: string;
  billNumber: string | null;
  carrier: string | null;
  currency: string | null;
  approved: string;
  pickedAt: Date;
  /** null: nobody has looked yet. */
  finding: SampleFinding | null;
  /** Of WRONG: how much should not have been approved; null: it was not said. */
  amount: string | null;
  comment: string | null;
  lookedBy: string | null;
  lookedAt: Date | null;
}

/** What somebody found. */
export interface Look {
  finding: SampleFinding;
  amount?: string;
  comment?: string;
}

const columns = `s.sample_id AS "sampleId", s.case_id AS "caseId", s.revision, c.invoice_number AS "invoiceNumber",
  c.bill_number AS "billNumber", c.carrier, c.currency, s.approved, s.picked_at AS "pickedAt", s.finding, s.amount,
  s.comment, s.looked_by AS "lookedBy", s.looked_at AS "lookedAt"`;

/** Looking at what the engine approved by itself. */
@Injectable()
export class SamplesService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
  ) {}

  /**
   * Samples a part at a time, oldest first.
   *
   * @throws BadRequestException when the cursor is not one of ours
   */
  async list(wanted: {
    looked?: 'true' | 'false';
    finding?: SampleFinding;
    carrier?: string;
    limit: number;
    cursor?: string;
  }): Promise<{ data: SampleView[]; page: { nextCursor: string | null } }> {
    const { looked = null, finding = null, carrier = null, limit, cursor = null } = wanted;
    if (cursor !== null && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor))
      throw new BadRequestException({ code: 'bad-cursor', detail: 'the cursor is not one we gave' });
    const rows = await this.db.query<SampleView[]>(
      `SELECT ${columns} FROM sample s JOIN freight_case c USING (case_id)
       WHERE ($1::boolean IS NULL OR (s.finding IS NOT NULL) = $1) AND ($2::text IS NULL OR s.finding = $2)
         AND ($3::text IS NULL OR c.carrier = $3) AND ($4::uuid IS NULL OR s.sample_id > $4)
       ORDER BY s.sample_id LIMIT $5`,
      [looked, finding, carrier, cursor, limit + 1],
    );
    const part = rows.slice(0, limit);
    return {
      data: part.map(viewOf),
      page: { nextCursor: rows.length > limit ? (part.at(-1)?.sampleId ?? null) : null },
    };
  }

  /**
   * Keeps what somebody found, once. Neither state nor money changes: whoever finds something wrong decides on the case.
   *
   * @throws HttpException 409 when it was looked at before, 422 when the amount makes no sense
   */
  async look(by: Principal, sampleId: string, found: Look): Promise<SampleView> {
    return this.db.transaction(async (tx) => {
      const sample = await sampleForUpdate(tx, sampleId);
      if (sample.finding !== null)
        throw new ConflictException({
          code: 'already-ended',
          detail: `${sample.lookedBy ?? ''} found it ${sample.finding}`,
        });
      refuseAmount(sample, found);
      await tx.query(
        `UPDATE sample SET finding = $2, amount = $3, comment = $4, looked_by = $5, looked_at = clock_now()
         WHERE sample_id = $1`,
        [sampleId, found.finding, found.amount ?? null, found.comment ?? null, by.person],
      );
      await this.log.write(tx, {
        person: by.person,
        action: `sample.${found.finding.toLowerCase()}`,
        subject: `case:${sample.caseId}`,
        detail: { sampleId, ...found },
      });
      return viewOf(await sampleForUpdate(tx, sampleId));
    });
  }
}

async function sampleForUpdate(tx: EntityManager, sampleId: string): Promise<SampleView> {
  const [row] = await tx.query<SampleView[]>(
    `SELECT ${columns} FROM sample s JOIN freight_case c USING (case_id) WHERE s.sample_id = $1 FOR UPDATE OF s`,
    [sampleId],
  );
  if (!row) throw new NotFoundException({ code: 'not-found', detail: `there is no sample ${sampleId}` });
  return row;
}

function refuseAmount({ approved, currency }: SampleView, { finding, amount }: Look): void {
  if (amount === undefined) return;
  const detail =
    finding === 'RIGHT'
      ? 'what is right has no amount'
      : new Dec(amount).greaterThan(approved)
        ? `no more than ${amountText(new Dec(approved), currency)} was approved`
        : null;
  if (detail !== null)
    throw new HttpException(
      { code: 'invalid', detail, errors: [{ pointer: '/amount', code: 'not-allowed', detail }] },
      422,
    );
}

function viewOf(row: SampleView): SampleView {
  const text = (amount: string) => amountText(new Dec(amount), row.currency);
  return { ...row, approved: text(row.approved), amount: row.amount === null ? null : text(row.amount) };
}
