import type { DataSource } from 'typeorm';
import type { Readiness } from './management-server.ts';

export interface ReadinessOptions {
  readonly dataSource: DataSource;
  readonly closing: AbortSignal;
  readonly working: () => boolean;
  readonly messagingReady: () => boolean;
}

const answersWithinMs = 2_000;

async function database(dataSource: DataSource): Promise<string> {
  if (!dataSource.isInitialized) return 'connecting';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), answersWithinMs);
  });
  const asked = dataSource.query('select 1').then(
    () => 'ok',
    () => 'away',
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ready means: a request sent now would be served and its events would leave. */
export function readiness(options: ReadinessOptions): () => Promise<Readiness> {
  return async () => {
    if (options.closing.aborted) return { service: 'stopping' };
    return {
      service: options.working() ? 'ok' : 'starting',
      database: await database(options.dataSource),
      messaging: options.messagingReady() ? 'ok' : 'not joined',
    };
  };
}
