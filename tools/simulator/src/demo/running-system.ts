import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type ServiceName, services } from '@harken/contracts';
import { ApiClient } from '../api-client.ts';

export const roles = ['crm', 'call_centre', 'handler', 'supervisor', 'manager', 'analyst', 'ops'] as const;
export type Role = (typeof roles)[number];

export interface RunningSystem {
  readonly keys: Readonly<Record<Role, string>>;
  serviceUrl(service: ServiceName): string;
  api(service: ServiceName, role: Role): ApiClient;
  close(): Promise<void>;
}

interface Given {
  /** Those of `npm start` unless given. */
  readonly urls?: Readonly<Record<ServiceName, string>>;
  readonly keys: RunningSystem['keys'];
}

const run = promisify(execFile);
const keyTool = resolve(import.meta.dirname, '../../../stack/src/keys.main.ts');

/**
 * The system to talk to: HARKEN_SYSTEM (`{ "urls": {...}, "keys": {...} }` as JSON) when it is set, else the one
 * that `npm start` runs, with keys issued for this run and revoked after it.
 */
export async function findSystem(
  name: string,
  wanted: readonly Role[] = roles,
  env: NodeJS.ProcessEnv = process.env,
): Promise<RunningSystem> {
  const clients = new Map<string, ApiClient>();
  const given = env.HARKEN_SYSTEM ? (JSON.parse(env.HARKEN_SYSTEM) as Given) : undefined;
  const issued = given ? undefined : await issueKeys(name, wanted);
  const urls = given?.urls ?? localUrls(env);
  const keys = given?.keys ?? issued?.keys;
  if (!keys) throw new Error('no keys');
  return {
    keys,
    serviceUrl: (service) => urls[service],
    api: (service, role) => {
      const id = `${service} ${role}`;
      const client = clients.get(id) ?? new ApiClient(urls[service], keys[role]);
      clients.set(id, client);
      return client;
    },
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.close()));
      await revokeKeys(issued?.ids ?? []);
    },
  };
}

async function revokeKeys(ids: readonly string[]): Promise<void> {
  for (const id of ids) await run(process.execPath, [keyTool, 'revoke', id]);
}

const localUrls = (env: NodeJS.ProcessEnv): Record<ServiceName, string> =>
  Object.fromEntries(
    services.map((service, i) => [service, `http://127.0.0.1:${env[`${service.toUpperCase()}_PORT`] ?? 7101 + i}`]),
  ) as Record<ServiceName, string>;

async function issueKeys(
  name: string,
  wanted: readonly Role[],
): Promise<{ keys: Record<Role, string>; ids: string[] }> {
  const keys: Partial<Record<Role, string>> = {};
  const ids: string[] = [];
  for (const role of wanted) {
    const args = [keyTool, 'issue', '--role', role, '--name', `${name}-${role.replace('_', '-')}`];
    const { stdout, stderr } = await run(process.execPath, args).catch(async (error: Error & { stderr?: string }) => {
      await revokeKeys(ids);
      throw new Error(error.stderr?.trim() || error.message, { cause: error });
    });
    keys[role] = stdout.trim();
    const id = /Id (\S+),/.exec(stderr)?.[1];
    if (id) ids.push(id);
  }
  return { keys: keys as Record<Role, string>, ids };
}
