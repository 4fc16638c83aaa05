import type { RunningService, ServiceDefinition } from '../definition/service-definition.ts';
import { createLogger } from '../operations/logger.ts';
import { migrateSettings } from '../settings/migrate-settings.ts';
import { serviceSettings } from '../settings/service-settings.ts';
import { readSettings, SettingsFault } from '../settings/settings.ts';
import { describeSettings } from '../settings/settings-documents.ts';
import { bootService, readAllSettings } from './boot-service.ts';
import { documentOf } from './document-of.ts';
import { migrateAccess, migrateSchema, serviceMigrations } from './migrate.ts';

/** EX_CONFIG of sysexits.h. */
const badSettings = 78;
const exitWithinMs = 9_500;

/** The whole of a main.ts. Commands: `serve` (when none is given), `migrate`, `openapi`, `settings`. */
export async function startService(
  definition: ServiceDefinition,
  argv: readonly string[] = process.argv,
): Promise<void> {
  const command = argv[2] ?? 'serve';
  try {
    await run(command, definition);
  } catch (error) {
    const { message, stack, code } = error as Error & { code?: unknown };
    const badSetting = error instanceof SettingsFault;
    // These say all that helps; where in our code they came up does not.
    const plain = badSetting || code === 'EADDRINUSE' || code === 'EACCES';
    process.stderr.write(`harken ${definition.name}: ${plain ? message : stack}\n`);
    process.exit(badSetting ? badSettings : 1);
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
    case 'settings':
      process.stdout.write(`${JSON.stringify(settingsOfService(definition))}\n`);
      return;
    default:
      throw new SettingsFault([`${command} is no command; there are serve, migrate, openapi and settings`]);
  }
}

const settingsOfService = (definition: ServiceDefinition) => ({
  everywhere: describeSettings(serviceSettings(definition)),
  own: describeSettings(definition.settings ?? {}),
  commands: describeSettings(migrateSettings),
});

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
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  service = await bootService(definition, process.env);
}

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
