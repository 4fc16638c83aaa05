import type { DataSource } from 'typeorm';
import type { Readiness } from './management-server.ts';

export interface ReadinessOptions {
  readonly dataSource: DataSource;
  readonly closing: AbortSignal;
  readonly serving: () => boolean;
  readonly messagingReady: () => boolean;
}

const databaseTimeoutMs = 2_000;

async function databaseState(dataSource: DataSource): Promise<string> {
  if (!dataSource.isInitialized) return 'connecting';
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), databaseTimeoutMs);
  });
  const answered = dataSource.query('select 1').then(
    () => 'ok',
    () => 'away',
  );
  try {
    return await Promise.race([answered, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ready: a request sent now would be served and its events published. */
export function readiness(options: ReadinessOptions): () => Promise<Readiness> {
  return async () => {
    if (options.closing.aborted) return { service: 'stopping' };
    return {
      service: options.serving() ? 'ok' : 'starting',
      database: await databaseState(options.dataSource),
      messaging: options.messagingReady() ? 'ok' : 'not joined',
    };
  };
}
