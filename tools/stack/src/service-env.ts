import { type ServiceName, services } from '@harken/contracts';
import { inHome } from './paths.ts';
import { roleUrl } from './provision.ts';
import { accessSchema, appOf, ownerOf } from './roles.ts';
import { fewArenas } from './service-node.ts';
import type { StackSettings } from './settings.ts';
import { database, secretOf } from './stack-files.ts';

/** Makes the second start a good deal shorter. */
export const compiledCodeIsKept = { NODE_COMPILE_CACHE: inHome('compile-cache') };

const passwordOf = (role: string): string => secretOf(role);

/** The settings one service gets from the stack. What the caller's environment says wins for the service's own settings. */
export function serviceEnv(
  service: ServiceName,
  { settings, adminUrl, brokers }: { settings: StackSettings; adminUrl: string; brokers: readonly string[] },
): NodeJS.ProcessEnv {
  const { port, managementPort } = settings.services[service];
  return {
    NODE_ENV: 'production',
    ...compiledCodeIsKept,
    ...fewArenas,
    KAFKA_TOPIC_PREFIX: '',
    ...(service === 'notifications' ? { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128' } : {}),
    ...process.env,
    DATABASE_URL: roleUrl({ adminUrl, database, passwordOf }, appOf(service)),
    KAFKA_BROKERS: brokers.join(','),
    HOST: process.env.HOST ?? '127.0.0.1',
    PORT: String(port),
    MANAGEMENT_PORT: String(managementPort),
  };
}

/** By service, and for the keys: what only the commands that change tables may know, never a running service. */
export const ownerUrls = (adminUrl: string): Record<string, string> =>
  Object.fromEntries(
    [...services, accessSchema].map((schema) => [schema, roleUrl({ adminUrl, database, passwordOf }, ownerOf(schema))]),
  );

export const accessOwnerUrl = (adminUrl: string): string =>
  roleUrl({ adminUrl, database, passwordOf }, ownerOf(accessSchema));
