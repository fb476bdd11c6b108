import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accruals: postings that belong to a shipment, and what each shipment was last seen to cost. */
export class Accruals1763700050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

      -- A shipment that accrues, or did: as of the last look at it.
      CREATE TABLE shipment_accrual (
        dossier text PRIMARY KEY,
        shipment_source text NOT NULL,
        shipment_id text NOT NULL,
        legal_entity text NOT NULL,
        carrier text NOT NULL,
        mode text,
        rating_date date,
        dispatched_on date,
        -- keys too wide for rows of dossier_key, as on freight_case
        looked_under text[] NOT NULL DEFAULT '{}',
        audit_turn bigint NOT NULL DEFAULT 0,
        -- by charge: what is expected, settled, accrued, reversed, released and open
        charges json NOT NULL DEFAULT '[]',
        is_open boolean NOT NULL DEFAULT false,
        since timestamptz,
        -- what is open then is released; passed_at is set when that was told
        release_due_at timestamptz,
        release_passed_at timestamptz,
        changed_at timestamptz NOT NULL DEFAULT clock_now()
      );
      CREATE INDEX shipment_accrual_open ON shipment_accrual (dossier) WHERE is_open;
      CREATE INDEX shipment_accrual_release ON shipment_accrual (release_due_at) WHERE is_open AND release_passed_at IS NULL;
      CREATE INDEX shipment_accrual_by_shipment ON shipment_accrual (shipment_id);

      -- A posting belongs to a case, or, where it accrues, to a shipment.
      ALTER TABLE posting ALTER COLUMN case_id DROP NOT NULL;
      ALTER TABLE posting ADD COLUMN accrual_of text REFERENCES shipment_accrual;
      ALTER TABLE posting ADD COLUMN accrual_reason text
        CHECK (accrual_reason IN ('EXPECTED', 'SETTLED', 'UNBILLED', 'CANCELLED', 'STOPPED'));
      ALTER TABLE posting ADD CONSTRAINT posting_has_one_owner CHECK ((case_id IS NULL) <> (accrual_of IS NULL));
      ALTER TABLE posting ADD CONSTRAINT posting_accrues_for_a_shipment
        CHECK ((accrual_of IS NOT NULL) = (type IN ('ACCRUAL', 'ACCRUAL_REVERSAL')));
      ALTER TABLE posting ADD CONSTRAINT posting_accrues_for_a_reason CHECK (
        (accrual_of IS NULL) = (accrual_reason IS NULL)
        AND (accrual_reason IS NULL OR (accrual_reason = 'EXPECTED') = (type = 'ACCRUAL')));
      ALTER TABLE posting ADD CONSTRAINT posting_accrues_without_tax
        CHECK (accrual_of IS NULL OR (tax = 0 AND state <> 'HELD'));
      CREATE UNIQUE INDEX posting_accrual_sequence ON posting (accrual_of, sequence) WHERE accrual_of IS NOT NULL;

      -- Nothing is reversed that was not accrued: of no charge, in no book, less than nothing is open.
      CREATE FUNCTION refuse_negative_accrual() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE below record;
      BEGIN
        SELECT line ->> 'charge' AS charge, sum((line ->> 'amount')::numeric) AS open INTO below
        FROM posting p, json_array_elements(p.lines) AS line
        WHERE p.accrual_of = NEW.accrual_of AND p.state <> 'WITHDRAWN'
        GROUP BY p.legal_entity, p.carrier, p.currency, line ->> 'charge', line ->> 'stop'
        HAVING sum((line ->> 'amount')::numeric) < 0 LIMIT 1;
        IF FOUND THEN
          RAISE EXCEPTION 'more of % would be reversed for % than was accrued: %', below.charge, NEW.accrual_of, below.open
            USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER posting_accrual_not_negative AFTER INSERT OR UPDATE OF state, lines ON posting
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (NEW.accrual_of IS NOT NULL AND NEW.state IN ('PENDING', 'WITHDRAWN'))
        EXECUTE FUNCTION refuse_negative_accrual();

      -- An entity that begins to accrue takes up the shipments it has: each gets a dossier, bills or none.
      CREATE FUNCTION take_up_accruing_shipments() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE names text[];
      BEGIN
        IF EXISTS (SELECT FROM master_record WHERE kind = NEW.kind AND id = NEW.id AND version = NEW.version - 1
                     AND body ->> 'accruals' = 'DISPATCH') THEN
          RETURN NULL;
        END IF;
        SELECT array_agg(upper(trim(name))) INTO names FROM (
          SELECT NEW.id AS name UNION
          SELECT json_array_elements_text(CASE json_typeof(NEW.body -> 'aliases') WHEN 'array' THEN NEW.body -> 'aliases' END)
        ) AS known;
        WITH held AS (
          INSERT INTO dossier_key (key, dossier)
          SELECT DISTINCT k.key, 'S:' || (f.body ->> 'source') || ':' || (f.body ->> 'shipmentId')
          FROM fact f JOIN fact_key k USING (fact_id)
          WHERE f.kind = 'shipment' AND upper(trim(f.body ->> 'legalEntity')) = ANY(names)
          ON CONFLICT DO NOTHING)
        INSERT INTO mark (dossier, expanded)
        SELECT DISTINCT 'S:' || (f.body ->> 'source') || ':' || (f.body ->> 'shipmentId'), true
        FROM fact f WHERE f.kind = 'shipment' AND upper(trim(f.body ->> 'legalEntity')) = ANY(names);
        RETURN NULL;
      END $$;
      CREATE TRIGGER accruing_entity_takes_up AFTER INSERT ON master_record FOR EACH ROW
        WHEN (NEW.kind = 'legal-entity' AND NEW.body ->> 'accruals' = 'DISPATCH')
        EXECUTE FUNCTION take_up_accruing_shipments();
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
