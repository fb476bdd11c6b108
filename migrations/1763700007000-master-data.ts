import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The newest version of each master record, marks on whatever it changes, and indexes for reading facts back. */
export class MasterData1763700007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      CREATE VIEW master_now AS
        SELECT DISTINCT ON (kind, id) kind, id, version, body, changed_by, changed_at
        FROM master_record ORDER BY kind, id, version DESC;

      -- The codes a carrier goes by: its own and its SCACs.
      CREATE FUNCTION carrier_codes(id text, body json) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
        SELECT id
        UNION SELECT json_array_elements_text(CASE json_typeof(body -> 'scacs') WHEN 'array' THEN body -> 'scacs' END)
      $$;

      -- Whoever looked under a record looks again when it changes: a mark, in the transaction of the change. A carrier is
      -- looked up by the codes it has now and those it had before. GL rules change no judgement.
      CREATE FUNCTION mark_master_record() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.kind = 'carrier' THEN
          INSERT INTO mark (key)
            SELECT DISTINCT 'carrier:' || code FROM master_record r, carrier_codes(r.id, r.body) AS code
            WHERE r.kind = 'carrier' AND r.id = NEW.id AND r.version >= NEW.version - 1;
        ELSIF NEW.kind = 'legal-entity' THEN INSERT INTO mark (key) VALUES ('entity:' || NEW.id);
        ELSIF NEW.kind = 'partner' THEN INSERT INTO mark (key) VALUES ('partner:' || NEW.id);
        ELSIF NEW.kind = 'calendar' THEN INSERT INTO mark (key) VALUES ('calendar:' || NEW.id);
        ELSIF NEW.kind = 'policy' THEN
          INSERT INTO invalidation (key, include_settled) VALUES ('policy', false);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER master_record_marks AFTER INSERT ON master_record
        FOR EACH ROW EXECUTE FUNCTION mark_master_record();

      CREATE INDEX fact_by_kind ON fact (kind, fact_id);
      CREATE INDEX bill_by_invoice ON bill (invoice_number);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
