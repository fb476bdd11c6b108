import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contracts, index values and exchange rates, master data, partner profiles and policies: all versioned. */
export class Terms1763700004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE contract_version (
        contract_id text NOT NULL,
        version int NOT NULL CHECK (version > 0),
        state text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'ACTIVE', 'WITHDRAWN')),
        carrier text NOT NULL,
        legal_entities text[] NOT NULL,
        modes text[] NOT NULL,
        -- both ends included; shortened when a later version replaces a part of it
        effective daterange NOT NULL CHECK (NOT isempty(effective)),
        body json NOT NULL,
        row_version int NOT NULL DEFAULT 1,
        drafted_by text NOT NULL,
        drafted_at timestamptz NOT NULL DEFAULT clock_now(),
        submitted_by text,
        submitted_at timestamptz,
        activated_by text,
        activated_at timestamptz,
        reopen_settled boolean NOT NULL DEFAULT false,
        withdrawn_by text,
        withdrawn_at timestamptz,
        PRIMARY KEY (contract_id, version),
        CONSTRAINT contract_second_person CHECK (activated_by IS NULL OR (activated_by <> drafted_by AND activated_by <> submitted_by)),
        CONSTRAINT contract_no_overlap EXCLUDE USING gist (contract_id WITH =, effective WITH &&) WHERE (state = 'ACTIVE')
      );
      CREATE INDEX contract_by_carrier ON contract_version (carrier) WHERE state = 'ACTIVE';

      CREATE TABLE index_value (
        series text NOT NULL,
        period date NOT NULL,
        revision int NOT NULL CHECK (revision >= 0),
        value numeric NOT NULL,
        unit text,
        published_on date NOT NULL,
        received_by text NOT NULL,
        received_at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (series, period, revision)
      );
      CREATE TRIGGER index_value_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON index_value
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE fx_rate (
        series text NOT NULL,
        base text NOT NULL,
        quote text NOT NULL,
        date date NOT NULL,
        rate numeric NOT NULL CHECK (rate > 0),
        received_by text NOT NULL,
        received_at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (series, base, quote, date)
      );
      CREATE TRIGGER fx_rate_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fx_rate
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Carriers, legal entities, locations, calendars, GL rules, partner profiles, policies: the newest version is in force.
      CREATE TABLE master_record (
        kind text NOT NULL CHECK (kind IN ('carrier', 'legal-entity', 'location', 'calendar', 'gl-rule', 'partner', 'policy')),
        id text NOT NULL,
        version int NOT NULL CHECK (version > 0),
        body json NOT NULL,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT clock_now(),
        PRIMARY KEY (kind, id, version)
      );
      CREATE TRIGGER master_record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON master_record
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
