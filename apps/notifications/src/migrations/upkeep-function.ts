/**
 * `notifications_upkeep(keep, ahead)`: makes the partitions of the next days and drops those past `keep`. It runs with the
 * rights of the schema's owner, because the app role may not create or drop. How far the log was dropped is remembered,
 * so that a cursor that points there is refused. Alerts that wait for delivery are dropped with the rest: by then their
 * attempts have ended long ago, unless their subscription was paused by hand.
 */
export const notificationsUpkeep = `
  CREATE FUNCTION notifications_upkeep(keep interval DEFAULT '30 days', ahead integer DEFAULT 7) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET timezone = 'UTC' SET lock_timeout = '3s' AS $upkeep$
  DECLARE
    part record;
    day date;
    parent text;
    time_column text;
    name text;
    last_dropped bigint;
  BEGIN
    IF keep < interval '5 days' THEN RAISE EXCEPTION 'keep must be at least 5 days: deliveries are tried for that long'; END IF;
    PERFORM pg_advisory_xact_lock(hashtext('harken.notifications-upkeep'), hashtext(current_schema()));

    FOREACH parent IN ARRAY ARRAY['alerts', 'delivery_attempts'] LOOP
      time_column := CASE parent WHEN 'alerts' THEN 'recorded_at' ELSE 'at' END;
      FOR day IN SELECT generate_series(current_date - 1, current_date + ahead, interval '1 day')::date LOOP
        name := parent || '_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(quote_ident(name)) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, parent);
        EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                       parent || '_default', time_column, day, time_column, day + 1, name);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       parent, name, day::timestamptz, (day + 1)::timestamptz);
      END LOOP;
    END LOOP;

    FOR part IN SELECT c.relname::text AS name, i.inhparent = 'alerts'::regclass AS is_log
                  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                 WHERE i.inhparent IN ('alerts'::regclass, 'delivery_attempts'::regclass)
                   AND c.relname ~ '_[0-9]{8}$'
                   AND to_date(right(c.relname, 8), 'YYYYMMDD') + 1 <= (now() - keep)::date
                 ORDER BY c.relname LOOP
      IF part.is_log THEN
        EXECUTE format('SELECT max(position) FROM %I', part.name) INTO last_dropped;
        UPDATE alert_log SET dropped_through = greatest(dropped_through, coalesce(last_dropped, 0));
      END IF;
      EXECUTE format('DROP TABLE %I', part.name);
    END LOOP;
    DELETE FROM deliveries d USING alert_log l WHERE d.alert_position <= l.dropped_through;
  END
  $upkeep$`;
