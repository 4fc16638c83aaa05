import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Starts the shared stack before the first worker, so that no test's own time limit pays for it. */
export default function startTestStack() {
  if (process.env.HARKEN_TEST_POSTGRES_URL) return;
  const script = join(root, 'libs/local-infrastructure/src/test-stack.main.ts');
  const { status } = spawnSync(process.execPath, ['--conditions=harken-source', script, 'start'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The test stack did not start.');
}
