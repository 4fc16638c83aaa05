import { readFileSync } from 'node:fs';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';

export interface HttpMetrics {
  readonly registry: Registry;
  /** `route` is the template, as `/v1/complaints/:id`; never a path. */
  observe(method: string, route: string, status: number, seconds: number): void;
}

const knownMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** More pairs of method and route than any service has; whatever comes beyond is counted as one. */
const maxRoutes = 200;
const otherRoute = '(other)';

/** 503 is a dependency that is unavailable, every other 5xx a bug: alerts tell them apart. */
const statusClass = (status: number): string => (status === 503 ? '503' : `${Math.floor(status / 100)}xx`);

/** One registry per service, so that tests can run several services in one process. */
export function createMetrics(service: string): HttpMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests that were answered; status is 2xx, 3xx, 4xx, 5xx, or 503 when a dependency was unavailable',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const seen = new Set<string>();
  const bounded = (method: string, route: string) => {
    const labels = { method: knownMethods.has(method) ? method : 'other', route };
    const pair = `${labels.method} ${route}`;
    if (!seen.has(pair) && seen.size >= maxRoutes) return { method: 'other', route: otherRoute };
    seen.add(pair);
    return labels;
  };
  return {
    registry,
    observe: (method, route, status, seconds) => {
      const labels = bounded(method, route);
      requests.inc({ ...labels, status: statusClass(status) });
      duration.observe(labels, seconds);
    },
  };
}

/** What runs: joined by `service` it labels every other metric. */
export function buildInfo(registry: Registry): void {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  new Gauge({
    name: 'harken_build_info',
    help: 'Always 1; the labels say which build of Harken runs, on which Node',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version, node: process.version }, 1);
}

/** The counters of pg's pool, which its driver keeps. */
interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** Connections of the pool. `waiting` above 0 for long: the pool is too small, or statements are too slow. */
export function poolMetrics(registry: Registry, dataSource: DataSource, size: number): void {
  const registers = [registry];
  new Gauge({
    name: 'harken_database_pool_connections',
    help: 'Connections to PostgreSQL: busy, idle; and waiting: requests for one that wait',
    labelNames: ['state'],
    registers,
    collect() {
      const { master } = dataSource.driver as unknown as { readonly master?: Pool };
      if (!master) return;
      this.set({ state: 'busy' }, master.totalCount - master.idleCount);
      this.set({ state: 'idle' }, master.idleCount);
      this.set({ state: 'waiting' }, master.waitingCount);
    },
  });
  new Gauge({
    name: 'harken_database_pool_size',
    help: 'Connections to PostgreSQL at most (DATABASE_POOL_SIZE)',
    registers,
  }).set(size);
}
