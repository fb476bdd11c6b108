import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Postings to the ERP and each attempt to send one. Lines sum to net; a revision posts once per type. */
export class Postings1763700006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE FUNCTION posting_lines_sum(lines json) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(sum((line ->> 'amount')::numeric), 0) FROM json_array_elements(lines) AS line
      $$;

      CREATE TABLE posting (
        posting_id uuid PRIMARY KEY DEFAULT uuidv7(),
        case_id uuid NOT NULL REFERENCES freight_case,
        revision int NOT NULL,
        sequence int NOT NULL,
        type text NOT NULL CHECK (type IN ('INVOICE', 'ADDITIONAL', 'CREDIT', 'ACCRUAL', 'ACCRUAL_REVERSAL')),
        state text NOT NULL CHECK (state IN ('HELD', 'PENDING', 'SENDING', 'ACKNOWLEDGED', 'UNKNOWN', 'REFUSED', 'WITHDRAWN')),
        target text NOT NULL,
        legal_entity text,
        carrier text,
        vendor_id text,
        supplier_reference text NOT NULL,
        currency text NOT NULL,
        net numeric NOT NULL,
        tax numeric NOT NULL,
        gross numeric NOT NULL CHECK (gross = net + tax),
        lines json NOT NULL,
        -- the whole document as the ERP receives it
        body json NOT NULL,
        row_version int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT clock_now(),
        -- the quiet before a posting, or the back-off after a failure
        available_at timestamptz NOT NULL DEFAULT clock_now() + interval '500 milliseconds',
        claimed_by text,
        claimed_at timestamptz,
        lease_until timestamptz,
        attempts int NOT NULL DEFAULT 0,
        -- how often it was sent without a clear answer since a person last looked
        unanswered int NOT NULL DEFAULT 0,
        document_number text,
        posted_on date,
        acknowledged_amount numeric,
        acknowledged_at timestamptz,
        released_by text,
        last_answer text,
        UNIQUE (case_id, sequence),
        CONSTRAINT posting_lines_make_net CHECK (posting_lines_sum(lines) = net + tax)
      );
      CREATE UNIQUE INDEX posting_supplier_reference ON posting (coalesce(vendor_id, carrier, ''), coalesce(legal_entity, ''), supplier_reference)
        WHERE state <> 'WITHDRAWN';
      -- A withdrawn posting never was; the one rewritten in its place may be of the same revision.
      CREATE UNIQUE INDEX posting_once ON posting (case_id, revision, type) WHERE state <> 'WITHDRAWN';
      CREATE INDEX posting_to_send ON posting (target, available_at, posting_id) WHERE state = 'PENDING';
      CREATE INDEX posting_in_flight ON posting (target) WHERE state IN ('SENDING', 'UNKNOWN');
      CREATE INDEX posting_by_state ON posting (state, posting_id);

      -- Was it paid? Payments are facts that name their posting.
      CREATE INDEX payment_by_posting ON fact ((body ->> 'posting')) WHERE kind = 'payment';

      -- A target that asked us to wait, or cannot be reached, is left alone until then.
      CREATE TABLE posting_target (
        target text PRIMARY KEY,
        paused_until timestamptz NOT NULL,
        reason text NOT NULL,
        -- failures in a row: the pause grows with them
        failures int NOT NULL DEFAULT 0
      );

      CREATE TABLE posting_attempt (
        posting_id uuid NOT NULL REFERENCES posting,
        attempt int NOT NULL,
        kind text NOT NULL CHECK (kind IN ('POST', 'LOOKUP', 'LEASE', 'CLAIM', 'ACKNOWLEDGE', 'REFUSE', 'RELEASE', 'RETRY')),
        outcome text NOT NULL,
        answer text,
        by text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (posting_id, attempt)
      );
      CREATE TRIGGER posting_attempt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting_attempt
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
