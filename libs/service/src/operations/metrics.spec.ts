import { describe, expect, it } from '@jest/globals';
import { createMetrics } from './metrics.ts';

const seriesOf = async (metrics: ReturnType<typeof createMetrics>): Promise<string[]> =>
  (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('http_'));

describe('the metrics of requests', () => {
  it('have as many series as there are routes, not as there are statuses and methods (case 46)', async () => {
    const metrics = createMetrics('feedback');
    for (let route = 0; route < 100; route += 1) {
      for (const status of [200, 201, 202, 204, 400, 401, 403, 404, 409, 412, 422, 429]) {
        metrics.observe('POST', `/v1/things-${route}/:id`, status, 0.01);
      }
    }
    // Ten buckets, +Inf, sum and count; 2xx and 4xx.
    expect(await seriesOf(metrics)).toHaveLength(100 * (13 + 2));
  });

  it('stay bounded when something is wrong with the routes or methods (case 46)', async () => {
    const metrics = createMetrics('feedback');
    for (let n = 0; n < 5_000; n += 1) metrics.observe(n % 2 ? 'GET' : `M${n}`, `/v1/complaints/c-${n}`, 200 + n, 0.01);
    const series = await seriesOf(metrics);
    console.log(`5,000 paths: ${series.length} series`);
    expect(series.length).toBeLessThan(201 * 16);
    expect(series.join('\n')).toContain('route="(other)"');
    expect(series.join('\n')).not.toContain('method="M');
  });

  it('tell a bug from a dependency that was unavailable', async () => {
    const metrics = createMetrics('feedback');
    for (const status of [500, 503]) metrics.observe('GET', '/v1/things', status, 0.01);
    const text = (await seriesOf(metrics)).join('\n');
    expect(text).toContain('status="5xx",service="feedback"} 1');
    expect(text).toContain('status="503",service="feedback"} 1');
  });
});
