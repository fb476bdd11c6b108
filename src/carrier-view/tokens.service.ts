import { createHash, randomBytes } from 'node:crypto';
import { Injectable, NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../database/clock.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';

/** How long a token holds unless said otherwise. */
const usualDays = 90;

/** A token as it is shown later: without its secret. */
export interface CarrierTokenView {
  tokenId: string;
  carrier: string;
  label: string;
  expiresAt: Date;
  revokedAt: Date | null;
  createdBy: string;
  createdAt: Date;
}

/** Who is looking: one carrier, by one token. */
export interface CarrierVisitor {
  tokenId: string;
  carrier: string;
  label: string;
  expiresAt: Date;
}

/** Tokens by which a carrier sees its own bills; kept as SHA-256 only. */
@Injectable()
export class CarrierTokensService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * A new token. It is in the answer and nowhere else, ever; `link` is the path of the page that opens with it, after the
   * `#`, which no server ever sees.
   *
   * @throws NotFoundException when nobody knows the carrier
   */
  async create(
    by: Principal,
    carrier: string,
    asked: { label: string; days?: number },
  ): Promise<CarrierTokenView & { token: string; link: string }> {
    const token = `tmc_${randomBytes(24).toString('base64url')}`;
    const days = asked.days ?? usualDays;
    return this.db.transaction(async (tx) => {
      const [known] = await tx.query<{ known: boolean }[]>(
        `SELECT EXISTS (SELECT FROM master_record WHERE kind = 'carrier' AND id = $1)
             OR EXISTS (SELECT FROM freight_case WHERE carrier = $1) AS known`,
        [carrier],
      );
      if (!known?.known)
        throw new NotFoundException({ code: 'not-found', detail: `there is no carrier ${carrier.slice(0, 100)}` });
      const [row] = await tx.query<CarrierTokenView[]>(
        `INSERT INTO carrier_token (carrier, label, secret_hash, expires_at, created_by)
         VALUES ($1, $2, $3, clock_now() + make_interval(days => $4), $5) RETURNING ${columns}`,
        [carrier, asked.label, hashOf(token), days, by.person],
      );
      if (!row) throw new Error('the token was not written');
      const detail = { carrier, label: asked.label, days };
      await this.log.write(tx, { person: by.person, action: 'carrier-token.create', subject: row.tokenId, detail });
      return { ...row, token, link: `/carrier#${token}` };
    });
  }

  /** The tokens of a carrier, newest first. */
  async list(carrier: string): Promise<CarrierTokenView[]> {
    return this.db.query<CarrierTokenView[]>(
      `SELECT ${columns} FROM carrier_token WHERE carrier = $1 ORDER BY token_id DESC LIMIT 200`,
      [carrier],
    );
  }

  /** Ends a token for good, at once. */
  async revoke(by: Principal, carrier: string, tokenId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [rows] = await tx.query<[unknown[], number]>(
        `UPDATE carrier_token SET revoked_at = clock_now()
          WHERE token_id = $1 AND carrier = $2 AND revoked_at IS NULL RETURNING token_id`,
        [tokenId, carrier],
      );
      if (rows.length === 0)
        throw new NotFoundException({ code: 'not-found', detail: 'this carrier has no such token in use' });
      await this.log.write(tx, { person: by.person, action: 'carrier-token.revoke', subject: tokenId });
    });
  }

  /** Whose token this is; null when it is nobody's, has ended or was revoked. */
  async visitorOf(token: string): Promise<CarrierVisitor | null> {
    const [row] = await this.db.query<CarrierVisitor[]>(
      `SELECT token_id AS "tokenId", carrier, label, expires_at AS "expiresAt" FROM carrier_token
        WHERE secret_hash = $1 AND revoked_at IS NULL AND expires_at > $2`,
      [hashOf(token), this.clock.now()],
    );
    return row ?? null;
  }
}

const columns = `token_id AS "tokenId", carrier, label, expires_at AS "expiresAt", revoked_at AS "revokedAt",
  created_by AS "createdBy", created_at AS "createdAt"`;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
