import { NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A webhook as it is shown: never its secrets, only since when each signs and until when. */
export interface WebhookView {
  webhookId: string;
  url: string;
  types: string[];
  carriers: string[] | null;
  legalEntities: string[] | null;
  description: string | null;
  active: boolean;
  /** FAILING: the last call did not succeed. DISABLED: it was switched off by itself. */
  state: 'ACTIVE' | 'FAILING' | 'PAUSED' | 'DISABLED';
  disabledBecause: string | null;
  failingSince: Date | null;
  lastDeliveredAt: Date | null;
  /** Deliveries to come, and those given up after the last try. */
  pending: number;
  dead: number;
  secrets: { createdAt: string; retiresAt: string | null }[];
  createdBy: string;
  createdAt: Date;
  etag: string;
}

/** Webhooks, newest first; with `id` that one. */
async function webhooksOf(tx: EntityManager, id: string | null): Promise<WebhookView[]> {
  return tx.query<WebhookView[]>(
    `SELECT w.webhook_id AS "webhookId", url, types, carriers, legal_entities AS "legalEntities", description, active,
            CASE WHEN disabled_because IS NOT NULL THEN 'DISABLED' WHEN NOT active THEN 'PAUSED'
                 WHEN failing_since IS NOT NULL THEN 'FAILING' ELSE 'ACTIVE' END AS state,
            disabled_because AS "disabledBecause", failing_since AS "failingSince", last_delivered_at AS "lastDeliveredAt",
            coalesce(d.pending, 0) AS pending, coalesce(d.dead, 0) AS dead,
            ARRAY(SELECT json_build_object('createdAt', s.created_at, 'retiresAt', s.retires_at) FROM webhook_secret s
                   WHERE s.webhook_id = w.webhook_id AND (s.retires_at IS NULL OR s.retires_at > clock_now())
                   ORDER BY s.secret_id DESC) AS secrets,
            created_by AS "createdBy", created_at AS "createdAt", '"v' || row_version || '"' AS etag
       FROM webhook w LEFT JOIN LATERAL (
         SELECT count(*) FILTER (WHERE d.state = 'PENDING')::int AS pending, count(*) FILTER (WHERE d.state = 'DEAD')::int AS dead
           FROM webhook_delivery d WHERE d.webhook_id = w.webhook_id AND d.state <> 'DELIVERED') AS d ON true
      WHERE $1::uuid IS NULL OR w.webhook_id = $1 ORDER BY w.webhook_id DESC LIMIT 200`,
    [id],
  );
}

/** Every webhook, newest first. */
export async function allWebhooks(tx: EntityManager): Promise<WebhookView[]> {
  return webhooksOf(tx, null);
}

/**
 * One webhook.
 *
 * @throws NotFoundException
 */
export async function oneWebhook(tx: EntityManager, id: string): Promise<WebhookView> {
  const [view] = await webhooksOf(tx, id);
  if (!view) throw noWebhook(id);
  return view;
}

/** The answer where nobody knows the webhook. */
export function noWebhook(id: string): NotFoundException {
  return new NotFoundException({ code: 'not-found', detail: `there is no webhook ${id}` });
}

/** One delivery with every call made for it. */
export interface DeliveryView {
  deliveryId: string;
  /** The event's id: the `webhook-id` of every call. */
  eventId: string;
  type: string;
  subject: string;
  sequence: number;
  occurredAt: Date;
  state: 'PENDING' | 'DELIVERED' | 'DEAD';
  replay: boolean;
  /** When the next call is due; null: there is none to come. */
  dueAt: Date | null;
  createdAt: Date;
  calls: { attempt: number; at: string; status: number | null; outcome: string; detail: string; tookMs: number }[];
}

/** Deliveries of one webhook, newest first, those before `before` only. */
export async function deliveriesOf(
  tx: EntityManager,
  of: { webhookId: string; state: string | null; before: string | null; limit: number },
): Promise<DeliveryView[]> {
  return tx.query<DeliveryView[]>(
    `SELECT d.delivery_id AS "deliveryId", d.announcement_id AS "eventId", a.type, d.subject, d.sequence::int AS sequence,
            a.occurred_at AS "occurredAt", d.state, d.replay, CASE WHEN d.state = 'PENDING' THEN d.due_at END AS "dueAt",
            d.created_at AS "createdAt",
            ARRAY(SELECT json_build_object('attempt', t.attempt, 'at', t.at, 'status', t.status, 'outcome', t.outcome,
                         'detail', t.detail, 'tookMs', t.took_ms)
                    FROM webhook_attempt t WHERE t.delivery_id = d.delivery_id ORDER BY t.attempt) AS calls
       FROM webhook_delivery d JOIN announcement a USING (announcement_id)
      WHERE d.webhook_id = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::uuid IS NULL OR d.delivery_id < $3)
      ORDER BY d.delivery_id DESC LIMIT $4`,
    [of.webhookId, of.state, of.before, of.limit],
  );
}
