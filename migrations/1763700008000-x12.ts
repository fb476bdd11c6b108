import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an X12 set needs besides its own text to be read again, and numbers for our acknowledgements. */
export class X12Envelopes1763700008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      -- Of a set: sender, version, separators and the like, as its envelope said.
      ALTER TABLE message ADD COLUMN envelope json;

      CREATE SEQUENCE x12_control_number MAXVALUE 999999999 CYCLE;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
