import { tokenSettings } from '../access/tokens/token-settings.ts';
import type { RunningService, ServiceDefinition } from '../definition/service-definition.ts';
import { createLogger } from '../operations/logger.ts';
import { databaseSslOf, databaseSslSettings } from '../settings/connection-settings.ts';
import { migrateSettings } from '../settings/migrate-settings.ts';
import { serviceSettings } from '../settings/service-settings.ts';
import { readSettings, SettingsError } from '../settings/settings.ts';
import { describeSettings } from '../settings/settings-documents.ts';
import { bootService, readAllSettings } from './boot-service.ts';
import { generateOpenApi } from './generate-openapi.ts';
import { migrateAccess, migrateSchema, OutdatedSchemaError, serviceMigrations } from './migrate.ts';

/** EX_CONFIG of sysexits.h. */
const exitCodeBadSettings = 78;
const forceExitAfterMs = 9_500;

/** All of a main.ts. Commands: `serve` (default), `migrate`, `openapi`, `settings`. */
export async function startService(
  definition: ServiceDefinition,
  argv: readonly string[] = process.argv,
): Promise<void> {
  const command = argv[2] ?? 'serve';
  try {
    await run(command, definition);
  } catch (error) {
    const { message, stack, code } = error as Error & { code?: unknown };
    const badSetting = error instanceof SettingsError;
    // The message is enough here; the stack does not help.
    const plain = badSetting || error instanceof OutdatedSchemaError || code === 'EADDRINUSE' || code === 'EACCES';
    process.stderr.write(`harken ${definition.name}: ${plain ? message : stack}\n`);
    process.exit(badSetting ? exitCodeBadSettings : 1);
  }
}

async function run(command: string, definition: ServiceDefinition): Promise<void> {
  switch (command) {
    case 'serve':
      return serve(definition);
    case 'migrate':
      return migrate(definition);
    case 'openapi': {
      process.stdout.write(`${JSON.stringify(await generateOpenApi(definition), null, 2)}\n`);
      return;
    }
    case 'settings':
      process.stdout.write(`${JSON.stringify(describeServiceSettings(definition))}\n`);
      return;
    default:
      throw new SettingsError([`${command} is no command; there are serve, migrate, openapi and settings`]);
  }
}

const describeServiceSettings = (definition: ServiceDefinition) => ({
  everywhere: describeSettings({ ...serviceSettings(definition), ...tokenSettings }),
  own: describeSettings(definition.settings ?? {}),
  commands: describeSettings(migrateSettings),
});

async function serve(definition: ServiceDefinition): Promise<void> {
  const { SHUTDOWN_DELAY } = readAllSettings(definition, process.env);
  let stopping = false;
  let service: RunningService | undefined;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // Exit even if a part hangs, before the orchestrator kills the process.
    setTimeout(() => process.exit(1), forceExitAfterMs).unref();
    await service?.close({ delayMs: SHUTDOWN_DELAY });
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  service = await bootService(definition, process.env);
}

async function migrate(definition: ServiceDefinition): Promise<void> {
  const settings = readSettings({ ...migrateSettings, ...databaseSslSettings }, process.env);
  const ssl = databaseSslOf(settings);
  const logger = createLogger(definition.name, 'info');
  if (settings.ACCESS_OWNER_URL) {
    logger.info({ schema: 'access', ran: await migrateAccess(settings.ACCESS_OWNER_URL, ssl) }, 'migrated');
  }
  const { messagingMigrations } = await import('@harken/messaging');
  const all = [...messagingMigrations, ...serviceMigrations, ...definition.migrations];
  logger.info(
    { schema: definition.name, ran: await migrateSchema(definition.name, settings.DATABASE_OWNER_URL, all, ssl) },
    'migrated',
  );
}
