import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Postings that were handed over in a file wait for the ERP's answer without holding up their vendor's others. */
export class Delivered1763700040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE posting ADD COLUMN delivered boolean NOT NULL DEFAULT false');
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
