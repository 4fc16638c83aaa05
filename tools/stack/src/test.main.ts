import { startOrReuseTestStack, stopTestStack, testStackIsRunning } from '@harken/local-infrastructure';
import { type Figures, totalLine } from './jest-figures.ts';
import { say } from './progress.ts';
import { steps, stepsOnDemand } from './test-steps.ts';

// `npm test` runs every step; `npm test -- lint types` those whose names contain the words.
const wanted = process.argv.slice(2);
const chosen =
  wanted.length === 0
    ? steps
    : [...steps, ...stepsOnDemand].filter(({ name }) => wanted.some((word) => name.includes(word)));

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
process.on('disconnect', () => interrupt.abort());

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const all: Figures[] = [];

/** The addresses of PostgreSQL and Kafka, where a step needs them. */
async function stackEnv(): Promise<NodeJS.ProcessEnv> {
  if (!chosen.some(({ onStack }) => onStack)) return process.env;
  const started = performance.now();
  const stack = await startOrReuseTestStack();
  say(`  ✓ ${'PostgreSQL and Kafka for the tests'.padEnd(36)} ${seconds(started)}${ours ? '' : ' (there already)'}`);
  return {
    ...process.env,
    HARKEN_TEST_POSTGRES_URL: stack.postgres.adminUrl,
    HARKEN_TEST_KAFKA_BROKERS: stack.kafka.brokers.join(','),
  };
}

// One that was there before belongs to somebody else's run.
const ours = (await testStackIsRunning()) === undefined;
try {
  const env = await stackEnv();
  for (const step of chosen) {
    if (interrupt.signal.aborted) break;
    const began = performance.now();
    const figures = await step.run(env, interrupt.signal);
    all.push(figures);
    const counts = `${totalLine([figures])}${figures.skipped > 0 ? `, ${figures.skipped} skipped` : ''}`;
    say(`  ${figures.failed > 0 ? '✗' : '✓'} ${step.name.padEnd(36)} ${seconds(began).padStart(8)}   ${counts}`);
  }
} catch (error) {
  all.push({ passed: 0, failed: 1, skipped: 0, failures: [error instanceof Error ? error.message : String(error)] });
} finally {
  if (ours) await stopTestStack();
}

for (const failure of all.flatMap(({ failures }) => failures)) say(`\n✗ ${failure}`);
if (interrupt.signal.aborted) say('\nInterrupted.');
say(`\n${totalLine(all)}`);
process.exit(interrupt.signal.aborted || all.some(({ failed }) => failed > 0) ? 1 : 0);
