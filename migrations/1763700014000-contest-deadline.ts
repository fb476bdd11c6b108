import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Most of the time to contest a bill is over: a deadline of its own. */
export class ContestDeadline1763700014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deadline DROP CONSTRAINT deadline_kind_check;
      ALTER TABLE deadline ADD CONSTRAINT deadline_kind_check CHECK (kind IN ('MATCH', 'EVIDENCE', 'REVIEW', 'CONTEST'));
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
