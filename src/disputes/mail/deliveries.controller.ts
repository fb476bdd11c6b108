import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../people/audit-log.ts';
import { Can } from '../../people/can.ts';
import { Idempotent, idempotencyKeyHeader } from '../../people/idempotency.ts';
import { type Principal, Speaker } from '../../people/principal.ts';
import { DeliveryRetryDto } from './deliveries.dto.ts';

/** One message to the carrier on its way. */
export interface Delivery {
  messageId: string;
  kind: string;
  state: 'QUEUED' | 'SENDING' | 'SENT' | 'FAILED';
  attempts: number;
  /** When it is tried next, or its sender is given up; only while it waits. */
  nextAt: Date | null;
  sentAt: Date | null;
  /** What the mail server said last; null: nothing yet. */
  lastAnswer: string | null;
}

const columns = `message_id AS "messageId", kind, state, attempts, sent_at AS "sentAt", last_answer AS "lastAnswer",
  CASE WHEN state IN ('QUEUED', 'SENDING') THEN available_at END AS "nextAt"`;

/** What became of the mail of a dispute. */
@ApiTags('disputes')
@ApiBearerAuth()
@Controller('v1/disputes/:id/deliveries')
export class DeliveriesController {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
  ) {}

  /** Every message to the carrier, oldest first, with what became of it. */
  @Can('cases.read')
  @Get()
  async list(@Param('id', ParseUUIDPipe) id: string): Promise<{ data: Delivery[]; page: { nextCursor: null } }> {
    const data = await this.db.query<Delivery[]>(
      `SELECT ${columns} FROM dispute_message WHERE dispute_id = $1 AND direction = 'OUT' ORDER BY message_id`,
      [id],
    );
    return { data, page: { nextCursor: null } };
  }

  /** Sends a message again that failed, or one that waits at once. */
  @Can('cases.decide')
  @Idempotent({ required: true })
  @ApiHeader(idempotencyKeyHeader)
  @Post(':messageId/retries')
  @HttpCode(200)
  retry(
    @Speaker() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
    @Body() body: DeliveryRetryDto,
  ): Promise<Delivery> {
    return this.db.transaction(async (tx) => {
      const delivery = await again(tx, id, messageId);
      const detail = { messageId, comment: body.comment ?? null };
      await this.log.write(tx, { person: by.person, action: 'dispute.mail.retry', subject: `dispute:${id}`, detail });
      return delivery;
    });
  }
}

async function again(tx: EntityManager, disputeId: string, messageId: string): Promise<Delivery> {
  const [[delivery]] = await tx.query<[Delivery[], number]>(
    `UPDATE dispute_message SET state = 'QUEUED', attempts = 0, available_at = clock_now()
     WHERE message_id = $1 AND dispute_id = $2 AND state IN ('QUEUED', 'FAILED') RETURNING ${columns}`,
    [messageId, disputeId],
  );
  if (delivery) return delivery;
  const known = await tx.query<unknown[]>(
    `SELECT FROM dispute_message WHERE message_id = $1 AND dispute_id = $2 AND direction = 'OUT'`,
    [messageId, disputeId],
  );
  if (known.length === 0)
    throw new NotFoundException({ code: 'not-found', detail: 'there is no such message to the carrier' });
  throw new ConflictException({ code: 'not-waiting', detail: 'it was sent, or is being sent at this moment' });
}
