import type { ServiceName } from '@harken/contracts';
import { inHome } from './paths.ts';
import { roleUrl } from './provision.ts';
import { accessSchema, appOf, ownerOf } from './roles.ts';
import type { StackSettings } from './settings.ts';
import { database, secretOf } from './stack-files.ts';

const passwordOf = (role: string): string => secretOf(role);

/** The settings one service gets from the stack. What the caller's environment says wins for the service's own settings. */
export function serviceEnv(
  service: ServiceName,
  { settings, adminUrl, brokers }: { settings: StackSettings; adminUrl: string; brokers: readonly string[] },
): NodeJS.ProcessEnv {
  const { port, managementPort } = settings.services[service];
  return {
    NODE_ENV: 'production',
    // Compiled code is kept between starts: a second start is half as long.
    NODE_COMPILE_CACHE: inHome('compile-cache'),
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

/** What only the commands that change tables or keys may know, never a running service. */
export const ownerEnv = (service: ServiceName, adminUrl: string): NodeJS.ProcessEnv => ({
  DATABASE_OWNER_URL: roleUrl({ adminUrl, database, passwordOf }, ownerOf(service)),
  ACCESS_OWNER_URL: accessOwnerUrl(adminUrl),
});

export const accessOwnerUrl = (adminUrl: string): string =>
  roleUrl({ adminUrl, database, passwordOf }, ownerOf(accessSchema));
