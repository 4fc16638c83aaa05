import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The metrics that the code declares. */
const declared = new Set(
  ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && path.includes('/src/') && !/node_modules|\.spec\.ts$/.test(path))
      .flatMap((path) => [...read(join(folder, path)).matchAll(/\bname: '((?:harken|http|notifications)_\w+)'/g)])
      .map(([, name = '']) => name),
  ),
);
/** Those of Prometheus and of prom-client. */
const given = new Set(['up', 'process_resident_memory_bytes']);

const words = new Set(['sum', 'by', 'max', 'rate', 'increase', 'histogram_quantile', 'without']);
const metricsIn = (expression: string): string[] =>
  [...expression.replaceAll(/\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)/g, '').matchAll(/[a-z_]{2,}/g)]
    .map(([name]) => name.replace(/_(bucket|sum|count)$/, ''))
    .filter((name) => !words.has(name));

const alerts = [...read('deploy/observability/alerts.yml').matchAll(/^ +expr: (.+)$/gm)].map(([, text = '']) => text);
const panels = [...read('deploy/observability/dashboard.json').matchAll(/"expr": "(.+)",$/gm)].map(
  ([, text = '']) => text,
);

describe('what watches Harken (case 46)', () => {
  it('asks only for metrics that exist', () => {
    expect(declared.size).toBeGreaterThan(18);
    expect(alerts.length).toBeGreaterThan(12);
    const unknown = [...alerts, ...panels].flatMap(metricsIn).filter((name) => !declared.has(name) && !given.has(name));
    expect(unknown).toEqual([]);
  });

  it('has an alert for each promise', () => {
    const watched = new Set(alerts.flatMap(metricsIn));
    const promises = [
      ...['harken_overdue_clocks', 'harken_escalations_to_nobody', 'harken_overdue_seconds'],
      ...['harken_outbox_lag_seconds', 'harken_consumer_lag_messages', 'harken_dead_letters'],
      ...['notifications_deliveries_pending', 'notifications_delivery_overdue_seconds'],
      ...['notifications_delivery_attempts_total', 'http_requests_total', 'harken_database_pool_connections'],
    ];
    expect(promises.filter((name) => !watched.has(name))).toEqual([]);
  });

  it('is explained to those who run it', () => {
    const page = read('docs/operations.md');
    const names = [...read('deploy/observability/alerts.yml').matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });
});
