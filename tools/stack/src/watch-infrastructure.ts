import { brokerRuns, databaseRuns } from './infrastructure.ts';
import { brokerReady, databaseReady } from './local-stack.ts';
import type { StackSettings } from './settings.ts';

const everyMs = 1_000;

/** Starts the broker or the database again when one dies; the services wait for them. Returns what ends the watch. */
export function watchInfrastructure(settings: StackSettings, report: (text: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const interrupt = new AbortController();
  const look = async () => {
    if (!(await databaseRuns()) && !ended) await again('PostgreSQL', () => databaseReady(settings));
    if (!(await brokerRuns()) && !ended) await again('Kafka', () => brokerReady(settings, interrupt.signal));
    if (!ended) timer = setTimeout(look, everyMs);
  };
  const again = async (name: string, start: () => Promise<unknown>) => {
    report(`${name} stopped. It is started again.`);
    try {
      await start();
      report(`${name} is back.`);
    } catch (error) {
      if (!ended) report(`${name} did not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  timer = setTimeout(look, everyMs);
  return () => {
    ended = true;
    interrupt.abort(new Error('interrupted'));
    clearTimeout(timer);
  };
}
