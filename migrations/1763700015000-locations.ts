import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of a place changes what is proved and owed there: whoever looked under it looks again. */
export class Locations1763700015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION mark_location() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO mark (key) VALUES ('location:' || NEW.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER location_marks AFTER INSERT ON master_record
        FOR EACH ROW WHEN (NEW.kind = 'location') EXECUTE FUNCTION mark_location();
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
