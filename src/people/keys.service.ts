import { createHash, randomBytes } from 'node:crypto';
import { Injectable, NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EvidenceMethod } from '../freight/codes.ts';
import { AuditLog } from './audit-log.ts';
import type { Principal } from './principal.ts';
import { type Role, roles } from './roles.ts';

/** How long a key that was looked up is believed: a revoked one is refused by other processes after so long. */
const believedMs = 5_000;

interface KeyRow {
  key_id: string;
  name: string;
  person: string;
  roles: Role[];
  sources: string[];
  max_method: EvidenceMethod | null;
}

/** What a new key is made of. */
export interface NewKey {
  name: string;
  person: string;
  roles: Role[];
  sources: string[];
  maxMethod?: EvidenceMethod | null;
  expiresAt?: string | null;
}

/** A key as its owner sees it later: without the secret. */
export interface KeyView extends NewKey {
  keyId: string;
  createdAt: Date;
  revokedAt: Date | null;
}

/** The two people of a demonstration, or the first two of a new installation: one drafts, the other activates. */
export const firstPeople = { maker: 'demo.maker', checker: 'demo.checker' } as const;

/** API keys: who holds which, kept as SHA-256 of the secret only. */
@Injectable()
export class KeysService {
  private readonly believed = new Map<string, { principal: Principal; until: number }>();

  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
  ) {}

  /** Whose key this is; null when nobody's, revoked or expired. */
  async principalOf(secret: string): Promise<Principal | null> {
    const hash = hashOf(secret);
    const known = this.believed.get(hash);
    if (known && known.until > Date.now()) return known.principal;
    const [row] = await this.db.query<KeyRow[]>(
      `SELECT key_id, name, person, roles, sources, max_method FROM api_key
       WHERE secret_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_now())`,
      [hash],
    );
    if (!row) return null;
    const { key_id: keyId, max_method: maxMethod, ...rest } = row;
    const principal: Principal = { keyId, maxMethod, ...rest };
    if (this.believed.size > 10_000) this.believed.clear();
    this.believed.set(hash, { principal, until: Date.now() + believedMs });
    return principal;
  }

  /** Makes a key. Its secret is in the answer and nowhere else, ever. */
  async create(by: Principal, key: NewKey): Promise<KeyView & { secret: string }> {
    const secret = newSecret();
    return this.db.transaction(async (tx) => {
      const [row] = await tx.query<{ key_id: string; created_at: Date }[]>(
        `INSERT INTO api_key (name, person, secret_hash, roles, sources, max_method, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING key_id, created_at`,
        [key.name, key.person, hashOf(secret), key.roles, key.sources, key.maxMethod ?? null, key.expiresAt ?? null],
      );
      if (!row) throw new Error('the key was not written');
      await this.log.write(tx, { person: by.person, action: 'api-key.create', subject: row.key_id, detail: key });
      return { ...key, keyId: row.key_id, createdAt: row.created_at, revokedAt: null, secret };
    });
  }

  /** Every key, newest first, without secrets. */
  async list(): Promise<KeyView[]> {
    return this.db.query<KeyView[]>(
      `SELECT key_id AS "keyId", name, person, roles, sources, max_method AS "maxMethod", expires_at AS "expiresAt",
              created_at AS "createdAt", revoked_at AS "revokedAt"
       FROM api_key ORDER BY key_id DESC LIMIT 1000`,
    );
  }

  /** Ends a key for good. */
  async revoke(by: Principal, keyId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [rows] = await tx.query<[unknown[], number]>(
        'UPDATE api_key SET revoked_at = clock_now() WHERE key_id = $1 AND revoked_at IS NULL RETURNING key_id',
        [keyId],
      );
      if (rows.length === 0) throw new NotFoundException({ code: 'not-found', detail: 'no key in use has this id' });
      await this.log.write(tx, { person: by.person, action: 'api-key.revoke', subject: keyId });
    });
    this.believed.clear();
  }

  /** Puts the keys of the first two people in force, and those they had before out of it. */
  async setFirstKeys(secrets: { maker: string; checker: string }): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('UPDATE api_key SET revoked_at = now() WHERE person = ANY($1) AND secret_hash <> ALL($2)', [
        [firstPeople.maker, firstPeople.checker],
        [hashOf(secrets.maker), hashOf(secrets.checker)],
      ]);
      for (const who of ['maker', 'checker'] as const)
        await tx.query(
          `INSERT INTO api_key (name, person, secret_hash, roles, sources) VALUES ($1, $1, $2, $3, '{*}')
           ON CONFLICT (secret_hash) DO UPDATE SET person = EXCLUDED.person, roles = EXCLUDED.roles, revoked_at = NULL`,
          [firstPeople[who], hashOf(secrets[who]), roles],
        );
    });
    this.believed.clear();
  }
}

/** A secret nobody guesses. */
export function newSecret(): string {
  return `tm_${randomBytes(24).toString('base64url')}`;
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
