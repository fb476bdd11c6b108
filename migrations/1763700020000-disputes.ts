import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Disputes with their lines, words, rounds and history; and which decisions and open items belong to one. */
export class Disputes1763700020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE dispute (
        dispute_id uuid PRIMARY KEY DEFAULT uuidv7(),
        serial int GENERATED ALWAYS AS IDENTITY UNIQUE,
        state text NOT NULL DEFAULT 'DRAFT' CHECK (state IN ('DRAFT', 'SENT', 'ANSWERED', 'RESOLVED')),
        resolution text CHECK (resolution IN ('ACCEPTED', 'PARTIAL', 'REJECTED', 'WITHDRAWN')),
        carrier text NOT NULL,
        legal_entity text,
        currency text NOT NULL,
        -- takes up by itself what its carrier, entity and currency are newly asked for, until it is sent
        collecting boolean NOT NULL DEFAULT false,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT clock_now(),
        contact json,
        message text,
        sent_at timestamptz,
        answer_by date,
        -- the end of that day in the entity's zone
        answer_due_at timestamptz,
        escalated_at timestamptz,
        answered_at timestamptz,
        resolved_at timestamptz,
        resolved_by text,
        row_version bigint NOT NULL DEFAULT 1,
        CONSTRAINT resolved_with_how CHECK ((state = 'RESOLVED') = (resolution IS NOT NULL)),
        CONSTRAINT sent_with_when CHECK (state IN ('DRAFT', 'RESOLVED') OR sent_at IS NOT NULL)
      );
      CREATE UNIQUE INDEX dispute_collecting ON dispute (carrier, coalesce(legal_entity, ''), currency)
        WHERE state = 'DRAFT' AND collecting;
      CREATE INDEX dispute_by_state ON dispute (state, dispute_id);
      CREATE INDEX dispute_by_carrier ON dispute (carrier, dispute_id);
      CREATE INDEX dispute_unanswered ON dispute (answer_due_at) WHERE state = 'SENT' AND escalated_at IS NULL;

      CREATE TABLE dispute_line (
        dispute_id uuid NOT NULL REFERENCES dispute,
        place int NOT NULL CHECK (place > 0),
        kind text NOT NULL CHECK (kind IN ('WITHHELD', 'CLAIM')),
        case_id uuid NOT NULL REFERENCES freight_case,
        line int,
        charge text NOT NULL,
        stop int,
        billed numeric NOT NULL,
        asked numeric NOT NULL,
        -- what is paid of the line where the carrier accepts all that is asked
        least_paid numeric NOT NULL,
        reason text NOT NULL,
        -- the judgement looked at last: a case that has moved on is looked at again
        case_version bigint NOT NULL,
        revision int NOT NULL,
        state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')),
        -- what is paid of the line in the end
        agreed numeric,
        -- why it ended, in words
        ended text,
        decision_id uuid REFERENCES decision,
        PRIMARY KEY (dispute_id, place),
        CONSTRAINT agreed_when_ended CHECK (agreed IS NULL OR state <> 'OPEN')
      );
      -- A line of a case is asked for in one dispute at a time.
      CREATE UNIQUE INDEX dispute_line_live ON dispute_line (case_id, charge, coalesce(line, -1), coalesce(stop, -1))
        WHERE state = 'OPEN';
      CREATE INDEX dispute_line_by_case ON dispute_line (case_id);

      CREATE FUNCTION refuse_open_lines() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT FROM dispute_line l JOIN dispute d USING (dispute_id)
                     WHERE d.dispute_id = NEW.dispute_id AND d.state = 'RESOLVED' AND l.state = 'OPEN') THEN
            RAISE EXCEPTION 'dispute % is resolved and a line of it is open', NEW.dispute_id;
          END IF;
          RETURN NULL;
        END
      $$;
      CREATE CONSTRAINT TRIGGER dispute_resolved_whole AFTER INSERT OR UPDATE ON dispute
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'RESOLVED') EXECUTE FUNCTION refuse_open_lines();
      CREATE CONSTRAINT TRIGGER dispute_line_resolved_whole AFTER INSERT OR UPDATE ON dispute_line
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'OPEN') EXECUTE FUNCTION refuse_open_lines();

      -- What was said: to the carrier, by it, and among ourselves. What goes out waits here until it is sent.
      CREATE TABLE dispute_message (
        message_id uuid PRIMARY KEY DEFAULT uuidv7(),
        dispute_id uuid NOT NULL REFERENCES dispute,
        direction text NOT NULL CHECK (direction IN ('OUT', 'IN', 'NOTE')),
        -- DISPUTE, PROPOSAL, WITHDRAWAL, REMINDER, RESOLUTION go out; ANSWER comes in
        kind text NOT NULL CHECK (kind IN ('DISPUTE', 'PROPOSAL', 'WITHDRAWAL', 'REMINDER', 'RESOLUTION', 'ANSWER', 'NOTE')),
        via text NOT NULL,
        -- verbatim
        text text,
        body json NOT NULL DEFAULT '{}',
        -- the sender's own id of an answer, so that it is taken once
        external_id text,
        by text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_now(),
        -- of what goes out
        state text CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'FAILED')),
        attempts int NOT NULL DEFAULT 0,
        available_at timestamptz NOT NULL DEFAULT clock_now(),
        sent_at timestamptz,
        last_answer text,
        CONSTRAINT outgoing_has_state CHECK ((direction = 'OUT') = (state IS NOT NULL))
      );
      CREATE INDEX dispute_message_of ON dispute_message (dispute_id, message_id);
      CREATE INDEX dispute_message_to_send ON dispute_message (available_at) WHERE state IN ('QUEUED', 'SENDING');
      CREATE UNIQUE INDEX dispute_answer_once ON dispute_message (dispute_id, external_id) WHERE external_id IS NOT NULL;

      CREATE TABLE dispute_proposal (
        dispute_id uuid NOT NULL REFERENCES dispute,
        -- 2 is the first after what was asked
        round int NOT NULL CHECK (round > 1),
        from_carrier boolean NOT NULL,
        -- [{ place, on, value, amount }]
        lines json NOT NULL,
        comment text,
        by text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (dispute_id, round)
      );

      CREATE TABLE dispute_event (
        dispute_id uuid NOT NULL REFERENCES dispute,
        entry int NOT NULL,
        kind text NOT NULL,
        body json NOT NULL DEFAULT '{}',
        by text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (dispute_id, entry)
      );
      CREATE TRIGGER dispute_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER dispute_proposal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_proposal
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- The dispute in which the carrier agreed to what was decided.
      ALTER TABLE decision ADD COLUMN dispute_id uuid REFERENCES dispute;

      -- The dispute that took an item up; it is taken up by itself once.
      ALTER TABLE open_item ADD COLUMN dispute_id uuid REFERENCES dispute;
      CREATE INDEX open_item_to_dispute ON open_item (case_id) WHERE closed_at IS NULL AND dispute_id IS NULL;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
