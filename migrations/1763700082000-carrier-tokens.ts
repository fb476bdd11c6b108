import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens by which a carrier sees its own bills, kept as hashes, each with an end. */
export class CarrierTokens1763700082000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE carrier_token (
        token_id uuid PRIMARY KEY DEFAULT uuidv7(),
        carrier text NOT NULL,
        label text NOT NULL,
        secret_hash text NOT NULL UNIQUE,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_now()
      );
      CREATE INDEX carrier_token_by_carrier ON carrier_token (carrier, token_id);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
