import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { services } from '@harken/contracts';
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

  it(`counts the same on every side, with ${what} records`, async () => {
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
  }, 400_000);
});
