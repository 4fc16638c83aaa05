import { topics } from '@harken/contracts';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';

export interface MessagingMetrics {
  published(rows: readonly { readonly type: string }[]): void;
  consumed(type: string, count: number, seconds: number): void;
  deadLettered(code: string): void;
  lag(topic: string, partition: number, messages: number): void;
}

/** A scrape reads no more rows than this of anything. */
const maxCountedRows = 10_000;

/** Metrics for operators. Those of the database are read when they are collected, by an index and a bounded number of rows. */
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

function outboxLag(registry: Registry, dataSource: DataSource): void {
  const lag = sharedWhileRunning(() =>
    queryOrNull<{ seconds: number; waiting: number }>(dataSource, 'SELECT * FROM outbox_lag($1)', [maxCountedRows]),
  );
  new Gauge({
    name: 'harken_outbox_lag_seconds',
    help: 'Age of the oldest event that is committed and not published',
    registers: [registry],
    async collect() {
      this.set((await lag())?.[0]?.seconds ?? Number.NaN);
    },
  });
  new Gauge({
    name: 'harken_outbox_lag_rows',
    help: `Events that are committed and not published, counted up to ${maxCountedRows}`,
    registers: [registry],
    async collect() {
      this.set((await lag())?.[0]?.waiting ?? Number.NaN);
    },
  });
}

const countDeadLetters = `
  SELECT t.topic, (SELECT count(*)::int FROM (
           SELECT FROM dead_letters d WHERE d.topic = t.topic AND d.discarded_at IS NULL LIMIT $2) AS waiting) AS count
    FROM unnest($1::text[]) AS t (topic)`;

function deadLetters(registry: Registry, dataSource: DataSource): void {
  new Gauge({
    name: 'harken_dead_letters',
    help: `Dead letters that are neither replayed nor discarded, counted up to ${maxCountedRows} per topic`,
    labelNames: ['topic'],
    registers: [registry],
    async collect() {
      const names = topics.map(({ name }) => name);
      const rows = await queryOrNull<{ topic: string; count: number }>(dataSource, countDeadLetters, [
        names,
        maxCountedRows,
      ]);
      this.reset();
      for (const { topic, count } of rows ?? []) if (count > 0) this.set({ topic }, count);
    },
  });
}

/** Gauges that are collected together share one reading. */
function sharedWhileRunning<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= read().finally(() => {
      running = undefined;
    });
    return running;
  };
}

/** null while the database is unavailable: the other metrics are needed most then. */
async function queryOrNull<R>(dataSource: DataSource, sql: string, values: unknown[]): Promise<R[] | null> {
  try {
    return await dataSource.query<R[]>(sql, values);
  } catch {
    return null;
  }
}
