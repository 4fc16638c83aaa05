import type { MigrationInterface, QueryRunner } from 'typeorm';
import { notificationsUpkeep } from './upkeep-function.ts';

const alerts = `
  CREATE TABLE alert_log (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    last_position bigint NOT NULL,
    last_recorded_at timestamptz NOT NULL,
    dropped_through bigint NOT NULL
  ) WITH (fillfactor = 50);
  INSERT INTO alert_log (last_position, last_recorded_at, dropped_through) VALUES (0, date_trunc('milliseconds', now()), 0);

  CREATE TABLE alerts (
    position bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    severity text NOT NULL,
    at timestamptz NOT NULL,
    subject text NOT NULL,
    touchpoint text,
    team text,
    segments text[] NOT NULL,
    traceparent text,
    body json NOT NULL,
    PRIMARY KEY (position, recorded_at)
  ) PARTITION BY RANGE (recorded_at);
  CREATE INDEX alerts_id ON alerts (id);
  CREATE TABLE alerts_default PARTITION OF alerts DEFAULT`;

const subscriptions = `
  CREATE TABLE subscriptions (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    name text NOT NULL,
    client_id uuid NOT NULL,
    owner text NOT NULL,
    owner_roles text[] NOT NULL,
    filter jsonb NOT NULL,
    delivery jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'disabled')),
    disabled_reason text CHECK (disabled_reason IN ('gone', 'failing', 'keyless')),
    disabled_at timestamptz,
    secret text,
    previous_secret text,
    previous_secret_until timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CHECK ((delivery ->> 'kind' = 'webhook') = (secret IS NOT NULL)),
    CHECK ((status = 'disabled') = (disabled_reason IS NOT NULL)),
    CHECK ((status = 'disabled') = (disabled_at IS NOT NULL))
  );
  CREATE INDEX subscriptions_created ON subscriptions (created_at, id);
  CREATE INDEX subscriptions_client ON subscriptions (client_id);

  -- Grows by one with every change of what is active, so that each process knows whether its copy still holds.
  CREATE TABLE subscription_epoch (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    epoch bigint NOT NULL
  ) WITH (fillfactor = 50);
  INSERT INTO subscription_epoch (epoch) VALUES (0)`;

const deliveries = `
  CREATE TABLE deliveries (
    id uuid PRIMARY KEY,
    subscription_id uuid NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    alert_id uuid NOT NULL,
    alert_position bigint NOT NULL,
    alert_recorded_at timestamptz NOT NULL,
    subject text NOT NULL,
    ordered boolean NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (subscription_id, alert_id)
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
  CREATE INDEX deliveries_due ON deliveries (subscription_id, due_at, alert_position);
  CREATE INDEX deliveries_order ON deliveries (subscription_id, subject, alert_position) WHERE ordered;

  CREATE TABLE delivery_attempts (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    subscription_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    alert_type text NOT NULL,
    attempt integer NOT NULL,
    status text NOT NULL CHECK (status IN ('delivered', 'failed', 'exhausted', 'gone', 'cancelled')),
    response_code integer,
    duration_ms integer,
    error text,
    next_try_at timestamptz,
    PRIMARY KEY (id, at)
  ) PARTITION BY RANGE (at);
  CREATE INDEX delivery_attempts_of ON delivery_attempts (subscription_id, at, id);
  CREATE TABLE delivery_attempts_default PARTITION OF delivery_attempts DEFAULT`;

export class NotificationsBaseline1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const room of [alerts, subscriptions, deliveries, notificationsUpkeep]) await runner.query(room);
    await runner.query('SELECT notifications_upkeep()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION notifications_upkeep;
      DROP TABLE delivery_attempts, deliveries, subscriptions, subscription_epoch, alerts, alert_log`);
  }
}
