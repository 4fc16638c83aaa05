import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What no code can get around, because the app role does not own it: every complaint that has ended has an answer,
 * answers stay, and the history only grows.
 */
export class Guards1710000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION complaints.require_answer() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        -- At the end of the transaction: what counts is where the complaint stands by then.
        IF EXISTS (
          SELECT FROM complaints.complaints c
          WHERE c.id = NEW.id AND c.status IN ('resolved', 'closed', 'rejected', 'duplicate', 'withdrawn')
            AND NOT EXISTS (SELECT FROM complaints.answers a WHERE a.complaint_id = c.id AND a.cycle = c.cycle)
        ) THEN
          RAISE EXCEPTION 'complaint % has ended without an answer', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_has_answer', TABLE = 'complaints';
        END IF;
        RETURN NULL;
      END $$;

      CREATE CONSTRAINT TRIGGER complaint_has_answer
        AFTER INSERT OR UPDATE ON complaints DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.status IN ('resolved', 'closed', 'rejected', 'duplicate', 'withdrawn'))
        EXECUTE FUNCTION complaints.require_answer();

      CREATE FUNCTION complaints.keep_answer() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF EXISTS (
          SELECT FROM complaints.complaints c
          WHERE c.id = OLD.complaint_id AND c.status IN ('resolved', 'closed', 'rejected', 'duplicate', 'withdrawn')
            AND NOT EXISTS (SELECT FROM complaints.answers a WHERE a.complaint_id = c.id AND a.cycle = c.cycle)
        ) THEN
          RAISE EXCEPTION 'the answer of complaint % cannot go: it has ended', OLD.complaint_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_has_answer', TABLE = 'answers';
        END IF;
        RETURN NULL;
      END $$;

      CREATE CONSTRAINT TRIGGER answer_stays
        AFTER UPDATE OR DELETE ON answers DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION complaints.keep_answer();

      CREATE FUNCTION complaints.refuse_change() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$;

      CREATE TRIGGER history_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON history
        FOR EACH STATEMENT EXECUTE FUNCTION complaints.refuse_change();

      REVOKE ALL ON FUNCTION complaints.require_answer(), complaints.keep_answer(), complaints.refuse_change() FROM PUBLIC;
      REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON history, answers, links FROM complaints_app;
      REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON complaints, clocks, escalations FROM complaints_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER history_only_grows ON history;
      DROP TRIGGER answer_stays ON answers;
      DROP TRIGGER complaint_has_answer ON complaints;
      DROP FUNCTION complaints.refuse_change(), complaints.keep_answer(), complaints.require_answer();`);
  }
}
