import { createHmac, randomBytes } from 'node:crypto';

/** The beginning of every signing secret (Standard Webhooks): what follows is base64. */
const prefix = 'whsec_';

/** A signing secret nobody guesses: 32 bytes. */
export function newSigningSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/** What is signed besides the body. */
export interface Signed {
  /** The event's id: the same in every try. */
  id: string;
  /** When this try was made, in seconds since 1970; a receiver refuses one too far from its own clock. */
  timestamp: number;
  body: string;
}

/**
 * The headers of a signed call (Standard Webhooks 1.0): HMAC-SHA256 over `id.timestamp.body`, one signature for each
 * secret in force, the newest first.
 */
export function signatureHeaders(secrets: readonly string[], { id, timestamp, body }: Signed): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
