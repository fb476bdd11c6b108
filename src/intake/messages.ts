import type { EntityManager } from 'typeorm';
import { announce, type News } from '../ledger/announcements.ts';

/** What became of something received. */
export type MessageState = 'ACCEPTED' | 'DUPLICATE' | 'CONFLICT' | 'QUARANTINED';

/** Something received, as it came, and what was made of it. */
export interface NewMessage {
  messageId: string;
  channel: 'json' | 'x12' | 'file';
  kind: string;
  source: string;
  externalId: string | null;
  contentHash: string;
  raw: string;
  state: MessageState;
  code?: string | null;
  detail?: string | null;
  position?: unknown;
  warnings?: readonly unknown[];
  /** Of an X12 set: what it needs besides its own text to be read again. */
  envelope?: unknown;
  factIds: string[];
  receivedBy: string;
}

const jsonOrNull = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value));

/** Keeps messages, in the transaction of the facts that were understood from them. */
export async function keepMessages(tx: EntityManager, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.query(
    `INSERT INTO message (message_id, channel, kind, source, external_id, content_hash, raw, state, code, detail,
                          position, warnings, fact_ids, received_by, envelope)
     SELECT message_id, channel, kind, source, external_id, content_hash, raw, state, code, detail,
            position, warnings, fact_ids::uuid[], received_by, envelope
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                 $9::text[], $10::text[], $11::json[], $12::json[], $13::text[], $14::text[], $15::json[])
       AS new (message_id, channel, kind, source, external_id, content_hash, raw, state, code, detail,
               position, warnings, fact_ids, received_by, envelope)`,
    [
      messages.map((message) => message.messageId),
      messages.map((message) => message.channel),
      messages.map((message) => message.kind),
      messages.map((message) => message.source),
      messages.map((message) => message.externalId),
      messages.map((message) => message.contentHash),
      messages.map((message) => message.raw),
      messages.map((message) => message.state),
      messages.map((message) => message.code ?? null),
      messages.map((message) => message.detail ?? null),
      messages.map((message) => jsonOrNull(message.position)),
      messages.map((message) => (message.warnings?.length ? JSON.stringify(message.warnings) : null)),
      messages.map((message) => `{${message.factIds.join(',')}}`),
      messages.map((message) => message.receivedBy),
      messages.map((message) => jsonOrNull(message.envelope)),
    ],
  );
  await announce(tx, messages.filter(({ state }) => state === 'QUARANTINED').map(quarantineNews));
}

function quarantineNews({ messageId, channel, kind, source, externalId, code, detail }: NewMessage): News {
  const data = { messageId, channel, kind, source, externalId, code: code ?? null, detail: detail ?? null };
  return {
    type: 'freight.message.quarantined.v1',
    subject: `message:${messageId}`,
    carrier: null,
    legalEntity: null,
    data: { ...data, url: `/v1/messages/${messageId}` },
  };
}
