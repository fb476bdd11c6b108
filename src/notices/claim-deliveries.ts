import type { DataSource, EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import type { CallAnswer } from './call.ts';
import type { KeptEvent } from './envelope.ts';
import { secondsToNextTry } from './schedule.ts';

/** A delivery that nobody else makes until its lease ends. */
export interface ClaimedDelivery {
  deliveryId: string;
  webhookId: string;
  url: string;
  /** Tries before this one. */
  attempts: number;
  claim: string;
  event: KeptEvent;
  /** Closed secrets in force, the newest first. */
  sealed: Buffer[];
}

/** How much is claimed. */
export interface DeliveryPace {
  /** Calls to one receiver at once, so that none is overrun and none takes all there is. */
  perWebhook: number;
  /** Calls in all at once, in this process. */
  atOnce: number;
  timeoutMs: number;
  /** Longer than any call may take: a delivery whose sender died is made again after it, under the same id. */
  leaseSeconds: number;
}

interface Row extends Omit<ClaimedDelivery, 'event' | 'claim'>, Omit<KeptEvent, 'id'> {
  eventId: string;
}

/**
 * Claims deliveries that are due, receiver by receiver. One whose subject has an earlier event still to be told to that
 * receiver waits behind it: events of a subject arrive in their order, or not before the earlier one is given up.
 */
export async function claimDeliveries(db: DataSource, pace: DeliveryPace, free: number): Promise<ClaimedDelivery[]> {
  const claim = randomUUID();
  const [rows]: [Row[], number] = await db.query(
    `WITH due AS (
       SELECT d.delivery_id FROM webhook w CROSS JOIN LATERAL (
         SELECT delivery_id, due_at FROM webhook_delivery d
          WHERE d.webhook_id = w.webhook_id AND d.state = 'PENDING' AND d.due_at <= (SELECT clock_now())
            AND (d.lease_until IS NULL OR d.lease_until <= (SELECT clock_now()))
            AND NOT EXISTS (SELECT FROM webhook_delivery e WHERE e.webhook_id = d.webhook_id AND e.subject = d.subject
              AND e.sequence < d.sequence AND e.state = 'PENDING')
          ORDER BY d.due_at, d.delivery_id
          LIMIT greatest(0, $2 - (SELECT count(*) FROM webhook_delivery f WHERE f.webhook_id = w.webhook_id
            AND f.state = 'PENDING' AND f.lease_until > (SELECT clock_now())))) AS d
        WHERE w.active ORDER BY d.due_at LIMIT $3),
     chosen AS (SELECT d.delivery_id FROM webhook_delivery d JOIN due USING (delivery_id)
                 WHERE d.state = 'PENDING' FOR UPDATE OF d SKIP LOCKED)
     UPDATE webhook_delivery d SET claimed_by = $1, lease_until = clock_now() + make_interval(secs => $4)
       FROM chosen, webhook w, announcement a
      WHERE d.delivery_id = chosen.delivery_id AND w.webhook_id = d.webhook_id AND a.announcement_id = d.announcement_id
        AND d.state = 'PENDING' AND (d.lease_until IS NULL OR d.lease_until <= clock_now())
     RETURNING d.delivery_id AS "deliveryId", d.webhook_id AS "webhookId", w.url, d.attempts, a.announcement_id AS "eventId",
       a.type, a.subject, a.sequence, a.occurred_at AS "occurredAt", a.data,
       ARRAY(SELECT s.sealed FROM webhook_secret s WHERE s.webhook_id = d.webhook_id
              AND (s.retires_at IS NULL OR s.retires_at > clock_now()) ORDER BY s.secret_id DESC) AS sealed`,
    [claim, pace.perWebhook, free, pace.leaseSeconds],
  );
  return rows.map(({ eventId, type, subject, sequence, occurredAt, data, ...rest }) => ({
    ...rest,
    claim,
    event: { id: eventId, type, subject, sequence, occurredAt, data },
  }));
}

/**
 * Writes down what came of a delivery: delivered, due again, or given up after the last try. Whoever lost the lease
 * meanwhile notes the call and changes nothing else. A receiver that answers 410 is called no more until a person
 * switches it on again.
 */
export async function recordCall(tx: EntityManager, one: ClaimedDelivery, answer: CallAnswer): Promise<void> {
  await tx.query(
    `INSERT INTO webhook_attempt (delivery_id, attempt, status, outcome, detail, took_ms)
     SELECT $1, coalesce(max(attempt), 0) + 1, $2, $3, $4, $5 FROM webhook_attempt WHERE delivery_id = $1`,
    [one.deliveryId, answer.status, answer.outcome, answer.detail, answer.tookMs],
  );
  const gone = answer.status === 410;
  const wait = secondsToNextTry(one.attempts + 1, answer.retryAfterSeconds, Math.random());
  const dead = gone || wait === null;
  const state = answer.outcome === 'DELIVERED' ? 'DELIVERED' : dead ? 'DEAD' : 'PENDING';
  const [, changed]: [unknown, number] = await tx.query(
    `UPDATE webhook_delivery SET state = $3, attempts = attempts + 1, claimed_by = NULL, lease_until = NULL,
            due_at = clock_now() + make_interval(secs => $4), ended_at = CASE WHEN $3 <> 'PENDING' THEN clock_now() END
      WHERE delivery_id = $1 AND claimed_by = $2 AND state = 'PENDING'`,
    [one.deliveryId, one.claim, state, wait ?? 0],
  );
  if (changed === 1) await noteHealth(tx, one.webhookId, { delivered: state === 'DELIVERED', gone });
}

/** How a receiver is doing shows on its webhook. */
async function noteHealth(
  tx: EntityManager,
  webhookId: string,
  { delivered, gone }: { delivered: boolean; gone: boolean },
): Promise<void> {
  if (delivered)
    await tx.query('UPDATE webhook SET last_delivered_at = clock_now(), failing_since = NULL WHERE webhook_id = $1', [
      webhookId,
    ]);
  else
    await tx.query(
      `UPDATE webhook SET failing_since = coalesce(failing_since, clock_now()), active = active AND NOT $2,
              disabled_because = CASE WHEN $2 THEN 'the receiver answered 410: it wants no more' ELSE disabled_because END,
              row_version = row_version + CASE WHEN $2 AND active THEN 1 ELSE 0 END
        WHERE webhook_id = $1`,
      [webhookId, gone],
    );
}
