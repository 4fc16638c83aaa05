import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, stopOrphan } from '@harken/local-infrastructure';
import { eventually } from '@harken/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SupervisedService } from './supervised-service.ts';

const ready = `import { createServer } from 'node:http';
createServer((_, answer) => answer.end()).listen(process.env.MANAGEMENT_PORT, '127.0.0.1');
console.log('listening');`;

let folder: string;
let reports: string[];
let service: SupervisedService;
const pidFile = () => join(folder, 'service.pid');

async function start(code: string): Promise<void> {
  const [main, managementPort] = [join(folder, 'main.mjs'), await freePort()];
  writeFileSync(main, code);
  const env = { ...process.env, MANAGEMENT_PORT: String(managementPort) };
  const spec = { name: 'complaints', main, env, logFile: join(folder, 'log'), pidFile: pidFile() };
  service = new SupervisedService(spec, (text) => reports.push(text));
  service.start();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harken-service-'));
  reports = [];
});
afterEach(async () => {
  service.release();
  await stopOrphan(pidFile(), folder, 2_000);
  rmSync(folder, { recursive: true, force: true });
});

describe('a service under the launcher', () => {
  it('is started again when it dies, and reports the end of its log', async () => {
    await start(ready);
    await service.ready(20_000);
    const first = Number(readFileSync(pidFile(), 'utf8'));
    process.kill(first, 'SIGKILL');
    await eventually(() => Number(readFileSync(pidFile(), 'utf8')) !== first);
    await service.ready(20_000);
    expect(reports.join()).toMatch(/complaints stopped \(SIGKILL\)\. It is started again in 1 s[\s\S]*listening/);
  });

  it('that cannot start ends the start, with its own words', async () => {
    await start("console.error('DATABASE_URL is missing'); process.exit(78);");
    await expect(service.ready(20_000)).rejects.toThrow(
      /complaints stopped while starting\.[\s\S]*DATABASE_URL is missing/,
    );
  });
});
