/**
 * `messaging_upkeep(keep, ahead)`: partitions of the next days are made, those past `keep` are dropped, never one with
 * rows still to be published or inbox rows of the last two days. It runs with the rights of the schema's owner, because
 * the app role may not create or drop. A lock it cannot get ends it: the next call tries again.
 */
export const upkeepFunction = `
  CREATE FUNCTION messaging_upkeep(keep interval DEFAULT '14 days', ahead integer DEFAULT 7) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET timezone = 'UTC' SET lock_timeout = '3s' AS $upkeep$
  DECLARE
    day date;
    part record;
    in_use boolean;
    lower_id uuid;
    upper_id uuid;
  BEGIN
    IF keep < interval '2 days' THEN RAISE EXCEPTION 'keep must be at least 2 days'; END IF;
    PERFORM pg_advisory_xact_lock(hashtext('harken.upkeep'), hashtext(current_schema()));

    FOR day IN SELECT generate_series(current_date - 1, current_date + ahead, interval '1 day')::date LOOP
      IF to_regclass('outbox_' || to_char(day, 'YYYYMMDD')) IS NULL THEN
        EXECUTE format('CREATE TABLE %I (LIKE outbox INCLUDING DEFAULTS)', 'outbox_' || to_char(day, 'YYYYMMDD'));
        EXECUTE format('WITH moved AS (DELETE FROM outbox_default WHERE created_at >= %L AND created_at < %L RETURNING *)
                        INSERT INTO %I SELECT * FROM moved', day, day + 1, 'outbox_' || to_char(day, 'YYYYMMDD'));
        EXECUTE format('ALTER TABLE outbox ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       'outbox_' || to_char(day, 'YYYYMMDD'), day::timestamptz, (day + 1)::timestamptz);
      END IF;
      IF to_regclass('inbox_' || to_char(day, 'YYYYMMDD')) IS NULL THEN
        -- A UUIDv7 begins with its milliseconds since 1970.
        lower_id := (lpad(to_hex((extract(epoch FROM day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
        upper_id := (lpad(to_hex((extract(epoch FROM day + 1) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
        EXECUTE format('CREATE TABLE %I (LIKE inbox INCLUDING DEFAULTS)', 'inbox_' || to_char(day, 'YYYYMMDD'));
        EXECUTE format('WITH moved AS (DELETE FROM inbox_default WHERE id >= %L AND id < %L RETURNING *)
                        INSERT INTO %I SELECT * FROM moved', lower_id, upper_id, 'inbox_' || to_char(day, 'YYYYMMDD'));
        EXECUTE format('ALTER TABLE inbox ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       'inbox_' || to_char(day, 'YYYYMMDD'), lower_id, upper_id);
      END IF;
    END LOOP;

    FOR part IN SELECT c.relname::text AS name, i.inhparent = 'outbox'::regclass AS is_outbox
                  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                 WHERE i.inhparent IN ('outbox'::regclass, 'inbox'::regclass)
                   AND c.relname ~ '_[0-9]{8}$'
                   AND to_date(right(c.relname, 8), 'YYYYMMDD') + 1 <= (now() - keep)::date LOOP
      IF part.is_outbox THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I o, outbox_cursor c WHERE (o.horizon, o.seq) > (c.horizon, c.seq))', part.name) INTO in_use;
      ELSE
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE received_at > now() - interval ''2 days'')', part.name) INTO in_use;
      END IF;
      IF NOT in_use THEN EXECUTE format('DROP TABLE %I', part.name); END IF;
    END LOOP;

    DELETE FROM outbox_default o USING outbox_cursor c
     WHERE o.created_at < now() - keep AND (o.horizon, o.seq) <= (c.horizon, c.seq);
    DELETE FROM inbox_default WHERE received_at < now() - keep;
    DELETE FROM dead_letters WHERE discarded_at < now() - keep;
  END
  $upkeep$`;
