import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first day that a legal entity's books are open for: today in its zone, or the day after they were closed through. */
export class PostingDay1763700073000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE FUNCTION posting_day(entity text) RETURNS date LANGUAGE sql STABLE AS $$
        SELECT greatest((clock_now() AT TIME ZONE coalesce(max(body ->> 'timeZone'), 'UTC'))::date,
                        max((body ->> 'closedThrough')::date) + 1)
          FROM master_now WHERE kind = 'legal-entity' AND id = entity
      $$;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
