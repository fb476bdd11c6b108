import { Injectable, PreconditionFailedException } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from '../database/ids.ts';
import { invalid } from '../masterdata/validated.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { NoticesPlace } from './notices-place.ts';
import { whyNotSaved } from './reach.ts';
import { newSigningSecret } from './signing.ts';
import { noWebhook, oneWebhook, type WebhookView } from './webhook-views.ts';
import type { NewWebhookDto, RotationDto, WebhookChangeDto } from './webhooks.dto.ts';

/** Hours for which an earlier secret signs beside a new one, unless said otherwise. */
const usualOverlapHours = 24;

/** Who is told of what, and the secrets their calls are signed with. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
    private readonly place: NoticesPlace,
  ) {}

  /**
   * A new webhook. Its secret is in the answer and nowhere else, ever.
   *
   * @throws UnprocessableEntityException with the pointer /url for an address that must not be called
   */
  async create(by: Principal, asked: NewWebhookDto): Promise<WebhookView & { secret: string }> {
    await this.callable(asked.url);
    const id = uuidv7();
    const secret = newSigningSecret();
    const view = await this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO webhook (webhook_id, url, types, carriers, legal_entities, description, active, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          asked.url,
          asked.types,
          asked.carriers ?? null,
          asked.legalEntities ?? null,
          asked.description ?? null,
          asked.active ?? true,
          by.person,
        ],
      );
      await this.keepSecret(tx, id, secret);
      await this.noted(tx, by, { action: 'webhook.create', id, detail: asked });
      return oneWebhook(tx, id);
    });
    return { ...view, secret };
  }

  /**
   * Changes what is given; the rest stays. Switching it on takes back that it was switched off by itself.
   *
   * @throws PreconditionFailedException when it has changed since it was read
   */
  async change(by: Principal, id: string, asked: WebhookChangeDto, version: number): Promise<WebhookView> {
    if (asked.url !== undefined) await this.callable(asked.url);
    return this.db.transaction(async (tx) => {
      const [row] = await tx.query<{ row_version: string }[]>(
        'SELECT row_version FROM webhook WHERE webhook_id = $1 FOR UPDATE',
        [id],
      );
      if (!row) throw noWebhook(id);
      if (Number(row.row_version) !== version)
        throw new PreconditionFailedException({ code: 'stale', detail: 'the webhook has changed since you read it' });
      const given = (name: keyof WebhookChangeDto) => asked[name] !== undefined;
      await tx.query(
        `UPDATE webhook SET url = coalesce($2, url), types = coalesce($3, types),
                carriers = CASE WHEN $4 THEN $5::text[] ELSE carriers END,
                legal_entities = CASE WHEN $6 THEN $7::text[] ELSE legal_entities END,
                description = CASE WHEN $8 THEN $9 ELSE description END, active = coalesce($10, active),
                disabled_because = CASE WHEN $10 THEN NULL ELSE disabled_because END, row_version = row_version + 1
          WHERE webhook_id = $1`,
        [
          id,
          asked.url ?? null,
          asked.types ?? null,
          given('carriers'),
          asked.carriers ?? null,
          given('legalEntities'),
          asked.legalEntities ?? null,
          given('description'),
          asked.description ?? null,
          asked.active ?? null,
        ],
      );
      await this.noted(tx, by, { action: 'webhook.change', id, detail: asked });
      return oneWebhook(tx, id);
    });
  }

  /** Ends a webhook with its deliveries; the events stay for the others. */
  async remove(by: Principal, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [, removed] = await tx.query<[unknown, number]>('DELETE FROM webhook WHERE webhook_id = $1', [id]);
      if (removed === 0) throw noWebhook(id);
      await this.noted(tx, by, { action: 'webhook.delete', id });
    });
  }

  /** A new secret. The one before it signs beside it for a while; one before that ends now: two at most are in force. */
  async rotate(by: Principal, id: string, asked: RotationDto): Promise<WebhookView & { secret: string }> {
    const secret = newSigningSecret();
    const view = await this.db.transaction(async (tx) => {
      const known = await tx.query<unknown[]>('SELECT FROM webhook WHERE webhook_id = $1 FOR UPDATE', [id]);
      if (known.length === 0) throw noWebhook(id);
      await tx.query('DELETE FROM webhook_secret WHERE webhook_id = $1 AND retires_at IS NOT NULL', [id]);
      await tx.query(
        `UPDATE webhook_secret SET retires_at = clock_now() + make_interval(hours => $2) WHERE webhook_id = $1`,
        [id, asked.overlapHours ?? usualOverlapHours],
      );
      await this.keepSecret(tx, id, secret);
      await this.noted(tx, by, { action: 'webhook.rotate', id, detail: asked });
      return oneWebhook(tx, id);
    });
    return { ...view, secret };
  }

  private async keepSecret(tx: EntityManager, id: string, secret: string): Promise<void> {
    await tx.query('INSERT INTO webhook_secret (webhook_id, sealed) VALUES ($1, $2)', [
      id,
      this.place.seal.close(secret, id),
    ]);
  }

  private async callable(url: string): Promise<void> {
    const why = await whyNotSaved(url, this.place.reach);
    if (why !== null) throw invalid([{ pointer: '/url', code: 'url-not-allowed', detail: why }]);
  }

  private async noted(
    tx: EntityManager,
    by: Principal,
    { action, id, detail }: { action: string; id: string; detail?: unknown },
  ): Promise<void> {
    await this.log.write(tx, { person: by.person, action, subject: `webhook:${id}`, detail });
  }
}
