import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is due is looked for receiver by receiver, so that none that hangs stands before the others. */
export class DeliveriesByWebhook1763700081000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX webhook_delivery_due;
      CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at, delivery_id) WHERE state = 'PENDING';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
