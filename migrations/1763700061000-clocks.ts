import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every clock of a case, when it is near, what was raised for it, and bills approved by the engine that a person looks at. */
export class Clocks1763700061000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      ALTER TABLE deadline
        DROP CONSTRAINT deadline_kind_check,
        ADD CONSTRAINT deadline_kind_check CHECK (kind IN ('MATCH', 'EVIDENCE', 'REVIEW', 'CONTEST', 'DISPUTE_WINDOW',
          'BALANCE_DUE_WINDOW', 'PAYMENT_DUE', 'DISCOUNT')),
        -- from when on it is near; null: nobody is told before it passes
        ADD COLUMN near_at timestamptz,
        -- set when somebody was told, or there was nobody to tell any more
        ADD COLUMN raised_at timestamptz;
      CREATE INDEX deadline_near ON deadline (near_at) WHERE raised_at IS NULL AND near_at IS NOT NULL;

      -- Raised once for each limit that came near.
      CREATE TABLE escalation (
        case_id uuid NOT NULL REFERENCES bill,
        kind text NOT NULL,
        due_at timestamptz NOT NULL,
        role text NOT NULL,
        raised_at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (case_id, kind, due_at)
      );
      CREATE TRIGGER escalation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON escalation
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Clocks that somebody still has to mind: those that run, and those that have passed while what they are for is open.
      CREATE VIEW open_clock AS
        SELECT d.case_id, d.kind, d.due_at, d.near_at, e.raised_at
        FROM deadline d JOIN freight_case c USING (case_id)
          LEFT JOIN escalation e ON e.case_id = d.case_id AND e.kind = d.kind AND e.due_at = d.due_at
        WHERE CASE d.kind
          WHEN 'MATCH' THEN d.passed_at IS NULL
            OR (c.shipment_id IS NULL AND c.state NOT IN ('SETTLED', 'DENIED'))
          WHEN 'EVIDENCE' THEN d.passed_at IS NULL
            OR (c.pending <> 0 AND c.state IN ('AWAITING_EVIDENCE', 'IN_REVIEW'))
          WHEN 'REVIEW' THEN d.passed_at IS NULL OR c.state = 'IN_REVIEW'
          WHEN 'DISPUTE_WINDOW' THEN NOT EXISTS (
            SELECT FROM dispute_line l JOIN dispute USING (dispute_id)
            WHERE l.case_id = c.case_id AND l.state = 'OPEN' AND dispute.state IN ('SENT', 'ANSWERED'))
            AND (d.passed_at IS NULL OR c.pending <> 0 OR c.disputed <> 0)
          WHEN 'PAYMENT_DUE' THEN c.state NOT IN ('SETTLED', 'DENIED')
          ELSE d.passed_at IS NULL
        END
        UNION ALL
        SELECT h.case_id, 'HOLD', h.due_at, NULL, NULL FROM decision_hold h WHERE h.ended_at IS NULL
        UNION ALL
        SELECT DISTINCT l.case_id, 'CARRIER_ANSWER', d.answer_due_at, d.answer_due_at, d.escalated_at
        FROM dispute d JOIN dispute_line l USING (dispute_id)
        WHERE d.state = 'SENT' AND d.answer_due_at IS NOT NULL AND l.state = 'OPEN';

      -- Bills that the engine approved by itself and a person looks at afterwards. They change no state and no money.
      CREATE TABLE sample (
        sample_id uuid PRIMARY KEY DEFAULT uuidv7(),
        case_id uuid NOT NULL REFERENCES freight_case,
        revision int NOT NULL,
        approved numeric NOT NULL,
        picked_at timestamptz NOT NULL DEFAULT clock_now(),
        finding text CHECK (finding IN ('RIGHT', 'WRONG')),
        -- of WRONG: how much should not have been approved, in the case's currency
        amount numeric CHECK (amount >= 0),
        comment text,
        looked_by text,
        looked_at timestamptz,
        UNIQUE (case_id, revision),
        CONSTRAINT looked_at_by_somebody CHECK ((finding IS NULL) = (looked_by IS NULL) AND (finding IS NULL) = (looked_at IS NULL))
      );
      CREATE INDEX sample_open ON sample (sample_id) WHERE finding IS NULL;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
