import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Extensions, the one clock, and the trigger that makes a table append-only. */
export class AppendOnly1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE EXTENSION IF NOT EXISTS btree_gist;

      -- Every clock of the service: whole days may be added to it per connection, for trying deadlines.
      CREATE FUNCTION clock_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
        SELECT clock_timestamp()
          + make_interval(days => coalesce(nullif(current_setting('tallyman.clock_offset_days', true), ''), '0')::int)
      $$;

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
