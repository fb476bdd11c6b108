import { ConflictException, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { decimal } from '../freight/money.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { Wake } from '../wake/wake.ts';
import { announcePostings } from '../ledger/announcements.ts';
import { refreshCaseState } from '../ledger/case-state.ts';
import { claimToHandOut, expireLeases } from './claim-postings.ts';
import { ErpTargets } from './targets/erp-targets.ts';
import {
  casesOf,
  type LockedPosting,
  lockedPosting,
  noteAnswer,
  notIn,
  type Refusal,
  refusalIn,
} from './locked-posting.ts';
import type { AcknowledgementDto, RetryDto } from './postings.dto.ts';
import { onePosting, postingsWithIds, type PostingView, type PostingWithAttempts } from './posting-views.ts';
import { keptWords } from './targets/voucher.ts';

/** Whoever fetches postings has so long to say what became of them. */
const leaseSeconds = 300;

/** What ERPs that fetch their postings say, and trying again. Each locks the posting and decides on what it then reads. */
@Injectable()
export class ErpAnswersService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
    private readonly wake: Wake,
    private readonly targets: ErpTargets,
  ) {}

  /** Leases what is due to somebody who posts it: in order of each vendor, for 5 minutes. */
  async claim(by: Principal, target: string, limit: number): Promise<PostingView[]> {
    const claimed = await this.db.transaction(async (tx) => {
      await expireLeases(tx, this.targets.names);
      return claimToHandOut(tx, { target, leaseSeconds, limit, by: by.person });
    });
    return postingsWithIds(
      this.db.manager,
      claimed.map(({ posting }) => posting.postingId),
    );
  }

  /**
   * The ERP has posted it. The same again is answered the same.
   *
   * @throws ConflictException for another amount or number, or when nobody had taken the posting
   */
  async acknowledge(by: Principal, id: string, said: AcknowledgementDto): Promise<PostingWithAttempts> {
    const refusal = await this.db.transaction(async (tx) => {
      const posting = await lockedPosting(tx, id);
      const wrong = whyNotAcknowledged(posting, said);
      if (wrong === null && posting.state === 'ACKNOWLEDGED') return null;
      const outcome = wrong === null ? 'ACKNOWLEDGED' : wrong.code;
      const answer = `${said.documentNumber} of ${said.amount}`;
      await noteAnswer(tx, id, { by: by.person, kind: 'ACKNOWLEDGE', outcome, answer });
      if (wrong !== null) return wrong;
      await tx.query(
        `UPDATE posting SET state = 'ACKNOWLEDGED', row_version = row_version + 1, claimed_by = NULL, lease_until = NULL,
                document_number = $2, posted_on = $3, acknowledged_amount = gross, acknowledged_at = clock_now()
          WHERE posting_id = $1`,
        [id, said.documentNumber, said.postedOn],
      );
      await announcePostings(tx, [id]);
      await refreshCaseState(tx, casesOf(posting));
      return null;
    });
    // The attempt stays on the record, so the refusal comes after the commit.
    if (refusal) throw new ConflictException(refusal);
    return onePosting(this.db.manager, id);
  }

  /** The ERP will not post it: a person corrects and retries. */
  async refuse(by: Principal, id: string, reason: string): Promise<PostingWithAttempts> {
    await this.db.transaction(async (tx) => {
      const posting = await lockedPosting(tx, id);
      const { state } = posting;
      if (state === 'REFUSED') return;
      if (state !== 'SENDING' && state !== 'UNKNOWN') throw notIn(state, 'refused');
      const words = keptWords(reason);
      await tx.query(
        `UPDATE posting SET state = 'REFUSED', row_version = row_version + 1, claimed_by = NULL, lease_until = NULL, last_answer = $2
          WHERE posting_id = $1`,
        [id, words],
      );
      await noteAnswer(tx, id, { by: by.person, kind: 'REFUSE', outcome: 'REFUSED', answer: words });
      await announcePostings(tx, [id]);
      await refreshCaseState(tx, casesOf(posting));
    });
    return onePosting(this.db.manager, id);
  }

  /** Tries again: what was refused is sent anew, corrected where asked; what is unknown is looked up first. */
  async retry(by: Principal, id: string, asked: RetryDto): Promise<PostingWithAttempts> {
    const { comment, ...correction } = asked;
    await this.db.transaction(async (tx) => {
      const { state, target } = await lockedPosting(tx, id);
      const corrected = Object.keys(correction).length > 0;
      if (state !== 'REFUSED' && (state !== 'UNKNOWN' || corrected))
        throw notIn(state, corrected ? 'corrected' : 'retried');
      // Nobody looks up for an ERP that fetches: who retries says that it is not there.
      const next = state === 'UNKNOWN' && this.targets.find(target) ? 'UNKNOWN' : 'PENDING';
      await this.correct(tx, id, correction);
      await tx.query(
        `UPDATE posting SET state = $2, body = CASE WHEN state = 'REFUSED'
                  THEN (body::jsonb || '{"postingDate": null}')::json ELSE body END, available_at = clock_now(), unanswered = 0, row_version = row_version + 1, claimed_by = NULL, lease_until = NULL
          WHERE posting_id = $1`,
        [id, next],
      );
      await noteAnswer(tx, id, { by: by.person, kind: 'RETRY', outcome: next, answer: comment ?? '' });
      await this.log.write(tx, { person: by.person, action: 'posting.retry', subject: `posting:${id}`, detail: asked });
    });
    this.wake.ring('settlement');
    return onePosting(this.db.manager, id);
  }

  /** A posting the ERP refused is in no books yet, so its vendor or number may be put right. */
  private async correct(tx: EntityManager, id: string, correction: Omit<RetryDto, 'comment'>): Promise<void> {
    if (Object.keys(correction).length === 0) return;
    try {
      await tx.query(
        `UPDATE posting SET supplier_reference = coalesce($2, supplier_reference), vendor_id = coalesce($3, vendor_id),
                body = (body::jsonb || $4::jsonb)::json WHERE posting_id = $1`,
        [id, correction.supplierReference ?? null, correction.vendorId ?? null, JSON.stringify(correction)],
      );
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error;
      throw new ConflictException({
        code: 'reference-taken',
        detail: 'another posting of this vendor has that number',
      });
    }
  }
}

function whyNotAcknowledged(posting: LockedPosting, said: AcknowledgementDto): Refusal | null {
  if (!decimal(said.amount).equals(decimal(posting.gross)))
    return { code: 'amount-differs', detail: `the posting is of ${posting.gross}, not ${said.amount}` };
  if (posting.state === 'ACKNOWLEDGED' && posting.document_number !== said.documentNumber)
    return { code: 'already-acknowledged', detail: `it was acknowledged as ${posting.document_number ?? ''}` };
  const open = ['SENDING', 'UNKNOWN', 'ACKNOWLEDGED'].includes(posting.state);
  return open ? null : refusalIn(posting.state, 'acknowledged');
}
