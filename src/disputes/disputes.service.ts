import { ConflictException, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { askedOf, disputeNumber } from '../freight/dispute.ts';
import { addToDate, endOfDay, localDate } from '../freight/time.ts';
import { invalid } from '../masterdata/validated.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { type DisputeRow, happened, linesOf, lockDispute, say } from './dispute-rows.ts';
import type { EditDisputeDto, MessageDto, OpenDisputeDto } from './disputes.dto.ts';
import { followOne } from './follow.ts';
import { proposalsOf } from './proposal-rows.ts';
import { takeUp } from './take-up.ts';
import { wantedStakes } from './wanted-lines.ts';

/** Days a carrier has to answer, where nobody says otherwise. */
const usualAnswerDays = 30;

/** Opening, changing and sending disputes. */
@Injectable()
export class DisputesService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
  ) {}

  /**
   * Makes a draft of the lines named, or of all that is at stake with a carrier.
   *
   * @returns the dispute's id
   * @throws HttpException 422 naming each case or line that cannot be in it
   */
  async open(by: Principal, wanted: OpenDisputeDto): Promise<string> {
    return this.db.transaction(async (tx) => {
      const stakes = await wantedStakes(tx, wanted, wanted, { by: by.person });
      const [first] = stakes;
      if (!first) throw invalid([nothing]);
      const other = stakes.find(({ legalEntity }) => legalEntity !== first.legalEntity);
      if (other) throw invalid([severalEntities(first.legalEntity, other.legalEntity)]);
      const { carrier, legalEntity, currency } = first;
      const [row] = await tx.query<{ disputeId: string }[]>(
        `INSERT INTO dispute (carrier, legal_entity, currency, opened_by) VALUES ($1, $2, $3, $4)
         RETURNING dispute_id AS "disputeId"`,
        [carrier, legalEntity, currency, by.person],
      );
      if (!row) throw new Error('a dispute was not written');
      const { disputeId } = row;
      await happened(tx, disputeId, 'OPENED', { by: by.person, carrier, legalEntity, currency });
      await takeUp(tx, disputeId, stakes, by.person);
      await this.log.write(tx, {
        person: by.person,
        action: 'dispute.open',
        subject: `dispute:${disputeId}`,
        detail: { carrier, legalEntity, currency, lines: stakes.length },
      });
      return disputeId;
    });
  }

  /**
   * Changes a draft.
   *
   * @throws HttpException 409 when it was sent; 422 for lines that cannot be added or are not there
   */
  async edit(by: Principal, disputeId: string, change: EditDisputeDto, ifMatch: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const dispute = await lockDispute(tx, disputeId, ifMatch);
      if (dispute.state !== 'DRAFT') throw wrongState(dispute, 'changed');
      const { add = [], remove = [], message, contact, answerBy } = change;
      await this.remove(tx, dispute, remove, by.person);
      if (add.length > 0) {
        const stakes = await wantedStakes(tx, dispute, { lines: add }, { by: by.person, at: '/add' });
        await takeUp(tx, disputeId, stakes, by.person);
      }
      await tx.query(
        `UPDATE dispute SET message = coalesce($2, message), contact = coalesce($3::json, contact),
                answer_by = coalesce($4::date, answer_by) WHERE dispute_id = $1`,
        [disputeId, message ?? null, contact ? JSON.stringify(contact) : null, answerBy ?? null],
      );
      await happened(tx, disputeId, 'EDITED', { by: by.person, message, contact, answerBy });
    });
  }

  private async remove(tx: EntityManager, dispute: DisputeRow, places: readonly number[], by: string): Promise<void> {
    const { disputeId } = dispute;
    const open = (await linesOf(tx, disputeId)).filter(({ state }) => state === 'OPEN');
    const unknown = places.flatMap((place, n) => (open.some((line) => line.place === place) ? [] : [n]));
    if (unknown.length > 0)
      throw invalid(
        unknown.map((n) => ({ pointer: `/remove/${n}`, code: 'no-such-line', detail: 'the dispute has no such line' })),
      );
    for (const place of new Set(places)) {
      await tx.query(
        `UPDATE dispute_line SET state = 'WITHDRAWN', ended = 'removed from the draft'
         WHERE dispute_id = $1 AND place = $2`,
        [disputeId, place],
      );
      await happened(tx, disputeId, 'LINE_REMOVED', { by, place });
    }
  }

  /**
   * Sends a draft, reminds the carrier, or keeps a note.
   *
   * @throws HttpException 409 where the dispute is in no state for it, 422 for a day that is over
   */
  async message(by: Principal, disputeId: string, message: MessageDto, ifMatch: string | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      const dispute = await lockDispute(tx, disputeId, ifMatch);
      if (message.kind === 'SEND') await this.send(tx, by, dispute, message);
      else if (message.kind === 'REMINDER') await this.remind(tx, by, dispute, message.text ?? null);
      else await this.note(tx, by, dispute, message.text);
    });
  }

  private async send(tx: EntityManager, by: Principal, { disputeId }: DisputeRow, message: MessageDto): Promise<void> {
    await followOne(tx, disputeId);
    const dispute = await lockDispute(tx, disputeId, null);
    if (dispute.state !== 'DRAFT') throw wrongState(dispute, 'sent');
    const lines = await linesOf(tx, disputeId);
    if (!lines.some(({ state }) => state === 'OPEN'))
      throw new ConflictException({
        code: 'nothing-to-dispute',
        detail: 'no line of it is open: there is nothing to ask',
      });
    const { answerBy, dueAt } = await answerDay(tx, dispute, message.answerBy ?? dispute.answerBy);
    const text = message.text ?? dispute.message;
    const contact = message.contact ?? dispute.contact;
    await tx.query(
      `UPDATE dispute SET state = 'SENT', sent_at = clock_now(), collecting = false, answer_by = $2, answer_due_at = $3,
              message = $4, contact = $5::json WHERE dispute_id = $1`,
      [disputeId, answerBy, dueAt, text, contact === null ? null : JSON.stringify(contact)],
    );
    const asked = askedOf(lines, dispute.currency);
    await say(tx, disputeId, {
      ...{ direction: 'OUT', kind: 'DISPUTE', via: 'ANY', by: by.person, text },
      body: { round: 1, answerBy, asked },
    });
    await happened(tx, disputeId, 'SENT', { by: by.person, answerBy, asked });
    await this.log.write(tx, {
      person: by.person,
      action: 'dispute.send',
      subject: `dispute:${disputeId}`,
      detail: { number: disputeNumber(dispute.serial), asked, answerBy },
    });
  }

  private async remind(tx: EntityManager, by: Principal, dispute: DisputeRow, text: string | null): Promise<void> {
    const { disputeId, answerBy } = dispute;
    if (dispute.state !== 'SENT') throw wrongState(dispute, 'reminded of');
    const round = (await proposalsOf(tx, dispute)).length + 1;
    const said = { direction: 'OUT', kind: 'REMINDER', via: 'ANY', by: by.person, text } as const;
    await say(tx, disputeId, { ...said, body: { round, answerBy } });
    await happened(tx, disputeId, 'REMINDED', { by: by.person });
  }

  private async note(
    tx: EntityManager,
    by: Principal,
    { disputeId }: DisputeRow,
    text: string | undefined,
  ): Promise<void> {
    if (text === undefined) throw invalid([{ pointer: '/text', code: 'required', detail: 'a note says something' }]);
    await say(tx, disputeId, { direction: 'NOTE', kind: 'NOTE', via: 'API', by: by.person, text });
    await happened(tx, disputeId, 'NOTED', { by: by.person });
  }
}

const nothing = {
  pointer: '/carrier',
  code: 'nothing-to-dispute',
  detail: 'nothing is withheld from or claimed of this carrier in this currency',
};

function severalEntities(one: string | null, other: string | null) {
  const detail = `there are bills to ${one ?? 'nobody known'} and to ${other ?? 'nobody known'}: name one`;
  return { pointer: '/legalEntity', code: 'required', detail };
}

/** Something cannot be done to a dispute as it stands. */
export function wrongState({ state, serial }: DisputeRow, done: string): ConflictException {
  const detail = `dispute ${disputeNumber(serial)} is ${state}: it cannot be ${done}`;
  return new ConflictException({ code: 'wrong-state', detail });
}

/**
 * The day by which the carrier is to answer, and the end of it in the entity's zone.
 *
 * @throws HttpException 422 when it is over
 */
export async function answerDay(
  tx: EntityManager,
  { legalEntity }: Pick<DisputeRow, 'legalEntity'>,
  wanted: string | null,
): Promise<{ answerBy: string; dueAt: string }> {
  const [row] = await tx.query<{ now: Date; zone: string | null }[]>(
    `SELECT clock_now() AS now,
            (SELECT body ->> 'timeZone' FROM master_now WHERE kind = 'legal-entity' AND id = $1) AS zone`,
    [legalEntity],
  );
  if (!row) throw new Error('the clock did not answer');
  const zone = row.zone ?? 'UTC';
  const today = localDate(row.now.toISOString(), zone);
  const answerBy = wanted ?? addToDate(today, { days: usualAnswerDays });
  if (answerBy < today)
    throw invalid([{ pointer: '/answerBy', code: 'impossible-date', detail: `${answerBy} is over already` }]);
  return { answerBy, dueAt: endOfDay(answerBy, zone) };
}
