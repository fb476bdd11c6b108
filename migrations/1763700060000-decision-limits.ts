import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a decision lets out and who else stands behind it; decisions that wait for a second person; holds that end. */
export class DecisionLimits1763700060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      ALTER TABLE decision
        -- by how much the approved money of the case grew with it, or what of a claim it gave up
        ADD COLUMN released numeric NOT NULL DEFAULT 0 CHECK (released >= 0),
        ADD COLUMN hold_until date,
        ADD COLUMN approved_by text,
        ADD CONSTRAINT second_person CHECK (approved_by <> decided_by);
      CREATE INDEX decision_released ON decision (decided_at) WHERE released > 0;

      -- A hold ends with its day; it ends once.
      CREATE TABLE decision_hold (
        decision_id uuid PRIMARY KEY REFERENCES decision,
        case_id uuid NOT NULL REFERENCES bill,
        due_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX decision_hold_due ON decision_hold (due_at) WHERE ended_at IS NULL;
      CREATE INDEX decision_hold_of ON decision_hold (case_id);

      -- What one person asked for above their limit: it moves nothing until a second one agrees.
      CREATE TABLE decision_proposal (
        proposal_id uuid PRIMARY KEY DEFAULT uuidv7(),
        case_id uuid NOT NULL REFERENCES freight_case,
        -- the decision as it was asked for
        body json NOT NULL,
        -- line key → canonical text of the judgement it was asked on
        judgements json NOT NULL,
        -- the last revision in which that judgement was found unchanged
        revision int NOT NULL,
        released numeric NOT NULL CHECK (released > 0),
        currency text,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL DEFAULT clock_now(),
        state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED')),
        ended_by text,
        ended_at timestamptz,
        comment text,
        decision_id uuid REFERENCES decision,
        CONSTRAINT ended CHECK ((state = 'OPEN') = (ended_at IS NULL)),
        CONSTRAINT decided CHECK ((state = 'APPROVED') = (decision_id IS NOT NULL)),
        CONSTRAINT by_another CHECK (state NOT IN ('APPROVED', 'REJECTED') OR ended_by <> asked_by),
        CONSTRAINT by_the_same CHECK (state <> 'WITHDRAWN' OR ended_by = asked_by)
      );
      CREATE INDEX decision_proposal_of ON decision_proposal (case_id);
      CREATE INDEX decision_proposal_open ON decision_proposal (proposal_id) WHERE state = 'OPEN';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
