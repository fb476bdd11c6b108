import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments that take others back are found by what they take back; invoices of a carrier by their date. */
export class Remittance1763700071000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE INDEX payment_by_retracted ON fact (source, (body ->> 'retracts'))
        WHERE kind = 'payment' AND body ->> 'retracts' IS NOT NULL;
      CREATE INDEX case_by_carrier_and_day ON freight_case (carrier, invoice_date);
      CREATE INDEX case_by_plain_number ON freight_case
        (carrier, (regexp_replace(upper(invoice_number), '[^[:alnum:]]', '', 'g')));
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
