import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Staleness: what a dossier looked under, marks on those keys, and wide invalidations still being expanded. */
export class Marks1763700003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      -- Keys a dossier looked under, found or not.
      CREATE TABLE dossier_key (
        key text NOT NULL,
        dossier text NOT NULL,
        PRIMARY KEY (key, dossier)
      );
      CREATE INDEX dossier_key_by_dossier ON dossier_key (dossier);

      -- Insert only, in the transaction of the change; a key's marks are turned into one mark per dossier that holds it.
      CREATE TABLE mark (
        mark_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text,
        dossier text,
        -- from a wide change: taken after marks from single facts
        expanded boolean NOT NULL DEFAULT false,
        made_at timestamptz NOT NULL DEFAULT clock_now(),
        CHECK ((key IS NULL) <> (dossier IS NULL))
      );
      CREATE INDEX mark_to_resolve ON mark (mark_id) WHERE key IS NOT NULL;
      CREATE INDEX mark_to_claim ON mark (expanded, mark_id) WHERE dossier IS NOT NULL;
      CREATE INDEX mark_by_dossier ON mark (dossier) WHERE dossier IS NOT NULL;
      -- A queue in a table: rows live for milliseconds, and their dead are in the way of the next look.
      ALTER TABLE mark SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_threshold = 2000000000);

      -- Counts audits and the beginnings of expansions, so that each knows which was first.
      CREATE SEQUENCE audit_turn;

      CREATE TABLE invalidation (
        invalidation_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- the key whose holders are stale: terms:ABCD, index:EIA-DIESEL-US, policy
        key text NOT NULL,
        -- only cases of these entities and modes whose rating date lies here, or is not known
        legal_entities text[],
        modes text[],
        during daterange,
        include_settled boolean NOT NULL DEFAULT true,
        -- taken when no audit was in flight: a case with a later turn was audited knowing the change
        begun_turn bigint,
        -- the last case expanded so far: unpaid ones first, of each the newest first
        resume_paid boolean NOT NULL DEFAULT false,
        resume_received_at timestamptz,
        resume_case_id uuid,
        made_at timestamptz NOT NULL DEFAULT clock_now(),
        finished_at timestamptz
      );
      CREATE INDEX invalidation_open ON invalidation (invalidation_id) WHERE finished_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
