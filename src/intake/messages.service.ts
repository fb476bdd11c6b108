import { ConflictException, ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { checkOfProblem } from '../audit/checks/intake-problems.ts';
import { MasterDataService } from '../masterdata/masterdata.service.ts';
import { type Principal, speaksFor } from '../people/principal.ts';
import { keepSets, type SetReceipt } from './edi.service.ts';
import type { MessageListDto } from './messages.dto.ts';
import { type KeptEnvelope, readMessage, setAgain } from './x12-reading.ts';

/** A message in a list: without its raw text. */
export interface MessageRow {
  messageId: string;
  channel: string;
  kind: string;
  source: string;
  externalId: string | null;
  status: string;
  code: string | null;
  /** The check of a bill that the code belongs to; null: none. */
  check: string | null;
  detail: string | null;
  position: unknown;
  warnings: unknown;
  factIds: string[];
  replayedAs: string | null;
  receivedBy: string;
  receivedAt: Date;
}

const columns = `message_id AS "messageId", channel, kind, source, external_id AS "externalId", state AS status, code,
  detail, position, coalesce(warnings, '[]') AS warnings, fact_ids AS "factIds", replayed_as AS "replayedAs",
  received_by AS "receivedBy", received_at AS "receivedAt"`;

/** The check is not kept with a message: it is what its code belongs to now. */
function withCheck<Row extends Pick<MessageRow, 'code' | 'kind'>>(row: Row): Row & { check: string | null } {
  const check = row.code === null ? null : checkOfProblem(row.code, isBill(row.kind));
  return { ...row, check };
}

const isBill = (kind: string) => kind === '210' || kind === 'invoice';

function filtersOf(asked: MessageListDto): (string | null)[] {
  const { state = asked.status, source, kind, channel, code, externalId, cursor } = asked;
  return [state, source, kind, channel, code, externalId, cursor].map((value) => value ?? null);
}

/** Everything received, as it came, and reading it again. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly db: DataSource,
    private readonly masterData: MasterDataService,
  ) {}

  /** Messages, newest first. */
  async list(asked: MessageListDto): Promise<{ data: MessageRow[]; page: { nextCursor: string | null } }> {
    const limit = asked.limit ?? 50;
    const rows = await this.db.query<MessageRow[]>(
      `SELECT ${columns} FROM message
       WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR source = $2) AND ($3::text IS NULL OR kind = $3)
         AND ($4::text IS NULL OR channel = $4) AND ($5::text IS NULL OR code = $5)
         AND ($6::text IS NULL OR external_id = $6) AND ($7::uuid IS NULL OR message_id < $7)
       ORDER BY message_id DESC LIMIT $8`,
      [...filtersOf(asked), limit + 1],
    );
    const data = rows.slice(0, limit).map(withCheck);
    return { data, page: { nextCursor: rows.length > limit ? (data.at(-1)?.messageId ?? null) : null } };
  }

  /** One message with its raw text and the facts that were understood from it. */
  async one(messageId: string): Promise<MessageRow & { raw: string; facts: unknown[] }> {
    const [row] = await this.db.query<(MessageRow & { raw: string })[]>(
      `SELECT ${columns}, raw FROM message WHERE message_id = $1`,
      [messageId],
    );
    if (!row) throw new NotFoundException({ code: 'not-found', detail: 'there is no such message' });
    const facts = await this.db.query<unknown[]>(
      `SELECT fact_id AS id, kind, source, external_id AS "externalId", body FROM fact WHERE fact_id = ANY($1::uuid[])
       ORDER BY fact_id`,
      [row.factIds],
    );
    return { ...withCheck(row), facts };
  }

  /**
   * Reads a quarantined message again, with the partner's newest profile. Understood now: a new message with its facts
   * stands for it. Not understood: it stays, with what is wrong with it now.
   */
  async replay(by: Principal, messageId: string): Promise<SetReceipt> {
    return this.db.transaction(async (tx) => {
      const [row] = await tx.query<
        { source: string; state: string; raw: string; envelope: KeptEnvelope | null; replayed_as: string | null }[]
      >('SELECT source, state, raw, envelope, replayed_as FROM message WHERE message_id = $1 FOR UPDATE', [messageId]);
      if (!row) throw new NotFoundException({ code: 'not-found', detail: 'there is no such message' });
      if (row.state !== 'QUARANTINED' || row.replayed_as !== null)
        throw new ConflictException({ code: 'not-quarantined', detail: 'only a message in quarantine is read again' });
      if (!row.envelope)
        throw new ConflictException({
          code: 'not-a-set',
          detail: 'it holds no set: it can only be sent again as a whole',
        });
      if (!speaksFor(by, row.source))
        throw new ForbiddenException({ code: 'source-not-allowed', detail: 'this key may not speak for its source' });
      const profile = (await this.masterData.profilesOf(tx, [row.source])).get(row.source);
      const read = readMessage(setAgain(row.raw, row.envelope), profile);
      if (read.problem) {
        const { code, detail, position } = read.problem;
        await tx.query('UPDATE message SET code = $2, detail = $3, position = $4 WHERE message_id = $1', [
          messageId,
          code,
          detail,
          JSON.stringify(position),
        ]);
        return {
          messageId,
          set: read.set.type,
          control: read.set.control,
          source: row.source,
          status: 'QUARANTINED',
          code,
          check: checkOfProblem(code, isBill(read.set.type)),
          detail,
          position,
          warnings: read.warnings,
          facts: [],
        };
      }
      const [receipt] = await keepSets(tx, [read], by.person);
      if (!receipt) throw new Error('the replayed message was not kept');
      await tx.query('UPDATE message SET replayed_as = $2 WHERE message_id = $1', [messageId, receipt.messageId]);
      return receipt;
    });
  }
}
