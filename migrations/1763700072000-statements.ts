import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Statements of account as carriers sent them, and what they were answered. */
export class Statements1763700072000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE statement (
        statement_id uuid PRIMARY KEY DEFAULT uuidv7(),
        carrier text NOT NULL,
        type text NOT NULL CHECK (type IN ('CSV', 'JSON', 'X12')),
        -- the file, byte for byte
        file bytea NOT NULL,
        -- lines that could not be read, with row and column
        refused json NOT NULL,
        answer json NOT NULL,
        lines int NOT NULL,
        taken_by text NOT NULL,
        taken_at timestamptz NOT NULL DEFAULT clock_now()
      );
      CREATE INDEX statement_by_carrier ON statement (carrier, statement_id);
      CREATE TRIGGER statement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
