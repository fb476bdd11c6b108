import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do what: API keys (hashed), the audit log, and answers kept for idempotent replays. */
export class People1763700001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE api_key (
        key_id uuid PRIMARY KEY DEFAULT uuidv7(),
        name text NOT NULL,
        person text NOT NULL,
        secret_hash text NOT NULL UNIQUE,
        roles text[] NOT NULL,
        -- sources this key may speak for; {*} means every source
        sources text[] NOT NULL DEFAULT '{}',
        max_method text,
        expires_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE audit_log (
        entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_now(),
        person text NOT NULL,
        action text NOT NULL,
        subject text NOT NULL,
        detail json
      );
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE idempotent_answer (
        person text NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        -- null while the first request is still running
        status smallint,
        answer text,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (person, route, key)
      );
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
