import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who wants to hear of what, what there was to tell, and every call made to tell it. */
export class Webhooks1763700080000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE webhook (
        webhook_id uuid PRIMARY KEY DEFAULT uuidv7(),
        url text NOT NULL,
        -- whole types, or beginnings that end with *
        types text[] NOT NULL CHECK (cardinality(types) > 0),
        -- null: of every carrier, of every entity
        carriers text[],
        legal_entities text[],
        description text,
        active boolean NOT NULL DEFAULT true,
        -- why it was switched off by itself; a person switches it on again
        disabled_because text,
        failing_since timestamptz,
        last_delivered_at timestamptz,
        row_version bigint NOT NULL DEFAULT 1,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_now(),
        CONSTRAINT disabled_is_not_active CHECK (disabled_because IS NULL OR NOT active)
      );

      -- One signs, and for a while after a rotation the one before it signs too.
      CREATE TABLE webhook_secret (
        secret_id uuid PRIMARY KEY DEFAULT uuidv7(),
        webhook_id uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
        sealed bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_now(),
        retires_at timestamptz
      );
      CREATE UNIQUE INDEX webhook_secret_newest ON webhook_secret (webhook_id) WHERE retires_at IS NULL;

      -- The last number given to the events of a subject; its row is also their lock.
      CREATE TABLE announced_subject (
        subject text PRIMARY KEY,
        last_sequence bigint NOT NULL CHECK (last_sequence > 0)
      );

      -- Written in the transaction of what it tells; its id is the event's id in every call.
      CREATE TABLE announcement (
        announcement_id uuid PRIMARY KEY DEFAULT uuidv7(),
        type text NOT NULL,
        subject text NOT NULL,
        sequence bigint NOT NULL,
        carrier text,
        legal_entity text,
        data json NOT NULL,
        occurred_at timestamptz NOT NULL DEFAULT clock_now(),
        -- set once it has become deliveries
        spread boolean NOT NULL DEFAULT false,
        UNIQUE (subject, sequence)
      );
      CREATE INDEX announcement_to_spread ON announcement (announcement_id) WHERE NOT spread;
      CREATE INDEX announcement_by_time ON announcement (occurred_at);

      CREATE TABLE webhook_delivery (
        delivery_id uuid PRIMARY KEY DEFAULT uuidv7(),
        webhook_id uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
        announcement_id uuid NOT NULL REFERENCES announcement ON DELETE CASCADE,
        subject text NOT NULL,
        sequence bigint NOT NULL,
        state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD')),
        attempts int NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT clock_now(),
        claimed_by uuid,
        lease_until timestamptz,
        replay boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT clock_now(),
        ended_at timestamptz,
        CONSTRAINT ended_when_no_longer_pending CHECK ((state = 'PENDING') = (ended_at IS NULL))
      );
      CREATE INDEX webhook_delivery_due ON webhook_delivery (due_at) WHERE state = 'PENDING';
      -- An event is told once at a time: in turn with those before it of its subject.
      CREATE UNIQUE INDEX webhook_delivery_in_turn ON webhook_delivery (webhook_id, subject, sequence) WHERE state = 'PENDING';
      CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, delivery_id DESC);
      CREATE INDEX webhook_delivery_by_announcement ON webhook_delivery (announcement_id);

      CREATE TABLE webhook_attempt (
        delivery_id uuid NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
        attempt int NOT NULL,
        -- null: no answer
        status int,
        outcome text NOT NULL CHECK (outcome IN ('DELIVERED', 'FAILED', 'REFUSED')),
        detail text NOT NULL,
        took_ms int NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (delivery_id, attempt)
      );
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
