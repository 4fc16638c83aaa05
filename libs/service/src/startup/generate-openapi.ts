import { createDataSource } from '@harken/database';
import type { ServiceContext, ServiceDefinition } from '../definition/service-definition.ts';
import { createApp } from '../http/server/create-app.ts';
import type { OpenApiDocument } from '../openapi/openapi-types.ts';
import { createLogger } from '../operations/logger.ts';
import { createMetrics } from '../operations/metrics.ts';
import { readAllSettings } from './boot-service.ts';

/** The OpenAPI document of a service, without a database or broker. */
export async function generateOpenApi(definition: ServiceDefinition): Promise<OpenApiDocument> {
  const placeholderEnv = {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    KAFKA_BROKERS: '127.0.0.1:1',
    LOG_LEVEL: 'error',
  };
  const required = Object.entries(definition.settings ?? {}).filter(([, s]) => !s.optional && s.default === undefined);
  const settings = readAllSettings(
    {
      ...definition,
      settings: omitSettings(
        definition,
        required.map(([n]) => n),
      ),
    },
    placeholderEnv,
  );
  const dataSource = createDataSource({
    url: settings.DATABASE_URL,
    schema: definition.name,
    applicationName: 'harken-openapi',
    poolSize: 1,
    statementTimeoutMs: 1_000,
    entities: definition.entities,
  });
  const metrics = createMetrics(definition.name);
  const logger = createLogger(definition.name, settings.LOG_LEVEL);
  const shutdown = new AbortController().signal;
  const context: ServiceContext = { dataSource, settings, logger, metrics: metrics.registry, shutdown };
  const app = await createApp(definition, context, metrics, definition.assemble?.(context).providers);
  try {
    return app.document();
  } finally {
    await app.nest.close();
  }
}

const omitSettings = (definition: ServiceDefinition, names: readonly string[]) =>
  Object.fromEntries(Object.entries(definition.settings ?? {}).filter(([name]) => !names.includes(name)));
