import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { services } from '@harken/contracts';
import { expectStatus, type Page } from '@harken/simulator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';

const root = resolve(import.meta.dirname, '../..');
const realData = resolve(root, '../shared/data');
const run = promisify(execFile);

describe('npm run demo', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  // Without the real files the simulator makes the records.
  const [what, args] = existsSync(realData) ? ['real', ['--data', realData]] : ['simulated', ['--records', '1000']];

  const published = ['routing-rules', 'response-policy', 'compensation-limits'];
  const contentOf = async (name: string) => {
    const { version, publishedAt, publishedBy, effectiveFrom, ...content } = expectStatus(
      await system.api('complaints', 'ops').get<Record<string, unknown>>(`/v1/${name}`),
      200,
    );
    return content;
  };

  it(`counts the same on every side, with ${what} records`, async () => {
    const before = await Promise.all(published.map(contentOf));
    const urls = Object.fromEntries(services.map((service) => [service, system.serviceUrl(service)]));
    const main = resolve(root, 'tools/simulator/src/demo/demo.main.ts');
    const { stdout } = await run(process.execPath, ['--conditions=harken-source', main, ...args], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', HARKEN_SYSTEM: JSON.stringify({ urls, keys: system.keys }) },
    }).catch((failure: Error & { stdout?: string }) => {
      throw new Error(failure.stdout || failure.message, { cause: failure });
    });
    expect(stdout).toMatch(/All numbers agree\./);
    expect(Number(/records +(\d+)/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(1_000);
    expect(await Promise.all(published.map(contentOf))).toEqual(before);
  }, 400_000);

  it('leaves nobody to whom a complaint could be dealt, and no subscription (case 26)', async () => {
    const teams = await system.api('complaints', 'ops').get<Page<{ members: object[] }>>('/v1/teams?limit=500');
    const { items } = expectStatus(teams, 200);
    expect(items.length).toBeGreaterThan(0);
    expect(items.flatMap(({ members }) => members)).toEqual([]);
    const subscriptions = await system.api('notifications', 'call_centre').get<Page<object>>('/v1/subscriptions');
    expect(expectStatus(subscriptions, 200).items).toEqual([]);
    const complaint = { customer: 'crm-real', text: 'The lift is broken.', channel: 'phone' };
    const opened = await system
      .api('complaints', 'call_centre')
      .post<{ assignee: unknown }>('/v1/complaints', complaint);
    expect(expectStatus(opened, 201).assignee).toBeNull();
  });

  it('ends with a sentence, and without usage, when a request fails', async () => {
    const urls = Object.fromEntries(services.map((service) => [service, system.serviceUrl(service)]));
    const keys = { ...system.keys, ops: system.keys.analyst };
    const main = resolve(root, 'tools/simulator/src/demo/demo.main.ts');
    const failed = await run(process.execPath, ['--conditions=harken-source', main], {
      cwd: root,
      timeout: 60_000,
      env: { ...process.env, NODE_OPTIONS: '', HARKEN_SYSTEM: JSON.stringify({ urls, keys }) },
    }).catch((failure: { code: number; stderr: string }) => failure);
    expect(failed).toMatchObject({ code: 2, stderr: expect.stringMatching(/^The demonstration failed: .*403/m) });
    expect(failed.stderr).not.toMatch(/npm run demo/);
  }, 90_000);
});
