import { join } from 'node:path';
import { type ServiceName, services } from '@harken/contracts';
import { root } from '@harken/local-infrastructure';
import { messagingMigrations } from '@harken/messaging';
import {
  migrateAccess,
  migrateSchema,
  OutdatedSchemaError,
  type ServiceDefinition,
  serviceMigrations,
} from '@harken/service';

// All schemas in one process: loading the services one by one takes longer than their migrations.
const urls = JSON.parse(process.env.HARKEN_OWNER_URLS ?? '{}') as Record<ServiceName | 'access', string>;

async function definitionOf(service: ServiceName): Promise<ServiceDefinition> {
  const module = await import(join(root, `apps/${service}/dist/${service}.module.js`));
  return module[`${service}Service`];
}

try {
  await migrateAccess(urls.access);
  await Promise.all(
    services.map(async (service) => {
      const { migrations } = await definitionOf(service);
      await migrateSchema(service, urls[service], [...messagingMigrations, ...serviceMigrations, ...migrations]);
    }),
  );
} catch (error) {
  if (!(error instanceof OutdatedSchemaError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
