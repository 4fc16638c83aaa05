import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';

export interface MessagingMetrics {
  published(rows: readonly { readonly type: string }[]): void;
  consumed(type: string, count: number, seconds: number): void;
  deadLettered(code: string): void;
  lag(topic: string, partition: number, messages: number): void;
}

const maxCountedRows = 100_000;

/** Metrics for operators; those of the database are read when they are collected. */
export function messagingMetrics(registry: Registry, dataSource: DataSource): MessagingMetrics {
  const registers = [registry];
  const published = new Counter({
    name: 'harken_events_published_total',
    help: 'Events that Kafka has acknowledged',
    labelNames: ['type'],
    registers,
  });
  const consumed = new Counter({
    name: 'harken_events_consumed_total',
    help: 'Events whose effects are committed',
    labelNames: ['type'],
    registers,
  });
  const handler = new Histogram({
    name: 'harken_event_handler_seconds',
    help: 'Time in the handler of one event, or of one batch',
    labelNames: ['type'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const deadLettered = new Counter({
    name: 'harken_events_dead_lettered_total',
    help: 'Events that became dead letters, by error code',
    labelNames: ['code'],
    registers,
  });
  const lag = new Gauge({
    name: 'harken_consumer_lag_messages',
    help: 'Messages in the partition behind the last one read',
    labelNames: ['topic', 'partition'],
    registers,
  });
  outboxLag(registry, dataSource);
  deadLetters(registry, dataSource);
  return {
    published: (rows) => {
      for (const { type } of rows) published.inc({ type });
    },
    consumed: (type, count, seconds) => {
      consumed.inc({ type }, count);
      handler.observe({ type }, seconds);
    },
    deadLettered: (code) => deadLettered.inc({ code }),
    lag: (topic, partition, messages) => lag.set({ topic, partition: String(partition) }, messages),
  };
}

const fromUnpublished = 'FROM outbox o, outbox_cursor c WHERE (o.horizon, o.seq) > (c.horizon, c.seq)';

function outboxLag(registry: Registry, dataSource: DataSource): void {
  new Gauge({
    name: 'harken_outbox_lag_seconds',
    help: 'Age of the oldest event that is committed and not published',
    registers: [registry],
    async collect() {
      const rows = await queryOrNull<{ seconds: number }>(
        dataSource,
        `SELECT extract(epoch FROM clock_timestamp() - o.time)::float8 AS seconds ${fromUnpublished}
          ORDER BY o.horizon, o.seq LIMIT 1`,
      );
      this.set(rows ? Math.max(0, rows[0]?.seconds ?? 0) : Number.NaN);
    },
  });
  new Gauge({
    name: 'harken_outbox_lag_rows',
    help: `Events that are committed and not published, counted up to ${maxCountedRows}`,
    registers: [registry],
    async collect() {
      const rows = await queryOrNull<{ rows: number }>(
        dataSource,
        `SELECT count(*)::int AS rows FROM (SELECT ${fromUnpublished} LIMIT ${maxCountedRows}) AS waiting`,
      );
      this.set(rows?.[0]?.rows ?? Number.NaN);
    },
  });
}

function deadLetters(registry: Registry, dataSource: DataSource): void {
  new Gauge({
    name: 'harken_dead_letters',
    help: 'Dead letters that are neither replayed nor discarded',
    labelNames: ['topic'],
    registers: [registry],
    async collect() {
      const rows = await queryOrNull<{ topic: string; count: number }>(
        dataSource,
        'SELECT topic, count(*)::int AS count FROM dead_letters WHERE discarded_at IS NULL GROUP BY topic',
      );
      this.reset();
      for (const { topic, count } of rows ?? []) this.set({ topic }, count);
    },
  });
}

/** null while the database is unavailable: the other metrics are needed most then. */
async function queryOrNull<R>(dataSource: DataSource, sql: string): Promise<R[] | null> {
  try {
    return await dataSource.query<R[]>(sql);
  } catch {
    return null;
  }
}
