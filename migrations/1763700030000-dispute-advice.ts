import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which of the 824s that came in were taken as answers to a dispute. */
export class DisputeAdvice1763700030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE TABLE dispute_advice (
        message_id uuid PRIMARY KEY REFERENCES message,
        dispute_id uuid NOT NULL REFERENCES dispute,
        at timestamptz NOT NULL DEFAULT clock_now()
      );

      -- An 824 that was understood is an answer to a dispute; what is not yet taken is found here.
      CREATE INDEX message_advice ON message (message_id) WHERE kind = '824' AND state = 'ACCEPTED';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
