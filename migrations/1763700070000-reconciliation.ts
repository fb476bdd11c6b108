import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Our books against an ERP's: each comparison, and each difference it found, with an identity of its own. */
export class Reconciliation1763700070000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE reconciliation (
        reconciliation_id uuid PRIMARY KEY DEFAULT uuidv7(),
        target text NOT NULL,
        from_day date NOT NULL,
        to_day date NOT NULL CHECK (to_day >= from_day),
        -- the local night it belongs to; absent: somebody asked
        night date,
        state text NOT NULL DEFAULT 'ASKED' CHECK (state IN ('ASKED', 'RUNNING', 'COMPLETE', 'FAILED')),
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL DEFAULT clock_now(),
        -- the list of an ERP that cannot be asked, as it was uploaded
        list_type text CHECK (list_type IN ('CSV', 'JSON')),
        list bytea,
        claimed_by text,
        lease_until timestamptz,
        finished_at timestamptz,
        reason text,
        -- vouchers of ours, of theirs, found on both sides alike, and unknown ones that the list resolved
        ours int,
        theirs int,
        agreed int,
        resolved int,
        CHECK ((list IS NULL) = (list_type IS NULL)),
        CHECK ((state = 'FAILED') = (reason IS NOT NULL)),
        CHECK ((state IN ('COMPLETE', 'FAILED')) = (finished_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX reconciliation_once_a_night ON reconciliation (target, night) WHERE night IS NOT NULL;
      CREATE INDEX reconciliation_to_run ON reconciliation (reconciliation_id) WHERE state IN ('ASKED', 'RUNNING');
      CREATE INDEX reconciliation_of_target ON reconciliation (target, reconciliation_id);

      CREATE TABLE reconciliation_difference (
        difference_id uuid PRIMARY KEY DEFAULT uuidv7(),
        target text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('MISSING_THERE', 'UNKNOWN_HERE', 'AMOUNT_DIFFERS', 'CURRENCY_DIFFERS',
          'NUMBER_DIFFERS', 'DUPLICATE_THERE', 'STATE_DIFFERS')),
        -- what both sides call it: the posting's id, or the reference of a voucher that is not ours
        reference text NOT NULL,
        posting_id uuid REFERENCES posting,
        -- the day by which a later comparison covers it
        day date NOT NULL,
        amount numeric,
        currency text,
        ours json NOT NULL,
        theirs json NOT NULL,
        state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'EXPLAINED', 'CLOSED')),
        found_by uuid NOT NULL REFERENCES reconciliation,
        last_seen_by uuid NOT NULL REFERENCES reconciliation,
        closed_by uuid REFERENCES reconciliation,
        opened_at timestamptz NOT NULL DEFAULT clock_now(),
        closed_at timestamptz,
        explanation text,
        explained_by text,
        explained_at timestamptz,
        CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL)),
        CHECK (state <> 'EXPLAINED' OR explanation IS NOT NULL)
      );
      CREATE UNIQUE INDEX difference_identity ON reconciliation_difference (target, kind, reference) WHERE state <> 'CLOSED';
      CREATE INDEX difference_by_run ON reconciliation_difference (last_seen_by);

      CREATE INDEX posting_by_day ON posting (target, posted_on) WHERE state = 'ACKNOWLEDGED';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
