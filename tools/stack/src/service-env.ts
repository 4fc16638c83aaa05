import { join } from 'node:path';
import type { ServiceName } from '@harken/contracts';
import { appOf, caches, roleUrl } from '@harken/local-infrastructure';
import { fewArenas } from './service-node.ts';
import type { StackSettings } from './settings.ts';
import { database, secretOf } from './stack-files.ts';

/** Makes the second start a good deal shorter. */
export const compileCache = { NODE_COMPILE_CACHE: join(caches, 'compile-cache') };

/** The settings one service gets from the stack. What the caller's environment says wins for the service's own settings. */
export function serviceEnv(
  service: ServiceName,
  { settings, adminUrl, brokers }: { settings: StackSettings; adminUrl: string; brokers: readonly string[] },
): NodeJS.ProcessEnv {
  const { port, managementPort } = settings.services[service];
  return {
    NODE_ENV: 'production',
    ...compileCache,
    ...fewArenas,
    KAFKA_TOPIC_PREFIX: '',
    ...(service === 'notifications' ? notificationsEnv() : {}),
    ...process.env,
    DATABASE_URL: roleUrls(adminUrl)(appOf(service)),
    KAFKA_BROKERS: brokers.join(','),
    HOST: process.env.HOST ?? '127.0.0.1',
    PORT: String(port),
    MANAGEMENT_PORT: String(managementPort),
  };
}

/** Webhooks may reach this machine, for trying them out; their secrets are encrypted from the first start. */
const notificationsEnv = (): NodeJS.ProcessEnv => ({
  WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
  ...(process.env.SECRETS_KEY_FILE ? {} : { SECRETS_KEY: secretOf('secrets_key') }),
});

/** The address of the stack's database for each role. */
export const roleUrls =
  (adminUrl: string) =>
  (role: string): string =>
    roleUrl({ adminUrl, database, passwordOf: secretOf }, role);
