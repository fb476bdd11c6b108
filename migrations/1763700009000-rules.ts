import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The organisation's own rules from draft to withdrawal, the sets cases were judged by, and tolerance budgets. */
export class Rules1763700009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE rule_version (
        rule_id text NOT NULL,
        version int NOT NULL CHECK (version > 0),
        state text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'ACTIVE', 'WITHDRAWN')),
        -- days a bill may have been received on, both ends included; shortened when a later version takes over
        effective daterange NOT NULL CHECK (NOT isempty(effective)),
        -- the rule as it is asked, without its scenarios, its days as first written
        body json NOT NULL CHECK (octet_length(body::text) <= 65536),
        scenarios json NOT NULL DEFAULT '[]' CHECK (octet_length(scenarios::text) <= 65536),
        row_version int NOT NULL DEFAULT 1,
        drafted_by text NOT NULL,
        drafted_at timestamptz NOT NULL DEFAULT clock_now(),
        submitted_by text,
        submitted_at timestamptz,
        activated_by text,
        activated_at timestamptz,
        retroactive boolean NOT NULL DEFAULT false,
        backtest_id uuid,
        withdrawal_asked_by text,
        withdrawal_asked_at timestamptz,
        withdrawn_by text,
        withdrawn_at timestamptz,
        PRIMARY KEY (rule_id, version),
        CONSTRAINT rule_second_person CHECK (activated_by IS NULL OR (activated_by <> drafted_by AND activated_by <> submitted_by)),
        CONSTRAINT rule_active_by_somebody CHECK (state <> 'ACTIVE' OR activated_by IS NOT NULL),
        CONSTRAINT rule_retroactive_tried CHECK (NOT retroactive OR backtest_id IS NOT NULL),
        CONSTRAINT rule_no_overlap EXCLUDE USING gist (rule_id WITH =, effective WITH &&) WHERE (state = 'ACTIVE')
      );
      CREATE INDEX rule_active ON rule_version (rule_id, version) WHERE state = 'ACTIVE';

      -- What changed about the rules in force, in the order in which it came to hold: written under one lock.
      CREATE TABLE rule_change (
        change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        rule_id text NOT NULL,
        version int NOT NULL,
        -- the version as it holds from now on; null: it holds no more
        rule json,
        -- whether cases already settled or denied are judged by it too
        retroactive boolean NOT NULL,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT clock_now(),
        FOREIGN KEY (rule_id, version) REFERENCES rule_version
      );
      CREATE TRIGGER rule_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_change
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Every set of rules that ever judged a case, shipped ones included, by its digest.
      CREATE TABLE rule_set (
        digest text PRIMARY KEY,
        -- the last change it knows; 0: the shipped rules alone
        as_of bigint NOT NULL,
        rules json NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_now()
      );
      CREATE TRIGGER rule_set_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_set
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- A rule tried on history: worked through in batches, each of which moves the row on.
      CREATE TABLE rule_backtest (
        backtest_id uuid PRIMARY KEY DEFAULT uuidv7(),
        rule_id text NOT NULL,
        version int NOT NULL,
        -- md5 of the rule as it was tried: a draft changed since has not been tried
        content text NOT NULL,
        state text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'DONE', 'FAILED')),
        most int NOT NULL CHECK (most > 0),
        resume_received_at timestamptz,
        resume_case_id uuid,
        looked int NOT NULL DEFAULT 0,
        result json,
        error text,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL DEFAULT clock_now(),
        finished_at timestamptz,
        FOREIGN KEY (rule_id, version) REFERENCES rule_version
      );
      CREATE INDEX rule_backtest_running ON rule_backtest (backtest_id) WHERE state = 'RUNNING';
      CREATE INDEX rule_backtest_of_rule ON rule_backtest (rule_id, version, backtest_id);
      ALTER TABLE rule_version ADD FOREIGN KEY (backtest_id) REFERENCES rule_backtest;

      -- What has been forgiven under one contract's budget in one month; '' stands for the policy where no contract is.
      CREATE TABLE tolerance_budget (
        carrier text NOT NULL,
        contract_id text NOT NULL,
        currency text NOT NULL,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        -- the budget when it was last drawn on
        amount numeric NOT NULL DEFAULT 0,
        used numeric NOT NULL DEFAULT 0 CHECK (used >= 0),
        PRIMARY KEY (carrier, contract_id, currency, month),
        CONSTRAINT budget_not_overspent CHECK (used <= amount)
      );

      -- Each approval that drew on a budget, or gave back to it, by the revision that did.
      CREATE TABLE tolerance_use (
        case_id uuid NOT NULL REFERENCES freight_case,
        revision int NOT NULL,
        carrier text NOT NULL,
        contract_id text NOT NULL,
        currency text NOT NULL,
        month date NOT NULL,
        amount numeric NOT NULL,
        -- what was left for this case when it first came under the budget: it is never offered more
        offered numeric NOT NULL CHECK (offered >= 0),
        written_at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (case_id, carrier, contract_id, currency, month, revision),
        FOREIGN KEY (carrier, contract_id, currency, month) REFERENCES tolerance_budget
      );
      CREATE TRIGGER tolerance_use_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tolerance_use
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
