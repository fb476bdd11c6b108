import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases, their charges, reports, timeline, decisions, deadlines, open items and postings. Money is conserved by CHECK. */
export class Ledger1763700005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE freight_case (
        case_id uuid PRIMARY KEY REFERENCES bill,
        dossier text NOT NULL,
        state text NOT NULL CHECK (state IN
          ('PARKED', 'AWAITING_MATCH', 'IN_REVIEW', 'DISPUTED', 'AWAITING_EVIDENCE', 'SETTLED', 'DENIED', 'APPROVED')),
        revision int NOT NULL CHECK (revision > 0),
        reopened_count int NOT NULL DEFAULT 0,
        checked_count int NOT NULL DEFAULT 0,
        source text NOT NULL,
        document_id text NOT NULL,
        bill int NOT NULL,
        kind text NOT NULL,
        invoice_number text NOT NULL,
        bill_number text,
        invoice_date date NOT NULL,
        carrier text,
        legal_entity text,
        mode text,
        shipment_source text,
        shipment_id text,
        currency text,
        billed numeric NOT NULL,
        approved numeric NOT NULL,
        disputed numeric NOT NULL,
        denied numeric NOT NULL,
        pending numeric NOT NULL,
        expected numeric,
        at_risk numeric NOT NULL DEFAULT 0,
        -- Σ postings not withdrawn, Σ acknowledged, and whether one is held back
        posted numeric NOT NULL DEFAULT 0,
        acknowledged numeric NOT NULL DEFAULT 0,
        held boolean NOT NULL DEFAULT false,
        needs_review boolean NOT NULL DEFAULT false,
        awaiting_match boolean NOT NULL DEFAULT false,
        reasons text[] NOT NULL DEFAULT '{}',
        findings json NOT NULL DEFAULT '[]',
        rating_date date,
        contract_id text,
        contract_version int,
        policy_version int NOT NULL DEFAULT 0,
        profile_version int,
        rules text NOT NULL DEFAULT '',
        -- keys too wide for rows of dossier_key: terms, carriers, entities, partners, series, calendars
        looked_under text[] NOT NULL DEFAULT '{}',
        digest text NOT NULL,
        parked_error text,
        -- grows with state, money, findings and decisions, not with re-checks: the case's ETag
        row_version bigint NOT NULL DEFAULT 1,
        assignee text,
        due_at timestamptz,
        received_at timestamptz NOT NULL,
        audited_at timestamptz NOT NULL DEFAULT clock_now(),
        audit_turn bigint NOT NULL DEFAULT 0,
        CONSTRAINT case_money_conserved CHECK (billed = approved + disputed + denied + pending)
      );
      CREATE INDEX case_by_dossier ON freight_case (dossier);
      CREATE INDEX case_by_state ON freight_case (state, received_at DESC, case_id DESC);
      CREATE INDEX case_by_receipt ON freight_case (received_at DESC, case_id DESC);
      CREATE INDEX case_by_invoice ON freight_case (invoice_number);
      CREATE INDEX case_by_bill_number ON freight_case (bill_number);
      CREATE INDEX case_by_shipment ON freight_case (shipment_id);
      CREATE INDEX case_by_due ON freight_case (due_at, case_id) WHERE due_at IS NOT NULL;
      CREATE INDEX case_by_reason ON freight_case USING gin (reasons) WHERE reasons <> '{}';
      CREATE INDEX case_by_carrier ON freight_case (carrier, received_at DESC);

      CREATE TABLE case_charge (
        case_id uuid NOT NULL REFERENCES freight_case,
        position smallint NOT NULL,
        line int,
        charge text NOT NULL,
        stop int,
        raw_code text,
        billed numeric NOT NULL,
        expected numeric,
        approved numeric NOT NULL,
        disputed numeric NOT NULL,
        denied numeric NOT NULL,
        pending numeric NOT NULL,
        verdict text NOT NULL CHECK (verdict IN ('PASS', 'VARIANCE', 'CANNOT_ASSESS', 'NOT_APPLICABLE')),
        outcome text NOT NULL CHECK (outcome IN ('APPROVE', 'SHORT_PAY', 'DISPUTE', 'DENY', 'HOLD', 'REVIEW', 'WAIT')),
        reason text,
        PRIMARY KEY (case_id, position),
        CONSTRAINT charge_money_conserved CHECK (billed = approved + disputed + denied + pending)
      );

      -- Every revision's judgement with its full working, stored once.
      CREATE TABLE report (
        case_id uuid NOT NULL REFERENCES freight_case,
        revision int NOT NULL,
        digest text NOT NULL,
        engine text NOT NULL,
        body text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (case_id, revision)
      );
      CREATE TRIGGER report_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON report
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE timeline (
        case_id uuid NOT NULL REFERENCES freight_case,
        entry int NOT NULL,
        revision int NOT NULL,
        kind text NOT NULL,
        -- what arrived, when it happened, what it changed: facts, verdicts, money before and after
        body json NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (case_id, entry)
      );
      CREATE TRIGGER timeline_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON timeline
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE decision (
        decision_id uuid PRIMARY KEY DEFAULT uuidv7(),
        case_id uuid NOT NULL REFERENCES bill,
        kind text NOT NULL,
        line int,
        charge text,
        amount numeric,
        reason text,
        comment text,
        shipment_source text,
        shipment_id text,
        -- line key → canonical text of the judgement it was made on
        judgements json NOT NULL DEFAULT '{}',
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL DEFAULT clock_now()
      );
      CREATE INDEX decision_by_case ON decision (case_id, decision_id);
      CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE deadline (
        case_id uuid NOT NULL REFERENCES bill,
        kind text NOT NULL CHECK (kind IN ('MATCH', 'EVIDENCE', 'REVIEW')),
        due_at timestamptz NOT NULL,
        -- set when the clock fact was written
        passed_at timestamptz,
        PRIMARY KEY (case_id, kind)
      );
      CREATE INDEX deadline_due ON deadline (due_at) WHERE passed_at IS NULL;

      CREATE TABLE open_item (
        item_id uuid PRIMARY KEY DEFAULT uuidv7(),
        case_id uuid NOT NULL REFERENCES freight_case,
        kind text NOT NULL CHECK (kind IN ('WITHHELD', 'HELD_POSTING', 'CLAIM')),
        line int,
        charge text NOT NULL,
        stop int,
        amount numeric NOT NULL,
        currency text NOT NULL,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT clock_now(),
        closed_by text,
        closed_at timestamptz
      );
      CREATE UNIQUE INDEX open_item_identity ON open_item (case_id, kind, charge, coalesce(line, -1), coalesce(stop, -1)) WHERE closed_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
