import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kafkaIsRunning, startKafka, stopKafka } from './kafka.ts';
import { pinnedNode } from './paths.ts';
import { freePort } from './ports.ts';
import { postgresIsRunning, startPostgres, stopPostgres } from './postgres.ts';
import { withClient } from './provision.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harken-stack-'));
});
afterEach(async () => {
  await stopKafka(join(folder, 'kafka'));
  await stopPostgres(join(folder, 'postgres'));
  rmSync(folder, { recursive: true, force: true });
});

const postgresOptions = (port: number) => ({
  dataDir: join(folder, 'postgres'),
  port,
  logFile: join(folder, 'postgres.log'),
  passwordFile: join(folder, 'secrets/postgres'),
  durable: false,
});
const kafkaOptions = (port: number, controllerPort: number) => ({
  dataDir: join(folder, 'kafka'),
  port,
  controllerPort,
  logFile: join(folder, 'kafka.log'),
});

/** Starts something in a process of its own, which then dies without a word. */
function startAndDie(module: string, call: string, options: object): void {
  const code = `const { ${call} } = await import(${JSON.stringify(module)});
    await ${call}(${JSON.stringify(options)}); process.kill(process.pid, 'SIGKILL');`;
  spawnSync(pinnedNode, ['--conditions=harken-source', '--input-type=module', '-e', code], { stdio: 'ignore' });
}

describe('the local PostgreSQL', () => {
  it('keeps its data over a restart, and a password that only its owner can read', async () => {
    const options = postgresOptions(await freePort());
    const first = await startPostgres(options);
    await withClient(first.adminUrl, (client) => client.query('CREATE TABLE kept AS SELECT 7 AS n'));
    await first.stop();
    const second = await startPostgres(options);
    const { rows } = await withClient(second.adminUrl, (client) => client.query('SELECT n FROM kept'));
    expect(rows).toEqual([{ n: 7 }]);
    expect(statSync(options.passwordFile).mode & 0o777).toBe(0o600);
  });

  it('names the port that is in use, and the setting that moves it', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    await expect(startPostgres(postgresOptions(port))).rejects.toThrow(
      `Port ${port} for PostgreSQL is in use. Stop what uses it, or set HARKEN_POSTGRES_PORT to another port.`,
    );
    other.close();
  });

  it('starts after its launcher was killed, whose server is still there', async () => {
    const options = postgresOptions(await freePort());
    startAndDie(`${import.meta.dirname}/postgres.ts`, 'startPostgres', options);
    expect(await postgresIsRunning(options.dataDir)).toBe(true);
    const { adminUrl } = await startPostgres(options);
    const { rows } = await withClient(adminUrl, (client) => client.query('SELECT 1 AS one'));
    expect(rows).toEqual([{ one: 1 }]);
  });
});

describe('the local Kafka', () => {
  it('starts on other ports after its launcher was killed, and stops', async () => {
    const before = kafkaOptions(await freePort(), await freePort());
    startAndDie(`${import.meta.dirname}/kafka.ts`, 'startKafka', before);
    expect(await kafkaIsRunning(before.dataDir)).toBe(true);
    const kafka = await startKafka(kafkaOptions(await freePort(), await freePort()));
    await kafka.stop();
    expect(await kafkaIsRunning(before.dataDir)).toBe(false);
  }, 60_000);
});
