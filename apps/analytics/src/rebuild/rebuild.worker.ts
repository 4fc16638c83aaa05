import { tlsOptions } from '@harken/database';
import { Problem, RuleBroken } from '@harken/errors';
import { type KafkaConnection, readTopic } from '@harken/messaging';
import {
  createLogger,
  databaseSslOf,
  kafkaSecurityOf,
  readSettings,
  type ServiceContext,
  type ServiceSettings,
  SettingsError,
  serviceSettings,
  type Worker,
} from '@harken/service';
import { DataSource } from 'typeorm';
import { digestsOf } from './digest.queries.ts';
import { generationStore } from './generation.store.ts';
import { type EventLog, type Projection, rebuild } from './rebuild.use-case.ts';

const definition = { port: 7104 };

/** Runs as a command: prints a problem as one sentence and sets the exit code to 1. */
export async function rebuildCommand(argv: readonly string[], projections: readonly Projection[]): Promise<void> {
  try {
    await runRebuildCommand(argv, projections);
  } catch (error) {
    const refused = error instanceof Problem || error instanceof SettingsError;
    process.stderr.write(`harken analytics: ${refused ? error.message : (error as Error).stack}\n`);
    process.exitCode = 1;
  }
}

/** `rebuild [--allow-fewer]` and `digest`: one line of JSON on stdout. */
export async function runRebuildCommand(
  argv: readonly string[],
  projections: readonly Projection[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const settings = readSettings(serviceSettings(definition), env);
  const logger = createLogger('analytics', settings.LOG_LEVEL);
  const database = await open(settings);
  try {
    if (argv[0] === 'digest') {
      const [digest] = await digestsOf(database, [await generationStore.current(database)]);
      return print({ digest });
    }
    const log = eventLog(
      {
        brokers: settings.KAFKA_BROKERS,
        ...kafkaSecurityOf(settings),
        topicPrefix: settings.KAFKA_TOPIC_PREFIX,
      },
      projections,
      logger,
    );
    const allowFewer = argv.includes('--allow-fewer');
    const command = { log, projections, allowFewer, timezone: settings.COMPANY_TIMEZONE };
    print(await withRebuildLock(database, () => rebuild(command, database)));
  } finally {
    await database.destroy();
  }
}

/** Reads all topics of the projections, each from its beginning to its end at that time. */
export function eventLog(
  kafka: KafkaConnection & { readonly topicPrefix: string },
  projections: readonly Projection[],
  logger: ReturnType<typeof createLogger>,
): EventLog {
  return async (take) => {
    const byTopic = Map.groupBy(
      projections.flatMap(({ contracts }) => contracts),
      ({ topic }) => topic,
    );
    for (const [topic, contracts] of byTopic) {
      const events = await readTopic({ ...kafka, topic, contracts, onEvents: take, logger });
      logger.info({ topic, events }, 'read');
    }
  };
}

/**
 * Rebuilds the figures at the start of the service if their days and months are cut in another zone than that of the
 * company. Until then every figure is right, but periods are read more slowly.
 */
export const rebuildForZone =
  (projections: readonly Projection[]) =>
  ({ dataSource, settings, logger, shutdown }: ServiceContext): Worker => {
    const timezone = settings.COMPANY_TIMEZONE;
    let running: Promise<void> = Promise.resolve();
    const run = async () => {
      const before = await generationStore.currentZone(dataSource);
      if (before === timezone) return;
      logger.info({ before, timezone }, 'the figures are cut in another time zone; rebuilding them');
      const kafka = { brokers: settings.KAFKA_BROKERS, topicPrefix: settings.KAFKA_TOPIC_PREFIX };
      const log = unlessStopped(eventLog(kafka, projections, logger), shutdown);
      // Another replica may have been first.
      const rebuilt = await withRebuildLock(dataSource, async () => {
        if ((await generationStore.currentZone(dataSource)) === timezone) return null;
        return rebuild({ log, projections, timezone }, dataSource);
      });
      if (rebuilt) logger.info({ timezone, events: rebuilt.events }, 'the figures are rebuilt');
    };
    return {
      start() {
        running = run().catch((error) => {
          if (!shutdown.aborted) logger.error({ err: error }, 'the figures could not be rebuilt; run `rebuild`');
        });
      },
      stop: () => running,
    };
  };

/** Ends the rebuild when the service stops; the next start begins anew. */
const unlessStopped =
  (log: EventLog, shutdown: AbortSignal): EventLog =>
  (take) =>
    log(async (events) => {
      shutdown.throwIfAborted();
      await take(events);
    });

/** One rebuild at a time across all replicas and shells. */
async function withRebuildLock<T>(database: DataSource, work: () => Promise<T>): Promise<T> {
  const session = database.createQueryRunner();
  await session.connect();
  try {
    const [{ free }]: [{ free: boolean }] = await session.query(
      `SELECT pg_try_advisory_lock(hashtext('analytics.rebuild')) AS free`,
    );
    if (!free) throw new RuleBroken('rebuild.running', 'Another rebuild is running.');
    return await work();
  } finally {
    await session.query(`SELECT pg_advisory_unlock(hashtext('analytics.rebuild'))`);
    await session.release();
  }
}

function open(settings: ServiceSettings): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url: settings.DATABASE_URL,
    ssl: tlsOptions(databaseSslOf(settings)),
    applicationName: 'harken-analytics-rebuild',
    poolSize: 3,
    installExtensions: false,
    extra: { options: '-c search_path=analytics' },
  }).initialize();
}

function print(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
