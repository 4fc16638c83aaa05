import { bootService, readAllSettings } from './boot-service.ts';
import { migrateAccess, migrateSchema, serviceMigrations } from './database/migrate.ts';
import { databaseOf } from './database/open-database.ts';
import type { RunningService, ServiceContext, ServiceDefinition } from './definition.ts';
import { createApp } from './http/create-app.ts';
import type { OpenApiDocument } from './openapi/openapi-types.ts';
import { createLogger } from './operations/logger.ts';
import { createMetrics } from './operations/metrics.ts';
import { setting } from './settings/setting.ts';
import { defineSettings, readSettings, SettingsFault } from './settings/settings.ts';

/** EX_CONFIG of sysexits.h. */
const badSettings = 78;
const exitWithinMs = 9_500;

/** The whole of a main.ts. Commands: `serve` (when none is given), `migrate`, `openapi`. */
export async function startService(
  definition: ServiceDefinition,
  argv: readonly string[] = process.argv,
): Promise<void> {
  const command = argv[2] ?? 'serve';
  try {
    await run(command, definition);
  } catch (error) {
    const known = error instanceof SettingsFault;
    process.stderr.write(`harken ${definition.name}: ${known ? error.message : (error as Error).stack}\n`);
    process.exit(known ? badSettings : 1);
  }
}

async function run(command: string, definition: ServiceDefinition): Promise<void> {
  switch (command) {
    case 'serve':
      return serve(definition);
    case 'migrate':
      return migrate(definition);
    case 'openapi': {
      process.stdout.write(`${JSON.stringify(await documentOf(definition), null, 2)}\n`);
      return;
    }
    default:
      throw new SettingsFault([`${command} is no command; there are serve, migrate and openapi`]);
  }
}

async function serve(definition: ServiceDefinition): Promise<void> {
  const { SHUTDOWN_DELAY } = readAllSettings(definition, process.env);
  let asked = false;
  let service: RunningService | undefined;
  const stop = async (): Promise<void> => {
    if (asked) return;
    asked = true;
    // A part that hangs must not keep the process: the orchestrator would kill it harder.
    setTimeout(() => process.exit(1), exitWithinMs).unref();
    await service?.close({ delayMs: SHUTDOWN_DELAY });
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  service = await bootService(definition, process.env);
  if (asked) await service.close();
}

export const migrateSettings = defineSettings({
  DATABASE_OWNER_URL: setting.secretUrl({
    protocols: ['postgres', 'postgresql'],
    meaning: "PostgreSQL, as the owner of the service's schema; only `migrate` needs it.",
  }),
  ACCESS_OWNER_URL: setting.secretUrl({
    optional: true,
    protocols: ['postgres', 'postgresql'],
    meaning: 'PostgreSQL, as the owner of the schema `access`: `migrate` makes its table, `npm run keys` writes it.',
  }),
});

async function migrate(definition: ServiceDefinition): Promise<void> {
  const settings = readSettings(migrateSettings, process.env);
  const logger = createLogger(definition.name, 'info');
  if (settings.ACCESS_OWNER_URL) {
    logger.info({ schema: 'access', ran: await migrateAccess(settings.ACCESS_OWNER_URL) }, 'migrated');
  }
  const { messagingMigrations } = await import('@harken/messaging');
  const all = [...messagingMigrations, ...serviceMigrations, ...definition.migrations];
  logger.info(
    { schema: definition.name, ran: await migrateSchema(definition.name, settings.DATABASE_OWNER_URL, all) },
    'migrated',
  );
}

/** The OpenAPI document of a service, without any database or broker. */
export async function documentOf(definition: ServiceDefinition): Promise<OpenApiDocument> {
  const nowhere = {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    KAFKA_BROKERS: '127.0.0.1:1',
    LOG_LEVEL: 'error',
  };
  const required = Object.entries(definition.settings ?? {}).filter(([, s]) => !s.optional && s.default === undefined);
  const settings = readAllSettings(
    {
      ...definition,
      settings: withoutNames(
        definition,
        required.map(([n]) => n),
      ),
    },
    nowhere,
  );
  const dataSource = databaseOf({
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
  const app = await createApp(definition, context, metrics);
  try {
    return app.document();
  } finally {
    await app.nest.close();
  }
}

const withoutNames = (definition: ServiceDefinition, names: readonly string[]) =>
  Object.fromEntries(Object.entries(definition.settings ?? {}).filter(([name]) => !names.includes(name)));
