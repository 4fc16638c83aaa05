import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type ServiceName, services } from '@harken/contracts';
import { ApiClient } from '@harken/simulator';
import { type Role, roles } from '@harken/stack';
import type { RunningHarken } from '../harness/system.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** `docker compose` in this repository, with its answer. Webhooks may reach the host: the receiver of the test is there. */
export async function compose(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, WEBHOOK_ALLOWED_NETWORKS: '172.16.0.0/12,192.168.0.0/16,10.0.0.0/8' };
  const options = { cwd: root, env, maxBuffer: 64 << 20 };
  const { stdout } = await run('docker', ['compose', ...args], options).catch(withOutput);
  return stdout.trim();
}

/** The end of what a failed command said: jobs write their log to standard output. */
function withOutput(error: Error & { stdout?: string }): never {
  throw new Error(`${error.message}\n${(error.stdout ?? '').slice(-8_000)}`, { cause: error });
}

/** A shell line with `docker compose` in it, for pipes as operations.md has them. */
export async function shell(line: string): Promise<void> {
  await run('bash', ['-euo', 'pipefail', '-c', line], { cwd: root, maxBuffer: 64 << 20 }).catch(withOutput);
}

interface Container {
  readonly Service: string;
  readonly State: string;
  readonly Health: string;
  readonly ExitCode: number;
}

export const up = (): Promise<string> =>
  compose('up', '-d', '--wait', '--wait-timeout', '300').catch(async (error: Error) => {
    throw new Error(`${error.message}\n${await logsOfFailed()}`, { cause: error });
  });

/** The end of the log of each job that failed and of each container that is not healthy. */
async function logsOfFailed(): Promise<string> {
  const lines = (await compose('ps', '--all', '--format', 'json')).split('\n').filter(Boolean);
  const failed = lines
    .map((line) => JSON.parse(line) as Container)
    .filter(({ State, Health, ExitCode }) => (State === 'exited' && ExitCode !== 0) || Health === 'unhealthy');
  const logs = failed.map(({ Service }) => compose('logs', '--no-color', '--tail', '40', Service));
  return (await Promise.all(logs)).join('\n');
}

/** Talks to what the compose file runs, with keys issued by its administration job. */
export async function composeSystem(): Promise<RunningHarken & { close(): Promise<void> }> {
  const keys = JSON.parse(await compose('run', '--rm', '-T', 'admin', 'keys', 'issue-first', ...roles)) as Record<
    Role,
    string
  >;
  const inspect = ['network', 'inspect', 'harken_edge', '--format', '{{(index .IPAM.Config 0).Gateway}}'];
  const { stdout } = await run('docker', inspect);
  const clients: ApiClient[] = [];
  const serviceUrl = (service: ServiceName) => `http://127.0.0.1:${7101 + services.indexOf(service)}`;
  return {
    keys,
    receiverHost: stdout.trim(),
    serviceUrl,
    api: (service, role) => {
      const client = new ApiClient(serviceUrl(service), role && keys[role]);
      clients.push(client);
      return client;
    },
    sqlError: async (role, sql) => {
      const service = role.replace(/_app$/, '');
      const url = await compose(
        'exec',
        '-T',
        service,
        'node',
        '-p',
        'require("fs").readFileSync("/run/secrets/database_url","utf8")',
      );
      try {
        await compose('exec', '-T', 'postgres', 'psql', '-v', 'ON_ERROR_STOP=1', url, '-c', sql);
        return undefined;
      } catch (error) {
        return (error as { stderr?: string }).stderr ?? String(error);
      }
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
