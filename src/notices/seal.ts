import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ivBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/**
 * Keeps secrets that must be readable again: AES-256-GCM under a key that is not in the database. The key is SECRETS_KEY
 * (32 bytes in base64), or `secrets.key` in DATA_DIR, made when first needed; processes with different DATA_DIRs need
 * SECRETS_KEY.
 */
export class Seal {
  private known: Buffer | undefined;

  constructor(
    private readonly dataDir: string,
    private readonly given: string | undefined,
  ) {
    if (given !== undefined && Buffer.from(given, 'base64').length !== keyBytes)
      throw new Error('SECRETS_KEY must be 32 bytes in base64: openssl rand -base64 32');
  }

  /** Closes a secret; `owner` is whose it is, and must be named again to open it. */
  close(secret: string, owner: string): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key(), iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /**
   * Opens what was closed for the same owner.
   *
   * @throws Error when it was closed with another key, or changed since
   */
  open(closed: Buffer, owner: string): string {
    const opening = createDecipheriv('aes-256-gcm', this.key(), closed.subarray(0, ivBytes));
    opening.setAAD(Buffer.from(owner)).setAuthTag(closed.subarray(ivBytes, ivBytes + tagBytes));
    return opening.update(closed.subarray(ivBytes + tagBytes), undefined, 'utf8') + opening.final('utf8');
  }

  private key(): Buffer {
    this.known ??= this.given === undefined ? this.keptKey() : Buffer.from(this.given, 'base64');
    return this.known;
  }

  private keptKey(): Buffer {
    const file = join(this.dataDir, 'secrets.key');
    mkdirSync(this.dataDir, { recursive: true });
    try {
      writeFileSync(file, randomBytes(keyBytes).toString('base64'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    }
    return Buffer.from(readFileSync(file, 'utf8'), 'base64');
  }
}
