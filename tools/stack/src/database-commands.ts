import { join } from 'node:path';
import { services } from '@harken/contracts';
import { accessSchema, ownerOf, pinnedNode } from '@harken/local-infrastructure';
import { execa, type Options } from 'execa';

export const roles = ['crm', 'call_centre', 'handler', 'supervisor', 'manager', 'analyst', 'ops'] as const;
export type Role = (typeof roles)[number];

/** Addresses by schema: only the commands that change tables get them, never a running service. */
const ownerUrls = (urlOf: (role: string) => string): NodeJS.ProcessEnv => ({
  HARKEN_OWNER_URLS: JSON.stringify(
    Object.fromEntries([...services, accessSchema].map((schema) => [schema, urlOf(ownerOf(schema))])),
  ),
});

async function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv, options: Options = {}) {
  // The options of a test runner are not for its children.
  const { stdout } = await execa(pinnedNode, [join(import.meta.dirname, script), ...args], {
    ...options,
    env: { NODE_OPTIONS: '', ...env },
  });
  return String(stdout);
}

/** Migrates every schema as its owner. */
export async function migrate(urlOf: (role: string) => string, env: NodeJS.ProcessEnv, cancelSignal?: AbortSignal) {
  await run('migrate.main.ts', [], { ...env, ...ownerUrls(urlOf) }, cancelSignal ? { cancelSignal } : {});
}

/** One key for each role. */
export async function issueKeys(urlOf: (role: string) => string): Promise<Record<Role, string>> {
  const env = { ACCESS_OWNER_URL: urlOf(ownerOf(accessSchema)) };
  return JSON.parse(await run('keys.main.ts', ['issue-first', ...roles], env));
}

export interface KeyOf {
  readonly name: string;
  readonly role: Role;
  readonly person?: string;
}

/** One more key, which may name a person. */
export const issueKey = ({ name, role, person }: KeyOf, urlOf: (role: string) => string): Promise<string> =>
  run(
    'keys.main.ts',
    ['issue', '--role', role, '--name', name, ...(person === undefined ? [] : ['--person', person])],
    { ACCESS_OWNER_URL: urlOf(ownerOf(accessSchema)) },
  );

/** Sends what the outboxes hold again; returns what the command says. Rejects while a service publishes. */
export const republishAll = (urlOf: (role: string) => string): Promise<string> =>
  run('republish.main.ts', [], ownerUrls(urlOf));
