import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bills that their invoice number alone may make the same as another are found under a key of their own. */
export class OpenDuplicates1763700016000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO dossier_key (key, dossier)
      SELECT held.key || ':OPEN', held.dossier FROM dossier_key held
      WHERE held.key LIKE 'dup:%' AND held.key NOT LIKE 'dup:%:PRO:%' AND EXISTS (
        SELECT FROM bill JOIN fact USING (fact_id) WHERE bill.dossier = held.dossier
          AND (coalesce(bill.bill_number, '') = '' OR fact.body ->> 'kind' IN ('PAST_DUE', 'REBUTTAL')))
      ON CONFLICT DO NOTHING;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
