import { Gauge, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';

/** A gauge that is read from the database when it is collected. */
export interface DatabaseGauge {
  readonly name: string;
  readonly help: string;
  /** The name of the one label, if it has one. */
  readonly label?: string;
  /**
   * Value by label; without a label under ''. It must read by an index and a bounded number of rows: Prometheus collects
   * every few seconds, also while the database is under load.
   */
  readonly read: (db: DataSource) => Promise<ReadonlyMap<string, number>>;
}

/** Registers gauges. While the database is unavailable they have no value: the other metrics are needed most then. */
export function databaseGauges(registry: Registry, dataSource: DataSource, gauges: readonly DatabaseGauge[]): void {
  for (const { name, help, label, read } of gauges) {
    new Gauge({
      name,
      help,
      labelNames: label ? [label] : [],
      registers: [registry],
      async collect() {
        const values = await read(dataSource).catch(() => undefined);
        this.reset();
        if (!values && !label) this.set(Number.NaN);
        for (const [value, count] of values ?? []) this.set(label ? { [label]: value } : {}, count);
      },
    });
  }
}

type NextDueInMs = (db: DataSource['manager']) => Promise<number | null>;

interface OverdueWork {
  readonly gauge: Gauge<'work'>;
  readonly queues: Map<string, { readonly dataSource: DataSource; readonly nextDueInMs: NextDueInMs }>;
}

const overdueByRegistry = new WeakMap<Registry, OverdueWork>();

/** Adds a queue of due rows to `harken_overdue_seconds`. `nextDueInMs` is what its worker sleeps by: one read of an index. */
export function overdueMetric(
  registry: Registry,
  work: string,
  queue: { readonly dataSource: DataSource; readonly nextDueInMs: NextDueInMs },
): void {
  const overdue = overdueByRegistry.get(registry) ?? newOverdueMetric(registry);
  overdueByRegistry.set(registry, overdue);
  overdue.queues.set(work, queue);
}

function newOverdueMetric(registry: Registry): OverdueWork {
  const queues: OverdueWork['queues'] = new Map();
  const gauge = new Gauge({
    name: 'harken_overdue_seconds',
    help: 'For how long the oldest row of a queue has been due; 0: nothing is late',
    labelNames: ['work'],
    registers: [registry],
    async collect() {
      const late = async ([work, { dataSource, nextDueInMs }]: [string, Parameters<typeof overdueMetric>[2]]) => {
        const dueInMs = await nextDueInMs(dataSource.manager).catch(() => Number.NaN);
        this.set({ work }, dueInMs === null ? 0 : Math.max(0, -dueInMs / 1000));
      };
      await Promise.all([...queues].map(late));
    },
  });
  return { gauge, queues };
}
