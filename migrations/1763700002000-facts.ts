import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages as they came, the facts understood from them, and the bills among those facts. */
export class Facts1763700002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE message (
        message_id uuid PRIMARY KEY DEFAULT uuidv7(),
        channel text NOT NULL CHECK (channel IN ('json', 'x12', 'file')),
        kind text NOT NULL,
        source text NOT NULL,
        external_id text,
        content_hash text NOT NULL,
        raw text NOT NULL,
        state text NOT NULL CHECK (state IN ('ACCEPTED', 'DUPLICATE', 'CONFLICT', 'QUARANTINED')),
        code text,
        detail text,
        -- where in the raw text: { segment, element, offset } or { pointer }
        position json,
        warnings json,
        fact_ids uuid[] NOT NULL DEFAULT '{}',
        replayed_as uuid,
        received_by text NOT NULL,
        received_at timestamptz NOT NULL DEFAULT clock_now()
      );
      CREATE INDEX message_by_state ON message (state, message_id) WHERE state <> 'ACCEPTED';
      CREATE INDEX message_by_source ON message (source, external_id);

      CREATE TABLE fact (
        fact_id uuid PRIMARY KEY DEFAULT uuidv7(),
        kind text NOT NULL CHECK (kind IN ('shipment', 'event', 'document', 'invoice', 'payment', 'clock')),
        source text NOT NULL,
        external_id text NOT NULL,
        content_hash text NOT NULL,
        body json NOT NULL,
        message_id uuid,
        received_at timestamptz NOT NULL DEFAULT clock_now(),
        UNIQUE (kind, source, external_id)
      );
      CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Keys a shipment, event or document is found under: shipment:…, ref:PRO:…
      CREATE TABLE fact_key (
        key text NOT NULL,
        fact_id uuid NOT NULL REFERENCES fact,
        kind text NOT NULL,
        PRIMARY KEY (key, fact_id)
      );

      -- One freight bill: the unit of audit. Its id is the id of its case.
      CREATE TABLE bill (
        case_id uuid PRIMARY KEY DEFAULT uuidv7(),
        fact_id uuid NOT NULL REFERENCES fact,
        bill int NOT NULL,
        invoice_number text NOT NULL,
        bill_number text,
        carrier text,
        -- S:<source>:<shipmentId> once matched, else B:<caseId>; changed by the audit only, under the dossier's lock
        dossier text NOT NULL,
        received_at timestamptz NOT NULL DEFAULT clock_now(),
        UNIQUE (fact_id, bill)
      );
      CREATE INDEX bill_by_dossier ON bill (dossier);

      CREATE TABLE file (
        hash text PRIMARY KEY,
        content bytea NOT NULL,
        content_type text NOT NULL,
        name text,
        received_at timestamptz NOT NULL DEFAULT clock_now()
      );
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
