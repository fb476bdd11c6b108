import { Injectable, NotFoundException } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from '../database/ids.ts';
import { invalid } from '../masterdata/validated.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { asksFor } from './spread.ts';
import { noWebhook } from './webhook-views.ts';
import type { ReplayDto } from './webhooks.dto.ts';

/** The most events told again at once. */
const mostReplayed = 10_000;

/** Telling again what was told, and telling something for a trial. */
@Injectable()
export class ReplaysService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
  ) {}

  /**
   * Tells one delivery's event again, or every event of a range of time that the webhook asks for, also those it missed
   * while it was switched off or before there was one. Each keeps its id. What is still to be delivered is left as it is.
   *
   * @returns how many will be told
   */
  async replay(by: Principal, id: string, asked: ReplayDto): Promise<{ replayed: number }> {
    return this.db.transaction(async (tx) => {
      await known(tx, id);
      const events =
        asked.deliveryId === undefined ? await eventsIn(tx, id, asked) : await eventOf(tx, id, asked.deliveryId);
      const rows = await tx.query<unknown[]>(
        `INSERT INTO webhook_delivery (webhook_id, announcement_id, subject, sequence, replay)
         SELECT $1, announcement_id, subject, sequence, true FROM announcement WHERE announcement_id = ANY($2::uuid[])
          ORDER BY announcement_id ON CONFLICT DO NOTHING RETURNING delivery_id`,
        [id, events],
      );
      const { deliveryId, from, to } = asked;
      const detail = { deliveryId, from, to, replayed: rows.length };
      await this.log.write(tx, { person: by.person, action: 'webhook.replay', subject: `webhook:${id}`, detail });
      return { replayed: rows.length };
    });
  }

  /** Tells a trial event of type `freight.webhook.ping.v1`, to this webhook only, whatever it asks for. */
  async ping(by: Principal, id: string): Promise<{ eventId: string; deliveryId: string }> {
    const [eventId, deliveryId] = [uuidv7(), uuidv7()];
    await this.db.transaction(async (tx) => {
      await known(tx, id);
      const subject = `webhook:${id}`;
      await tx.query(
        `WITH counted AS (
           INSERT INTO announced_subject AS s (subject, last_sequence) VALUES ($2, 1)
           ON CONFLICT (subject) DO UPDATE SET last_sequence = s.last_sequence + 1 RETURNING last_sequence)
         INSERT INTO announcement (announcement_id, type, subject, sequence, data, spread)
         SELECT $1, 'freight.webhook.ping.v1', $2, last_sequence, $3, true FROM counted`,
        [eventId, subject, JSON.stringify({ webhookId: id, askedBy: by.person })],
      );
      await tx.query(
        `INSERT INTO webhook_delivery (delivery_id, webhook_id, announcement_id, subject, sequence)
         SELECT $1, $2, announcement_id, subject, sequence FROM announcement WHERE announcement_id = $3`,
        [deliveryId, id, eventId],
      );
    });
    return { eventId, deliveryId };
  }
}

async function known(tx: EntityManager, id: string): Promise<void> {
  const rows = await tx.query<unknown[]>('SELECT FROM webhook WHERE webhook_id = $1 FOR SHARE', [id]);
  if (rows.length === 0) throw noWebhook(id);
}

async function eventOf(tx: EntityManager, id: string, deliveryId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    'SELECT announcement_id AS id FROM webhook_delivery WHERE delivery_id = $1 AND webhook_id = $2',
    [deliveryId, id],
  );
  if (rows.length === 0)
    throw new NotFoundException({ code: 'not-found', detail: `this webhook has no delivery ${deliveryId}` });
  return rows.map((row) => row.id);
}

async function eventsIn(tx: EntityManager, id: string, { from, to }: ReplayDto): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT a.announcement_id AS id FROM announcement a JOIN webhook w ON w.webhook_id = $1 AND ${asksFor}
      WHERE a.occurred_at >= $2 AND ($3::timestamptz IS NULL OR a.occurred_at < $3)
      ORDER BY a.occurred_at LIMIT $4`,
    [id, from, to ?? null, mostReplayed + 1],
  );
  if (rows.length > mostReplayed)
    throw invalid([
      { pointer: '/to', code: 'too-many', detail: `more than ${mostReplayed} events: replay a shorter time at once` },
    ]);
  return rows.map((row) => row.id);
}
